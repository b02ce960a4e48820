//! `UntagResource`.

use dispatch::{Call, Handle};
use sns_api::{UntagResource, UntagResourceInput};
use wire::Fault;

use crate::Sns;

impl Handle<UntagResource> for Sns {
    async fn handle(&self, call: &Call, input: UntagResourceInput) -> Result<(), Fault> {
        let topic = self.tagged::<UntagResource>(call, &input.resource_arn).await?;
        let changed = self.engine.change(&topic, move |stored| {
            stored.tags.retain(|key, _| !input.tag_keys.contains(key));
            Ok(())
        });
        Ok(changed.await?)
    }
}
