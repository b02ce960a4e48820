//! `Action` or `NotAction`, `Resource` or `NotResource`, `Principal` or `NotPrincipal`: a list, or all but it.

/// A list of patterns, or everything but them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Selection<T> {
    /// The patterns.
    pub listed: Vec<T>,
    /// Whether the element was the `Not…` form.
    pub inverted: bool,
}

impl<T> Selection<T> {
    /// The same selection over other things.
    pub fn map<U>(self, change: impl FnMut(T) -> U) -> Selection<U> {
        Selection { listed: self.listed.into_iter().map(change).collect(), inverted: self.inverted }
    }

    /// Whether something is selected, given how to tell that one pattern matches it.
    pub fn selects(&self, matches: impl FnMut(&T) -> bool) -> bool {
        self.listed.iter().any(matches) != self.inverted
    }
}
