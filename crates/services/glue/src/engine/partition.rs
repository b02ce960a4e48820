//! Partitions: stored as JSON under their table's number and their values, so that they are listed in the order of
//! their values. `docs/formats/glue.md` states it.
//!
//! A listing looks at keys first: what an expression says of strings cuts the range of keys that is walked, and what
//! the first values decide lets the rest of them be passed over in one step. Only what is wanted is decoded.

use std::ops::{Bound, ControlFlow};

use glue_api::{Partition, PartitionInput};
use kernel::{Place, Timestamp};
use storage::{Direction, Transaction};
use wire::{Shape, to_json};

use super::expression::{Filter, Truth};
use super::keys::{self, TableId};
use super::{
    Engine, EngineError, Read, Result, StoredTable, VERSION, count, fold, statistics, table, values,
};
use crate::limits::{EXAMINED_PARTITIONS_MAX, PARTITION_PAGE_BYTES_MAX, PARTITIONS_MAX};

/// What is stored of a partition. Its values are in its key.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct StoredPartition {
    /// The version of this form.
    pub version: i32,
    /// When it was made.
    pub created: Timestamp,
    /// What its maker said of it, values included.
    pub input: PartitionInput,
}

impl StoredPartition {
    fn decode(bytes: &[u8]) -> Result<Self> {
        super::decode(bytes, "a partition", |stored: &Self| stored.version)
    }

    /// As AWS shows it.
    pub fn show(self, place: &Place, table: &StoredTable) -> Partition {
        let mut input = self.input;
        if let Some(storage) = &mut input.storage_descriptor {
            storage.compressed.get_or_insert(false);
            storage.number_of_buckets.get_or_insert(0);
            storage.stored_as_sub_directories.get_or_insert(false);
            storage.sort_columns.get_or_insert_default();
        }
        Partition {
            values: input.values,
            database_name: Some(table.database.clone()),
            table_name: Some(table.input.name.clone()),
            creation_time: Some(self.created),
            last_access_time: input.last_access_time,
            storage_descriptor: input.storage_descriptor,
            parameters: input.parameters,
            last_analyzed_time: input.last_analyzed_time,
            catalog_id: Some(place.account.to_string()),
        }
    }
}

/// Which partitions are wanted.
#[derive(Clone, Debug, Default)]
pub struct PartitionQuery {
    /// What their values must satisfy.
    pub filter: Option<Filter>,
    /// Which segment of how many.
    pub segment: Option<(u64, u64)>,
    /// The end of the page before, as [`PartitionPage::next`] had it.
    pub after: Option<Vec<u8>>,
    /// How many at most.
    pub limit: usize,
}

/// Partitions of a listing.
#[derive(Clone, Debug, Default)]
pub struct PartitionPage {
    /// In the order of their values.
    pub partitions: Vec<StoredPartition>,
    /// Where to go on, if there may be more.
    pub next: Option<Vec<u8>>,
}

/// Where a walk over keys goes on.
enum Step {
    /// At the first key from here on.
    From(Vec<u8>),
    /// Nowhere: all was seen, or the page is full and this was its last key.
    End(Option<Vec<u8>>),
}

impl Engine {
    /// Partitions of a table.
    pub fn partitions(&self, table: &StoredTable, query: &PartitionQuery) -> Result<PartitionPage> {
        let all = keys::partitions(table.id());
        let mut prefix = all.clone();
        if let Some(filter) = &query.filter {
            prefix.extend_from_slice(filter.prefix());
        }
        let mut page =
            Listing { all: all.len(), query, found: Vec::new(), last: Vec::new(), examined: 0, bytes: 0 };
        let after = query.after.as_ref().map(|after| [all.as_slice(), after.as_slice(), &[0]].concat());
        let mut step = Step::From(after.filter(|after| *after > prefix).unwrap_or_else(|| prefix.clone()));
        loop {
            match step {
                Step::From(lower) => step = self.list(&prefix, &lower, &mut page)?,
                Step::End(last) => {
                    let next = last.map(|key| key[all.len()..].to_vec());
                    return Ok(PartitionPage { partitions: page.found, next });
                }
            }
        }
    }

    /// Walks the keys from `lower` on until something is passed over or the page ends.
    fn list(&self, prefix: &[u8], lower: &[u8], page: &mut Listing<'_>) -> Result<Step> {
        let mut step = Ok(Step::End(None));
        let end = keys::end_of(prefix);
        let upper = end.as_deref().map_or(Bound::Unbounded, Bound::Excluded);
        self.store()?.scan(Bound::Included(lower), upper, Direction::Forward, &mut |key, value| {
            match page.see(key, value) {
                Ok(None) => return ControlFlow::Continue(()),
                Ok(Some(next)) => step = Ok(next),
                Err(error) => step = Err(error),
            }
            ControlFlow::Break(())
        })?;
        step
    }

    /// The partition of a table with those values.
    pub fn partition(&self, table: &StoredTable, of: &[String]) -> Result<StoredPartition> {
        find(self.store()?, table.id(), of)
    }

    /// Makes partitions of a table; answers which could not be.
    pub async fn create_partitions(
        &self,
        place: &Place,
        database: &str,
        name: &str,
        inputs: Vec<PartitionInput>,
    ) -> Result<Vec<(Vec<String>, EngineError)>> {
        let now = self.now();
        self.with_table(place, database, name, move |store, table| {
            each(inputs, |input| {
                create(store, table, input, now).map_err(|error| (input.values.clone(), error))
            })
        })
        .await
    }

    /// Changes partitions of a table, each found by the values before; answers which could not be.
    pub async fn update_partitions(
        &self,
        place: &Place,
        database: &str,
        name: &str,
        updates: Vec<(Vec<String>, PartitionInput)>,
    ) -> Result<Vec<(Vec<String>, EngineError)>> {
        self.with_table(place, database, name, move |store, table| {
            each(updates, |(before, input)| {
                update(store, table, before, input).map_err(|error| (Some(before.clone()), error))
            })
        })
        .await
    }

    /// Deletes partitions of a table; answers which could not be.
    pub async fn delete_partitions(
        &self,
        place: &Place,
        database: &str,
        name: &str,
        all: Vec<Vec<String>>,
    ) -> Result<Vec<(Vec<String>, EngineError)>> {
        self.with_table(place, database, name, move |store, table| {
            each(all, |values| {
                delete(store, table.id(), values).map_err(|error| (Some(values.clone()), error))
            })
        })
        .await
    }

    async fn with_table<R: Send + 'static>(
        &self,
        place: &Place,
        database: &str,
        name: &str,
        work: impl FnOnce(&mut Transaction, &StoredTable) -> Result<R> + Send + 'static,
    ) -> Result<R> {
        let (place, database, name) = (place.clone(), fold(database), fold(name));
        let done = self.store()?.write(move |store| {
            let table = table::find(store, &place, &database, &name)?;
            work(store, &table)
        });
        done.await?
    }
}

/// A page of a listing as it is filled.
struct Listing<'a> {
    /// How long the part of keys is that all partitions of the table share.
    all: usize,
    query: &'a PartitionQuery,
    found: Vec<StoredPartition>,
    last: Vec<u8>,
    examined: usize,
    bytes: usize,
}

/// What becomes of a partition in a listing.
enum Verdict {
    Taken,
    Passed,
    /// Not it, nor any before this key.
    PassedUpTo(Option<Vec<u8>>),
}

impl Listing<'_> {
    /// Takes a partition or not; answers where to go on if that is not the next key.
    fn see(&mut self, key: &[u8], value: &[u8]) -> Result<Option<Step>> {
        let step = match self.judge(key)? {
            Verdict::Passed => None,
            Verdict::PassedUpTo(next) => Some(next.map_or(Step::End(None), Step::From)),
            Verdict::Taken => {
                let full = self.found.len() >= self.query.limit
                    || self.bytes + value.len() > PARTITION_PAGE_BYTES_MAX;
                if full && !self.found.is_empty() {
                    return Ok(Some(Step::End(Some(std::mem::take(&mut self.last)))));
                }
                self.found.push(StoredPartition::decode(value)?);
                self.bytes += value.len();
                self.last = key.to_vec();
                None
            }
        };
        self.examined += 1;
        let enough = self.examined == EXAMINED_PARTITIONS_MAX && !matches!(step, Some(Step::End(_)));
        Ok(if enough { Some(Step::End(Some(key.to_vec()))) } else { step })
    }

    fn judge(&self, key: &[u8]) -> Result<Verdict> {
        let here = &key[self.all..];
        if let Some(filter) = &self.query.filter {
            let of = values::decode(here)?;
            for known in 1..=of.len() {
                match filter.evaluate(&of[..known])? {
                    Truth::Yes => break,
                    Truth::Open => {}
                    Truth::No | Truth::Null if known == of.len() => return Ok(Verdict::Passed),
                    Truth::No | Truth::Null => {
                        let mut passed = key[..self.all].to_vec();
                        values::encode(&mut passed, &of[..known]);
                        return Ok(Verdict::PassedUpTo(keys::end_of(&passed)));
                    }
                }
            }
        }
        let elsewhere = self.query.segment.is_some_and(|(segment, of)| segment_of(here, of) != segment);
        Ok(if elsewhere { Verdict::Passed } else { Verdict::Taken })
    }
}

/// Which of `count` segments a partition is in: a hash of its values (FNV-1a), so that segments are alike in size.
fn segment_of(values: &[u8], count: u64) -> u64 {
    let hash = |hash: u64, byte: &u8| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
    values.iter().fold(0xcbf2_9ce4_8422_2325, hash) % count
}

type Failures = Vec<(Vec<String>, EngineError)>;

/// Does `work` for each; what is no business of one of them alone ends it.
fn each<T>(
    all: Vec<T>,
    mut work: impl FnMut(&T) -> std::result::Result<(), (Option<Vec<String>>, EngineError)>,
) -> Result<Failures> {
    let mut failures = Failures::new();
    for one in &all {
        match work(one) {
            Ok(()) => {}
            Err((_, error @ (EngineError::Storage(_) | EngineError::Corrupt(_)))) => return Err(error),
            Err((values, error)) => failures.push((values.unwrap_or_default(), error)),
        }
    }
    Ok(failures)
}

fn find(store: &impl Read, table: TableId, of: &[String]) -> Result<StoredPartition> {
    let bytes = store.read(&keys::partition(table, of))?.ok_or(EngineError::NoPartition)?;
    StoredPartition::decode(&bytes)
}

/// The values that a partition is to have, one for each key of its table.
fn values_for<'a>(table: &StoredTable, input: &'a PartitionInput) -> Result<&'a [String]> {
    let values = input.values.as_deref().unwrap_or_default();
    let keys = table.input.partition_keys.as_deref().unwrap_or_default().len();
    if values.len() == keys && keys > 0 {
        Ok(values)
    } else {
        Err(EngineError::WrongValues { values: values.len(), keys })
    }
}

fn create(
    store: &mut Transaction,
    table: &StoredTable,
    input: &PartitionInput,
    now: Timestamp,
) -> Result<()> {
    let key = keys::partition(table.id(), values_for(table, input)?);
    if store.get(&key)?.is_some() {
        return Err(EngineError::PartitionExists);
    }
    count::add(store, keys::count_in(table.id().0), 1, PARTITIONS_MAX, "partitions")?;
    store.put(key, to_json(&StoredPartition { version: VERSION, created: now, input: input.clone() }));
    Ok(())
}

fn update(
    store: &mut Transaction,
    table: &StoredTable,
    before: &[String],
    input: &PartitionInput,
) -> Result<()> {
    let mut input = input.clone();
    // What names no values keeps those that it has.
    if input.values.as_ref().is_none_or(Vec::is_empty) {
        input.values = Some(before.to_vec());
    }
    let after = values_for(table, &input)?.to_vec();
    let created = find(store, table.id(), before)?.created;
    if after != before {
        if store.get(&keys::partition(table.id(), &after))?.is_some() {
            return Err(EngineError::PartitionExists);
        }
        store.delete(&keys::partition(table.id(), before));
        statistics::remove_of_partition(store, table.id(), before)?;
    }
    let stored = StoredPartition { version: VERSION, created, input };
    store.put(keys::partition(table.id(), &after), to_json(&stored));
    Ok(())
}

fn delete(store: &mut Transaction, table: TableId, of: &[String]) -> Result<()> {
    let key = keys::partition(table, of);
    if store.get(&key)?.is_none() {
        return Err(EngineError::NoPartition);
    }
    store.delete(&key);
    count::take(store, keys::count_in(table.0), 1)?;
    statistics::remove_of_partition(store, table, of)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_is_pinned_and_comes_back() {
        let input = PartitionInput { values: Some(vec!["2024".into()]), ..PartitionInput::default() };
        let stored = StoredPartition { version: VERSION, created: Timestamp(1_500), input };
        let bytes = to_json(&stored);
        assert_eq!(bytes, br#"{"Version":1,"Created":1.500,"Input":{"Values":["2024"]}}"#);
        assert_eq!(StoredPartition::decode(&bytes).unwrap(), stored);
        assert!(StoredPartition::decode(br#"{"Version":2,"Created":1.500,"Input":{}}"#).is_err());
    }
}
