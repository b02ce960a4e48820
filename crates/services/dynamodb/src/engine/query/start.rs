//! `ExclusiveStartKey`: the key that the page before ended with.

use dynamodb_api::Item;

use super::Source;
use crate::engine::EngineError;
use crate::engine::expression::{KeyCondition, KeyTest};
use crate::engine::items::{Refusal, check_key_part, row_of_key};
use crate::engine::key::{KeyAttribute, KeyRange};

/// A start key, and what it is a key of.
#[derive(Clone, Copy, Debug)]
pub struct StartKey<'k> {
    source: Source<'k>,
    key: &'k Item,
}

impl<'k> StartKey<'k> {
    /// `key` where `source` is read; nothing is checked yet.
    pub fn new(source: Source<'k>, key: &'k Item) -> Self {
        Self { source, key }
    }

    /// Holds the start key of a Query and its key condition against the key of what is read.
    ///
    /// # Errors
    /// When either does not fit, in AWS's order: the partition key of both, then the sort key.
    pub fn check_query(
        start: Option<Self>,
        source: Source<'_>,
        condition: KeyCondition,
    ) -> Result<KeyTest, EngineError> {
        let schema = source.schema();
        let Some(start) = start else { return Ok(condition.against(schema)?) };
        start.check_count()?;
        start.check_part(&schema.partition)?;
        let test = condition.against(schema)?;
        schema.sort.as_ref().map_or(Ok(()), |sort| start.check_part(sort))?;
        start.check_key_of_table()?;
        start.check_bounds(&test)?;
        Ok(test)
    }

    /// Checks the start key of a Scan.
    ///
    /// # Errors
    /// When it is no key of what is read.
    pub fn check_scan(&self) -> Result<(), Refusal> {
        if self.source.index.is_some() {
            self.check_count()?;
            self.source.schema().attributes().try_for_each(|attribute| self.check_part(attribute))?;
        } else if self.check_count().is_err() {
            return Err(Refusal::StartKeyOfTable(Box::new(Refusal::KeySchema)));
        }
        self.check_key_of_table()
    }

    /// What is left of `segment`, which is one of `total`.
    ///
    /// # Errors
    /// When the key lies in another segment.
    pub fn rest_of_segment(&self, range: KeyRange, segment: u32, total: u32) -> Result<KeyRange, Refusal> {
        let key = self.source.stored_key(self.key);
        if range.contains(&key) {
            Ok(range.after(&key))
        } else {
            Err(Refusal::StartKeySegment { segment, total })
        }
    }

    /// What is left of `range` behind the key, in the order of reading.
    pub fn rest(&self, range: KeyRange, forward: bool) -> KeyRange {
        let key = self.source.stored_key(self.key);
        if forward { range.after(&key) } else { range.before(&key) }
    }

    fn check_count(&self) -> Result<(), Refusal> {
        if self.key.len() == self.source.key_attributes().count() { Ok(()) } else { Err(Refusal::StartKey) }
    }

    fn check_part(&self, attribute: &KeyAttribute) -> Result<(), Refusal> {
        let value = self.key.get(&attribute.name).ok_or(Refusal::StartKey)?;
        check_key_part(attribute, Some(value), *attribute == self.source.schema().partition)
    }

    fn check_key_of_table(&self) -> Result<(), Refusal> {
        let of_table = |name: &String| self.source.table.schema.contains(name);
        let key = self.key.iter().filter(|(name, _)| of_table(name));
        let key: Item = key.map(|(name, value)| (name.clone(), value.clone())).collect();
        let checked = row_of_key(self.source.table, &key);
        checked.map(drop).map_err(|refusal| Refusal::StartKeyOfTable(Box::new(refusal)))
    }

    fn check_bounds(&self, test: &KeyTest) -> Result<(), Refusal> {
        let schema = self.source.schema();
        let same_partition = self.key.get(&schema.partition.name) == Some(test.partition.as_ref());
        let sort = schema.sort.as_ref().and_then(|sort| self.key.get(&sort.name));
        match (&test.sort, sort) {
            (Some(_), Some(sort)) if !test.admits_sort(sort) => Err(Refusal::StartKeyPredicate),
            (Some(_), Some(_)) if !same_partition => Err(Refusal::StartKeyRestart),
            _ if !same_partition => Err(Refusal::StartKeyOutside),
            _ => Ok(()),
        }
    }
}
