//! One consistent state of a store: what was written last, over what is being checkpointed, over the tree.

use std::borrow::Cow;
use std::ops::Bound;
use std::sync::Arc;

use bytes::Bytes;

use super::merge::{self, Layer, Visit};
use super::ordered_map::OrderedMap;
use super::transaction::Writes;
use super::tree::Tree;
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
    /// Writes that are being checkpointed.
    pub flushing: Option<OrderedMap>,
    /// All writes before.
    pub tree: Option<Arc<Tree>>,
}

impl Snapshot {
    pub fn get(&self, key: &[u8]) -> Result<Option<Bytes>, StorageError> {
        if let Some(entry) = self.active.get(key) {
            return Ok(entry.clone());
        }
        if let Some(entry) = self.flushing.as_ref().and_then(|flushing| flushing.get(key)) {
            return Ok(entry.clone());
        }
        self.tree.as_ref().map_or(Ok(None), |tree| tree.get(key))
    }

    /// Sets `key` in the active layer to a value or to nothing; the latter leaves a tombstone only if a
    /// layer below may hold the key.
    pub fn set(&mut self, key: &[u8], value: Option<Bytes>) {
        if value.is_some() || self.flushing.is_some() || self.tree.is_some() {
            self.active.insert(key, value);
        } else {
            self.active.remove(key);
        }
    }

    /// Sets what a group wrote.
    pub fn extend(&mut self, writes: Writes) {
        for (key, value) in writes {
            self.set(&key, value);
        }
    }

    pub fn scan(
        &self,
        lower: Bound<&[u8]>,
        upper: Bound<&[u8]>,
        direction: Direction,
        visit: Visit<'_>,
    ) -> Result<(), StorageError> {
        self.scan_below(None, lower, upper, direction, visit)
    }

    /// Scans this state with a further layer over it.
    pub fn scan_below<'a>(
        &'a self,
        upmost: Option<Layer<'a>>,
        lower: Bound<&'a [u8]>,
        upper: Bound<&'a [u8]>,
        direction: Direction,
        visit: Visit<'_>,
    ) -> Result<(), StorageError> {
        if is_empty(lower, upper) {
            return Ok(());
        }
        let mut layers: Vec<Layer<'a>> = Vec::with_capacity(4);
        layers.extend(upmost);
        layers.push(layer(self.active.range(lower, upper, direction)));
        if let Some(flushing) = &self.flushing {
            layers.push(layer(flushing.range(lower, upper, direction)));
        }
        if let Some(tree) = &self.tree {
            let pairs = tree.range(lower, upper, direction)?;
            layers.push(Box::new(pairs.map(|pair| pair.map(|(key, value)| (Cow::Owned(key), Some(value))))));
        }
        merge::visit(layers, direction, visit)
    }
}

fn layer<'a>(range: impl Iterator<Item = (&'a [u8], &'a Option<Bytes>)> + 'a) -> Layer<'a> {
    Box::new(range.map(|(key, value)| Ok((Cow::Borrowed(key), value.clone()))))
}

/// Whether no key can be between the bounds.
pub(super) fn is_empty(lower: Bound<&[u8]>, upper: Bound<&[u8]>) -> bool {
    match (lower, upper) {
        (Bound::Included(lower), Bound::Included(upper)) => lower > upper,
        (
            Bound::Included(lower) | Bound::Excluded(lower),
            Bound::Included(upper) | Bound::Excluded(upper),
        ) => lower >= upper,
        _ => false,
    }
}

/// The first key after all keys that start with `prefix`; `None` if there is none.
pub(super) fn end_of_prefix(prefix: &[u8]) -> Option<Vec<u8>> {
    let kept = prefix.iter().rposition(|byte| *byte != u8::MAX)?;
    let mut end = prefix[..=kept].to_vec();
    end[kept] += 1;
    Some(end)
}
