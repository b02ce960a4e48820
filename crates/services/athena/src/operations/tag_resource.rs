//! `TagResource`.

use athena_api::{TagResource, TagResourceInput};
use dispatch::{Call, Handle};
use wire::Fault;

use super::tags;
use crate::Athena;

impl Handle<TagResource> for Athena {
    async fn handle(&self, call: &Call, input: TagResourceInput) -> Result<(), Fault> {
        let changed =
            self.engine.change_tags(&call.place, &input.resource_arn, move |all| tags::put(all, input.tags));
        changed.await?
    }
}
