//! `GetFunctionConfiguration`.

use kernel::Place;
use wire::{Http, Operation, Service, Shape};

use crate::resource::function_arns;
use crate::{FunctionConfiguration, SERVICE};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct GetFunctionConfiguration;

impl Operation for GetFunctionConfiguration {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "GetFunctionConfiguration";
    const HTTP: Http =
        Http { method: "GET", path: "/2015-03-31/functions/{FunctionName}/configuration", status: 200 };
    type Input = GetFunctionConfigurationInput;
    type Output = FunctionConfiguration;

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        function_arns(place, &input.function_name, input.qualifier.as_ref())
    }
}

/// Input of `GetFunctionConfiguration`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct GetFunctionConfigurationInput {
    #[shape(label, length(1..=256), pattern = r"(arn:(aws[a-zA-Z-]*)?:lambda:)?([a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:)?(\d{12}:)?(function:)?([a-zA-Z0-9-_\.]+)(:(\$LATEST(\.PUBLISHED)?|[a-zA-Z0-9-_]+))?")]
    pub function_name: String,
    #[shape(query = "Qualifier", length(1..=128), pattern = r"\$(LATEST(\.PUBLISHED)?)|[a-zA-Z0-9-_$]+")]
    pub qualifier: Option<String>,
}
