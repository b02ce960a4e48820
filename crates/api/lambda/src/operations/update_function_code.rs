//! `UpdateFunctionCode`.

use bytes::Bytes;
use kernel::Place;
use wire::{Http, Operation, Service, Shape};

use crate::resource::function_arns;
use crate::{Architecture, FunctionConfiguration, FunctionVersionLatestPublished, SERVICE};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct UpdateFunctionCode;

impl Operation for UpdateFunctionCode {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "UpdateFunctionCode";
    const HTTP: Http = Http { method: "PUT", path: "/2015-03-31/functions/{FunctionName}/code", status: 200 };
    type Input = UpdateFunctionCodeInput;
    type Output = FunctionConfiguration;

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        function_arns(place, &input.function_name, None)
    }
}

/// Input of `UpdateFunctionCode`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct UpdateFunctionCodeInput {
    #[shape(label, length(1..=140), pattern = r"(arn:(aws[a-zA-Z-]*)?:lambda:)?([a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:)?(\d{12}:)?(function:)?([a-zA-Z0-9-_]+)(:(\$LATEST|[a-zA-Z0-9-_]+))?")]
    pub function_name: String,
    pub zip_file: Option<Bytes>,
    #[shape(length(3..=63))]
    pub s3_bucket: Option<String>,
    #[shape(length(1..=1024))]
    pub s3_key: Option<String>,
    #[shape(length(1..=1024))]
    pub s3_object_version: Option<String>,
    pub image_uri: Option<String>,
    pub publish: Option<bool>,
    pub dry_run: Option<bool>,
    pub revision_id: Option<String>,
    #[shape(length(1..=1))]
    pub architectures: Option<Vec<Architecture>>,
    #[shape(name = "SourceKMSKeyArn", pattern = "(arn:(aws[a-zA-Z-]*)?:[a-z0-9-.]+:.*)|()")]
    pub source_kms_key_arn: Option<String>,
    pub publish_to: Option<FunctionVersionLatestPublished>,
}
