//! `RemovePermission`.

use kernel::Place;
use wire::{Http, Operation, Service, Shape};

use crate::SERVICE;
use crate::resource::function_arns;

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct RemovePermission;

impl Operation for RemovePermission {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "RemovePermission";
    const HTTP: Http = Http {
        method: "DELETE",
        path: "/2015-03-31/functions/{FunctionName}/policy/{StatementId}",
        status: 204,
    };
    type Input = RemovePermissionInput;
    type Output = ();

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        function_arns(place, &input.function_name, input.qualifier.as_ref())
    }
}

/// Input of `RemovePermission`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct RemovePermissionInput {
    #[shape(label, length(1..=256), pattern = r"(arn:(aws[a-zA-Z-]*)?:lambda:)?([a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:)?(\d{12}:)?(function:)?([a-zA-Z0-9-_\.]+)(:(\$LATEST(\.PUBLISHED)?|[a-zA-Z0-9-_]+))?")]
    pub function_name: String,
    #[shape(label, length(1..=100), pattern = "([a-zA-Z0-9-_.]+)")]
    pub statement_id: String,
    #[shape(query = "Qualifier", length(1..=128), pattern = r"\$(LATEST(\.PUBLISHED)?)|[a-zA-Z0-9-_$]+")]
    pub qualifier: Option<String>,
    #[shape(query = "RevisionId")]
    pub revision_id: Option<String>,
}
