//! Tags, which two generations of operations put and take.

use std::collections::BTreeMap;

use dispatch::Call;
use wire::Fault;

use super::group_name;
use crate::Logs;
use crate::errors::invalid;

/// The name of the group whose ARN this is. Groups are all that has tags here.
pub(super) fn tagged<'a>(call: &Call, arn: &'a str) -> Result<&'a str, Fault> {
    match arn.starts_with("arn:") {
        true => group_name(call, arn),
        false => Err(invalid(format!("{arn} is not the ARN of a log group."))),
    }
}

impl Logs {
    pub(super) async fn put_tags(
        &self,
        call: &Call,
        group: &str,
        tags: BTreeMap<String, String>,
    ) -> Result<(), Fault> {
        if let Some(key) = tags.keys().find(|key| key.to_ascii_lowercase().starts_with("aws:")) {
            return Err(invalid(format!("Tag key {key} begins with aws:, which is AWS's own.")));
        }
        Ok(self.engine.tag(&call.place, group, tags).await?)
    }

    pub(super) async fn take_tags(&self, call: &Call, group: &str, keys: Vec<String>) -> Result<(), Fault> {
        Ok(self.engine.untag(&call.place, group, keys).await?)
    }

    pub(super) fn tags(&self, call: &Call, group: &str) -> Result<BTreeMap<String, String>, Fault> {
        Ok(self.engine.group(&call.place, group)?.tags)
    }
}
