//! `CreateFunction`.

use kernel::Place;
use std::collections::BTreeMap;
use wire::{Http, Operation, Service, Shape};

use crate::resource::function_arns;
use crate::{
    Architecture, CapacityProviderConfig, DeadLetterConfig, DurableConfig, Environment, EphemeralStorage,
    FileSystemConfig, FunctionCode, FunctionConfiguration, FunctionVersionLatestPublished, ImageConfig,
    LoggingConfig, PackageType, SERVICE, SnapStart, TenancyConfig, TracingConfig, VpcConfig,
};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct CreateFunction;

impl Operation for CreateFunction {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "CreateFunction";
    const HTTP: Http = Http { method: "POST", path: "/2015-03-31/functions", status: 201 };
    type Input = CreateFunctionInput;
    type Output = FunctionConfiguration;

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        function_arns(place, &input.function_name, None)
    }
}

/// Input of `CreateFunction`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct CreateFunctionInput {
    #[shape(length(1..=140), pattern = r"(arn:(aws[a-zA-Z-]*)?:lambda:)?([a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:)?(\d{12}:)?(function:)?([a-zA-Z0-9-_]+)(:(\$LATEST|[a-zA-Z0-9-_]+))?")]
    pub function_name: String,
    // A text: AWS words a runtime that is none in its own way, so the service looks at it.
    pub runtime: Option<String>,
    #[shape(pattern = r"arn:(aws[a-zA-Z-]*)?:iam::\d{12}:role/?[a-zA-Z_0-9+=,.@\-_/]+")]
    pub role: String,
    #[shape(length(0..=128), pattern = r"[^\s]+")]
    pub handler: Option<String>,
    pub code: FunctionCode,
    #[shape(length(0..=256))]
    pub description: Option<String>,
    #[shape(range(1..=i64::MAX))]
    pub timeout: Option<i32>,
    #[shape(range(128..=32768))]
    pub memory_size: Option<i32>,
    pub publish: Option<bool>,
    pub vpc_config: Option<VpcConfig>,
    pub package_type: Option<PackageType>,
    pub dead_letter_config: Option<DeadLetterConfig>,
    pub environment: Option<Environment>,
    #[shape(name = "KMSKeyArn", pattern = "(arn:(aws[a-zA-Z-]*)?:[a-z0-9-.]+:.*)|()")]
    pub kms_key_arn: Option<String>,
    pub tracing_config: Option<TracingConfig>,
    pub tags: Option<BTreeMap<String, String>>,
    #[shape(member(length(1..=140), pattern = r"arn:[a-zA-Z0-9-]+:lambda:[a-zA-Z0-9-]+:\d{12}:layer:[a-zA-Z0-9-_]+:[0-9]+"))]
    pub layers: Option<Vec<String>>,
    #[shape(length(0..=1))]
    pub file_system_configs: Option<Vec<FileSystemConfig>>,
    pub image_config: Option<ImageConfig>,
    #[shape(length(0..=200), pattern = r"arn:(aws[a-zA-Z-]*)?:lambda:[a-z]{2}((-gov)|(-iso(b?)))?-[a-z]+-\d{1}:\d{12}:code-signing-config:csc-[a-z0-9]{17}")]
    pub code_signing_config_arn: Option<String>,
    #[shape(length(1..=1))]
    pub architectures: Option<Vec<Architecture>>,
    pub ephemeral_storage: Option<EphemeralStorage>,
    pub snap_start: Option<SnapStart>,
    pub logging_config: Option<LoggingConfig>,
    pub capacity_provider_config: Option<CapacityProviderConfig>,
    pub publish_to: Option<FunctionVersionLatestPublished>,
    pub durable_config: Option<DurableConfig>,
    pub tenancy_config: Option<TenancyConfig>,
}
