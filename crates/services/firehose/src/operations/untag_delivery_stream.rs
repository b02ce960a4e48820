//! `UntagDeliveryStream`.

use dispatch::{Call, Handle};
use firehose_api::{UntagDeliveryStream, UntagDeliveryStreamInput, UntagDeliveryStreamOutput};
use wire::Fault;

use crate::Firehose;

impl Handle<UntagDeliveryStream> for Firehose {
    async fn handle(
        &self,
        call: &Call,
        input: UntagDeliveryStreamInput,
    ) -> Result<UntagDeliveryStreamOutput, Fault> {
        let stream = self.engine.stream(&call.place, &input.delivery_stream_name)?;
        let forget = move |stored: &mut crate::engine::StoredStream| {
            stored.tags.retain(|key, _| !input.tag_keys.contains(key));
            Ok(())
        };
        self.engine.change(&stream, forget).await?;
        Ok(UntagDeliveryStreamOutput {})
    }
}
