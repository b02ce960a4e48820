//! `UntagResource`.

use dispatch::{Call, Handle};
use logs_api::{UntagResource, UntagResourceInput};
use wire::Fault;

use super::tags::tagged;
use crate::Logs;

impl Handle<UntagResource> for Logs {
    async fn handle(&self, call: &Call, input: UntagResourceInput) -> Result<(), Fault> {
        self.take_tags(call, tagged(call, &input.resource_arn)?, input.tag_keys).await
    }
}
