//! One file per operation; beside them what several share.

mod attach_role_policy;
mod create_policy;
mod create_policy_version;
mod create_role;
mod delete_policy;
mod delete_policy_version;
mod delete_role;
mod delete_role_policy;
mod describe;
mod detach_role_policy;
mod get_policy;
mod get_policy_version;
mod get_role;
mod get_role_policy;
mod list_attached_role_policies;
mod list_instance_profiles_for_role;
mod list_policies;
mod list_policy_versions;
mod list_role_policies;
mod list_role_tags;
mod list_roles;
mod page;
mod put_role_policy;
mod set_default_policy_version;
mod tag_role;
mod tags;
mod untag_role;
mod update_assume_role_policy;
mod update_role;

use wire::Fault;

use crate::errors::no_such_version;

/// The number in the id of a version: 3 of `v3`. Ids of any other form that AWS allows name none.
fn version_number(arn: &str, id: &str) -> Result<u32, Fault> {
    let number = id.strip_prefix('v').and_then(|number| number.parse().ok());
    number.ok_or_else(|| no_such_version(arn, id))
}

/// A `MaxSessionDuration`, which its shape holds to a range above 0.
fn session_seconds(seconds: i32) -> Option<u32> {
    u32::try_from(seconds).ok()
}

/// A `MaxSessionDuration` as answers show it.
fn shown_seconds(seconds: u32) -> Option<i32> {
    i32::try_from(seconds).ok()
}
