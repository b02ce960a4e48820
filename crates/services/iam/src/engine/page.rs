//! One page of a list.

use crate::limits::PAGE_ITEMS_MAX;

/// Some items, and where the next page begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page<T> {
    /// The items, in order.
    pub items: Vec<T>,
    /// What to give as `after` for the next page; `None` on the last one.
    pub next: Option<String>,
}

impl<T> Page<T> {
    /// Collects the page of at most `limit` items from `items`, which come after the page before it.
    /// `name` is what an item is ordered by.
    pub(crate) fn collect(items: impl Iterator<Item = T>, limit: usize, name: impl Fn(&T) -> String) -> Self {
        let limit = limit.clamp(1, PAGE_ITEMS_MAX);
        let mut items: Vec<T> = items.take(limit + 1).collect();
        let more = items.len() > limit;
        items.truncate(limit);
        Self { next: items.last().filter(|_| more).map(name), items }
    }
}
