//! `TagLogGroup`.

use dispatch::{Call, Handle};
use logs_api::{TagLogGroup, TagLogGroupInput};
use wire::Fault;

use crate::Logs;

impl Handle<TagLogGroup> for Logs {
    async fn handle(&self, call: &Call, input: TagLogGroupInput) -> Result<(), Fault> {
        self.put_tags(call, &input.log_group_name, input.tags).await
    }
}
