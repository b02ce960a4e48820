//! Items: written in one transaction with their index entries, read as they are durable.
//!
//! A write is prepared in the caller's task (checks, stored keys, bytes of a put item and of its entries) and
//! carried out on the store's writer thread, which does only what needs the old item: the condition, the
//! update, the entries that go. Conditional writes are therefore serialisable, and one sync serves all that
//! were queued. An index holds an entry exactly for the items that have all of its key attributes, in the
//! same transaction as the row, so that reads of indexes are as consistent as reads of tables.

mod collection;
mod entries;
pub(super) mod keys;
mod refusal;
mod write;

pub use entries::Entry;
pub use keys::{check_key_part, check_update, row_of_key};
pub use refusal::Refusal;
pub use write::{Costs, Wants, Write, Written};

use dynamodb_api::Item;

use super::size::{ITEM_BYTES_MAX, is_nested_too_deeply, item_bytes};
use super::{Engine, EngineError, codec};

/// Checks how deep an item is that is to be put.
///
/// # Errors
/// When it nests deeper than 32 levels.
pub fn check_nesting(item: &Item) -> Result<(), Refusal> {
    if is_nested_too_deeply(item) { Err(Refusal::NestedTooDeeply) } else { Ok(()) }
}

/// Checks how large an item is that is to be put.
///
/// # Errors
/// When it has more than 400 KB.
pub fn check_size(item: &Item) -> Result<(), Refusal> {
    if item_bytes(item) > ITEM_BYTES_MAX { Err(Refusal::ItemTooLarge) } else { Ok(()) }
}

impl Engine {
    /// The item of `table` at the stored key `row`.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn item(&self, row: &[u8]) -> Result<Option<Item>, EngineError> {
        self.store()?.get(row)?.map(|bytes| decode(&bytes)).transpose()
    }
}

/// The size of a stored item, bytes.
pub(super) fn size(bytes: &[u8]) -> Result<usize, EngineError> {
    codec::size(bytes).map_err(|error| EngineError::Corrupt(error.to_string()))
}

/// A stored item.
pub(super) fn decode(bytes: &[u8]) -> Result<Item, EngineError> {
    codec::decode(bytes).map_err(|error| EngineError::Corrupt(error.to_string()))
}
