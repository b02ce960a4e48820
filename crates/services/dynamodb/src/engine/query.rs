//! Reading many items: pages of a table's rows or of an index's entries, in the order of their keys.
//!
//! A page ends at its limit or at 1 MB, counted before the filter. A local index fetches from the table what
//! it does not hold itself; a global one never does. Every page is read from one durable state, but for what
//! is fetched: a row that went meanwhile is left out.

mod page;
mod selection;
mod source;
mod start;

pub use page::{Page, Reading};
pub use selection::Selection;
pub use source::Source;
pub use start::StartKey;
