//! One file per operation; beside them what several share.

mod create_log_group;
mod create_log_stream;
mod delete_log_group;
mod delete_log_stream;
mod delete_metric_filter;
mod delete_retention_policy;
mod delete_subscription_filter;
mod describe_log_groups;
mod describe_log_streams;
mod describe_metric_filters;
mod describe_subscription_filters;
mod filter_log_events;
mod filters;
mod get_log_events;
mod list_tags_for_resource;
mod list_tags_log_group;
mod put_log_events;
mod put_metric_filter;
mod put_retention_policy;
mod put_subscription_filter;
mod start_live_tail;
mod tag_log_group;
mod tag_resource;
mod tags;
mod test_metric_filter;
mod untag_log_group;
mod untag_resource;

use dispatch::Call;
use kernel::{Arn, Timestamp};
use wire::Fault;

use crate::Logs;
use crate::engine::{StoredGroup, Window};
use crate::errors::invalid;

impl Logs {
    /// The group that an input names by name or by identifier, which is a name or an ARN.
    fn find(&self, call: &Call, name: Option<&str>, identifier: Option<&str>) -> Result<StoredGroup, Fault> {
        let name = match (name, identifier) {
            (Some(name), None) => name,
            (None, Some(identifier)) => group_name(call, identifier)?,
            (Some(_), Some(_)) => {
                return Err(invalid("LogGroup name and LogGroup ARN are mutually exclusive parameters."));
            }
            (None, None) => {
                return Err(invalid("Either logGroupName or logGroupIdentifier must be provided."));
            }
        };
        Ok(self.engine.group(&call.place, name)?)
    }
}

/// The name in an identifier, which is a name or an ARN.
fn group_name<'a>(call: &Call, identifier: &'a str) -> Result<&'a str, Fault> {
    if !identifier.starts_with("arn:") {
        return Ok(identifier);
    }
    let arn = Arn::parse(identifier).map_err(|error| invalid(error.to_string()))?;
    let here = arn.account() == call.place.account.as_str() && arn.region() == call.place.region.as_str();
    match identifier.split(':').nth(6).filter(|_| arn.name_of("log-group").is_some()) {
        Some(_) if !here => Err(Fault::sender(
            "ResourceNotFoundException",
            format!(
                "Log group {identifier} is not in account {} and region {}.",
                call.place.account, call.place.region
            ),
        )),
        Some(name) => Ok(name),
        None => Err(invalid(format!("{identifier} is not the ARN of a log group."))),
    }
}

/// The times that an input means, of a group that keeps nothing from before `horizon`.
fn window(start: Option<i64>, end_ms: u64, horizon: Timestamp) -> Window {
    Window { start_ms: (start.unwrap_or(0).max(0) as u64).max(horizon.0), end_ms }
}
