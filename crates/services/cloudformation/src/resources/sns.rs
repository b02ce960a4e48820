//! Types of SNS.

pub(super) mod subscription;
pub(super) mod topic;
pub(super) mod topic_policy;

use serde_json::Value;

use super::properties::Properties;

/// A property as an attribute, which is text.
fn attribute(name: &str, given: &Properties) -> Option<String> {
    given.get(name).map(|value| match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    })
}
