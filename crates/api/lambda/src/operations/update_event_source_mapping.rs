//! `UpdateEventSourceMapping`.

use kernel::Place;
use wire::{Http, Operation, Service, Shape};

use crate::resource::mapping_arns;
use crate::{
    AmazonManagedKafkaEventSourceConfig, DestinationConfig, DocumentDBEventSourceConfig,
    EventSourceMappingConfiguration, EventSourceMappingLoggingConfig, EventSourceMappingMetricsConfig,
    FilterCriteria, FunctionResponseType, ProvisionedPollerConfig, SERVICE, ScalingConfig,
    SelfManagedKafkaEventSourceConfig, SourceAccessConfiguration,
};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct UpdateEventSourceMapping;

impl Operation for UpdateEventSourceMapping {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "UpdateEventSourceMapping";
    const HTTP: Http = Http { method: "PUT", path: "/2015-03-31/event-source-mappings/{UUID}", status: 202 };
    type Input = UpdateEventSourceMappingInput;
    type Output = EventSourceMappingConfiguration;

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        mapping_arns(place, &input.uuid)
    }
}

/// Input of `UpdateEventSourceMapping`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct UpdateEventSourceMappingInput {
    #[shape(name = "UUID", label)]
    pub uuid: String,
    #[shape(length(1..=256), pattern = r"(arn:(aws[a-zA-Z-]*)?:lambda:)?([a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:)?(\d{12}:)?(function:)?([a-zA-Z0-9-_\.]+)(:(\$LATEST(\.PUBLISHED)?|[a-zA-Z0-9-_]+))?")]
    pub function_name: Option<String>,
    pub enabled: Option<bool>,
    #[shape(range(1..=10000))]
    pub batch_size: Option<i32>,
    pub filter_criteria: Option<FilterCriteria>,
    #[shape(range(0..=300))]
    pub maximum_batching_window_in_seconds: Option<i32>,
    pub destination_config: Option<DestinationConfig>,
    #[shape(range(-1..=604800))]
    pub maximum_record_age_in_seconds: Option<i32>,
    pub bisect_batch_on_function_error: Option<bool>,
    #[shape(range(-1..=10000))]
    pub maximum_retry_attempts: Option<i32>,
    #[shape(range(1..=10))]
    pub parallelization_factor: Option<i32>,
    #[shape(length(0..=22))]
    pub source_access_configurations: Option<Vec<SourceAccessConfiguration>>,
    #[shape(range(0..=900))]
    pub tumbling_window_in_seconds: Option<i32>,
    #[shape(length(0..=1))]
    pub function_response_types: Option<Vec<FunctionResponseType>>,
    pub scaling_config: Option<ScalingConfig>,
    pub amazon_managed_kafka_event_source_config: Option<AmazonManagedKafkaEventSourceConfig>,
    pub self_managed_kafka_event_source_config: Option<SelfManagedKafkaEventSourceConfig>,
    #[shape(name = "DocumentDBEventSourceConfig")]
    pub document_db_event_source_config: Option<DocumentDBEventSourceConfig>,
    #[shape(name = "KMSKeyArn", pattern = "(arn:(aws[a-zA-Z-]*)?:[a-z0-9-.]+:.*)|()")]
    pub kms_key_arn: Option<String>,
    pub metrics_config: Option<EventSourceMappingMetricsConfig>,
    pub logging_config: Option<EventSourceMappingLoggingConfig>,
    pub provisioned_poller_config: Option<ProvisionedPollerConfig>,
}
