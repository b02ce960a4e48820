//! Shapes of functions: what they are made of, and what is said beside their configuration.

use std::collections::BTreeMap;

use bytes::Bytes;
use wire::Shape;

use crate::{SnapStartApplyOn, TracingMode};

/// AWS's `FunctionCode`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct FunctionCode {
    pub zip_file: Option<Bytes>,
    #[shape(length(3..=63))]
    pub s3_bucket: Option<String>,
    #[shape(length(1..=1024))]
    pub s3_key: Option<String>,
    #[shape(length(1..=1024))]
    pub s3_object_version: Option<String>,
    pub image_uri: Option<String>,
    #[shape(name = "SourceKMSKeyArn", pattern = "(arn:(aws[a-zA-Z-]*)?:[a-z0-9-.]+:.*)|()")]
    pub source_kms_key_arn: Option<String>,
}

/// AWS's `VpcConfig`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct VpcConfig {
    #[shape(length(0..=16))]
    pub subnet_ids: Option<Vec<String>>,
    #[shape(length(0..=5))]
    pub security_group_ids: Option<Vec<String>>,
    pub ipv6_allowed_for_dual_stack: Option<bool>,
}

/// AWS's `Environment`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct Environment {
    #[shape(key(pattern = "[a-zA-Z]([a-zA-Z0-9_])+"))]
    pub variables: Option<BTreeMap<String, String>>,
}

/// AWS's `TracingConfig`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct TracingConfig {
    pub mode: Option<TracingMode>,
}

/// AWS's `SnapStart`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct SnapStart {
    pub apply_on: Option<SnapStartApplyOn>,
}

/// AWS's `FunctionVersionLatestPublished`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum FunctionVersionLatestPublished {
    LatestPublished,
}

/// AWS's `FunctionCodeLocation`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct FunctionCodeLocation {
    pub repository_type: Option<String>,
    pub location: Option<String>,
    pub image_uri: Option<String>,
    pub resolved_image_uri: Option<String>,
    #[shape(name = "SourceKMSKeyArn")]
    pub source_kms_key_arn: Option<String>,
}

/// AWS's `TagsError`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct TagsError {
    #[shape(length(10..=21), pattern = "[A-Za-z]+Exception")]
    pub error_code: String,
    #[shape(length(84..=1000), pattern = ".*")]
    pub message: String,
}

/// AWS's `Concurrency`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct Concurrency {
    #[shape(range(0..=i64::MAX))]
    pub reserved_concurrent_executions: Option<i32>,
}

/// AWS's `FunctionVersion`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum FunctionVersion {
    All,
}

/// AWS's `InvocationType`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
#[shape(case = "pascal")]
pub enum InvocationType {
    Event,
    RequestResponse,
    DryRun,
}

/// AWS's `LogType`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
#[shape(case = "pascal")]
pub enum LogType {
    None,
    Tail,
}

/// AWS's `AccountLimit`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct AccountLimit {
    pub total_code_size: Option<i64>,
    pub code_size_unzipped: Option<i64>,
    pub code_size_zipped: Option<i64>,
    pub concurrent_executions: Option<i32>,
    #[shape(range(0..=i64::MAX))]
    pub unreserved_concurrent_executions: Option<i32>,
}

/// AWS's `AccountUsage`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct AccountUsage {
    pub total_code_size: Option<i64>,
    pub function_count: Option<i64>,
}
