//! What was found in objects: what it takes to read them (their shape), and how many records they have.

use super::column_type::Fields;
use super::compression::Compression;
use super::format::Format;
use super::limits::{SHARED_OF_LARGER_PERCENT, SHARED_OF_SMALLER_PERCENT};

/// What one object was found to be.
#[derive(Clone, Debug, PartialEq)]
pub struct Find {
    /// How it is read.
    pub shape: Shape,
    /// How many records are in it.
    pub records: Records,
}

/// What it takes to read objects.
#[derive(Clone, Debug, PartialEq)]
pub struct Shape {
    /// How they are packed as a whole.
    pub compression: Compression,
    /// What they are.
    pub format: Format,
    /// Their columns.
    pub columns: Fields,
}

/// How many records, and how long: an estimate where not all of an object was read.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Records {
    /// How many.
    pub count: u64,
    /// What they are long together when unpacked, in bytes.
    pub bytes: u64,
}

impl Records {
    /// The mean length of a record, in bytes.
    pub fn average(self) -> u64 {
        self.bytes.checked_div(self.count).unwrap_or(0)
    }

    /// Both together.
    pub fn plus(self, other: Self) -> Self {
        Self { count: self.count.saturating_add(other.count), bytes: self.bytes.saturating_add(other.bytes) }
    }
}

impl Shape {
    /// Whether nothing is known of the objects.
    pub fn is_unknown(&self) -> bool {
        self.format == Format::Unknown
    }

    /// Whether both can be read by one table: same format, same packing.
    pub fn compatible(&self, other: &Self) -> bool {
        self.compression == other.compression && self.format.compatible(&other.format)
    }

    /// Whether their columns are alike as well.
    pub fn alike(&self, other: &Self) -> bool {
        let (ours, theirs, shared) =
            (self.columns.len(), other.columns.len(), self.columns.shared(&other.columns) * 100);
        self.compatible(other)
            && shared >= ours.min(theirs) * SHARED_OF_SMALLER_PERCENT
            && shared >= ours.max(theirs) * SHARED_OF_LARGER_PERCENT
    }

    /// Takes `other` in: its columns and what its format adds.
    pub fn widen(&mut self, other: &Self) {
        self.columns.widen(other.columns.clone());
        self.format.merge(other.format.clone());
    }

    /// How much there is to keep of it: names, roughly.
    pub fn weight(&self) -> usize {
        1 + self.columns.iter().map(|field| 1 + field.kind.members()).sum::<usize>()
    }
}
