//! `TagResource`; and what the operations on tags share.

use std::collections::BTreeMap;

use cloudwatch_api::{TagResource, TagResourceInput, TagResourceOutput, dashboard_arn};
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
        let name = dashboard_name(call, arn)?;
        let changed = self.engine.change_tags(&call.place, name, move |tags| {
            change(tags);
            check_tags(tags)
        });
        changed.await.map_err(of_resource)?
    }
}

/// The name of the dashboard that `arn` is; nothing else here has tags.
pub(super) fn dashboard_name<'a>(call: &Call, arn: &'a str) -> Result<&'a str, Fault> {
    if !arn.starts_with("arn:") {
        return Err(invalid("The value for parameter ResourceARN is not an ARN."));
    }
    arn.strip_prefix(&dashboard_arn(&call.place, "")).filter(|name| !name.is_empty()).ok_or_else(no_resource)
}

/// What is answered where a resource is meant and not a dashboard by name.
pub(super) fn of_resource(error: EngineError) -> Fault {
    match error {
        EngineError::NoDashboards(_) => no_resource(),
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
