//! `TagResource`.

use dispatch::{Call, Handle};
use logs_api::{TagResource, TagResourceInput};
use wire::Fault;

use super::tags::tagged;
use crate::Logs;

impl Handle<TagResource> for Logs {
    async fn handle(&self, call: &Call, input: TagResourceInput) -> Result<(), Fault> {
        self.put_tags(call, tagged(call, &input.resource_arn)?, input.tags).await
    }
}
