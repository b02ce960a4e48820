//! `DeleteStream`.

use dispatch::{Call, Handle};
use kinesis_api::{DeleteStream, DeleteStreamInput};
use wire::Fault;

use crate::Kinesis;

impl Handle<DeleteStream> for Kinesis {
    async fn handle(&self, call: &Call, input: DeleteStreamInput) -> Result<(), Fault> {
        let stream = self.find(call, input.stream_name.as_deref(), input.stream_arn.as_deref())?;
        // What could not be reported is lost with the stream.
        let _ = self.report_streams(vec![stream.clone()]).await;
        self.engine.delete(&stream).await?;
        Ok(())
    }
}
