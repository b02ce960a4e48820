//! Types of CloudWatch Logs.

pub(super) mod log_group;
pub(super) mod log_stream;
pub(super) mod metric_filter;
pub(super) mod subscription_filter;

use serde_json::Value;

use super::properties::Properties;

/// The member of an operation's input that is the property `name`.
fn given(properties: &Properties, name: &str) -> Value {
    properties.get(name).cloned().unwrap_or_default()
}
