//! What a write closure sees and changes: the newest state, earlier writes of its group included.

use std::ops::{Bound, ControlFlow};

use bytes::Bytes;

use super::Direction;
use super::snapshot::Snapshot;
use crate::StorageError;

/// The state that a write works on. Reads see all earlier writes, also those not yet durable, and its
/// own; nothing of it is visible outside before it is durable.
#[derive(Debug)]
pub struct Transaction {
    pub(super) state: Snapshot,
    pub(super) changed: bool,
}

impl Transaction {
    pub(super) fn new(state: Snapshot) -> Self {
        Self { state, changed: false }
    }

    /// The value of `key`.
    pub fn get(&self, key: &[u8]) -> Result<Option<Bytes>, StorageError> {
        self.state.get(key)
    }

    /// Visits the pairs between the bounds in key order, or against it, until `visit` breaks.
    pub fn scan(
        &self,
        lower: Bound<&[u8]>,
        upper: Bound<&[u8]>,
        direction: Direction,
        visit: &mut dyn FnMut(&[u8], &Bytes) -> ControlFlow<()>,
    ) -> Result<(), StorageError> {
        self.state.scan(lower, upper, direction, visit)
    }

    /// Visits, in key order, the pairs whose key starts with `prefix`, until `visit` breaks.
    pub fn scan_prefix(
        &self,
        prefix: &[u8],
        visit: &mut dyn FnMut(&[u8], &Bytes) -> ControlFlow<()>,
    ) -> Result<(), StorageError> {
        self.state.scan_prefix(prefix, visit)
    }

    /// Sets `key` to `value`.
    pub fn put(&mut self, key: Vec<u8>, value: impl Into<Bytes>) {
        self.changed = true;
        self.state.active.insert(key.into(), Some(value.into()));
    }

    /// Removes `key`, if it is there.
    pub fn delete(&mut self, key: &[u8]) {
        self.changed = true;
        self.state.active.remove(key);
    }
}
