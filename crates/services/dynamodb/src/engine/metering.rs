//! What writes consumed, by table and minute: totals that are stored with the items, once for each group of writes.
//!
//! The writer thread counts in memory while it carries out writes, and at the end of a group the totals of the tables
//! that it touched join the group's transaction. Where a group could not be kept its totals are forgotten, and read
//! again. `docs/formats/dynamodb.md` states the bytes.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use dispatch::{Minutes, SampleSet, Totals};
use kernel::Place;
use storage::{Epilogue, Transaction};

use super::items::Costs;
use super::key::{IndexId, TableId};
use super::{Engine, EngineError, Opened, Result, Table, catalog};
use crate::metering::Calls;

/// The version of the stored form.
const VERSION: u8 = 1;

/// What a table consumed in a minute.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Consumed {
    /// Write units of its rows and local indexes.
    pub written: SampleSet,
    /// Items that time to live deleted.
    pub expired: SampleSet,
    /// Write units of its global indexes.
    pub indexes: Vec<(IndexId, SampleSet)>,
}

impl Consumed {
    fn write(&mut self, table: &Table, costs: &Costs) {
        let mut units = costs.table.units();
        for &(place, of_index) in &costs.indexes {
            let index = &table.indexes[place];
            if index.is_local() {
                units += of_index.units();
                continue;
            }
            match self.indexes.iter_mut().find(|(id, _)| *id == index.id) {
                Some((_, tally)) => tally.add(of_index.units()),
                None => self.indexes.push((index.id, SampleSet::of(of_index.units()))),
            }
        }
        self.written.add(units);
    }

    /// The stored bytes.
    pub fn encode(&self) -> Vec<u8> {
        let mut bytes = vec![VERSION];
        self.written.encode(&mut bytes);
        self.expired.encode(&mut bytes);
        for (index, tally) in &self.indexes {
            bytes.extend(index.0.to_be_bytes());
            tally.encode(&mut bytes);
        }
        bytes
    }

    /// What stored bytes say.
    pub fn decode(bytes: &[u8]) -> Option<Self> {
        let mut rest = bytes.strip_prefix(&[VERSION])?;
        let (written, expired) = (SampleSet::decode(&mut rest)?, SampleSet::decode(&mut rest)?);
        let mut indexes = Vec::new();
        while let Some((index, after)) = rest.split_first_chunk::<2>() {
            rest = after;
            indexes.push((IndexId(u16::from_be_bytes(*index)), SampleSet::decode(&mut rest)?));
        }
        rest.is_empty().then_some(Self { written, expired, indexes })
    }
}

/// What is measured of one table.
#[derive(Debug)]
pub struct TableMeter {
    /// Its number.
    pub id: TableId,
    /// Where it belongs.
    pub place: Place,
    /// Its name.
    pub name: String,
    /// What is on no disk.
    pub calls: Mutex<Minutes<Calls>>,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    totals: Totals<Consumed>,
    /// The minutes that the group touched, and their totals.
    touched: Vec<(u64, Consumed)>,
}

impl TableMeter {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Minutes whose totals are to be reported as they are stored, or were and may go: those before `old`.
    pub fn begin(&self, old: u64) -> Vec<u64> {
        self.state().totals.begin(old)
    }

    /// Notes that they are reported; answers those whose totals may go.
    pub fn end(&self, minutes: Vec<u64>, old: u64) -> Vec<u64> {
        self.state().totals.end(minutes, old)
    }

    /// Has them reported.
    pub fn wait(&self, minutes: &[u64]) {
        let mut state = self.state();
        minutes.iter().for_each(|minute| state.totals.wait(*minute));
    }

    /// Adds to the totals of a minute; answers whether it is the first time in this group.
    fn add(&self, store: &Transaction, minute: u64, add: impl FnOnce(&mut Consumed)) -> Result<bool> {
        let State { totals, touched } = &mut *self.state();
        let is_first = touched.is_empty();
        // Writes of two minutes may come in any order.
        let place = touched.iter().position(|(of, _)| *of == minute);
        let stored = || {
            if let Some(place) = place {
                return Ok(touched[place].1.clone());
            }
            let damaged = || EngineError::Corrupt("totals of a table".to_owned());
            let stored = store.get(&catalog::meter(self.id, minute))?;
            stored.map_or(Ok(Consumed::default()), |bytes| Consumed::decode(&bytes).ok_or_else(damaged))
        };
        let consumed = totals.add(minute, stored, add)?;
        match place {
            Some(place) => touched[place].1.clone_from(consumed),
            None => touched.push((minute, consumed.clone())),
        }
        Ok(is_first)
    }
}

/// All meters of a store.
#[derive(Default)]
pub(super) struct Meters {
    by_table: Mutex<HashMap<TableId, Arc<TableMeter>>>,
    /// Those that the group touched.
    touched: Mutex<Vec<Arc<TableMeter>>>,
}

impl Meters {
    fn of(&self, table: &Table) -> Arc<TableMeter> {
        let mut all = self.by_table.lock().unwrap_or_else(PoisonError::into_inner);
        let meter = all.entry(table.id).or_insert_with(|| {
            let (place, name) = (table.place.clone(), table.name.clone());
            let (calls, state) = (Mutex::default(), Mutex::default());
            Arc::new(TableMeter { id: table.id, place, name, calls, state })
        });
        Arc::clone(meter)
    }

    fn touched(&self) -> MutexGuard<'_, Vec<Arc<TableMeter>>> {
        self.touched.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Epilogue for Meters {
    fn write(&self, store: &mut Transaction) {
        for meter in self.touched().iter() {
            for (minute, consumed) in &meter.state().touched {
                store.put(catalog::meter(meter.id, *minute), consumed.encode());
            }
        }
    }

    fn settle(&self, is_durable: bool) {
        for meter in self.touched().drain(..) {
            let mut state = meter.state();
            for (minute, _) in std::mem::take(&mut state.touched) {
                match is_durable {
                    true => state.totals.wait(minute),
                    false => state.totals.forget(),
                }
            }
        }
    }
}

/// Counts writes on the writer thread.
pub(super) struct Counting {
    meters: Arc<Meters>,
    minute: u64,
}

impl Counting {
    /// A write that cost so much.
    pub fn write(&self, store: &Transaction, table: &Table, costs: &Costs) -> Result<()> {
        self.add(store, table, |consumed| consumed.write(table, costs))
    }

    /// An item that time to live deleted, which costs nothing.
    pub fn expire(&self, store: &Transaction, table: &Table) -> Result<()> {
        self.add(store, table, |consumed| consumed.expired.add(1.0))
    }

    fn add(&self, store: &Transaction, table: &Table, add: impl FnOnce(&mut Consumed)) -> Result<()> {
        let meter = table.meter.get_or_init(|| self.meters.of(table));
        if meter.add(store, self.minute, add)? {
            self.meters.touched().push(Arc::clone(meter));
        }
        Ok(())
    }
}

impl Engine {
    /// What counts writes, where somebody keeps metrics.
    pub(super) fn counting(&self, opened: &Opened) -> Option<Counting> {
        self.dispatch.measure()?;
        Some(Counting { meters: Arc::clone(&opened.meters), minute: self.now().0 / 60_000 })
    }

    /// What is measured of `table`.
    pub fn meter<'a>(&self, table: &'a Table) -> Result<&'a Arc<TableMeter>> {
        let meters = &self.opened()?.meters;
        Ok(table.meter.get_or_init(|| meters.of(table)))
    }

    /// Whether there was ever a table here.
    pub fn is_used(&self) -> Result<bool> {
        Ok(self.opened.get().is_some() || self.volume.has_key_value("dynamodb")?)
    }

    /// All tables of all places.
    pub fn all_tables(&self) -> Result<Vec<Arc<Table>>> {
        Ok(self.opened()?.tables.all())
    }

    /// What `meter`'s table consumed in a minute, as it is durable.
    pub fn consumed(&self, meter: &TableMeter, minute: u64) -> Result<Option<Consumed>> {
        let stored = self.store()?.get(&catalog::meter(meter.id, minute))?;
        Ok(stored.and_then(|bytes| Consumed::decode(&bytes)))
    }

    /// Of which tables and minutes totals are stored.
    pub fn consumed_minutes(&self) -> Result<Vec<(TableId, u64)>> {
        let mut found = Vec::new();
        self.store()?.scan_prefix(&catalog::meters(), &mut |key, _| {
            found.extend(catalog::of_meter(key));
            std::ops::ControlFlow::Continue(())
        })?;
        Ok(found)
    }

    /// Drops totals.
    pub async fn drop_consumed(&self, minutes: Vec<(TableId, u64)>) -> Result<()> {
        let drop = move |store: &mut Transaction| {
            minutes.iter().for_each(|(table, minute)| store.delete(&catalog::meter(*table, *minute)));
            Ok::<_, EngineError>(())
        };
        self.store()?.write(drop).await?
    }

    /// Forgets the meter of a table that is no more.
    pub fn forget_meter(&self, table: TableId) -> Result<()> {
        self.opened()?.meters.by_table.lock().unwrap_or_else(PoisonError::into_inner).remove(&table);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_pinned_and_read_back() {
        let mut consumed = Consumed { written: SampleSet::of(1.0), ..Consumed::default() };
        consumed.indexes.push((IndexId(258), SampleSet::of(2.0)));
        let bytes = consumed.encode();
        assert_eq!((bytes.len(), &bytes[..3], &bytes[65..67]), (99, &[1, 0x3f, 0xf0][..], &[1, 2][..]));
        assert_eq!(Consumed::decode(&bytes), Some(consumed));
        for damaged in [&bytes[..98], &bytes[..64], &[&[2], &bytes[1..]].concat(), &[]] {
            assert_eq!(Consumed::decode(damaged), None);
        }
    }
}
