//! A query: what it is asked with, what becomes of it.

use kernel::Timestamp;
use wire::Shape;

use crate::{EngineVersion, ManagedQueryResultsConfiguration, QueryResultsS3AccessGrantsConfiguration};

/// AWS's `QueryExecutionContext`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct QueryExecutionContext {
    #[shape(length(1..=255))]
    pub database: Option<String>,
    #[shape(length(1..=256), pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\t]*")]
    pub catalog: Option<String>,
}

/// AWS's `ResultConfiguration`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct ResultConfiguration {
    pub output_location: Option<String>,
    pub encryption_configuration: Option<EncryptionConfiguration>,
    #[shape(length(12..=12), pattern = "^[0-9]+$")]
    pub expected_bucket_owner: Option<String>,
    pub acl_configuration: Option<AclConfiguration>,
}

/// AWS's `EncryptionConfiguration`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct EncryptionConfiguration {
    pub encryption_option: EncryptionOption,
    pub kms_key: Option<String>,
}

/// AWS's `EncryptionOption`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum EncryptionOption {
    SseS3,
    SseKms,
    CseKms,
}

/// AWS's `AclConfiguration`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct AclConfiguration {
    pub s3_acl_option: S3AclOption,
}

/// AWS's `S3AclOption`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum S3AclOption {
    BucketOwnerFullControl,
}

/// AWS's `ResultReuseConfiguration`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct ResultReuseConfiguration {
    pub result_reuse_by_age_configuration: Option<ResultReuseByAgeConfiguration>,
}

/// AWS's `ResultReuseByAgeConfiguration`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct ResultReuseByAgeConfiguration {
    pub enabled: bool,
    #[shape(range(0..=10080))]
    pub max_age_in_minutes: Option<i32>,
}

/// AWS's `QueryExecution`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct QueryExecution {
    #[shape(length(1..=128), pattern = r"\S+")]
    pub query_execution_id: Option<String>,
    #[shape(length(1..=262144))]
    pub query: Option<String>,
    pub statement_type: Option<StatementType>,
    pub managed_query_results_configuration: Option<ManagedQueryResultsConfiguration>,
    pub result_configuration: Option<ResultConfiguration>,
    pub result_reuse_configuration: Option<ResultReuseConfiguration>,
    pub query_execution_context: Option<QueryExecutionContext>,
    pub status: Option<QueryExecutionStatus>,
    pub statistics: Option<QueryExecutionStatistics>,
    #[shape(pattern = "[a-zA-Z0-9._-]{1,128}")]
    pub work_group: Option<String>,
    pub engine_version: Option<EngineVersion>,
    #[shape(length(1..=u64::MAX), member(length(1..=1024)))]
    pub execution_parameters: Option<Vec<String>>,
    pub substatement_type: Option<String>,
    pub query_results_s3_access_grants_configuration: Option<QueryResultsS3AccessGrantsConfiguration>,
}

/// AWS's `StatementType`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum StatementType {
    Ddl,
    Dml,
    Utility,
}

/// AWS's `QueryExecutionStatus`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct QueryExecutionStatus {
    pub state: Option<QueryExecutionState>,
    pub state_change_reason: Option<String>,
    pub submission_date_time: Option<Timestamp>,
    pub completion_date_time: Option<Timestamp>,
    pub athena_error: Option<AthenaError>,
}

/// AWS's `QueryExecutionState`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum QueryExecutionState {
    Queued,
    Running,
    Succeeded,
    Failed,
    Cancelled,
}

/// AWS's `AthenaError`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct AthenaError {
    #[shape(range(1..=3))]
    pub error_category: Option<i32>,
    #[shape(range(0..=9999))]
    pub error_type: Option<i32>,
    pub retryable: Option<bool>,
    pub error_message: Option<String>,
}

/// AWS's `QueryExecutionStatistics`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct QueryExecutionStatistics {
    pub engine_execution_time_in_millis: Option<i64>,
    pub data_scanned_in_bytes: Option<i64>,
    pub data_manifest_location: Option<String>,
    pub total_execution_time_in_millis: Option<i64>,
    pub query_queue_time_in_millis: Option<i64>,
    pub service_pre_processing_time_in_millis: Option<i64>,
    pub query_planning_time_in_millis: Option<i64>,
    pub service_processing_time_in_millis: Option<i64>,
    pub result_reuse_information: Option<ResultReuseInformation>,
    pub dpu_count: Option<f64>,
}

/// AWS's `ResultReuseInformation`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct ResultReuseInformation {
    pub reused_previous_result: bool,
}

/// AWS's `UnprocessedQueryExecutionId`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct UnprocessedQueryExecutionId {
    #[shape(length(1..=128), pattern = r"\S+")]
    pub query_execution_id: Option<String>,
    #[shape(length(1..=256))]
    pub error_code: Option<String>,
    pub error_message: Option<String>,
}
