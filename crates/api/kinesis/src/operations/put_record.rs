//! `PutRecord`.

use bytes::Bytes;
use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::resource::stream_arns;
use crate::{EncryptionType, SERVICE};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct PutRecord;

impl Operation for PutRecord {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "PutRecord";
    type Input = PutRecordInput;
    type Output = PutRecordOutput;

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        stream_arns(place, input.stream_name.as_ref(), input.stream_arn.as_ref())
    }
}

/// Input of `PutRecord`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct PutRecordInput {
    #[shape(length(1..=128), pattern = "[a-zA-Z0-9_.-]+")]
    pub stream_name: Option<String>,
    #[shape(length(0..=10485760))]
    pub data: Bytes,
    #[shape(length(1..=256))]
    pub partition_key: String,
    #[shape(pattern = r"0|([1-9]\d{0,38})")]
    pub explicit_hash_key: Option<String>,
    #[shape(pattern = r"0|([1-9]\d{0,128})")]
    pub sequence_number_for_ordering: Option<String>,
    #[shape(name = "StreamARN", length(1..=2048), pattern = r"arn:aws.*:kinesis:.*:\d{12}:stream/\S+")]
    pub stream_arn: Option<String>,
    #[shape(length(1..=24), pattern = "[a-z0-9]{20}-[a-z0-9]{3}")]
    pub stream_id: Option<String>,
}

/// Output of `PutRecord`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct PutRecordOutput {
    #[shape(length(1..=128), pattern = "[a-zA-Z0-9_.-]+")]
    pub shard_id: String,
    #[shape(pattern = r"0|([1-9]\d{0,128})")]
    pub sequence_number: String,
    pub encryption_type: Option<EncryptionType>,
}
