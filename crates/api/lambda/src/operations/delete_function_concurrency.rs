//! `DeleteFunctionConcurrency`.

use kernel::Place;
use wire::{Http, Operation, Service, Shape};

use crate::SERVICE;
use crate::resource::function_arns;

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct DeleteFunctionConcurrency;

impl Operation for DeleteFunctionConcurrency {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "DeleteFunctionConcurrency";
    const HTTP: Http =
        Http { method: "DELETE", path: "/2017-10-31/functions/{FunctionName}/concurrency", status: 204 };
    type Input = DeleteFunctionConcurrencyInput;
    type Output = ();

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        function_arns(place, &input.function_name, None)
    }
}

/// Input of `DeleteFunctionConcurrency`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct DeleteFunctionConcurrencyInput {
    #[shape(label, length(1..=140), pattern = r"(arn:(aws[a-zA-Z-]*)?:lambda:)?([a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:)?(\d{12}:)?(function:)?([a-zA-Z0-9-_]+)(:(\$LATEST|[a-zA-Z0-9-_]+))?")]
    pub function_name: String,
}
