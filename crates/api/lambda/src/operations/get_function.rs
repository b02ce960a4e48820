//! `GetFunction`.

use kernel::Place;
use std::collections::BTreeMap;
use wire::{Http, Operation, Service, Shape};

use crate::resource::function_arns;
use crate::{Concurrency, FunctionCodeLocation, FunctionConfiguration, SERVICE, TagsError};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct GetFunction;

impl Operation for GetFunction {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "GetFunction";
    const HTTP: Http = Http { method: "GET", path: "/2015-03-31/functions/{FunctionName}", status: 200 };
    type Input = GetFunctionInput;
    type Output = GetFunctionOutput;

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        function_arns(place, &input.function_name, input.qualifier.as_ref())
    }
}

/// Input of `GetFunction`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct GetFunctionInput {
    #[shape(label, length(1..=256), pattern = r"(arn:(aws[a-zA-Z-]*)?:lambda:)?([a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:)?(\d{12}:)?(function:)?([a-zA-Z0-9-_\.]+)(:(\$LATEST(\.PUBLISHED)?|[a-zA-Z0-9-_]+))?")]
    pub function_name: String,
    #[shape(query = "Qualifier", length(1..=128), pattern = r"\$(LATEST(\.PUBLISHED)?)|[a-zA-Z0-9-_$]+")]
    pub qualifier: Option<String>,
}

/// Output of `GetFunction`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct GetFunctionOutput {
    pub configuration: Option<FunctionConfiguration>,
    pub code: Option<FunctionCodeLocation>,
    pub tags: Option<BTreeMap<String, String>>,
    pub tags_error: Option<TagsError>,
    pub concurrency: Option<Concurrency>,
}
