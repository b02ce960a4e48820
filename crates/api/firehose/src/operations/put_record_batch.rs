//! `PutRecordBatch`.

use kernel::Place;
use wire::{Operation, Outcome, Service, Shape};

use crate::resource::delivery_stream_arns;
use crate::{PutRecordBatchResponseEntry, Record, SERVICE};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct PutRecordBatch;

impl Operation for PutRecordBatch {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "PutRecordBatch";
    type Input = PutRecordBatchInput;
    type Output = PutRecordBatchOutput;

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        delivery_stream_arns(place, &input.delivery_stream_name)
    }

    fn carried(input: &Self::Input, _: &str) -> u64 {
        input.records.len() as u64
    }

    fn outcome(output: &Self::Output) -> Outcome<'_> {
        let refused = output.request_responses.iter().find_map(|record| record.error_code.as_deref());
        Outcome { read: None, failure: refused, late_ms: None }
    }
}

/// Input of `PutRecordBatch`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct PutRecordBatchInput {
    #[shape(length(1..=64), pattern = "[a-zA-Z0-9_.-]+")]
    pub delivery_stream_name: String,
    #[shape(length(1..=500))]
    pub records: Vec<Record>,
}

/// Output of `PutRecordBatch`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct PutRecordBatchOutput {
    #[shape(range(0..=i64::MAX))]
    pub failed_put_count: i32,
    pub encrypted: Option<bool>,
    #[shape(length(1..=500))]
    pub request_responses: Vec<PutRecordBatchResponseEntry>,
}
