//! `CreateEventSourceMapping`.

use std::collections::BTreeMap;

use kernel::Timestamp;
use wire::{Http, Operation, Service, Shape};

use crate::{
    AmazonManagedKafkaEventSourceConfig, DestinationConfig, DocumentDBEventSourceConfig,
    EventSourceMappingConfiguration, EventSourceMappingLoggingConfig, EventSourceMappingMetricsConfig,
    EventSourcePosition, FilterCriteria, FunctionResponseType, ProvisionedPollerConfig, SERVICE,
    ScalingConfig, SelfManagedEventSource, SelfManagedKafkaEventSourceConfig, SourceAccessConfiguration,
};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct CreateEventSourceMapping;

impl Operation for CreateEventSourceMapping {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "CreateEventSourceMapping";
    const HTTP: Http = Http { method: "POST", path: "/2015-03-31/event-source-mappings", status: 202 };
    type Input = CreateEventSourceMappingInput;
    type Output = EventSourceMappingConfiguration;
}

/// Input of `CreateEventSourceMapping`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct CreateEventSourceMappingInput {
    #[shape(
        pattern = r"arn:(aws[a-zA-Z0-9-]*):([a-zA-Z0-9\-])+:([a-z]{2}(-gov)?-[a-z]+-\d{1})?:(\d{12})?:(.*)"
    )]
    pub event_source_arn: Option<String>,
    #[shape(length(1..=256), pattern = r"(arn:(aws[a-zA-Z-]*)?:lambda:)?([a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:)?(\d{12}:)?(function:)?([a-zA-Z0-9-_\.]+)(:(\$LATEST(\.PUBLISHED)?|[a-zA-Z0-9-_]+))?")]
    pub function_name: String,
    pub enabled: Option<bool>,
    #[shape(range(1..=10000))]
    pub batch_size: Option<i32>,
    pub filter_criteria: Option<FilterCriteria>,
    #[shape(range(0..=300))]
    pub maximum_batching_window_in_seconds: Option<i32>,
    #[shape(range(1..=10))]
    pub parallelization_factor: Option<i32>,
    pub starting_position: Option<EventSourcePosition>,
    pub starting_position_timestamp: Option<Timestamp>,
    pub destination_config: Option<DestinationConfig>,
    #[shape(range(-1..=604800))]
    pub maximum_record_age_in_seconds: Option<i32>,
    pub bisect_batch_on_function_error: Option<bool>,
    #[shape(range(-1..=10000))]
    pub maximum_retry_attempts: Option<i32>,
    pub tags: Option<BTreeMap<String, String>>,
    #[shape(range(0..=900))]
    pub tumbling_window_in_seconds: Option<i32>,
    #[shape(length(1..=1), member(length(1..=249), pattern = r"[^.]([a-zA-Z0-9\-_.]+)"))]
    pub topics: Option<Vec<String>>,
    #[shape(length(1..=1), member(length(1..=1000), pattern = r"[\s\S]*"))]
    pub queues: Option<Vec<String>>,
    #[shape(length(0..=22))]
    pub source_access_configurations: Option<Vec<SourceAccessConfiguration>>,
    pub self_managed_event_source: Option<SelfManagedEventSource>,
    #[shape(length(0..=1))]
    pub function_response_types: Option<Vec<FunctionResponseType>>,
    pub amazon_managed_kafka_event_source_config: Option<AmazonManagedKafkaEventSourceConfig>,
    pub self_managed_kafka_event_source_config: Option<SelfManagedKafkaEventSourceConfig>,
    pub scaling_config: Option<ScalingConfig>,
    #[shape(name = "DocumentDBEventSourceConfig")]
    pub document_db_event_source_config: Option<DocumentDBEventSourceConfig>,
    #[shape(name = "KMSKeyArn", pattern = "(arn:(aws[a-zA-Z-]*)?:[a-z0-9-.]+:.*)|()")]
    pub kms_key_arn: Option<String>,
    pub metrics_config: Option<EventSourceMappingMetricsConfig>,
    pub logging_config: Option<EventSourceMappingLoggingConfig>,
    pub provisioned_poller_config: Option<ProvisionedPollerConfig>,
}
