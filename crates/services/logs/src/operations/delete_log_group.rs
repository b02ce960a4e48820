//! `DeleteLogGroup`.

use dispatch::{Call, Handle};
use logs_api::{DeleteLogGroup, DeleteLogGroupInput};
use wire::Fault;

use crate::Logs;

impl Handle<DeleteLogGroup> for Logs {
    async fn handle(&self, call: &Call, input: DeleteLogGroupInput) -> Result<(), Fault> {
        Ok(self.engine.delete_group(&call.place, &input.log_group_name).await?)
    }
}
