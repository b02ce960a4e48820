//! `GetFunctionConcurrency`.

use kernel::Place;
use wire::{Http, Operation, Service, Shape};

use crate::SERVICE;
use crate::resource::function_arns;

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct GetFunctionConcurrency;

impl Operation for GetFunctionConcurrency {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "GetFunctionConcurrency";
    const HTTP: Http =
        Http { method: "GET", path: "/2019-09-30/functions/{FunctionName}/concurrency", status: 200 };
    type Input = GetFunctionConcurrencyInput;
    type Output = GetFunctionConcurrencyOutput;

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        function_arns(place, &input.function_name, None)
    }
}

/// Input of `GetFunctionConcurrency`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct GetFunctionConcurrencyInput {
    #[shape(label, length(1..=140), pattern = r"(arn:(aws[a-zA-Z-]*)?:lambda:)?([a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:)?(\d{12}:)?(function:)?([a-zA-Z0-9-_]+)(:(\$LATEST|[a-zA-Z0-9-_]+))?")]
    pub function_name: String,
}

/// Output of `GetFunctionConcurrency`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct GetFunctionConcurrencyOutput {
    #[shape(range(0..=i64::MAX))]
    pub reserved_concurrent_executions: Option<i32>,
}
