//! `RemoveTagsFromStream`.

use dispatch::{Call, Handle};
use kinesis_api::{RemoveTagsFromStream, RemoveTagsFromStreamInput};
use wire::Fault;

use crate::Kinesis;

impl Handle<RemoveTagsFromStream> for Kinesis {
    async fn handle(&self, call: &Call, input: RemoveTagsFromStreamInput) -> Result<(), Fault> {
        let stream = self.find(call, input.stream_name.as_deref(), input.stream_arn.as_deref())?;
        self.engine
            .change(&stream, move |stored| {
                stored.tags.retain(|key, _| !input.tag_keys.contains(key));
                Ok(())
            })
            .await?;
        Ok(())
    }
}
