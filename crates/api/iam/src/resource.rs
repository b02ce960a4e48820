//! Which role or policy an input means, as an ARN. IAM is global, so its ARNs name no region.

use kernel::{Arn, Place};

/// The ARN of a role that an input names. The path is known only to who makes the role; whoever decides
/// puts in that of a role that exists.
pub(crate) fn role_arns(place: &Place, path: Option<&String>, name: &str) -> Vec<String> {
    arns(place, "role", path, name)
}

/// The ARN of a policy that is to be made.
pub(crate) fn policy_arns(place: &Place, path: Option<&String>, name: &str) -> Vec<String> {
    arns(place, "policy", path, name)
}

fn arns(place: &Place, kind: &str, path: Option<&String>, name: &str) -> Vec<String> {
    let path = path.map_or("/", String::as_str);
    vec![Arn::new("iam", "", place.account.as_str(), &format!("{kind}{path}{name}")).to_string()]
}
