//! The answer, with enough of the reason to word it as AWS does.
//!
//! Wording: IAM user guide, "Troubleshoot access denied error messages".

use std::fmt;

use super::Request;

/// Whether a request may go on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    /// It may.
    Allow,
    /// It may not.
    Deny(Denial),
}

/// Which sort of policy refused, or failed to grant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layer {
    /// The caller's own policies.
    Identity,
    /// The resource's policy.
    Resource,
    /// The role's trust policy.
    Trust,
    /// The caller's permissions boundary.
    Boundary,
    /// The session's policy.
    Session,
}

/// Why not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Denial {
    /// Who says so.
    pub layer: Layer,
    /// By a Deny statement; else for lack of an Allow.
    pub explicit: bool,
    /// Index of the first refused resource of the request; 0 where it names none.
    pub resource: usize,
}

impl Decision {
    /// Whether the request may go on.
    pub fn is_allowed(&self) -> bool {
        *self == Self::Allow
    }

    /// The denial, if it is one.
    pub fn denial(&self) -> Option<Denial> {
        match self {
            Self::Allow => None,
            Self::Deny(denial) => Some(*denial),
        }
    }
}

impl Denial {
    /// The message of AWS's AccessDeniedException for this denial of `request`.
    pub fn message(&self, request: &Request<'_>) -> String {
        let resource = request.resources.get(self.resource).copied().unwrap_or("*");
        let (principal, action) = (request.principal.arn(), request.action);
        let asked =
            format!("User: {principal} is not authorized to perform: {action} on resource: {resource}");
        let layer = self.layer;
        match (self.explicit, layer) {
            (true, Layer::Identity) => format!("{asked} with an explicit deny in an {layer}"),
            (true, Layer::Trust) => format!("{asked} with an explicit deny in the {layer}"),
            (true, _) => format!("{asked} with an explicit deny in a {layer}"),
            (false, _) => format!("{asked} because no {layer} allows the {action} action"),
        }
    }
}

impl fmt::Display for Layer {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Identity => "identity-based policy",
            Self::Resource => "resource-based policy",
            Self::Trust => "role trust policy",
            Self::Boundary => "permissions boundary",
            Self::Session => "session policy",
        })
    }
}
