//! `UntagResource`.

use athena_api::{UntagResource, UntagResourceInput};
use dispatch::{Call, Handle};
use wire::Fault;

use crate::Athena;

impl Handle<UntagResource> for Athena {
    async fn handle(&self, call: &Call, input: UntagResourceInput) -> Result<(), Fault> {
        let changed = self.engine.change_tags(&call.place, &input.resource_arn, move |all| {
            all.retain(|key, _| !input.tag_keys.contains(key));
            Ok(())
        });
        changed.await?
    }
}
