//! `AddTagsToStream`.

use dispatch::{Call, Handle};
use kinesis_api::{AddTagsToStream, AddTagsToStreamInput};
use wire::Fault;

use super::tags;
use crate::Kinesis;

impl Handle<AddTagsToStream> for Kinesis {
    async fn handle(&self, call: &Call, input: AddTagsToStreamInput) -> Result<(), Fault> {
        let stream = self.find(call, input.stream_name.as_deref(), input.stream_arn.as_deref())?;
        self.engine.change(&stream, move |stored| tags::add(&mut stored.tags, input.tags)).await?;
        Ok(())
    }
}
