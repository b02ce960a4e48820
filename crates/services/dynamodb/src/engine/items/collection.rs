//! How large the items of one partition are together, with their entries in local indexes.

use std::ops::{Bound, ControlFlow};

use dynamodb_api::Item;

use crate::engine::key::Scalar;
use crate::engine::table::Table;
use crate::engine::{Engine, EngineError};

impl Engine {
    /// The stored bytes of the item collection that `key` is of: its rows and local entries.
    ///
    /// Reads all of it, so it is only for those who ask. `None` where the table has no local index, as AWS
    /// then keeps no collections.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn collection_bytes(&self, table: &Table, key: &Item) -> Result<Option<u64>, EngineError> {
        let local = || table.indexes.iter().filter(|index| index.is_local());
        let partition = key.get(&table.schema.partition.name).and_then(Scalar::of);
        let Some(partition) = partition else { return Ok(None) };
        if local().next().is_none() {
            return Ok(None);
        }
        let spaces = local().map(|index| index.keyspace);
        let mut bytes = 0;
        for space in spaces.chain([table.keyspace]) {
            let range = space.query(partition, None);
            let end = range.end.as_deref().map_or(Bound::Unbounded, Bound::Excluded);
            self.store()?.scan(
                Bound::Included(&range.start),
                end,
                storage::Direction::Forward,
                &mut |_, value| {
                    bytes += value.len() as u64;
                    ControlFlow::Continue(())
                },
            )?;
        }
        Ok(Some(bytes))
    }
}
