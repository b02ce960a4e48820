//! Shapes of Kinesis streams that a table's changes go to.

use wire::Shape;

/// AWS's `KinesisDataStreamDestination`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct KinesisDataStreamDestination {
    #[shape(length(37..=1024))]
    pub stream_arn: Option<String>,
    pub destination_status: Option<DestinationStatus>,
    pub destination_status_description: Option<String>,
    pub approximate_creation_date_time_precision: Option<ApproximateCreationDateTimePrecision>,
}

/// AWS's `DestinationStatus`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum DestinationStatus {
    Enabling,
    Active,
    Disabling,
    Disabled,
    EnableFailed,
    Updating,
}

/// AWS's `ApproximateCreationDateTimePrecision`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum ApproximateCreationDateTimePrecision {
    Millisecond,
    Microsecond,
}

/// AWS's `EnableKinesisStreamingConfiguration`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct EnableKinesisStreamingConfiguration {
    pub approximate_creation_date_time_precision: Option<ApproximateCreationDateTimePrecision>,
}

/// AWS's `UpdateKinesisStreamingConfiguration`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct UpdateKinesisStreamingConfiguration {
    pub approximate_creation_date_time_precision: Option<ApproximateCreationDateTimePrecision>,
}

/// AWS's `KinesisStreamingDestinationInput`, of those who enable and disable.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct KinesisStreamingDestinationInput {
    #[shape(length(1..=1024))]
    pub table_name: String,
    #[shape(length(37..=1024))]
    pub stream_arn: String,
    pub enable_kinesis_streaming_configuration: Option<EnableKinesisStreamingConfiguration>,
}

/// AWS's `KinesisStreamingDestinationOutput`, of those who enable and disable.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct KinesisStreamingDestinationOutput {
    #[shape(length(3..=255), pattern = "[a-zA-Z0-9_.-]+")]
    pub table_name: Option<String>,
    #[shape(length(37..=1024))]
    pub stream_arn: Option<String>,
    pub destination_status: Option<DestinationStatus>,
    pub enable_kinesis_streaming_configuration: Option<EnableKinesisStreamingConfiguration>,
}
