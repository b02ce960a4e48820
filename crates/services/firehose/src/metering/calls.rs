//! What happened to one delivery stream in one minute and is on no disk: calls, tries, ages.
//!
//! Meanings and units: developer guide, "Monitor Amazon Data Firehose using CloudWatch metrics".

use std::time::Duration;

use bytes::Bytes;
use dispatch::{Figures, SampleSet, Samples, Spread};

use crate::delivery::batch::{Batch, Outcome, Target};
use crate::engine::EngineError;

/// See the module.
#[derive(Debug, Default)]
pub struct Calls {
    put: Operation,
    put_batch: Operation,
    batch_records: SampleSet,
    throttled: SampleSet,
    read_records: SampleSet,
    read_bytes: SampleSet,
    delivery: Attempts,
    backup: Attempts,
    processing: Processing,
    converted: [SampleSet; 2],
    not_converted: [SampleSet; 2],
}

#[derive(Debug, Default)]
struct Operation {
    bytes: SampleSet,
    requests: u64,
    latency_ms: Spread,
}

#[derive(Debug, Default)]
struct Attempts {
    success: SampleSet,
    /// Of the oldest record of each delivery.
    age_s: SampleSet,
}

#[derive(Debug, Default)]
struct Processing {
    success: SampleSet,
    duration_ms: Spread,
    records: SampleSet,
    bytes: SampleSet,
}

impl Operation {
    fn add(&mut self, records: &[Bytes], took: Duration) {
        self.bytes.add(bytes_of(records));
        self.requests += 1;
        self.latency_ms.add(took.as_secs_f64() * 1000.0);
    }

    fn say(&self, samples: &mut Samples<'_>, names: [&'static str; 3]) {
        samples.tally(names[0], "Bytes", &self.bytes);
        samples.spread(names[1], "Milliseconds", &self.latency_ms);
        samples.count(names[2], self.requests);
    }
}

fn bytes_of(records: &[Bytes]) -> f64 {
    records.iter().map(Bytes::len).sum::<usize>() as f64
}

impl Calls {
    /// One PutRecord.
    pub fn put(&mut self, records: &[Bytes], put: &Result<u64, EngineError>, took: Duration) {
        self.put.add(records, took);
        self.throttle(records, put);
    }

    /// One PutRecordBatch.
    pub fn put_batch(&mut self, records: &[Bytes], put: &Result<u64, EngineError>, took: Duration) {
        self.put_batch.add(records, took);
        self.batch_records.add(records.len() as f64);
        self.throttle(records, put);
    }

    fn throttle(&mut self, records: &[Bytes], put: &Result<u64, EngineError>) {
        let throttled = matches!(put, Err(EngineError::Backlog));
        self.throttled.add(if throttled { records.len() as f64 } else { 0.0 });
    }

    /// Records that were read from a Kinesis stream at once.
    pub fn read(&mut self, records: usize, bytes: usize) {
        self.read_records.add(records as f64);
        self.read_bytes.add(bytes as f64);
    }

    /// A try to deliver failed.
    pub fn failed(&mut self, target: &Target) {
        if let Some(attempts) = self.attempts(target) {
            attempts.success.add(0.0);
        }
    }

    /// A batch whose oldest record is that old was delivered.
    pub fn delivered(&mut self, target: &Target, age_ms: u64) {
        if let Some(attempts) = self.attempts(target) {
            attempts.success.add(1.0);
            attempts.age_s.add((age_ms / 1000) as f64);
        }
    }

    fn attempts(&mut self, target: &Target) -> Option<&mut Attempts> {
        match target {
            Target::Destination(_) => Some(&mut self.delivery),
            Target::Backup => Some(&mut self.backup),
            Target::Transform | Target::Failures(_) => None,
        }
    }

    /// The function was given a batch.
    pub fn processed(&mut self, batch: &Batch, success: bool, took: Duration) {
        self.processing.success.add(f64::from(u8::from(success)));
        self.processing.duration_ms.add(took.as_secs_f64() * 1000.0);
        if success {
            let bytes: usize = batch.pieces.iter().map(|piece| piece.data.len()).sum();
            self.processing.records.add(batch.pieces.len() as f64);
            self.processing.bytes.add(bytes as f64);
        }
    }

    /// A batch was converted, but for what failed.
    pub fn converted(&mut self, outcome: &Outcome) {
        let whole = outcome
            .done
            .values()
            .fold((0, 0), |(records, bytes), share| (records + share.records, bytes + share.bytes));
        let bytes_failed: usize = outcome.failed.iter().map(|failure| failure.bytes).sum();
        let failed = (outcome.failed.len(), bytes_failed as u64);
        for (tallies, (records, bytes)) in [
            (&mut self.converted, (whole.0 - failed.0, whole.1 - failed.1)),
            (&mut self.not_converted, failed),
        ] {
            tallies[0].add(records as f64);
            tallies[1].add(bytes as f64);
        }
    }

    /// Says them of a delivery stream whose destination has metrics of these names.
    pub fn say_of(&self, samples: &mut Samples<'_>, names: &super::Names) {
        self.say(samples);
        samples.tally(names.success, "Count", &self.delivery.success);
        samples.tally(names.freshness, "Seconds", &self.delivery.age_s);
    }
}

impl Figures for Calls {
    fn say(&self, samples: &mut Samples<'_>) {
        self.put.say(samples, ["PutRecord.Bytes", "PutRecord.Latency", "PutRecord.Requests"]);
        let batch = ["PutRecordBatch.Bytes", "PutRecordBatch.Latency", "PutRecordBatch.Requests"];
        self.put_batch.say(samples, batch);
        samples.tally("PutRecordBatch.Records", "Count", &self.batch_records);
        samples.tally("ThrottledRecords", "Count", &self.throttled);
        samples.tally("DataReadFromKinesisStream.Records", "Count", &self.read_records);
        samples.tally("DataReadFromKinesisStream.Bytes", "Bytes", &self.read_bytes);
        samples.tally("BackupToS3.Success", "Count", &self.backup.success);
        samples.tally("BackupToS3.DataFreshness", "Seconds", &self.backup.age_s);
        samples.tally("ExecuteProcessing.Success", "Count", &self.processing.success);
        samples.spread("ExecuteProcessing.Duration", "Milliseconds", &self.processing.duration_ms);
        samples.tally("SucceedProcessing.Records", "Count", &self.processing.records);
        samples.tally("SucceedProcessing.Bytes", "Bytes", &self.processing.bytes);
        samples.tally("SucceedConversion.Records", "Count", &self.converted[0]);
        samples.tally("SucceedConversion.Bytes", "Bytes", &self.converted[1]);
        samples.tally("FailedConversion.Records", "Count", &self.not_converted[0]);
        samples.tally("FailedConversion.Bytes", "Bytes", &self.not_converted[1]);
    }
}
