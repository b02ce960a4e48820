//! Composing stored keys, and the ranges that a Query or Scan reads.

use dynamodb_api::AttributeValue;

use super::part::{KeyDamaged, Scalar, ScalarType, take};
use super::range::{KeyRange, after_prefix};

/// A table, for as long as it lives; never given again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TableId(pub u32);

/// An index of a table; never given again in the same table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct IndexId(pub u16);

impl IndexId {
    /// The table's own rows.
    pub const TABLE: Self = Self(0);
}

/// Bytes before the partition hash.
const SPACE_BYTES: usize = 6;

/// Bytes of the partition hash.
const HASH_BYTES: usize = 4;

/// The keys of one table, or of one index of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Keyspace {
    table: TableId,
    index: IndexId,
}

/// What a Query asks of the sort key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SortCondition<'v> {
    /// `=`
    Equal(Scalar<'v>),
    /// `<`
    Less(Scalar<'v>),
    /// `<=`
    LessOrEqual(Scalar<'v>),
    /// `>`
    Greater(Scalar<'v>),
    /// `>=`
    GreaterOrEqual(Scalar<'v>),
    /// `BETWEEN`, both ends included.
    Between(Scalar<'v>, Scalar<'v>),
    /// `begins_with`
    BeginsWith(Scalar<'v>),
}

impl Keyspace {
    /// The table's own rows.
    #[must_use]
    pub const fn table(table: TableId) -> Self {
        Self { table, index: IndexId::TABLE }
    }

    /// The entries of one of its indexes.
    #[must_use]
    pub const fn index(table: TableId, index: IndexId) -> Self {
        Self { table, index }
    }

    /// Everything of a table, indexes included.
    #[must_use]
    pub fn everything(table: TableId) -> KeyRange {
        KeyRange::prefix(table.0.to_be_bytes().to_vec())
    }

    /// Every key of this space.
    #[must_use]
    pub fn all(&self) -> KeyRange {
        KeyRange::prefix(self.prefix())
    }

    /// The part of this space that Scan's `Segment` number `segment` of `total` reads. The segments of a
    /// total cover the space and share nothing; partitions are never split.
    #[must_use]
    pub fn segment(&self, segment: u32, total: u32) -> KeyRange {
        let bound = |number: u64| {
            let hash = u32::try_from((number << 32).div_ceil(u64::from(total.max(1)))).ok()?;
            Some([self.prefix().as_slice(), &hash.to_be_bytes()].concat())
        };
        let all = self.all();
        KeyRange {
            start: bound(u64::from(segment)).unwrap_or(all.start),
            end: bound(u64::from(segment) + 1).or(all.end),
        }
    }

    /// The key of a row of a table.
    #[must_use]
    pub fn row(&self, partition: Scalar<'_>, sort: Option<Scalar<'_>>) -> Vec<u8> {
        let mut key = self.partition_prefix(partition);
        if let Some(sort) = sort {
            sort.append(&mut key);
        }
        key
    }

    /// The key of an entry of a local index: the table's partition key, the index's sort key, then the
    /// table's sort key.
    #[must_use]
    pub fn local_entry(&self, partition: Scalar<'_>, sort: Scalar<'_>, table_sort: Scalar<'_>) -> Vec<u8> {
        let mut key = self.row(partition, Some(sort));
        table_sort.append(&mut key);
        key
    }

    /// The key of an entry of a global index: the index's own key, then the table's.
    #[must_use]
    pub fn global_entry(
        &self,
        partition: Scalar<'_>,
        sort: Option<Scalar<'_>>,
        table_partition: Scalar<'_>,
        table_sort: Option<Scalar<'_>>,
    ) -> Vec<u8> {
        let mut key = self.row(partition, sort);
        table_partition.append(&mut key);
        if let Some(table_sort) = table_sort {
            table_sort.append(&mut key);
        }
        key
    }

    /// The keys of one partition whose sort key meets `condition`.
    #[must_use]
    pub fn query(&self, partition: Scalar<'_>, condition: Option<SortCondition<'_>>) -> KeyRange {
        let partition = self.partition_prefix(partition);
        let at = |sort: Scalar<'_>| {
            let mut key = partition.clone();
            sort.append(&mut key);
            key
        };
        let above =
            |sort: Scalar<'_>| after_prefix(&at(sort)).expect("invariant: no part is made of FF alone");
        let end = after_prefix(&partition);
        match condition {
            None => KeyRange { start: partition.clone(), end },
            Some(SortCondition::Equal(sort)) => KeyRange::prefix(at(sort)),
            Some(SortCondition::Less(sort)) => KeyRange { end: Some(at(sort)), start: partition.clone() },
            Some(SortCondition::LessOrEqual(sort)) => {
                KeyRange { end: Some(above(sort)), start: partition.clone() }
            }
            Some(SortCondition::Greater(sort)) => KeyRange { start: above(sort), end },
            Some(SortCondition::GreaterOrEqual(sort)) => KeyRange { start: at(sort), end },
            Some(SortCondition::Between(low, high)) => KeyRange { start: at(low), end: Some(above(high)) },
            Some(SortCondition::BeginsWith(sort)) => {
                let mut prefix = partition.clone();
                sort.append_prefix(&mut prefix);
                KeyRange::prefix(prefix)
            }
        }
    }

    /// The values that a stored key of this space is made of, of these types in this order.
    ///
    /// # Errors
    /// When the bytes are no such key.
    pub fn values(&self, key: &[u8], types: &[ScalarType]) -> Result<Vec<AttributeValue>, KeyDamaged> {
        let rest = key.strip_prefix(self.prefix().as_slice()).ok_or(KeyDamaged)?;
        let mut rest = rest.get(HASH_BYTES..).ok_or(KeyDamaged)?;
        let values = types.iter().map(|&scalar| take(&mut rest, scalar)).collect::<Result<_, _>>()?;
        if rest.is_empty() { Ok(values) } else { Err(KeyDamaged) }
    }

    fn prefix(&self) -> Vec<u8> {
        let mut key = Vec::with_capacity(64);
        key.extend(self.table.0.to_be_bytes());
        key.extend(self.index.0.to_be_bytes());
        key
    }

    fn partition_prefix(&self, partition: Scalar<'_>) -> Vec<u8> {
        let mut key = self.prefix();
        key.extend([0; HASH_BYTES]);
        partition.append(&mut key);
        let hash = hash(&key[SPACE_BYTES + HASH_BYTES..]);
        key[SPACE_BYTES..SPACE_BYTES + HASH_BYTES].copy_from_slice(&hash.to_be_bytes());
        key
    }
}

/// Spreads partitions evenly: 64-bit FNV-1a, its halves mixed. Part of the stored format.
fn hash(bytes: &[u8]) -> u32 {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for &byte in bytes {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    }
    let mixed = (hash ^ (hash >> 32)).wrapping_mul(0xd6e8_feb8_6659_fd93);
    (mixed >> 32) as u32
}
