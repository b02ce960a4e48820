//! How many items a table and each of its indexes has, and how large they are together.
//!
//! Exact: kept in the transaction that writes the rows. One record per table, one pair of counts per index.

use storage::Transaction;

use super::key::{IndexId, TableId};
use super::{EngineError, Result, catalog};

/// Bytes of one index in the record: its number, items, bytes.
const ENTRY_BYTES: usize = 2 + 8 + 8;

/// Items and their bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// How many items.
    pub items: u64,
    /// Their sizes as AWS counts them, together.
    pub bytes: u64,
}

/// What one transaction adds to the counts of a table.
#[derive(Debug)]
pub struct Tally {
    table: TableId,
    changes: Vec<(IndexId, i64, i64)>,
}

impl Tally {
    /// Nothing added yet.
    pub fn new(table: TableId) -> Self {
        Self { table, changes: Vec::new() }
    }

    /// Notes that an item of `before` bytes in `index` (which may be [`IndexId::TABLE`]) now has `after`;
    /// `None` is no item.
    pub fn replace(&mut self, index: IndexId, before: Option<usize>, after: Option<usize>) {
        let items = i64::from(after.is_some()) - i64::from(before.is_some());
        let bytes = after.unwrap_or_default() as i64 - before.unwrap_or_default() as i64;
        if items == 0 && bytes == 0 {
            return;
        }
        match self.changes.iter_mut().find(|(of, ..)| *of == index) {
            Some((_, all_items, all_bytes)) => {
                *all_items += items;
                *all_bytes += bytes;
            }
            None => self.changes.push((index, items, bytes)),
        }
    }

    /// Puts the new counts among the writes of the transaction.
    pub fn keep(self, rows: &mut Transaction) -> Result<()> {
        if self.changes.is_empty() {
            return Ok(());
        }
        let key = catalog::tally(self.table);
        let mut record = rows.get(&key)?.map(|record| record.to_vec()).unwrap_or_default();
        for (index, items, bytes) in self.changes {
            change(&mut record, index, items, bytes)?;
        }
        rows.put(key, record);
        Ok(())
    }
}

fn change(record: &mut Vec<u8>, index: IndexId, items: i64, bytes: i64) -> Result<()> {
    let number = index.0.to_be_bytes();
    let at = match record.chunks_exact(ENTRY_BYTES).position(|entry| entry.starts_with(&number)) {
        Some(position) => position * ENTRY_BYTES,
        None => {
            let at = record.len();
            record.extend(number);
            record.resize(at + ENTRY_BYTES, 0);
            at
        }
    };
    let entry = record.get_mut(at + 2..at + ENTRY_BYTES).ok_or_else(damaged)?;
    for (field, change) in entry.chunks_exact_mut(8).zip([items, bytes]) {
        let before = u64::from_be_bytes(field.try_into().map_err(|_| damaged())?);
        field.copy_from_slice(&before.saturating_add_signed(change).to_be_bytes());
    }
    Ok(())
}

/// The count of `index` in a record.
pub(super) fn count(record: &[u8], index: IndexId) -> Result<Count> {
    if !record.len().is_multiple_of(ENTRY_BYTES) {
        return Err(damaged());
    }
    let number = index.0.to_be_bytes();
    let Some(entry) = record.chunks_exact(ENTRY_BYTES).find(|entry| entry.starts_with(&number)) else {
        return Ok(Count::default());
    };
    let field = |at: usize| entry[at..at + 8].try_into().map(u64::from_be_bytes).map_err(|_| damaged());
    Ok(Count { items: field(2)?, bytes: field(10)? })
}

fn damaged() -> EngineError {
    EngineError::Corrupt("the counts of a table are not well formed".to_owned())
}
