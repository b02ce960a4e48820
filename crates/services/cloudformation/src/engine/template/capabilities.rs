//! What a caller must acknowledge before a template may touch identities.

use super::{Plan, Template};

/// An acknowledgement that a template needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Capability {
    /// `CAPABILITY_IAM`: the template makes identities or policies.
    Iam,
    /// `CAPABILITY_NAMED_IAM`: and gives them names of its own.
    NamedIam,
}

impl Capability {
    /// As requests write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Iam => "CAPABILITY_IAM",
            Self::NamedIam => "CAPABILITY_NAMED_IAM",
        }
    }

    /// Whether a caller who gave `capability` gave this one. The named one includes the other.
    pub fn is_given_by(self, capability: &str) -> bool {
        capability == self.as_str() || capability == Self::NamedIam.as_str()
    }
}

/// The types that need one, and the property that names such a resource. Source: the user guide,
/// "Acknowledging IAM resources in CloudFormation templates".
const TYPES: [(&str, Option<&str>); 8] = [
    ("AWS::IAM::AccessKey", None),
    ("AWS::IAM::Group", Some("GroupName")),
    ("AWS::IAM::InstanceProfile", Some("InstanceProfileName")),
    ("AWS::IAM::ManagedPolicy", Some("ManagedPolicyName")),
    ("AWS::IAM::Policy", None),
    ("AWS::IAM::Role", Some("RoleName")),
    ("AWS::IAM::User", Some("UserName")),
    ("AWS::IAM::UserToGroupAddition", None),
];

impl Template {
    /// The acknowledgement that the resources of `plan` need, and the types that need it in the
    /// template's order.
    pub fn capability(&self, plan: &Plan) -> Option<(Capability, Vec<&str>)> {
        let mut types = Vec::new();
        let mut capability = None;
        for planned in &plan.resources {
            let Some(resource) = self.resource(planned.id.as_str()) else { continue };
            let Some((type_name, name)) = TYPES.iter().find(|(each, _)| *each == resource.type_name) else {
                continue;
            };
            let named = name.is_some_and(|name| resource.properties.get(name).is_some());
            let needed = if named { Capability::NamedIam } else { Capability::Iam };
            capability = capability.max(Some(needed));
            if !types.contains(type_name) {
                types.push(*type_name);
            }
        }
        capability.map(|capability| (capability, types))
    }
}
