//! `AddPermission`.

use kernel::Place;
use wire::{Http, Operation, Service, Shape};

use crate::resource::function_arns;
use crate::{FunctionUrlAuthType, SERVICE};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct AddPermission;

impl Operation for AddPermission {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "AddPermission";
    const HTTP: Http =
        Http { method: "POST", path: "/2015-03-31/functions/{FunctionName}/policy", status: 201 };
    type Input = AddPermissionInput;
    type Output = AddPermissionOutput;

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        function_arns(place, &input.function_name, input.qualifier.as_ref())
    }
}

/// Input of `AddPermission`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct AddPermissionInput {
    #[shape(label, length(1..=256), pattern = r"(arn:(aws[a-zA-Z-]*)?:lambda:)?([a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:)?(\d{12}:)?(function:)?([a-zA-Z0-9-_\.]+)(:(\$LATEST(\.PUBLISHED)?|[a-zA-Z0-9-_]+))?")]
    pub function_name: String,
    #[shape(length(1..=100), pattern = "([a-zA-Z0-9-_]+)")]
    pub statement_id: String,
    #[shape(pattern = r"(lambda:[*]|lambda:[a-zA-Z]+|[*])")]
    pub action: String,
    #[shape(pattern = r"[^\s]+")]
    pub principal: String,
    #[shape(
        pattern = r"arn:(aws[a-zA-Z0-9-]*):([a-zA-Z0-9\-])+:([a-z]{2}(-gov)?-[a-z]+-\d{1})?:(\d{12})?:(.*)"
    )]
    pub source_arn: Option<String>,
    #[shape(length(0..=12), pattern = r"\d{12}")]
    pub source_account: Option<String>,
    #[shape(length(0..=256), pattern = r"[a-zA-Z0-9._\-]+")]
    pub event_source_token: Option<String>,
    #[shape(query = "Qualifier", length(1..=128), pattern = r"\$(LATEST(\.PUBLISHED)?)|[a-zA-Z0-9-_$]+")]
    pub qualifier: Option<String>,
    pub revision_id: Option<String>,
    #[shape(name = "PrincipalOrgID", length(12..=34), pattern = "o-[a-z0-9]{10,32}")]
    pub principal_org_id: Option<String>,
    pub function_url_auth_type: Option<FunctionUrlAuthType>,
    pub invoked_via_function_url: Option<bool>,
}

/// Output of `AddPermission`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct AddPermissionOutput {
    pub statement: Option<String>,
}
