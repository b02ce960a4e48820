//! `DeleteFunctionEventInvokeConfig`.

use kernel::Place;
use wire::{Http, Operation, Service, Shape};

use crate::SERVICE;
use crate::resource::function_arns;

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct DeleteFunctionEventInvokeConfig;

impl Operation for DeleteFunctionEventInvokeConfig {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "DeleteFunctionEventInvokeConfig";
    const HTTP: Http = Http {
        method: "DELETE",
        path: "/2019-09-25/functions/{FunctionName}/event-invoke-config",
        status: 204,
    };
    type Input = DeleteFunctionEventInvokeConfigInput;
    type Output = ();

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        function_arns(place, &input.function_name, input.qualifier.as_ref())
    }
}

/// Input of `DeleteFunctionEventInvokeConfig`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct DeleteFunctionEventInvokeConfigInput {
    #[shape(label, length(1..=256), pattern = r"(arn:(aws[a-zA-Z-]*)?:lambda:)?([a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:)?(\d{12}:)?(function:)?([a-zA-Z0-9-_\.]+)(:(\$LATEST(\.PUBLISHED)?|[a-zA-Z0-9-_]+))?")]
    pub function_name: String,
    #[shape(query = "Qualifier", length(1..=128), pattern = r"\$(LATEST(\.PUBLISHED)?)|[a-zA-Z0-9-_$]+")]
    pub qualifier: Option<String>,
}
