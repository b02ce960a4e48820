//! Shapes that several operations use.

use kernel::Timestamp;
use wire::Shape;

/// AWS's `Tag`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct Tag {
    #[shape(length(1..=128))]
    pub key: String,
    #[shape(length(0..=256))]
    pub value: String,
}

/// AWS's `Role`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct Role {
    #[shape(length(1..=512), pattern = r"(\u002F)|(\u002F[\u0021-\u007E]+\u002F)")]
    pub path: String,
    #[shape(length(1..=64), pattern = r"[\w+=,.@-]+")]
    pub role_name: String,
    #[shape(length(16..=128), pattern = r"[\w]+")]
    pub role_id: String,
    #[shape(length(20..=2048))]
    pub arn: String,
    pub create_date: Timestamp,
    #[shape(length(1..=131072), pattern = r"[\u0009\u000A\u000D\u0020-\u00FF]+")]
    pub assume_role_policy_document: Option<String>,
    #[shape(length(0..=1000), pattern = r"[\u0009\u000A\u000D\u0020-\u007E\u00A1-\u00FF]*")]
    pub description: Option<String>,
    #[shape(range(3600..=43200))]
    pub max_session_duration: Option<i32>,
    pub permissions_boundary: Option<AttachedPermissionsBoundary>,
    #[shape(length(0..=50))]
    pub tags: Option<Vec<Tag>>,
    pub role_last_used: Option<RoleLastUsed>,
}

/// AWS's `AttachedPermissionsBoundary`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct AttachedPermissionsBoundary {
    pub permissions_boundary_type: Option<PermissionsBoundaryAttachmentType>,
    #[shape(length(20..=2048))]
    pub permissions_boundary_arn: Option<String>,
}

/// AWS's `PermissionsBoundaryAttachmentType`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
#[shape(case = "pascal")]
pub enum PermissionsBoundaryAttachmentType {
    PermissionsBoundaryPolicy,
}

/// AWS's `RoleLastUsed`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct RoleLastUsed {
    pub last_used_date: Option<Timestamp>,
    pub region: Option<String>,
}

/// AWS's `AttachedPolicy`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct AttachedPolicy {
    #[shape(length(1..=128), pattern = r"[\w+=,.@-]+")]
    pub policy_name: Option<String>,
    #[shape(length(20..=2048))]
    pub policy_arn: Option<String>,
}

/// AWS's `Policy`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct Policy {
    #[shape(length(1..=128), pattern = r"[\w+=,.@-]+")]
    pub policy_name: Option<String>,
    #[shape(length(16..=128), pattern = r"[\w]+")]
    pub policy_id: Option<String>,
    #[shape(length(20..=2048))]
    pub arn: Option<String>,
    #[shape(length(1..=512), pattern = r"((/[A-Za-z0-9\.,\+@=_-]+)*)/")]
    pub path: Option<String>,
    #[shape(pattern = r"v[1-9][0-9]*(\.[A-Za-z0-9-]*)?")]
    pub default_version_id: Option<String>,
    pub attachment_count: Option<i32>,
    pub permissions_boundary_usage_count: Option<i32>,
    pub is_attachable: Option<bool>,
    #[shape(length(0..=1000))]
    pub description: Option<String>,
    pub create_date: Option<Timestamp>,
    pub update_date: Option<Timestamp>,
    #[shape(length(0..=50))]
    pub tags: Option<Vec<Tag>>,
}

/// AWS's `policyScopeType`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum PolicyScopeType {
    #[shape(name = "All")]
    All,
    Aws,
    #[shape(name = "Local")]
    Local,
}

/// AWS's `PolicyUsageType`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
#[shape(case = "pascal")]
pub enum PolicyUsageType {
    PermissionsPolicy,
    PermissionsBoundary,
}

/// AWS's `PolicyVersion`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct PolicyVersion {
    #[shape(length(1..=131072), pattern = r"[\u0009\u000A\u000D\u0020-\u00FF]+")]
    pub document: Option<String>,
    #[shape(pattern = r"v[1-9][0-9]*(\.[A-Za-z0-9-]*)?")]
    pub version_id: Option<String>,
    pub is_default_version: Option<bool>,
    pub create_date: Option<Timestamp>,
}

/// AWS's `InstanceProfile`.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct InstanceProfile {
    #[shape(length(1..=512), pattern = r"(\u002F)|(\u002F[\u0021-\u007E]+\u002F)")]
    pub path: String,
    #[shape(length(1..=128), pattern = r"[\w+=,.@-]+")]
    pub instance_profile_name: String,
    #[shape(length(16..=128), pattern = r"[\w]+")]
    pub instance_profile_id: String,
    #[shape(length(20..=2048))]
    pub arn: String,
    pub create_date: Timestamp,
    pub roles: Vec<Role>,
    #[shape(length(0..=50))]
    pub tags: Option<Vec<Tag>>,
}
