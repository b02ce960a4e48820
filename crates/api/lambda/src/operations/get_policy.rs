//! `GetPolicy`.

use kernel::Place;
use wire::{Http, Operation, Service, Shape};

use crate::SERVICE;
use crate::resource::function_arns;

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct GetPolicy;

impl Operation for GetPolicy {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "GetPolicy";
    const HTTP: Http =
        Http { method: "GET", path: "/2015-03-31/functions/{FunctionName}/policy", status: 200 };
    type Input = GetPolicyInput;
    type Output = GetPolicyOutput;

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        function_arns(place, &input.function_name, input.qualifier.as_ref())
    }
}

/// Input of `GetPolicy`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct GetPolicyInput {
    #[shape(label, length(1..=256), pattern = r"(arn:(aws[a-zA-Z-]*)?:lambda:)?([a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:)?(\d{12}:)?(function:)?([a-zA-Z0-9-_\.]+)(:(\$LATEST(\.PUBLISHED)?|[a-zA-Z0-9-_]+))?")]
    pub function_name: String,
    #[shape(query = "Qualifier", length(1..=128), pattern = r"\$(LATEST(\.PUBLISHED)?)|[a-zA-Z0-9-_$]+")]
    pub qualifier: Option<String>,
}

/// Output of `GetPolicy`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct GetPolicyOutput {
    pub policy: Option<String>,
    pub revision_id: Option<String>,
}
