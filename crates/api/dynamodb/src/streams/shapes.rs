//! Shapes of streams and of their records.

use kernel::Timestamp;
use wire::Shape;

use crate::types::Image;
use crate::{KeySchemaElement, StreamViewType};

/// AWS's `Stream`: one in a list.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct Stream {
    #[shape(length(37..=1024))]
    pub stream_arn: Option<String>,
    #[shape(length(3..=255), pattern = "[a-zA-Z0-9_.-]+")]
    pub table_name: Option<String>,
    pub stream_label: Option<String>,
}

/// AWS's `StreamDescription`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct StreamDescription {
    #[shape(length(37..=1024))]
    pub stream_arn: Option<String>,
    pub stream_label: Option<String>,
    pub stream_status: Option<StreamStatus>,
    pub stream_view_type: Option<StreamViewType>,
    pub creation_request_date_time: Option<Timestamp>,
    #[shape(length(3..=255), pattern = "[a-zA-Z0-9_.-]+")]
    pub table_name: Option<String>,
    #[shape(length(1..=2))]
    pub key_schema: Option<Vec<KeySchemaElement>>,
    pub shards: Option<Vec<Shard>>,
    #[shape(length(28..=65))]
    pub last_evaluated_shard_id: Option<String>,
}

/// AWS's `StreamStatus`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum StreamStatus {
    Enabling,
    Enabled,
    Disabling,
    Disabled,
}

/// AWS's `Shard`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct Shard {
    #[shape(length(28..=65))]
    pub shard_id: Option<String>,
    pub sequence_number_range: Option<SequenceNumberRange>,
    #[shape(length(28..=65))]
    pub parent_shard_id: Option<String>,
}

/// AWS's `SequenceNumberRange`. A shard that is written to has no end.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct SequenceNumberRange {
    #[shape(length(21..=40))]
    pub starting_sequence_number: Option<String>,
    #[shape(length(21..=40))]
    pub ending_sequence_number: Option<String>,
}

/// AWS's `ShardFilter`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct ShardFilter {
    #[shape(name = "Type")]
    pub kind: Option<ShardFilterType>,
    #[shape(length(28..=65))]
    pub shard_id: Option<String>,
}

/// AWS's `ShardFilterType`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum ShardFilterType {
    ChildShards,
}

/// AWS's `Record`: one change of one item.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
#[shape(case = "camel")]
pub struct Record {
    #[shape(name = "eventID")]
    pub event_id: Option<String>,
    pub event_name: Option<OperationType>,
    pub event_version: Option<String>,
    pub event_source: Option<String>,
    pub aws_region: Option<String>,
    pub dynamodb: Option<StreamRecord>,
    pub user_identity: Option<Identity>,
}

/// AWS's `OperationType`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum OperationType {
    Insert,
    Modify,
    Remove,
}

/// AWS's `StreamRecord`. The time is of whole seconds.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct StreamRecord {
    pub approximate_creation_date_time: Option<Timestamp>,
    pub keys: Option<Image>,
    pub new_image: Option<Image>,
    pub old_image: Option<Image>,
    #[shape(length(21..=40))]
    pub sequence_number: Option<String>,
    #[shape(range(1..=i64::MAX))]
    pub size_bytes: Option<i64>,
    pub stream_view_type: Option<StreamViewType>,
}

/// AWS's `Identity`: who made a change, where it was no caller.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct Identity {
    pub principal_id: Option<String>,
    #[shape(name = "Type")]
    pub kind: Option<String>,
}
