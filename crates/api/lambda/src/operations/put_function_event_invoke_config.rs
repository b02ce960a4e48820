//! `PutFunctionEventInvokeConfig`.

use kernel::Place;
use wire::{Http, Operation, Service, Shape};

use crate::resource::function_arns;
use crate::{DestinationConfig, FunctionEventInvokeConfig, SERVICE};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct PutFunctionEventInvokeConfig;

impl Operation for PutFunctionEventInvokeConfig {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "PutFunctionEventInvokeConfig";
    const HTTP: Http =
        Http { method: "PUT", path: "/2019-09-25/functions/{FunctionName}/event-invoke-config", status: 200 };
    type Input = PutFunctionEventInvokeConfigInput;
    type Output = FunctionEventInvokeConfig;

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        function_arns(place, &input.function_name, input.qualifier.as_ref())
    }
}

/// Input of `PutFunctionEventInvokeConfig`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct PutFunctionEventInvokeConfigInput {
    #[shape(label, length(1..=256), pattern = r"(arn:(aws[a-zA-Z-]*)?:lambda:)?([a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:)?(\d{12}:)?(function:)?([a-zA-Z0-9-_\.]+)(:(\$LATEST(\.PUBLISHED)?|[a-zA-Z0-9-_]+))?")]
    pub function_name: String,
    #[shape(query = "Qualifier", length(1..=128), pattern = r"\$(LATEST(\.PUBLISHED)?)|[a-zA-Z0-9-_$]+")]
    pub qualifier: Option<String>,
    #[shape(range(0..=2))]
    pub maximum_retry_attempts: Option<i32>,
    #[shape(range(60..=21600))]
    pub maximum_event_age_in_seconds: Option<i32>,
    pub destination_config: Option<DestinationConfig>,
}
