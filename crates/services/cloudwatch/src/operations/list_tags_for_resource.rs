//! `ListTagsForResource`.

use cloudwatch_api::{ListTagsForResource, ListTagsForResourceInput, ListTagsForResourceOutput, Tag};
use dispatch::{Call, Handle};
use wire::Fault;

use super::tag_resource::{dashboard_name, of_resource};
use crate::CloudWatch;

impl Handle<ListTagsForResource> for CloudWatch {
    async fn handle(
        &self,
        call: &Call,
        input: ListTagsForResourceInput,
    ) -> Result<ListTagsForResourceOutput, Fault> {
        let name = dashboard_name(call, &input.resource_arn)?;
        let dashboard = self.engine.dashboard(&call.place, name).map_err(of_resource)?;
        let tags = dashboard.tags.into_iter().map(|(key, value)| Tag { key, value }).collect();
        Ok(ListTagsForResourceOutput { tags })
    }
}
