//! What can be wrong with a policy document, in AWS's own words.
//!
//! An exception to the engines' rule of knowing no AWS text: there is one text per fact, most of them
//! quote the document, and CloudFormation and STS show the same ones.

use kernel::Kind;

/// Why a document is refused. The display is the message of AWS's `MalformedPolicyDocument`.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Malformed {
    /// Identity policies: not JSON, or not of the grammar.
    #[error("Syntax errors in policy.")]
    Syntax,
    /// Trust policies: not JSON.
    #[error("This policy contains invalid Json")]
    InvalidJson,
    /// Managed policies need the current version.
    #[error("Policy document must be version 2012-10-17 or greater.")]
    OldVersion,
    /// Effect in the wrong case, a date that is none, an ARN with too few parts.
    #[error("The policy failed legacy parsing")]
    Legacy,
    /// Two statements of one name.
    #[error("Statement IDs (SID) in a single policy must be unique.")]
    DuplicateSid,
    /// No `Action`, or an empty one.
    #[error("Policy statement must contain actions.")]
    NoActions,
    /// No `Resource`, or an empty one.
    #[error("Policy statement must contain resources.")]
    NoResources,
    /// An action without its service.
    #[error("Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.")]
    ActionWithoutVendor,
    /// An action with two colons.
    #[error("Actions/Condition can contain only one colon.")]
    ActionColons,
    /// A service name with characters that none has.
    #[error("Vendor {0} is not valid")]
    Vendor(String),
    /// A resource that is neither `*` nor an ARN.
    #[error("Resource {0} must be in ARN format or \"*\".")]
    NotAnArn(String),
    /// A partition that does not exist.
    #[error("Partition \"{partition}\" is not valid for resource \"{resource}\".")]
    Partition {
        /// What stands in its place.
        partition: String,
        /// The resource, filled up with `*`.
        resource: String,
    },
    /// An ARN that ends before its service.
    #[error("Resource vendor must be fully qualified and cannot contain regexes.")]
    ResourceVendor,
    /// IAM is global.
    #[error("IAM resource {0} cannot contain region information.")]
    IamRegion(String),
    /// So are buckets.
    #[error("Resource {0} can not contain region information.")]
    BucketRegion(String),
    /// An IAM resource of no known type.
    #[error("IAM resource path must either be \"*\" or start with {}.", super::resource::IAM_PATHS.join(", "))]
    IamPath,
    /// A principal in an identity policy.
    #[error("Policy document should not specify a principal.")]
    PrincipalInIdentityPolicy,
    /// Trust policies: an element they may not have.
    #[error("Has prohibited field {0}")]
    ProhibitedField(&'static str),
    /// Trust policies: an element they must have.
    #[error("Missing required field {0}")]
    MissingField(&'static str),
    /// Trust policies: an element that does not exist.
    #[error("Unknown field {0}")]
    UnknownField(String),
    /// Trust policies: an action of another service.
    #[error("AssumeRole policy may only specify STS AssumeRole actions.")]
    NotAssumeRole,
    /// A principal that cannot be one.
    #[error("Invalid principal in policy: \"{kind}\":\"{name}\"")]
    Principal {
        /// `AWS`, `SERVICE`, `FEDERATED`.
        kind: String,
        /// What stands there.
        name: String,
    },
}

impl Malformed {
    /// Always the document's fault.
    pub fn kind(&self) -> Kind {
        Kind::Invalid
    }
}
