//! Calls on one table in one minute: a few additions for each.
//!
//! Meanings and units: developer guide, "DynamoDB metrics and dimensions".

use std::time::Duration;

use dispatch::{Figures, SampleSet, Samples, Spread};

use crate::engine::Table;
use crate::engine::items::Costs;

/// The operations on items.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `BatchGetItem`.
    BatchGetItem,
    /// `BatchWriteItem`.
    BatchWriteItem,
    /// `DeleteItem`.
    DeleteItem,
    /// `GetItem`.
    GetItem,
    /// `GetRecords`.
    GetRecords,
    /// `PutItem`.
    PutItem,
    /// `Query`.
    Query,
    /// `Scan`.
    Scan,
    /// `UpdateItem`.
    UpdateItem,
}

impl Kind {
    const ALL: [(Self, &'static str); 9] = [
        (Self::BatchGetItem, "BatchGetItem"),
        (Self::BatchWriteItem, "BatchWriteItem"),
        (Self::DeleteItem, "DeleteItem"),
        (Self::GetItem, "GetItem"),
        (Self::GetRecords, "GetRecords"),
        (Self::PutItem, "PutItem"),
        (Self::Query, "Query"),
        (Self::Scan, "Scan"),
        (Self::UpdateItem, "UpdateItem"),
    ];
}

/// See the module.
#[derive(Debug, Default)]
pub struct Calls {
    latency_ms: [Spread; Kind::ALL.len()],
    returned: [SampleSet; Kind::ALL.len()],
    read: SampleSet,
    /// By the index's name; made by the first read of each.
    index_reads: Vec<(String, SampleSet)>,
    conditions_failed: u64,
    streamed: Vec<Streamed>,
}

/// What was read of one stream.
#[derive(Debug)]
struct Streamed {
    label: String,
    records: SampleSet,
    bytes: SampleSet,
}

impl Calls {
    /// A call succeeded.
    pub fn succeeded(&mut self, kind: Kind, took: Duration) {
        self.latency_ms[kind as usize].add(took.as_secs_f64() * 1000.0);
    }

    /// A condition did not hold.
    pub fn condition_failed(&mut self) {
        self.conditions_failed += 1;
    }

    /// A read of so many items cost so much.
    pub fn read(&mut self, kind: Kind, table: &Table, costs: &Costs, items: Option<usize>) {
        if let Some(items) = items {
            self.returned[kind as usize].add(items as f64);
        }
        let mut units = costs.table.units();
        for &(place, of_index) in &costs.indexes {
            let index = &table.indexes[place];
            if index.is_local() {
                units += of_index.units();
                continue;
            }
            match self.index_reads.iter_mut().find(|(name, _)| *name == index.name) {
                Some((_, tally)) => tally.add(of_index.units()),
                None => self.index_reads.push((index.name.clone(), SampleSet::of(of_index.units()))),
            }
        }
        if units > 0.0 {
            self.read.add(units);
        }
    }

    /// Records of the stream with this label were read.
    pub fn streamed(&mut self, label: &str, records: usize, bytes: usize) {
        let (records, bytes) = (SampleSet::of(records as f64), SampleSet::of(bytes as f64));
        match self.streamed.iter_mut().find(|of| of.label == label) {
            Some(of) => {
                of.records.merge(&records);
                of.bytes.merge(&bytes);
            }
            None => self.streamed.push(Streamed { label: label.to_owned(), records, bytes }),
        }
    }
}

impl Figures for Calls {
    fn say(&self, samples: &mut Samples<'_>) {
        samples.tally("ConsumedReadCapacityUnits", "Count", &self.read);
        samples.count("ConditionalCheckFailedRequests", self.conditions_failed);
        for (index, tally) in &self.index_reads {
            let mut samples = samples.with("GlobalSecondaryIndexName", index);
            samples.tally("ConsumedReadCapacityUnits", "Count", tally);
        }
        for (kind, name) in Kind::ALL {
            let mut samples = samples.with("Operation", name);
            samples.spread("SuccessfulRequestLatency", "Milliseconds", &self.latency_ms[kind as usize]);
            samples.tally("ReturnedItemCount", "Count", &self.returned[kind as usize]);
        }
        for of in &self.streamed {
            let mut samples = samples.with("Operation", "GetRecords");
            let mut samples = samples.with("StreamLabel", &of.label);
            samples.tally("ReturnedRecordsCount", "Count", &of.records);
            samples.tally("ReturnedBytes", "Bytes", &of.bytes);
        }
    }
}
