//! What can go wrong, as facts. The service's `errors` turns them into AWS's words.

use kernel::Kind;
use storage::StorageError;

use super::entities::Damaged;
use super::policy::Malformed;

/// Why the engine did not do it.
#[derive(Clone, Debug, thiserror::Error)]
pub enum IamError {
    /// No role of this name.
    #[error("there is no role `{0}`; create it or correct the name")]
    NoSuchRole(String),
    /// The role has no inline policy of this name.
    #[error("there is no inline policy `{0}` on the role; put it or correct the name")]
    NoSuchRolePolicy(String),
    /// No managed policy of this ARN.
    #[error("there is no policy `{0}`; create it or correct the ARN")]
    NoSuchPolicy(String),
    /// The policy exists, but not on this role.
    #[error("policy `{0}` is not attached to the role; see which are")]
    NotAttached(String),
    /// To be attached, but no managed policy of this ARN.
    #[error("there is no policy `{0}` that could be attached; create it or correct the ARN")]
    NotAttachable(String),
    /// The policy has no such version.
    #[error("policy `{arn}` has no version `v{version}`; see which it has")]
    NoSuchVersion {
        /// The policy.
        arn: String,
        /// 1 of `v1`.
        version: u32,
    },
    /// A role of this name, in whatever case.
    #[error("there is a role `{0}` already; choose another name")]
    RoleExists(String),
    /// A policy of this name, in whatever case and path.
    #[error("there is a policy `{0}` already; choose another name")]
    PolicyExists(String),
    /// The role cannot go.
    #[error("managed policies are attached to role `{0}`; detach them first")]
    RoleHasAttachedPolicies(String),
    /// The role cannot go.
    #[error("role `{0}` has inline policies; delete them first")]
    RoleHasInlinePolicies(String),
    /// The policy cannot go.
    #[error("policy `{0}` is attached to roles; detach it first")]
    PolicyIsAttached(String),
    /// The policy cannot go.
    #[error("policy `{0}` has versions besides the default one; delete them first")]
    PolicyHasVersions(String),
    /// The version cannot go.
    #[error("`v{0}` is the policy's default version; make another the default first")]
    DefaultVersion(u32),
    /// AWS's own policies cannot be changed.
    #[error("policy `{0}` is AWS's own; make one of your own")]
    AwsOwn(String),
    /// The trust policy is too long.
    #[error("the trust policy is longer than {0} characters; shorten it")]
    TrustTooLong(usize),
    /// The managed policy is too long.
    #[error("the policy is longer than {0} characters; shorten or split it")]
    PolicyTooLong(usize),
    /// The role's inline policies are too long together.
    #[error("the inline policies of role `{role}` are longer than {limit} characters; use managed ones")]
    InlineTooLong {
        /// The role.
        role: String,
        /// The limit.
        limit: usize,
    },
    /// Too many managed policies on one role.
    #[error("a role takes at most {0} managed policies; detach one first")]
    TooManyAttached(usize),
    /// Too many versions of one policy.
    #[error("a policy keeps at most {0} versions; delete one first")]
    TooManyVersions(usize),
    /// Too many tags.
    #[error("at most {0} tags are kept; remove some first")]
    TooManyTags(usize),
    /// Too many roles in one account.
    #[error("an account has at most {0} roles; delete one first")]
    TooManyRoles(usize),
    /// Too many policies in one account.
    #[error("an account has at most {0} policies; delete one first")]
    TooManyPolicies(usize),
    /// A policy document is wrong.
    #[error("the policy document is wrong: {0}")]
    Malformed(#[from] Malformed),
    /// A stored record is damaged.
    #[error("IAM's store: {0}")]
    Damaged(#[from] Damaged),
    /// The store failed.
    #[error("IAM's store: {0}")]
    Storage(#[from] StorageError),
}

impl IamError {
    /// What a caller can do about it.
    pub fn kind(&self) -> Kind {
        match self {
            Self::NoSuchRole(_)
            | Self::NoSuchRolePolicy(_)
            | Self::NoSuchPolicy(_)
            | Self::NotAttached(_)
            | Self::NotAttachable(_)
            | Self::NoSuchVersion { .. } => Kind::NotFound,
            Self::RoleExists(_)
            | Self::PolicyExists(_)
            | Self::RoleHasAttachedPolicies(_)
            | Self::RoleHasInlinePolicies(_)
            | Self::PolicyIsAttached(_)
            | Self::PolicyHasVersions(_)
            | Self::DefaultVersion(_)
            | Self::TooManyAttached(_)
            | Self::TooManyVersions(_)
            | Self::TooManyTags(_)
            | Self::TooManyRoles(_)
            | Self::TooManyPolicies(_) => Kind::Conflict,
            Self::AwsOwn(_) | Self::TrustTooLong(_) | Self::PolicyTooLong(_) | Self::InlineTooLong { .. } => {
                Kind::Invalid
            }
            Self::Malformed(wrong) => wrong.kind(),
            Self::Damaged(_) => Kind::Corrupt,
            Self::Storage(error) => error.kind(),
        }
    }
}
