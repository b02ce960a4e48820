//! Every number of IAM, with its source. Unless said otherwise: IAM user guide, "IAM and AWS STS quotas".
//!
//! Policy sizes count characters that are not white space, as AWS does.

/// A role's trust policy, characters; the default of the quota `ACLSizePerRole`.
pub const TRUST_POLICY_CHARACTERS_MAX: usize = 2048;
/// One version of a managed policy, characters.
pub const MANAGED_POLICY_CHARACTERS_MAX: usize = 6144;
/// All inline policies of one role together, characters.
pub const ROLE_INLINE_CHARACTERS_MAX: usize = 10_240;
/// All inline policies of one user together, characters.
pub const USER_INLINE_CHARACTERS_MAX: usize = 2048;
/// Any policy document as it is sent, bytes (`policyDocumentType` of the service model).
pub const DOCUMENT_BYTES_MAX: usize = 131_072;
/// Managed policies attached to one role; the default of the quota `PoliciesPerRole`.
pub const POLICIES_PER_ROLE_MAX: usize = 10;
/// Versions that one managed policy keeps.
pub const VERSIONS_PER_POLICY_MAX: usize = 5;
/// Tags of one role or policy.
pub const TAGS_MAX: usize = 50;
/// Roles of one account; the default of the quota.
pub const ROLES_PER_ACCOUNT_MAX: usize = 1000;
/// Customer-managed policies of one account; the default of the quota.
pub const POLICIES_PER_ACCOUNT_MAX: usize = 1500;
/// Shortest `MaxSessionDuration` of a role, seconds, and its default.
pub const SESSION_SECONDS_MIN: u32 = 3600;
/// Longest `MaxSessionDuration` of a role, seconds.
pub const SESSION_SECONDS_MAX: u32 = 43_200;
/// Items of one page where the caller names no number (`MaxItems` of the API reference).
pub const PAGE_ITEMS_DEFAULT: usize = 100;
/// Items of one page at most.
pub const PAGE_ITEMS_MAX: usize = 1000;
/// Parsed policies that are kept in memory. Ours: 4096 small policies are a few megabytes.
pub const PARSED_POLICIES_MAX: usize = 4096;
