//! Pages of names: as many as asked for, and a token that says after which name the next page begins.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use wire::Fault;

use crate::errors::invalid;
use crate::limits::PAGE_MAX;

/// How many items a page has; none asks for a token.
pub(super) fn size(max_results: Option<i32>) -> Result<usize, Fault> {
    let Some(given) = max_results else { return Ok(PAGE_MAX) };
    usize::try_from(given).ok().filter(|size| (1..=PAGE_MAX).contains(size)).ok_or_else(|| {
        invalid(format!("Value {given} for parameter MaxResults is invalid. Reason: Must be an integer from 1 to {PAGE_MAX}, inclusive."))
    })
}

/// The name that a token says.
pub(super) fn after(token: Option<&str>) -> Result<Option<String>, Fault> {
    let Some(token) = token else { return Ok(None) };
    let bytes = STANDARD.decode(token).ok();
    let name = bytes.and_then(|bytes| String::from_utf8(bytes).ok());
    name.map(Some).ok_or_else(|| invalid("Invalid or expired next token."))
}

/// The token for the page after `names`, of which there is one more than the page has; the last is taken off.
pub(super) fn cut(names: &mut Vec<String>, size: usize, paged: bool) -> Option<String> {
    if names.len() <= size {
        return None;
    }
    names.truncate(size);
    names.last().filter(|_| paged).map(|name| STANDARD.encode(name))
}
