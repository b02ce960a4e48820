//! One consistent state of a store: what was written last, over what is being checkpointed, over the tree.

use std::ops::{Bound, ControlFlow};
use std::sync::Arc;

use bytes::Bytes;

use super::ordered_map::OrderedMap;
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

/// A key and its value, or that it has none.
type Found = Result<(Bytes, Option<Bytes>), StorageError>;

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

    /// Removes `key` from the active layer, leaving a tombstone if a layer below may hold it.
    pub fn delete(&mut self, key: &[u8]) {
        if self.flushing.is_some() || self.tree.is_some() {
            self.active.insert(Bytes::copy_from_slice(key), None);
        } else {
            self.active.remove(key);
        }
    }

    pub fn scan(
        &self,
        lower: Bound<&[u8]>,
        upper: Bound<&[u8]>,
        direction: Direction,
        visit: &mut dyn FnMut(&[u8], &Bytes) -> ControlFlow<()>,
    ) -> Result<(), StorageError> {
        if is_empty(lower, upper) {
            return Ok(());
        }
        let of_map = |map| copied(map, lower, upper, direction);
        let mut layers: Vec<(Option<Found>, Box<dyn Iterator<Item = Found> + '_>)> = Vec::with_capacity(3);
        layers.push((None, Box::new(of_map(&self.active))));
        if let Some(flushing) = &self.flushing {
            layers.push((None, Box::new(of_map(flushing))));
        }
        if let Some(tree) = &self.tree {
            let pairs = tree.range(lower, upper, direction)?;
            layers.push((None, Box::new(pairs.map(|pair| pair.map(|(key, value)| (key, Some(value)))))));
        }
        for (head, rest) in &mut layers {
            *head = rest.next();
        }
        loop {
            // The first key of any layer; of equal ones, that of the uppermost layer counts.
            let mut chosen: Option<(usize, &Bytes)> = None;
            for (index, (head, _)) in layers.iter().enumerate() {
                let key = match head {
                    None => continue,
                    Some(Err(error)) => return Err(error.clone()),
                    Some(Ok((key, _))) => key,
                };
                let sooner = chosen.is_none_or(|(_, best)| match direction {
                    Direction::Forward => key < best,
                    Direction::Reverse => key > best,
                });
                if sooner {
                    chosen = Some((index, key));
                }
            }
            let Some((index, key)) = chosen.map(|(index, key)| (index, key.clone())) else { return Ok(()) };
            let (head, rest) = &mut layers[index];
            let found = std::mem::replace(head, rest.next());
            for (head, rest) in &mut layers[index + 1..] {
                if head.as_ref().is_some_and(|head| head.as_ref().is_ok_and(|(other, _)| *other == key)) {
                    *head = rest.next();
                }
            }
            if let Some(Ok((_, Some(value)))) = found
                && visit(&key, &value).is_break()
            {
                return Ok(());
            }
        }
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

fn copied<'a>(
    map: &'a OrderedMap,
    lower: Bound<&'a [u8]>,
    upper: Bound<&'a [u8]>,
    direction: Direction,
) -> impl Iterator<Item = Found> + 'a {
    map.range(lower, upper, direction).map(|(key, value)| Ok((key.clone(), value.clone())))
}

/// Whether no key can be between the bounds.
fn is_empty(lower: Bound<&[u8]>, upper: Bound<&[u8]>) -> bool {
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
fn end_of_prefix(prefix: &[u8]) -> Option<Vec<u8>> {
    let kept = prefix.iter().rposition(|byte| *byte != u8::MAX)?;
    let mut end = prefix[..=kept].to_vec();
    end[kept] += 1;
    Some(end)
}
