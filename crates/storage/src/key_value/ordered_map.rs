//! A persistent ordered map: a clone is one reference count, and a changed clone shares what it did not
//! change. So a snapshot is a clone. What no clone shares changes in place.
//!
//! A treap: search tree by key, heap by a hash of the key, which keeps it balanced whatever the order of
//! insertion; the hash is keyed per map so that nobody can choose keys that unbalance it.
//! `None` as a value is a tombstone: "deleted, whatever is stored below".

use std::cmp::Ordering;
use std::hash::{BuildHasher, RandomState};
use std::ops::Bound;
use std::sync::Arc;

use bytes::Bytes;

use super::Direction;
use super::key::Key;

/// What an entry costs beside key and value: the node and its allocation, in bytes.
const ENTRY_BYTES: usize = 160;

type Link = Option<Arc<Node>>;

#[derive(Clone, Debug)]
struct Node {
    key: Key,
    value: Option<Bytes>,
    priority: u64,
    left: Link,
    right: Link,
}

/// See the module.
#[derive(Clone, Debug, Default)]
pub(super) struct OrderedMap {
    root: Link,
    bytes: usize,
    hasher: RandomState,
}

fn weight(key: &[u8], value: Option<&Bytes>) -> usize {
    ENTRY_BYTES + key.len() + value.map_or(0, Bytes::len)
}

impl OrderedMap {
    /// About how much memory it holds, in bytes.
    pub fn bytes(&self) -> usize {
        self.bytes
    }

    /// The entry of `key`: its value, a tombstone, or nothing known.
    pub fn get(&self, key: &[u8]) -> Option<&Option<Bytes>> {
        let mut link = &self.root;
        while let Some(node) = link {
            link = match (*key).cmp(&*node.key) {
                Ordering::Less => &node.left,
                Ordering::Greater => &node.right,
                Ordering::Equal => return Some(&node.value),
            };
        }
        None
    }

    pub fn insert(&mut self, key: &[u8], value: Option<Bytes>) {
        self.bytes += weight(key, value.as_ref());
        let priority = self.hasher.hash_one(key);
        if let Some(old) = insert(&mut self.root, key, value, priority) {
            self.bytes -= weight(key, old.as_ref());
        }
    }

    /// Forgets the entry of `key` altogether.
    pub fn remove(&mut self, key: &[u8]) {
        if self.get(key).is_some() {
            let old = remove(&mut self.root, key);
            self.bytes -= weight(key, old.as_ref());
        }
    }

    /// The entries between the bounds, tombstones included.
    pub fn range<'a>(
        &'a self,
        lower: Bound<&'a [u8]>,
        upper: Bound<&'a [u8]>,
        direction: Direction,
    ) -> Range<'a> {
        let mut range = Range { stack: Vec::new(), lower, upper, direction };
        range.descend(&self.root);
        range
    }
}

/// Answers the value that was replaced.
fn insert(link: &mut Link, key: &[u8], value: Option<Bytes>, priority: u64) -> Option<Option<Bytes>> {
    let Some(shared) = link else {
        *link = Some(Arc::new(Node { key: key.into(), value, priority, left: None, right: None }));
        return None;
    };
    let node = Arc::make_mut(shared);
    match (*key).cmp(&*node.key) {
        Ordering::Equal => Some(std::mem::replace(&mut node.value, value)),
        Ordering::Less => {
            let old = insert(&mut node.left, key, value, priority);
            if let Some(mut child) = node.left.take_if(|child| child.priority > node.priority) {
                node.left = Arc::make_mut(&mut child).right.take();
                Arc::make_mut(&mut child).right = link.take();
                *link = Some(child);
            }
            old
        }
        Ordering::Greater => {
            let old = insert(&mut node.right, key, value, priority);
            if let Some(mut child) = node.right.take_if(|child| child.priority > node.priority) {
                node.right = Arc::make_mut(&mut child).left.take();
                Arc::make_mut(&mut child).left = link.take();
                *link = Some(child);
            }
            old
        }
    }
}

/// Answers the value that was removed.
fn remove(link: &mut Link, key: &[u8]) -> Option<Bytes> {
    let node = Arc::make_mut(link.as_mut()?);
    match (*key).cmp(&*node.key) {
        Ordering::Less => remove(&mut node.left, key),
        Ordering::Greater => remove(&mut node.right, key),
        Ordering::Equal => {
            let old = node.value.take();
            let (left, right) = (node.left.take(), node.right.take());
            *link = join(left, right);
            old
        }
    }
}

/// One treap of two, where every key of `left` is before every key of `right`.
fn join(left: Link, right: Link) -> Link {
    match (left, right) {
        (None, other) | (other, None) => other,
        (Some(mut left), Some(mut right)) => Some(if left.priority > right.priority {
            let node = Arc::make_mut(&mut left);
            node.right = join(node.right.take(), Some(right));
            left
        } else {
            let node = Arc::make_mut(&mut right);
            node.left = join(Some(left), node.left.take());
            right
        }),
    }
}

/// Entries of an [`OrderedMap`] in one direction.
pub(super) struct Range<'a> {
    /// Nodes still to be visited whose near side is done.
    stack: Vec<&'a Node>,
    lower: Bound<&'a [u8]>,
    upper: Bound<&'a [u8]>,
    direction: Direction,
}

impl<'a> Range<'a> {
    /// Stacks the way to the first entry below `link`.
    fn descend(&mut self, mut link: &'a Link) {
        while let Some(node) = link {
            let (before, near, far) = match self.direction {
                Direction::Forward => (self.is_below(&node.key), &node.left, &node.right),
                Direction::Reverse => (self.is_above(&node.key), &node.right, &node.left),
            };
            if before {
                link = far;
            } else {
                self.stack.push(node);
                link = near;
            }
        }
    }

    fn is_below(&self, key: &[u8]) -> bool {
        match self.lower {
            Bound::Unbounded => false,
            Bound::Included(bound) => key < bound,
            Bound::Excluded(bound) => key <= bound,
        }
    }

    fn is_above(&self, key: &[u8]) -> bool {
        match self.upper {
            Bound::Unbounded => false,
            Bound::Included(bound) => key > bound,
            Bound::Excluded(bound) => key >= bound,
        }
    }
}

impl<'a> Iterator for Range<'a> {
    type Item = (&'a [u8], &'a Option<Bytes>);

    fn next(&mut self) -> Option<Self::Item> {
        let node = self.stack.pop()?;
        let (past, far) = match self.direction {
            Direction::Forward => (self.is_above(&node.key), &node.right),
            Direction::Reverse => (self.is_below(&node.key), &node.left),
        };
        if past {
            self.stack.clear();
            return None;
        }
        self.descend(far);
        Some((&node.key, &node.value))
    }
}
