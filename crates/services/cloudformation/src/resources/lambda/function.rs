//! `AWS::Lambda::Function`. `Ref` is the name; attribute `Arn`.
//!
//! What the function service itself does not take (layers, networks), it refuses in its own words.

mod change;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use kernel::Timestamp;
use lambda_api as api;
use serde_json::{Map, Value, json};

use super::inline_code;
use crate::engine::names::PhysicalId;
use crate::engine::resource::{
    Creation, FailureCode, Kind, Modification, Naming, Property, ResourceFailure, ResourceType, StackContext,
    Thing, Work,
};
use crate::resources::calls::{Calls, Done, Pace};
use crate::resources::properties::{self, Properties, TAGS};

/// See the module.
pub(in crate::resources) struct Function(pub(in crate::resources) Calls);

const PROPERTIES: &[Property] = &[
    Property::optional("FunctionName", Kind::Text).replacing(),
    Property::required(
        "Code",
        Kind::Object(&[
            Property::optional("ZipFile", Kind::Text),
            Property::optional("S3Bucket", Kind::Text),
            Property::optional("S3Key", Kind::Text),
            Property::optional("S3ObjectVersion", Kind::Text),
            Property::optional("ImageUri", Kind::Text),
            Property::optional("SourceKMSKeyArn", Kind::Text),
        ]),
    ),
    Property::required("Role", Kind::Text),
    Property::optional("Runtime", Kind::Text),
    Property::optional("Handler", Kind::Text),
    Property::optional("Description", Kind::Text),
    Property::optional("Timeout", Kind::Integer),
    Property::optional("MemorySize", Kind::Integer),
    Property::optional(
        "Environment",
        Kind::Object(&[Property::optional("Variables", Kind::Map(&Kind::Text))]),
    ),
    Property::optional("Architectures", Kind::List(&Kind::Text)),
    Property::optional("ReservedConcurrentExecutions", Kind::Integer),
    Property::optional("PackageType", Kind::Text).replacing(),
    Property::optional("Layers", Kind::List(&Kind::Text)),
    Property::optional("EphemeralStorage", Kind::Object(&[Property::required("Size", Kind::Integer)])),
    Property::optional("TracingConfig", Kind::Object(&[Property::optional("Mode", Kind::Text)])),
    Property::optional(
        "LoggingConfig",
        Kind::Object(&[
            Property::optional("LogFormat", Kind::Text),
            Property::optional("ApplicationLogLevel", Kind::Text),
            Property::optional("SystemLogLevel", Kind::Text),
            Property::optional("LogGroup", Kind::Text),
        ]),
    ),
    Property::optional("DeadLetterConfig", Kind::Object(&[Property::optional("TargetArn", Kind::Text)])),
    Property::optional("Tags", TAGS),
    Property::optional("CapacityProviderConfig", Kind::Unsupported),
    Property::optional("CodeSigningConfigArn", Kind::Unsupported),
    Property::optional("DurableConfig", Kind::Unsupported),
    Property::optional("FileSystemConfigs", Kind::Unsupported),
    Property::optional("FunctionScalingConfig", Kind::Unsupported),
    Property::optional("ImageConfig", Kind::Unsupported),
    Property::optional("KmsKeyArn", Kind::Unsupported),
    Property::optional("PublishToLatestPublished", Kind::Unsupported),
    Property::optional("RecursiveLoop", Kind::Unsupported),
    Property::optional("RuntimeManagementConfig", Kind::Unsupported),
    Property::optional("SnapStart", Kind::Unsupported),
    Property::optional("TenancyConfig", Kind::Unsupported),
    Property::optional("VpcConfig", Kind::Unsupported),
];

impl Function {
    async fn get(&self, stack: &StackContext<'_>, name: &str) -> Done<api::FunctionConfiguration> {
        let input = api::GetFunctionInput { function_name: name.to_owned(), qualifier: None };
        Ok(self.0.call::<api::GetFunction>(stack, input).await?.configuration.unwrap_or_default())
    }

    async fn active(&self, thing: &Thing<'_>) -> Done<api::FunctionConfiguration> {
        let mut pace = Pace::new();
        loop {
            let function = self.get(&thing.stack, thing.physical_id.as_str()).await?;
            match function.state {
                Some(api::State::Pending) => pace.wait().await?,
                Some(api::State::Failed) => {
                    let why = function.state_reason.unwrap_or_else(|| "the function failed".to_owned());
                    return Err(ResourceFailure::new(FailureCode::NotStabilized, why));
                }
                _ if function.last_update_status == Some(api::LastUpdateStatus::InProgress) => {
                    pace.wait().await?;
                }
                _ => return Ok(function),
            }
        }
    }
}

/// The input of `CreateFunction`: its members bear the names of the properties.
fn input(stack: &StackContext<'_>, name: &str, given: &Properties) -> Done<api::CreateFunctionInput> {
    let mut input = given.clone();
    input.remove("ReservedConcurrentExecutions");
    input.insert("FunctionName".to_owned(), Value::from(name));
    input.insert("Tags".to_owned(), json!(properties::tags(stack, given)));
    input.insert("Code".to_owned(), code(given)?);
    properties::input(Value::Object(input))
}

/// The code as operations take it: what is written in the template is zipped.
fn code(given: &Properties) -> Done<Value> {
    let mut code = given.get("Code").cloned().unwrap_or_else(|| json!({}));
    if let Some(text) = code.get("ZipFile").and_then(Value::as_str) {
        let zip = inline_code::zip(properties::text(given, "Runtime"), text)?;
        code["ZipFile"] = Value::from(STANDARD.encode(zip));
    }
    Ok(code)
}

impl ResourceType for Function {
    fn type_name(&self) -> &'static str {
        "AWS::Lambda::Function"
    }

    fn properties(&self) -> &'static [Property] {
        PROPERTIES
    }

    fn naming(&self) -> Naming {
        Naming::by("FunctionName", 64)
    }

    fn create<'a>(&'a self, request: Creation<'a>) -> Work<'a, Result<PhysicalId, ResourceFailure>> {
        Box::pin(async move {
            let stack = &request.stack;
            let name = properties::name_of(&request, "FunctionName");
            let input = input(stack, &name, request.properties)?;
            match self.0.call::<api::CreateFunction>(stack, input).await {
                Err(failure) if request.resumed && failure.code == FailureCode::AlreadyExists => {
                    let modified = self.get(stack, &name).await?.last_modified;
                    let modified = modified.and_then(|text| Timestamp::parse_iso8601(&text));
                    if !properties::is_ours(&request, modified.unwrap_or_default()) {
                        return Err(failure);
                    }
                }
                result => drop(result?),
            }
            Ok(PhysicalId(name))
        })
    }

    fn settle<'a>(&'a self, thing: Thing<'a>) -> Work<'a, Result<Map<String, Value>, ResourceFailure>> {
        Box::pin(async move {
            let function = self.active(&thing).await?;
            if let Some(reserved) = thing.properties.get("ReservedConcurrentExecutions") {
                let input = properties::input(json!({
                    "FunctionName": thing.physical_id.as_str(),
                    "ReservedConcurrentExecutions": reserved,
                }))?;
                self.0.call::<api::PutFunctionConcurrency>(&thing.stack, input).await?;
            }
            Ok(properties::attributes([("Arn", function.function_arn.into())]))
        })
    }

    fn update<'a>(&'a self, change: Modification<'a>) -> Work<'a, Result<(), ResourceFailure>> {
        Box::pin(async move { self.change(&change).await })
    }

    fn delete<'a>(&'a self, thing: Thing<'a>) -> Work<'a, Result<(), ResourceFailure>> {
        Box::pin(async move {
            let input =
                api::DeleteFunctionInput { function_name: thing.physical_id.0.clone(), qualifier: None };
            self.0.remove::<api::DeleteFunction>(&thing.stack, input).await
        })
    }
}
