//! `GetRecords`.

use kernel::Place;
use wire::{Operation, Outcome, Service, Shape};

use crate::resource::stream_arns;
use crate::{ChildShard, Record, SERVICE};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct GetRecords;

impl Operation for GetRecords {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "GetRecords";
    type Input = GetRecordsInput;
    type Output = GetRecordsOutput;

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        // Where the input names no stream, the iterator does, which only the service can read: it asks.
        input.stream_arn.as_ref().map(|arn| stream_arns(place, None, Some(arn))).unwrap_or_default()
    }

    fn outcome(output: &Self::Output) -> Outcome<'_> {
        let late_ms = output.millis_behind_latest.map(i64::unsigned_abs);
        Outcome { read: Some(output.records.len() as u64), failure: None, late_ms }
    }
}

/// Input of `GetRecords`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct GetRecordsInput {
    #[shape(length(1..=512))]
    pub shard_iterator: String,
    #[shape(range(1..=10000))]
    pub limit: Option<i32>,
    #[shape(name = "StreamARN", length(1..=2048), pattern = r"arn:aws.*:kinesis:.*:\d{12}:stream/\S+")]
    pub stream_arn: Option<String>,
    #[shape(length(1..=24), pattern = "[a-z0-9]{20}-[a-z0-9]{3}")]
    pub stream_id: Option<String>,
}

/// Output of `GetRecords`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct GetRecordsOutput {
    pub records: Vec<Record>,
    #[shape(length(1..=512))]
    pub next_shard_iterator: Option<String>,
    #[shape(range(0..=i64::MAX))]
    pub millis_behind_latest: Option<i64>,
    pub child_shards: Option<Vec<ChildShard>>,
}
