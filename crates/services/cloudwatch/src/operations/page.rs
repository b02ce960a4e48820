//! Tokens of pages: what was shown last, as text nobody need understand.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use wire::Fault;

/// The token that says `place`.
pub(super) fn token(place: &str) -> String {
    URL_SAFE_NO_PAD.encode(place)
}

/// What a token says.
pub(super) fn place(token: Option<&str>) -> Result<Option<String>, Fault> {
    let Some(token) = token else { return Ok(None) };
    let bytes = URL_SAFE_NO_PAD.decode(token).ok();
    bytes.and_then(|bytes| String::from_utf8(bytes).ok()).map(Some).ok_or_else(refused)
}

/// That a token is none of ours.
pub(super) fn refused() -> Fault {
    Fault::sender("InvalidNextToken", "The next token specified is invalid.")
}
