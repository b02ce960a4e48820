//! `PutRecords`.

use kernel::Place;
use wire::{Operation, Outcome, Service, Shape};

use crate::resource::stream_arns;
use crate::{EncryptionType, PutRecordsRequestEntry, PutRecordsResultEntry, SERVICE};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct PutRecords;

impl Operation for PutRecords {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "PutRecords";
    type Input = PutRecordsInput;
    type Output = PutRecordsOutput;

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        stream_arns(place, input.stream_name.as_ref(), input.stream_arn.as_ref())
    }

    fn carried(input: &Self::Input, _: &str) -> u64 {
        input.records.len() as u64
    }

    fn outcome(output: &Self::Output) -> Outcome<'_> {
        let refused = output.records.iter().find_map(|record| record.error_code.as_deref());
        Outcome { read: None, failure: refused, late_ms: None }
    }
}

/// Input of `PutRecords`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct PutRecordsInput {
    #[shape(length(1..=500))]
    pub records: Vec<PutRecordsRequestEntry>,
    #[shape(length(1..=128), pattern = "[a-zA-Z0-9_.-]+")]
    pub stream_name: Option<String>,
    #[shape(name = "StreamARN", length(1..=2048), pattern = r"arn:aws.*:kinesis:.*:\d{12}:stream/\S+")]
    pub stream_arn: Option<String>,
    #[shape(length(1..=24), pattern = "[a-z0-9]{20}-[a-z0-9]{3}")]
    pub stream_id: Option<String>,
}

/// Output of `PutRecords`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct PutRecordsOutput {
    #[shape(range(1..=i64::MAX))]
    pub failed_record_count: Option<i32>,
    #[shape(length(1..=500))]
    pub records: Vec<PutRecordsResultEntry>,
    pub encryption_type: Option<EncryptionType>,
}
