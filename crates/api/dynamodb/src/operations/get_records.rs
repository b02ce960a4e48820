//! `GetRecords`.

use kernel::Place;
use wire::{Operation, Outcome, Service, Shape};

use crate::streams::{Record, SERVICE};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct GetRecords;

impl Operation for GetRecords {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "GetRecords";
    type Input = GetRecordsInput;
    type Output = GetRecordsOutput;

    fn resources(input: &Self::Input, _: &Place) -> Vec<String> {
        // Iterators begin with the ARN of their stream, on AWS too: `arn:…/stream/LABEL|…`.
        vec![input.shard_iterator.split('|').next().unwrap_or_default().to_owned()]
    }

    fn outcome(output: &Self::Output) -> Outcome<'_> {
        let records = output.records.as_ref().map_or(0, Vec::len);
        Outcome { read: Some(records as u64), failure: None, late_ms: None }
    }
}

/// Input of `GetRecords`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct GetRecordsInput {
    #[shape(length(1..=2048))]
    pub shard_iterator: String,
    #[shape(range(1..=i64::MAX))]
    pub limit: Option<i32>,
}

/// Output of `GetRecords`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct GetRecordsOutput {
    pub records: Option<Vec<Record>>,
    #[shape(length(1..=2048))]
    pub next_shard_iterator: Option<String>,
}
