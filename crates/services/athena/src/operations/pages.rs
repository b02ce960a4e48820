//! Pages of lists: how many items, and where to go on.
//!
//! A token is the name or place after which to go on: it needs no state and never expires.

use crate::engine::Listed;
use crate::limits::PAGE_MAX;

/// How many items an input asks for.
pub fn size(asked: Option<i32>) -> usize {
    asked.filter(|asked| *asked > 0).map_or(PAGE_MAX, |asked| asked.unsigned_abs() as usize)
}

/// A page of things that are all known.
pub fn cut<T: Clone>(all: &[T], name: impl Fn(&T) -> &str, after: Option<&str>, most: usize) -> Listed<T> {
    let rest = all.iter().filter(|item| after.is_none_or(|after| name(item) > after));
    let mut items: Vec<T> = rest.take(most + 1).cloned().collect();
    let more = items.len() > most;
    items.truncate(most);
    let next = items.last().filter(|_| more).map(|last| name(last).to_owned());
    Listed { items, next }
}
