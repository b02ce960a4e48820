//! Shapes of event source mappings.

use std::collections::BTreeMap;

use kernel::Timestamp;
use wire::Shape;

/// AWS's `FilterCriteria`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct FilterCriteria {
    pub filters: Option<Vec<Filter>>,
}

/// AWS's `Filter`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct Filter {
    #[shape(length(0..=4096), pattern = ".*")]
    pub pattern: Option<String>,
}

/// AWS's `EventSourcePosition`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum EventSourcePosition {
    TrimHorizon,
    Latest,
    AtTimestamp,
}

/// AWS's `DestinationConfig`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct DestinationConfig {
    pub on_success: Option<OnSuccess>,
    pub on_failure: Option<OnFailure>,
}

/// AWS's `OnSuccess`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct OnSuccess {
    #[shape(length(0..=350), pattern = r"$|kafka://([^.]([a-zA-Z0-9\-_.]{0,248}))|arn:(aws[a-zA-Z0-9-]*):([a-zA-Z0-9\-])+:([a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1})?:(\d{12})?:(.*)")]
    pub destination: Option<String>,
}

/// AWS's `OnFailure`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct OnFailure {
    #[shape(length(0..=350), pattern = r"$|kafka://([^.]([a-zA-Z0-9\-_.]{0,248}))|arn:(aws[a-zA-Z0-9-]*):([a-zA-Z0-9\-])+:([a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1})?:(\d{12})?:(.*)")]
    pub destination: Option<String>,
}

/// AWS's `SourceAccessConfiguration`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct SourceAccessConfiguration {
    pub r#type: Option<SourceAccessType>,
    #[shape(name = "URI", length(1..=200), pattern = r"[a-zA-Z0-9-\/*:_+=.@-]*")]
    pub uri: Option<String>,
}

/// AWS's `SourceAccessType`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum SourceAccessType {
    BasicAuth,
    VpcSubnet,
    VpcSecurityGroup,
    #[shape(name = "SASL_SCRAM_512_AUTH")]
    SaslScram512Auth,
    #[shape(name = "SASL_SCRAM_256_AUTH")]
    SaslScram256Auth,
    VirtualHost,
    ClientCertificateTlsAuth,
    ServerRootCaCertificate,
}

/// AWS's `SelfManagedEventSource`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct SelfManagedEventSource {
    #[shape(length(1..=2), member(length(1..=10), member(length(1..=300), pattern = r"(([a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9\-]*[a-zA-Z0-9])\.)*([A-Za-z0-9]|[A-Za-z0-9][A-Za-z0-9\-]*[A-Za-z0-9]):[0-9]{1,5}")))]
    pub endpoints: Option<BTreeMap<String, Vec<String>>>,
}

/// AWS's `FunctionResponseType`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
#[shape(case = "pascal")]
pub enum FunctionResponseType {
    ReportBatchItemFailures,
}

/// AWS's `AmazonManagedKafkaEventSourceConfig`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct AmazonManagedKafkaEventSourceConfig {
    #[shape(length(1..=200), pattern = r"[a-zA-Z0-9-\/*:_+=.@-]*")]
    pub consumer_group_id: Option<String>,
    pub schema_registry_config: Option<KafkaSchemaRegistryConfig>,
}

/// AWS's `KafkaSchemaRegistryConfig`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct KafkaSchemaRegistryConfig {
    #[shape(name = "SchemaRegistryURI", length(1..=10000), pattern = r"[a-zA-Z0-9-\/*:_+=.@-]*")]
    pub schema_registry_uri: Option<String>,
    pub event_record_format: Option<SchemaRegistryEventRecordFormat>,
    pub access_configs: Option<Vec<KafkaSchemaRegistryAccessConfig>>,
    pub schema_validation_configs: Option<Vec<KafkaSchemaValidationConfig>>,
}

/// AWS's `SchemaRegistryEventRecordFormat`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum SchemaRegistryEventRecordFormat {
    Json,
    Source,
}

/// AWS's `KafkaSchemaRegistryAccessConfig`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct KafkaSchemaRegistryAccessConfig {
    pub r#type: Option<KafkaSchemaRegistryAuthType>,
    #[shape(
        name = "URI",
        pattern = r"arn:(aws[a-zA-Z0-9-]*):([a-zA-Z0-9\-])+:([a-z]{2}(-gov)?-[a-z]+-\d{1})?:(\d{12})?:(.*)"
    )]
    pub uri: Option<String>,
}

/// AWS's `KafkaSchemaRegistryAuthType`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum KafkaSchemaRegistryAuthType {
    BasicAuth,
    ClientCertificateTlsAuth,
    ServerRootCaCertificate,
}

/// AWS's `KafkaSchemaValidationConfig`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct KafkaSchemaValidationConfig {
    pub attribute: Option<KafkaSchemaValidationAttribute>,
}

/// AWS's `KafkaSchemaValidationAttribute`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum KafkaSchemaValidationAttribute {
    Key,
    Value,
}

/// AWS's `SelfManagedKafkaEventSourceConfig`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct SelfManagedKafkaEventSourceConfig {
    #[shape(length(1..=200), pattern = r"[a-zA-Z0-9-\/*:_+=.@-]*")]
    pub consumer_group_id: Option<String>,
    pub schema_registry_config: Option<KafkaSchemaRegistryConfig>,
}

/// AWS's `ScalingConfig`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct ScalingConfig {
    #[shape(range(2..=1000))]
    pub maximum_concurrency: Option<i32>,
}

/// AWS's `DocumentDBEventSourceConfig`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct DocumentDBEventSourceConfig {
    #[shape(length(1..=63), pattern = r"[^ /\.$\x22]*")]
    pub database_name: Option<String>,
    #[shape(length(1..=57))]
    pub collection_name: Option<String>,
    pub full_document: Option<FullDocument>,
}

/// AWS's `FullDocument`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
#[shape(case = "pascal")]
pub enum FullDocument {
    UpdateLookup,
    Default,
}

/// AWS's `EventSourceMappingMetricsConfig`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct EventSourceMappingMetricsConfig {
    #[shape(length(0..=3))]
    pub metrics: Option<Vec<EventSourceMappingMetric>>,
}

/// AWS's `EventSourceMappingMetric`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
#[shape(case = "pascal")]
pub enum EventSourceMappingMetric {
    EventCount,
    ErrorCount,
    KafkaMetrics,
}

/// AWS's `EventSourceMappingLoggingConfig`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct EventSourceMappingLoggingConfig {
    pub system_log_level: Option<EventSourceMappingSystemLogLevel>,
}

/// AWS's `EventSourceMappingSystemLogLevel`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum EventSourceMappingSystemLogLevel {
    Debug,
    Info,
    Warn,
}

/// AWS's `ProvisionedPollerConfig`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct ProvisionedPollerConfig {
    #[shape(range(1..=200))]
    pub minimum_pollers: Option<i32>,
    #[shape(range(1..=2000))]
    pub maximum_pollers: Option<i32>,
    #[shape(length(0..=128), pattern = "[a-zA-Z0-9-_]*")]
    pub poller_group_name: Option<String>,
}

/// AWS's `EventSourceMappingConfiguration`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct EventSourceMappingConfiguration {
    #[shape(name = "UUID")]
    pub uuid: Option<String>,
    pub starting_position: Option<EventSourcePosition>,
    pub starting_position_timestamp: Option<Timestamp>,
    #[shape(range(1..=10000))]
    pub batch_size: Option<i32>,
    #[shape(range(0..=300))]
    pub maximum_batching_window_in_seconds: Option<i32>,
    #[shape(range(1..=10))]
    pub parallelization_factor: Option<i32>,
    #[shape(
        pattern = r"arn:(aws[a-zA-Z0-9-]*):([a-zA-Z0-9\-])+:([a-z]{2}(-gov)?-[a-z]+-\d{1})?:(\d{12})?:(.*)"
    )]
    pub event_source_arn: Option<String>,
    pub filter_criteria: Option<FilterCriteria>,
    #[shape(length(0..=10000), pattern = r"arn:(aws[a-zA-Z-]*)?:lambda:[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:\d{12}:function:[a-zA-Z0-9-_]+(:(\$LATEST|[a-zA-Z0-9-_]+))?")]
    pub function_arn: Option<String>,
    pub last_modified: Option<Timestamp>,
    pub last_processing_result: Option<String>,
    pub state: Option<String>,
    pub state_transition_reason: Option<String>,
    pub destination_config: Option<DestinationConfig>,
    #[shape(length(1..=1), member(length(1..=249), pattern = r"[^.]([a-zA-Z0-9\-_.]+)"))]
    pub topics: Option<Vec<String>>,
    #[shape(length(1..=1), member(length(1..=1000), pattern = r"[\s\S]*"))]
    pub queues: Option<Vec<String>>,
    #[shape(length(0..=22))]
    pub source_access_configurations: Option<Vec<SourceAccessConfiguration>>,
    pub self_managed_event_source: Option<SelfManagedEventSource>,
    #[shape(range(-1..=604800))]
    pub maximum_record_age_in_seconds: Option<i32>,
    pub bisect_batch_on_function_error: Option<bool>,
    #[shape(range(-1..=10000))]
    pub maximum_retry_attempts: Option<i32>,
    #[shape(range(0..=900))]
    pub tumbling_window_in_seconds: Option<i32>,
    #[shape(length(0..=1))]
    pub function_response_types: Option<Vec<FunctionResponseType>>,
    pub amazon_managed_kafka_event_source_config: Option<AmazonManagedKafkaEventSourceConfig>,
    pub self_managed_kafka_event_source_config: Option<SelfManagedKafkaEventSourceConfig>,
    pub scaling_config: Option<ScalingConfig>,
    #[shape(name = "DocumentDBEventSourceConfig")]
    pub document_db_event_source_config: Option<DocumentDBEventSourceConfig>,
    #[shape(name = "KMSKeyArn", pattern = "(arn:(aws[a-zA-Z-]*)?:[a-z0-9-.]+:.*)|()")]
    pub kms_key_arn: Option<String>,
    pub filter_criteria_error: Option<FilterCriteriaError>,
    #[shape(length(85..=120), pattern = r"arn:(aws[a-zA-Z-]*)?:lambda:[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:\d{12}:event-source-mapping:[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}")]
    pub event_source_mapping_arn: Option<String>,
    pub metrics_config: Option<EventSourceMappingMetricsConfig>,
    pub logging_config: Option<EventSourceMappingLoggingConfig>,
    pub provisioned_poller_config: Option<ProvisionedPollerConfig>,
}

/// AWS's `FilterCriteriaError`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct FilterCriteriaError {
    #[shape(length(10..=50), pattern = "[A-Za-z]+Exception")]
    pub error_code: Option<String>,
    #[shape(length(10..=2048), pattern = ".*")]
    pub message: Option<String>,
}
