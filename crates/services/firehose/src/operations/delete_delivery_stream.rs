//! `DeleteDeliveryStream`.

use dispatch::{Call, Handle};
use firehose_api::{DeleteDeliveryStream, DeleteDeliveryStreamInput, DeleteDeliveryStreamOutput};
use wire::Fault;

use crate::Firehose;
use crate::engine::Status;

impl Handle<DeleteDeliveryStream> for Firehose {
    async fn handle(
        &self,
        call: &Call,
        input: DeleteDeliveryStreamInput,
    ) -> Result<DeleteDeliveryStreamOutput, Fault> {
        let stream = self.engine.stream(&call.place, &input.delivery_stream_name)?;
        match stream.status(self.engine.now()) {
            Status::Deleting => {}
            Status::Creating => {
                let text = format!(
                    "Firehose {} under accountId {} is not in ACTIVE, DELETING or CREATING_FAILED state.",
                    stream.name, stream.place.account
                );
                return Err(Fault::sender("ResourceInUseException", text));
            }
            Status::Active => {
                self.to_its_end(|firehose| async move { firehose.delete(stream).await }).await?;
            }
        }
        Ok(DeleteDeliveryStreamOutput {})
    }
}
