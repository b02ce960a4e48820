//! Roles, policies and versions as answers show them.

use api::{Policy, PolicyVersion, Role};
use iam_api as api;
use kernel::{AccountId, Timestamp};

use super::tags;
use crate::engine::{PolicyView, entities};

/// A role with what every answer shows of it.
pub fn role(account: &AccountId, role: entities::Role) -> Role {
    Role {
        arn: role.arn(account),
        path: role.path,
        role_name: role.name,
        role_id: role.id,
        create_date: whole_seconds(role.created),
        assume_role_policy_document: Some(document(&role.trust)),
        description: role.description,
        max_session_duration: None,
        permissions_boundary: None,
        tags: None,
        role_last_used: None,
    }
}

/// A managed policy with what every answer shows of it.
pub fn policy(policy: PolicyView) -> Policy {
    Policy {
        policy_name: Some(policy.name),
        policy_id: Some(policy.id),
        arn: Some(policy.arn),
        path: Some(policy.path),
        default_version_id: Some(format!("v{}", policy.default_version)),
        attachment_count: Some(i32::try_from(policy.attachments).unwrap_or(i32::MAX)),
        permissions_boundary_usage_count: Some(0),
        is_attachable: Some(true),
        description: None,
        create_date: Some(whole_seconds(policy.created)),
        update_date: Some(whole_seconds(policy.updated)),
        tags: None,
    }
}

/// A version of a policy without its document, which only `GetPolicyVersion` shows.
pub fn version(version: &entities::PolicyVersion, is_default: bool) -> PolicyVersion {
    PolicyVersion {
        document: None,
        version_id: Some(format!("v{}", version.number)),
        is_default_version: Some(is_default),
        create_date: Some(whole_seconds(version.created)),
    }
}

/// Tags, left out where there are none.
pub fn some_tags(tags: &entities::Tags) -> Option<Vec<api::Tag>> {
    (!tags.is_empty()).then(|| tags.iter().cloned().map(tags::shown).collect())
}

/// A policy document, percent-encoded as RFC 3986 says, as IAM answers all of them.
pub fn document(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len() * 2);
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    encoded
}

/// IAM tells times to the second.
fn whole_seconds(time: Timestamp) -> Timestamp {
    Timestamp(time.seconds() * 1000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_are_percent_encoded() {
        assert_eq!(document("{\"a\": \"é-._~*\"}"), "%7B%22a%22%3A%20%22%C3%A9-._~%2A%22%7D");
    }
}
