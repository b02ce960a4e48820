//! `ListVersionsByFunction`.

use kernel::Place;
use wire::{Http, Operation, Service, Shape};

use crate::resource::function_arns;
use crate::{FunctionConfiguration, SERVICE};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct ListVersionsByFunction;

impl Operation for ListVersionsByFunction {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "ListVersionsByFunction";
    const HTTP: Http =
        Http { method: "GET", path: "/2015-03-31/functions/{FunctionName}/versions", status: 200 };
    type Input = ListVersionsByFunctionInput;
    type Output = ListVersionsByFunctionOutput;

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        function_arns(place, &input.function_name, None)
    }
}

/// Input of `ListVersionsByFunction`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct ListVersionsByFunctionInput {
    #[shape(label, length(1..=256), pattern = r"(arn:(aws[a-zA-Z-]*)?:lambda:)?([a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:)?(\d{12}:)?(function:)?([a-zA-Z0-9-_\.]+)(:(\$LATEST(\.PUBLISHED)?|[a-zA-Z0-9-_]+))?")]
    pub function_name: String,
    #[shape(query = "Marker")]
    pub marker: Option<String>,
    #[shape(query = "MaxItems", range(1..=10000))]
    pub max_items: Option<i32>,
}

/// Output of `ListVersionsByFunction`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct ListVersionsByFunctionOutput {
    pub next_marker: Option<String>,
    pub versions: Option<Vec<FunctionConfiguration>>,
}
