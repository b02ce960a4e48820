//! One write: what is prepared for it, and what the writer thread does.

use std::sync::Arc;

use bytes::Bytes;
use dynamodb_api::Item;
use storage::Transaction;

use super::entries::Entry;
use super::{Refusal, decode, keys, size};
use crate::engine::capacity::{self, CapacityUnits};
use crate::engine::changes::{Change, Recorder};
use crate::engine::expression::{Condition, Update};
use crate::engine::metering::Counting;
use crate::engine::size::{ITEM_BYTES_MAX, is_nested_too_deeply, item_bytes};
use crate::engine::table::Table;
use crate::engine::{Engine, EngineError, codec};

type Result<T> = std::result::Result<T, EngineError>;

/// A write of one row, ready for the writer thread.
#[derive(Debug)]
pub struct Write {
    table: Arc<Table>,
    row: Vec<u8>,
    action: Action,
    /// Its key, encoded, where its table has feeds.
    keys: Option<Bytes>,
    /// Whether time to live, and no caller, makes the change.
    pub expired: bool,
    /// What the item before must meet.
    pub condition: Option<Condition>,
    /// What the caller wants to know.
    pub wants: Wants,
}

#[derive(Debug)]
enum Action {
    Put { encoded: Bytes, bytes: usize, entries: Vec<Option<Entry>> },
    Update { key: Item, update: Option<Update> },
    Delete,
}

/// What a write is to report.
#[derive(Clone, Copy, Debug, Default)]
pub struct Wants {
    /// The item before.
    pub old: bool,
    /// The item after an update.
    pub new: bool,
    /// What it cost.
    pub costs: bool,
    /// The item that did not meet the condition.
    pub old_on_failure: bool,
}

/// What became of a write.
#[derive(Clone, Debug, Default)]
pub struct Written {
    /// The item before, where it is wanted and there was one.
    pub old: Option<Item>,
    /// The item after an update, where it is wanted.
    pub new: Option<Item>,
    /// What it cost, where that is wanted.
    pub costs: Costs,
}

/// Capacity of one operation by where it was used.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Costs {
    /// Of the table's rows.
    pub table: CapacityUnits,
    /// Of the indexes that were touched: their place among the table's, and units.
    pub indexes: Vec<(usize, CapacityUnits)>,
}

impl Costs {
    /// All together.
    pub fn total(&self) -> CapacityUnits {
        self.table + self.indexes.iter().map(|(_, units)| *units).sum()
    }

    /// Adds what another operation on the same table used.
    pub fn add(&mut self, other: &Self) {
        self.table = self.table + other.table;
        for &(index, units) in &other.indexes {
            match self.indexes.iter_mut().find(|(place, _)| *place == index) {
                Some((_, sum)) => *sum = *sum + units,
                None => self.indexes.push((index, units)),
            }
        }
    }
}

impl Write {
    /// Puts `item` in place of what has its key. The item's size and nesting have been checked.
    ///
    /// # Errors
    /// When its keys are not the table's or an index's.
    pub fn put(table: Arc<Table>, item: &Item) -> std::result::Result<Self, Refusal> {
        let row = keys::row_of_item(&table, item)?;
        let encoded = Bytes::from(codec::encode(item));
        let entries = table.entries(item, &encoded);
        let keys = table.recorded_key(item);
        Ok(Self::new(table, row, keys, Action::Put { encoded, bytes: item_bytes(item), entries }))
    }

    /// Updates the item with this key; without an update, makes sure that there is one.
    ///
    /// # Errors
    /// When the key is not the table's.
    pub fn update(
        table: Arc<Table>,
        key: Item,
        update: Option<Update>,
    ) -> std::result::Result<Self, Refusal> {
        let row = keys::row_of_key(&table, &key)?;
        let keys = table.recorded_key(&key);
        Ok(Self::new(table, row, keys, Action::Update { key, update }))
    }

    /// Deletes the item with this key, if there is one.
    ///
    /// # Errors
    /// When the key is not the table's.
    pub fn delete(table: Arc<Table>, key: &Item) -> std::result::Result<Self, Refusal> {
        let row = keys::row_of_key(&table, key)?;
        let keys = table.recorded_key(key);
        Ok(Self::new(table, row, keys, Action::Delete))
    }

    fn new(table: Arc<Table>, row: Vec<u8>, keys: Option<Bytes>, action: Action) -> Self {
        Self { table, row, action, keys, expired: false, condition: None, wants: Wants::default() }
    }

    /// The stored key it is about.
    pub fn row(&self) -> &[u8] {
        &self.row
    }

    /// Its table, where that has feeds.
    fn recorded(&self) -> Option<&Arc<Table>> {
        self.keys.as_ref().map(|_| &self.table)
    }

    /// True when it does not matter what the item before was.
    fn is_blind(&self) -> bool {
        let Wants { old, costs, .. } = self.wants;
        !old && !costs
            && self.condition.is_none()
            && self.table.indexes.is_empty()
            && !matches!(self.action, Action::Update { .. })
    }

    /// Reads, checks and writes. On the writer thread.
    fn carry_out(
        self,
        store: &mut Transaction,
        recorder: Option<&Recorder>,
        count: Option<&Counting>,
    ) -> Result<Written> {
        let is_blind = self.is_blind();
        let stored = if is_blind && self.keys.is_none() { None } else { store.get(&self.row)? };
        let old = if is_blind { None } else { stored.as_deref().map(decode).transpose()? };
        if let Some(condition) = &self.condition
            && !old.as_ref().map_or_else(|| condition.holds(&Item::new()), |old| condition.holds(old))
        {
            if let Some(count) = count.filter(|_| !self.expired) {
                let bytes = stored.as_deref().map_or(Ok(0), size)?;
                let table = CapacityUnits::write(bytes, 0, capacity::Write::Single);
                count.write(store, &self.table, &Costs { table, ..Costs::default() })?;
            }
            return Err(EngineError::ConditionFailed { item: old.filter(|_| self.wants.old_on_failure) });
        }
        let before = match (&old, &stored) {
            (Some(old), Some(encoded)) => self.table.entries(old, encoded),
            _ => Vec::new(),
        };
        let costs = self.wants.costs || count.is_some();
        let old_bytes = if costs { stored.as_deref().map_or(Ok(0), size)? } else { 0 };
        let mut written = Written::default();
        let mut change = self.keys.map(|keys| Change { keys, old: stored, new: None, expired: self.expired });
        let (after, bytes) = match self.action {
            Action::Put { encoded, bytes, entries } => {
                written.old = old.filter(|_| self.wants.old);
                change.iter_mut().for_each(|change| change.new = Some(encoded.clone()));
                store.put(self.row, encoded);
                (entries, bytes)
            }
            Action::Update { key, update } => {
                written.old = if self.wants.old { old.clone() } else { None };
                let item = updated(&self.table, old.unwrap_or(key), update.as_ref())?;
                let encoded = Bytes::from(codec::encode(&item));
                let entries = self.table.entries(&item, &encoded);
                let bytes = if costs { item_bytes(&item) } else { 0 };
                change.iter_mut().for_each(|change| change.new = Some(encoded.clone()));
                store.put(self.row, encoded);
                written.new = Some(item).filter(|_| self.wants.new);
                (entries, bytes)
            }
            Action::Delete => {
                written.old = old.filter(|_| self.wants.old);
                store.delete(&self.row);
                (Vec::new(), 0)
            }
        };
        if costs {
            written.costs.table = CapacityUnits::write(old_bytes, bytes, capacity::Write::Single);
        }
        replace_entries(store, self.table.indexes.len(), before, after, &mut written.costs.indexes);
        match count {
            Some(count) if self.expired => count.expire(store, &self.table)?,
            Some(count) => count.write(store, &self.table, &written.costs)?,
            None => {}
        }
        if let (Some(change), Some(recorder)) = (change, recorder) {
            recorder.record(store, &self.table.feeds, &change);
        }
        Ok(written)
    }
}

/// The item after `update`, checked.
fn updated(table: &Table, item: Item, update: Option<&Update>) -> Result<Item> {
    let Some(update) = update else { return Ok(item) };
    let item = update.apply(item)?;
    keys::check_updated(table, update, &item)?;
    if is_nested_too_deeply(&item) {
        return Err(Refusal::NestedTooDeeply.into());
    }
    if item_bytes(&item) > ITEM_BYTES_MAX {
        return Err(Refusal::UpdatedItemTooLarge.into());
    }
    Ok(item)
}

/// Puts the entries `after` in place of those `before`; an entry that stays as it is costs nothing.
fn replace_entries(
    store: &mut Transaction,
    count: usize,
    before: Vec<Option<Entry>>,
    after: Vec<Option<Entry>>,
    costs: &mut Vec<(usize, CapacityUnits)>,
) {
    let units = |before, after| CapacityUnits::write(before, after, capacity::Write::Single);
    let (mut before, mut after) = (before.into_iter(), after.into_iter());
    for index in 0..count {
        let cost = match (before.next().flatten(), after.next().flatten()) {
            (None, None) => continue,
            (Some(old), Some(new)) if old.key == new.key => {
                if old.value == new.value {
                    continue;
                }
                store.put(new.key, new.value);
                units(old.bytes, new.bytes)
            }
            (Some(old), Some(new)) => {
                store.delete(&old.key);
                store.put(new.key, new.value);
                units(old.bytes, 0) + units(0, new.bytes)
            }
            (Some(old), None) => {
                store.delete(&old.key);
                units(old.bytes, 0)
            }
            (None, Some(new)) => {
                store.put(new.key, new.value);
                units(0, new.bytes)
            }
        };
        costs.push((index, cost));
    }
}

impl Engine {
    /// Carries out `write`; it is durable when this returns.
    ///
    /// # Errors
    /// When the condition does not hold, the update does not fit the item, or the store cannot keep it.
    pub async fn write(&self, write: Write) -> Result<Written> {
        let recorded = write.recorded().cloned();
        let opened = self.opened()?;
        let recorder = recorded.as_ref().map(|_| Arc::clone(&opened.recorder));
        let count = self.counting(opened);
        let work = move |store: &mut Transaction| write.carry_out(store, recorder.as_deref(), count.as_ref());
        let written = opened.store.write(work).await?;
        if let Some(table) = recorded {
            self.announce(&table);
        }
        written
    }

    /// Carries out all of `writes` or none.
    ///
    /// # Errors
    /// When one cannot be carried out.
    pub async fn write_all(&self, writes: Vec<Write>) -> Result<Vec<Written>> {
        let mut recorded: Vec<Arc<Table>> = writes.iter().filter_map(Write::recorded).cloned().collect();
        recorded.dedup_by_key(|table| table.id);
        let opened = self.opened()?;
        let recorder = Arc::clone(&opened.recorder);
        let count = self.counting(opened);
        let work = move |store: &mut Transaction| {
            let carry_out = |write: Write| write.carry_out(store, Some(&recorder), count.as_ref());
            writes.into_iter().map(carry_out).collect::<Result<Vec<_>>>()
        };
        let written = opened.store.write(work).await?;
        recorded.iter().for_each(|table| self.announce(table));
        written
    }

    /// Tells whoever follows the table's changes that there may be new ones, or that these were the last.
    pub(in crate::engine) fn announce(&self, table: &Table) {
        table.feeds.iter().for_each(|feed| self.dispatch.notices().post(&feed.notice));
    }
}
