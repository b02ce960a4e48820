//! Capacity units: what AWS bills for reading and writing bytes.
//!
//! Source: "DynamoDB throughput capacity" in the developer guide. A write unit covers 1 KB, a read unit 4 KB;
//! sizes round up, and an operation on nothing counts as one block. An eventually consistent read costs
//! half, anything in a transaction double. Query and Scan round up the sum of the sizes they read, not each.

use std::iter::Sum;
use std::ops::Add;

/// Bytes that one write unit covers.
pub const WRITE_UNIT_BYTES: usize = 1024;

/// Bytes that one read unit covers.
pub const READ_UNIT_BYTES: usize = 4096;

/// How a read is billed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Read {
    /// `ConsistentRead` false: half a unit.
    Eventual,
    /// `ConsistentRead` true: one unit.
    Strong,
    /// In a transaction: two units.
    Transaction,
}

/// How a write is billed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Write {
    /// One unit.
    Single,
    /// In a transaction: two units.
    Transaction,
}

/// Capacity units, counted in halves.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct CapacityUnits {
    halves: u64,
}

impl CapacityUnits {
    /// No capacity.
    pub const ZERO: Self = Self { halves: 0 };

    /// What reading `bytes` costs.
    #[must_use]
    pub fn read(bytes: usize, read: Read) -> Self {
        let halves = match read {
            Read::Eventual => 1,
            Read::Strong => 2,
            Read::Transaction => 4,
        };
        Self { halves: blocks(bytes, READ_UNIT_BYTES) * halves }
    }

    /// What writing an item costs that had `before` bytes and has `after`: the larger of both counts.
    #[must_use]
    pub fn write(before: usize, after: usize, write: Write) -> Self {
        let halves = match write {
            Write::Single => 2,
            Write::Transaction => 4,
        };
        Self { halves: blocks(before.max(after), WRITE_UNIT_BYTES) * halves }
    }

    /// The number as AWS answers it.
    #[must_use]
    pub fn units(self) -> f64 {
        self.halves as f64 / 2.0
    }
}

fn blocks(bytes: usize, block: usize) -> u64 {
    bytes.div_ceil(block).max(1) as u64
}

impl Add for CapacityUnits {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self { halves: self.halves + other.halves }
    }
}

impl Sum for CapacityUnits {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        all.fold(Self::ZERO, Add::add)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounds_up_and_never_to_nothing() {
        assert_eq!(CapacityUnits::read(0, Read::Eventual).units(), 0.5);
        assert_eq!(CapacityUnits::read(4096, Read::Strong).units(), 1.0);
        assert_eq!(CapacityUnits::read(4097, Read::Strong).units(), 2.0);
        assert_eq!(CapacityUnits::read(4097, Read::Transaction).units(), 4.0);
        assert_eq!(CapacityUnits::write(0, 0, Write::Single).units(), 1.0);
        assert_eq!(CapacityUnits::write(1025, 10, Write::Single).units(), 2.0);
        assert_eq!(CapacityUnits::write(10, 1024, Write::Transaction).units(), 2.0);
        let both = [CapacityUnits::read(1, Read::Eventual), CapacityUnits::write(1, 1, Write::Single)];
        assert_eq!(both.into_iter().sum::<CapacityUnits>().units(), 1.5);
    }
}
