//! One consistent state of a store: what was written last, over what is being checkpointed, over the tree.

use std::ops::{Bound, ControlFlow};

use bytes::Bytes;

use super::ordered_map::OrderedMap;
use crate::StorageError;

/// Which way a scan goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Direction {
    /// Ascending keys.
    #[default]
    Forward,
    /// Descending keys.
    Reverse,
}

/// See the module. A clone costs a few reference counts.
#[derive(Clone, Debug, Default)]
pub(super) struct Snapshot {
    /// Writes since the last checkpoint began.
    pub active: OrderedMap,
}

impl Snapshot {
    pub fn get(&self, key: &[u8]) -> Result<Option<Bytes>, StorageError> {
        if let Some(entry) = self.active.get(key) {
            return Ok(entry.clone());
        }
        Ok(None)
    }

    pub fn scan(
        &self,
        lower: Bound<&[u8]>,
        upper: Bound<&[u8]>,
        direction: Direction,
        visit: &mut dyn FnMut(&[u8], &Bytes) -> ControlFlow<()>,
    ) -> Result<(), StorageError> {
        for (key, value) in self.active.range(lower, upper, direction) {
            if value.as_ref().is_some_and(|value| visit(key, value).is_break()) {
                break;
            }
        }
        Ok(())
    }

    pub fn scan_prefix(
        &self,
        prefix: &[u8],
        visit: &mut dyn FnMut(&[u8], &Bytes) -> ControlFlow<()>,
    ) -> Result<(), StorageError> {
        let end = end_of_prefix(prefix);
        let upper = end.as_deref().map_or(Bound::Unbounded, Bound::Excluded);
        self.scan(Bound::Included(prefix), upper, Direction::Forward, visit)
    }
}

/// The first key after all keys that start with `prefix`; `None` if there is none.
fn end_of_prefix(prefix: &[u8]) -> Option<Vec<u8>> {
    let kept = prefix.iter().rposition(|byte| *byte != u8::MAX)?;
    let mut end = prefix[..=kept].to_vec();
    end[kept] += 1;
    Some(end)
}
