//! `CreateLogStream`.

use dispatch::{Call, Handle};
use logs_api::{CreateLogStream, CreateLogStreamInput};
use wire::Fault;

use crate::Logs;

impl Handle<CreateLogStream> for Logs {
    async fn handle(&self, call: &Call, input: CreateLogStreamInput) -> Result<(), Fault> {
        Ok(self.engine.create_stream(&call.place, &input.log_group_name, &input.log_stream_name).await?)
    }
}
