//! `UntagResource`.

use cloudwatch_api::{UntagResource, UntagResourceInput, UntagResourceOutput};
use dispatch::{Call, Handle};
use wire::Fault;

use crate::CloudWatch;

impl Handle<UntagResource> for CloudWatch {
    async fn handle(&self, call: &Call, input: UntagResourceInput) -> Result<UntagResourceOutput, Fault> {
        let gone = input.tag_keys;
        self.change_tags(call, &input.resource_arn, move |tags| tags.retain(|key, _| !gone.contains(key)))
            .await?;
        Ok(UntagResourceOutput {})
    }
}
