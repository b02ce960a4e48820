//! From the engine's facts to AWS's codes, statuses and texts: one exhaustive match.
//!
//! Codes and statuses: the errors of the service model. Texts: as public reports of AWS's answers quote them.

use kernel::Kind;
use wire::Fault;

use crate::engine::IamError;

impl From<IamError> for Fault {
    fn from(error: IamError) -> Self {
        match error {
            IamError::NoSuchRole(name) => not_found(format!("The role with name {name} cannot be found.")),
            IamError::NoSuchRolePolicy(name) => {
                not_found(format!("The role policy with name {name} cannot be found."))
            }
            IamError::NoSuchPolicy(arn) | IamError::NotAttached(arn) => {
                not_found(format!("Policy {arn} was not found."))
            }
            IamError::NotAttachable(arn) => {
                not_found(format!("Policy {arn} does not exist or is not attachable."))
            }
            IamError::NoSuchVersion { arn, version } => no_such_version(&arn, &format!("v{version}")),
            IamError::RoleExists(name) => exists(format!("Role with name {name} already exists.")),
            IamError::PolicyExists(name) => {
                exists(format!("A policy called {name} already exists. Duplicate names are not allowed."))
            }
            IamError::RoleHasAttachedPolicies(_) => {
                conflict("Cannot delete entity, must detach all policies first.")
            }
            IamError::RoleHasInlinePolicies(_) => {
                conflict("Cannot delete entity, must delete policies first.")
            }
            IamError::PolicyIsAttached(_) => conflict("Cannot delete a policy attached to entities."),
            IamError::PolicyHasVersions(_) => conflict(
                "This policy has more than one version. Before you delete a policy, you must delete the policy's \
                 versions. The default version is deleted with the policy.",
            ),
            IamError::DefaultVersion(_) => conflict("Cannot delete the default version of a policy."),
            IamError::AwsOwn(_) => {
                Self::with_status("AccessDenied", 403, "Policy is outside your own account.")
            }
            IamError::TrustTooLong(limit) => quota("ACLSizePerRole", limit),
            IamError::PolicyTooLong(limit) => quota("PolicySize", limit),
            IamError::InlineTooLong { role, limit } => {
                exceeded(format!("Maximum policy size of {limit} bytes exceeded for role {role}"))
            }
            IamError::TooManyAttached(limit) => quota("PoliciesPerRole", limit),
            IamError::TooManyVersions(limit) => exceeded(format!(
                "A managed policy can have up to {limit} versions. Before you create a new version, you must \
                 delete an existing version."
            )),
            IamError::TooManyTags(_) => {
                exceeded("The number of tags has reached the maximum limit.".to_owned())
            }
            IamError::TooManyRoles(limit) => quota("RolesPerAccount", limit),
            IamError::TooManyPolicies(limit) => quota("PoliciesPerAccount", limit),
            IamError::Malformed(wrong) => Self::sender("MalformedPolicyDocument", wrong.to_string()),
            IamError::Damaged(_) => Self::with_status("ServiceFailure", 500, error.to_string()),
            IamError::Storage(ref cause) => match cause.kind() {
                Kind::Unavailable | Kind::Throttled => {
                    Self::with_status("ServiceUnavailable", 503, error.to_string())
                }
                _ => Self::with_status("ServiceFailure", 500, error.to_string()),
            },
        }
    }
}

/// That the policy `arn` has no version of this id, `v1` or whatever was asked for.
pub(crate) fn no_such_version(arn: &str, id: &str) -> Fault {
    not_found(format!("Policy {arn} version {id} does not exist or is not attachable."))
}

/// That the input makes no sense although its members are well-formed.
pub(crate) fn invalid(text: impl Into<String>) -> Fault {
    Fault::sender("InvalidInput", text)
}

/// That a member is not of the form it must have.
pub(crate) fn malformed(text: impl Into<String>) -> Fault {
    Fault::sender("ValidationError", text)
}

fn not_found(text: String) -> Fault {
    Fault::with_status("NoSuchEntity", 404, text)
}

fn exists(text: String) -> Fault {
    Fault::with_status("EntityAlreadyExists", 409, text)
}

fn conflict(text: &str) -> Fault {
    Fault::with_status("DeleteConflict", 409, text)
}

fn exceeded(text: String) -> Fault {
    Fault::with_status("LimitExceeded", 409, text)
}

fn quota(name: &str, limit: usize) -> Fault {
    exceeded(format!("Cannot exceed quota for {name}: {limit}"))
}
