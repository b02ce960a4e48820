//! `DeleteLogStream`.

use dispatch::{Call, Handle};
use logs_api::{DeleteLogStream, DeleteLogStreamInput};
use wire::Fault;

use crate::Logs;

impl Handle<DeleteLogStream> for Logs {
    async fn handle(&self, call: &Call, input: DeleteLogStreamInput) -> Result<(), Fault> {
        let group = self.engine.group(&call.place, &input.log_group_name)?;
        Ok(self.engine.delete_stream(group.id(), &input.log_stream_name).await?)
    }
}
