//! `ListTagsLogGroup`.

use dispatch::{Call, Handle};
use logs_api::{ListTagsLogGroup, ListTagsLogGroupInput, ListTagsLogGroupOutput};
use wire::Fault;

use crate::Logs;

impl Handle<ListTagsLogGroup> for Logs {
    async fn handle(
        &self,
        call: &Call,
        input: ListTagsLogGroupInput,
    ) -> Result<ListTagsLogGroupOutput, Fault> {
        Ok(ListTagsLogGroupOutput { tags: Some(self.tags(call, &input.log_group_name)?) })
    }
}
