//! Calls on one stream in one minute, by operation: a few additions for each, under the stream's own lock.
//!
//! Meanings and units: developer guide, "Monitor the Amazon Kinesis Data Streams service with Amazon CloudWatch".

use std::time::Duration;

use dispatch::{Figures, SampleSet, Samples, Spread};

use crate::engine::{EngineError, Put, Read};

/// See the module.
#[derive(Debug, Default)]
pub(crate) struct Calls {
    put: Operation,
    puts: Operation,
    records: Records,
    get: Operation,
    got: SampleSet,
    age_ms: SampleSet,
    reads_exceeded: SampleSet,
    writes_exceeded: SampleSet,
}

#[derive(Debug, Default)]
struct Operation {
    bytes: SampleSet,
    success: SampleSet,
    latency_ms: Spread,
}

#[derive(Debug, Default)]
struct Records {
    total: SampleSet,
    successful: SampleSet,
    failed: SampleSet,
    throttled: SampleSet,
}

impl Operation {
    fn add(&mut self, bytes: usize, success: bool, took: Duration) {
        if success {
            self.bytes.add(bytes as f64);
        }
        self.success.add(f64::from(u8::from(success)));
        self.latency_ms.add(took.as_secs_f64() * 1000.0);
    }
}

impl Calls {
    /// One PutRecord of `bytes`.
    pub fn put_record(&mut self, bytes: usize, put: &Put, took: Duration) {
        self.put.add(bytes, put.is_ok(), took);
        self.writes_exceeded.add(f64::from(u8::from(is_throttled(put))));
    }

    /// One PutRecords of records of these sizes.
    pub fn put_records(&mut self, sizes: &[usize], puts: &Result<Vec<Put>, EngineError>, took: Duration) {
        let (mut bytes, mut successful, mut throttled) = (0, 0, 0);
        for (size, put) in sizes.iter().zip(puts.iter().flatten()) {
            match put {
                Ok(_) => {
                    successful += 1;
                    bytes += size;
                }
                Err(_) => throttled += usize::from(is_throttled(put)),
            }
        }
        self.puts.add(bytes, successful > 0, took);
        self.records.total.add(sizes.len() as f64);
        self.records.successful.add(successful as f64);
        self.records.throttled.add(throttled as f64);
        self.records.failed.add((sizes.len() - successful - throttled) as f64);
        self.writes_exceeded.add(throttled as f64);
    }

    /// One GetRecords.
    pub fn get_records(&mut self, read: &Result<Read, EngineError>, took: Duration) {
        let bytes = read.iter().flat_map(|read| &read.records);
        let bytes = bytes.map(|record| record.partition_key.len() + record.data.len()).sum();
        self.get.add(bytes, read.is_ok(), took);
        self.reads_exceeded.add(f64::from(u8::from(is_throttled(read))));
        if let Ok(read) = read {
            self.got.add(read.records.len() as f64);
            self.age_ms.add(read.behind_ms as f64);
        }
    }
}

fn is_throttled<T>(result: &Result<T, EngineError>) -> bool {
    matches!(result, Err(EngineError::Throughput { .. }))
}

impl Figures for Calls {
    fn say(&self, samples: &mut Samples<'_>) {
        let Self { put, puts, records, get, .. } = self;
        samples.tally("PutRecord.Bytes", "Bytes", &put.bytes);
        samples.tally("PutRecord.Success", "Count", &put.success);
        samples.spread("PutRecord.Latency", "Milliseconds", &put.latency_ms);
        samples.tally("PutRecords.Bytes", "Bytes", &puts.bytes);
        samples.tally("PutRecords.Success", "Count", &puts.success);
        samples.spread("PutRecords.Latency", "Milliseconds", &puts.latency_ms);
        samples.tally("PutRecords.Records", "Count", &records.successful);
        samples.tally("PutRecords.TotalRecords", "Count", &records.total);
        samples.tally("PutRecords.SuccessfulRecords", "Count", &records.successful);
        samples.tally("PutRecords.FailedRecords", "Count", &records.failed);
        samples.tally("PutRecords.ThrottledRecords", "Count", &records.throttled);
        samples.tally("GetRecords.Bytes", "Bytes", &get.bytes);
        samples.tally("GetRecords.Success", "Count", &get.success);
        samples.spread("GetRecords.Latency", "Milliseconds", &get.latency_ms);
        samples.tally("GetRecords.Records", "Count", &self.got);
        samples.tally("GetRecords.IteratorAgeMilliseconds", "Milliseconds", &self.age_ms);
        samples.tally("ReadProvisionedThroughputExceeded", "Count", &self.reads_exceeded);
        samples.tally("WriteProvisionedThroughputExceeded", "Count", &self.writes_exceeded);
    }
}
