//! `ListTagsForResource`.

use cloudwatch_api::{ListTagsForResource, ListTagsForResourceInput, ListTagsForResourceOutput, Tag};
use dispatch::{Call, Handle};
use wire::Fault;

use super::tag_resource::{Tagged, of_resource};
use crate::CloudWatch;
use crate::engine::EngineError;

impl Handle<ListTagsForResource> for CloudWatch {
    async fn handle(
        &self,
        call: &Call,
        input: ListTagsForResourceInput,
    ) -> Result<ListTagsForResourceOutput, Fault> {
        let tags = match Tagged::parse(call, &input.resource_arn)? {
            Tagged::Dashboard(name) => {
                self.engine.dashboard(&call.place, name).map(|dashboard| dashboard.tags)
            }
            Tagged::Alarm(name) => self
                .alarms
                .alarm(&call.place, name)
                .and_then(|alarm| alarm.ok_or_else(|| EngineError::NoAlarm(name.to_owned())))
                .map(|alarm| alarm.tags),
        };
        let tags = tags.map_err(of_resource)?;
        let tags = tags.into_iter().map(|(key, value)| Tag { key, value }).collect();
        Ok(ListTagsForResourceOutput { tags })
    }
}
