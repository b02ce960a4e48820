//! `PutFunctionConcurrency`.

use kernel::Place;
use wire::{Http, Operation, Service, Shape};

use crate::resource::function_arns;
use crate::{Concurrency, SERVICE};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct PutFunctionConcurrency;

impl Operation for PutFunctionConcurrency {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "PutFunctionConcurrency";
    const HTTP: Http =
        Http { method: "PUT", path: "/2017-10-31/functions/{FunctionName}/concurrency", status: 200 };
    type Input = PutFunctionConcurrencyInput;
    type Output = Concurrency;

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        function_arns(place, &input.function_name, None)
    }
}

/// Input of `PutFunctionConcurrency`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct PutFunctionConcurrencyInput {
    #[shape(label, length(1..=140), pattern = r"(arn:(aws[a-zA-Z-]*)?:lambda:)?([a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:)?(\d{12}:)?(function:)?([a-zA-Z0-9-_]+)(:(\$LATEST|[a-zA-Z0-9-_]+))?")]
    pub function_name: String,
    #[shape(range(0..=i64::MAX))]
    pub reserved_concurrent_executions: i32,
}
