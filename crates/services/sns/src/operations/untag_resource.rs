//! `UntagResource`.

use dispatch::{Call, Handle};
use sns_api::{UntagResource, UntagResourceInput, UntagResourceOutput};
use wire::Fault;

use crate::Sns;

impl Handle<UntagResource> for Sns {
    async fn handle(&self, call: &Call, input: UntagResourceInput) -> Result<UntagResourceOutput, Fault> {
        let topic = self.tagged::<UntagResource>(call, &input.resource_arn).await?;
        let changed = self.engine.change(&topic, move |stored| {
            stored.tags.retain(|key, _| !input.tag_keys.contains(key));
            Ok(())
        });
        changed.await?;
        Ok(UntagResourceOutput {})
    }
}
