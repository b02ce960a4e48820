//! `ListFunctionEventInvokeConfigs`.

use kernel::Place;
use wire::{Http, Operation, Service, Shape};

use crate::resource::function_arns;
use crate::{FunctionEventInvokeConfig, SERVICE};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct ListFunctionEventInvokeConfigs;

impl Operation for ListFunctionEventInvokeConfigs {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "ListFunctionEventInvokeConfigs";
    const HTTP: Http = Http {
        method: "GET",
        path: "/2019-09-25/functions/{FunctionName}/event-invoke-config/list",
        status: 200,
    };
    type Input = ListFunctionEventInvokeConfigsInput;
    type Output = ListFunctionEventInvokeConfigsOutput;

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        function_arns(place, &input.function_name, None)
    }
}

/// Input of `ListFunctionEventInvokeConfigs`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct ListFunctionEventInvokeConfigsInput {
    #[shape(label, length(1..=256), pattern = r"(arn:(aws[a-zA-Z-]*)?:lambda:)?([a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:)?(\d{12}:)?(function:)?([a-zA-Z0-9-_\.]+)(:(\$LATEST(\.PUBLISHED)?|[a-zA-Z0-9-_]+))?")]
    pub function_name: String,
    #[shape(query = "Marker")]
    pub marker: Option<String>,
    #[shape(query = "MaxItems", range(1..=50))]
    pub max_items: Option<i32>,
}

/// Output of `ListFunctionEventInvokeConfigs`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct ListFunctionEventInvokeConfigsOutput {
    pub function_event_invoke_configs: Option<Vec<FunctionEventInvokeConfig>>,
    pub next_marker: Option<String>,
}
