//! `TagDeliveryStream`.

use dispatch::{Call, Handle};
use firehose_api::{TagDeliveryStream, TagDeliveryStreamInput, TagDeliveryStreamOutput};
use wire::Fault;

use super::tags;
use crate::Firehose;

impl Handle<TagDeliveryStream> for Firehose {
    async fn handle(
        &self,
        call: &Call,
        input: TagDeliveryStreamInput,
    ) -> Result<TagDeliveryStreamOutput, Fault> {
        let stream = self.engine.stream(&call.place, &input.delivery_stream_name)?;
        self.engine.change(&stream, move |stored| tags::add(&mut stored.tags, input.tags)).await?;
        Ok(TagDeliveryStreamOutput {})
    }
}
