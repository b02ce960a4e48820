//! `Invoke`.

use bytes::Bytes;
use kernel::Place;
use wire::{Http, Operation, Outcome, Service, Shape};

use crate::resource::function_arns;
use crate::{InvocationType, LogType, SERVICE};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct Invoke;

impl Operation for Invoke {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "Invoke";
    const HTTP: Http =
        Http { method: "POST", path: "/2015-03-31/functions/{FunctionName}/invocations", status: 200 };
    type Input = InvokeInput;
    type Output = InvokeOutput;

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        function_arns(place, &input.function_name, input.qualifier.as_ref())
    }

    fn action() -> String {
        "lambda:InvokeFunction".to_owned()
    }

    fn outcome(output: &Self::Output) -> Outcome<'_> {
        Outcome { read: None, failure: output.function_error.as_deref(), late_ms: None }
    }
}

/// Input of `Invoke`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct InvokeInput {
    #[shape(label, length(1..=256), pattern = r"(arn:(aws[a-zA-Z-]*)?:lambda:)?([a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:)?(\d{12}:)?(function:)?([a-zA-Z0-9-_\.]+)(:(\$LATEST(\.PUBLISHED)?|[a-zA-Z0-9-_]+))?")]
    pub function_name: String,
    #[shape(header = "X-Amz-Invocation-Type")]
    pub invocation_type: Option<InvocationType>,
    #[shape(header = "X-Amz-Log-Type")]
    pub log_type: Option<LogType>,
    #[shape(header = "X-Amz-Client-Context")]
    pub client_context: Option<String>,
    #[shape(header = "X-Amz-Durable-Execution-Name", length(1..=64), pattern = "[a-zA-Z0-9-_]+")]
    pub durable_execution_name: Option<String>,
    #[shape(payload)]
    pub payload: Option<Bytes>,
    #[shape(query = "Qualifier", length(1..=128), pattern = r"\$(LATEST(\.PUBLISHED)?)|[a-zA-Z0-9-_$]+")]
    pub qualifier: Option<String>,
    #[shape(header = "X-Amz-Tenant-Id", length(1..=256), pattern = r"[a-zA-Z0-9\._:\/=+\-@ ]+")]
    pub tenant_id: Option<String>,
}

/// Output of `Invoke`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct InvokeOutput {
    #[shape(status)]
    pub status_code: Option<i32>,
    #[shape(header = "X-Amz-Function-Error")]
    pub function_error: Option<String>,
    #[shape(header = "X-Amz-Log-Result")]
    pub log_result: Option<String>,
    #[shape(payload)]
    pub payload: Option<Bytes>,
    #[shape(header = "X-Amz-Executed-Version", length(1..=1024), pattern = r"(\$LATEST|[0-9]+)")]
    pub executed_version: Option<String>,
    #[shape(header = "X-Amz-Durable-Execution-Arn", length(1..=1024), pattern = r"arn:([a-zA-Z0-9-]+):lambda:([a-zA-Z0-9-]+):(\d{12}):function:([a-zA-Z0-9_-]+):(\$LATEST(?:\.PUBLISHED)?|[0-9]+)/durable-execution/([a-zA-Z0-9_-]+)/([a-zA-Z0-9_-]+)")]
    pub durable_execution_arn: Option<String>,
}
