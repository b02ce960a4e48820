//! `TagResource`; and what the operations on tags share.

use std::collections::BTreeMap;

use cloudwatch_api::{TagResource, TagResourceInput, TagResourceOutput, alarm_arn, dashboard_arn};
use dispatch::{Call, Handle};
use wire::Fault;

use crate::CloudWatch;
use crate::engine::EngineError;
use crate::errors::invalid;
use crate::limits::TAGS_MAX;

impl Handle<TagResource> for CloudWatch {
    async fn handle(&self, call: &Call, input: TagResourceInput) -> Result<TagResourceOutput, Fault> {
        let added: BTreeMap<_, _> = input.tags.into_iter().map(|tag| (tag.key, tag.value)).collect();
        self.change_tags(call, &input.resource_arn, move |tags| tags.extend(added)).await?;
        Ok(TagResourceOutput {})
    }
}

impl CloudWatch {
    pub(super) async fn change_tags(
        &self,
        call: &Call,
        arn: &str,
        change: impl FnOnce(&mut BTreeMap<String, String>) + Send + 'static,
    ) -> Result<(), Fault> {
        let change = move |tags: &mut BTreeMap<String, String>| {
            change(tags);
            check_tags(tags)
        };
        let changed = match Tagged::parse(call, arn)? {
            Tagged::Dashboard(name) => self.engine.change_tags(&call.place, name, change).await,
            Tagged::Alarm(name) => self.alarms.change_tags(&call.place, name, change).await,
        };
        changed.map_err(of_resource)?
    }
}

/// What has tags here, by name.
pub(super) enum Tagged<'a> {
    Dashboard(&'a str),
    Alarm(&'a str),
}

impl<'a> Tagged<'a> {
    /// What `arn` is.
    pub fn parse(call: &Call, arn: &'a str) -> Result<Self, Fault> {
        if !arn.starts_with("arn:") {
            return Err(invalid("The value for parameter ResourceARN is not an ARN."));
        }
        let named = |prefix: String| arn.strip_prefix(&prefix).filter(|name| !name.is_empty());
        let alarm = named(alarm_arn(&call.place, "")).map(Self::Alarm);
        let dashboard = || named(dashboard_arn(&call.place, "")).map(Self::Dashboard);
        alarm.or_else(dashboard).ok_or_else(no_resource)
    }
}

/// What is answered where a resource is meant and nothing by its name.
pub(super) fn of_resource(error: EngineError) -> Fault {
    match error {
        EngineError::NoDashboards(_) | EngineError::NoAlarm(_) => no_resource(),
        error => error.into(),
    }
}

fn no_resource() -> Fault {
    Fault::with_status("ResourceNotFoundException", 404, "The named resource does not exist.")
}

/// Whether a resource may have these tags.
pub(super) fn check_tags(tags: &BTreeMap<String, String>) -> Result<(), Fault> {
    match tags.keys().find(|key| key.starts_with("aws:")) {
        Some(key) => Err(invalid(format!("The tag key {key} is reserved: keys must not begin with aws:."))),
        None if tags.len() > TAGS_MAX => Err(invalid(format!("A resource has at most {TAGS_MAX} tags."))),
        None => Ok(()),
    }
}
