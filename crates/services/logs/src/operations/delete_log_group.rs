//! `DeleteLogGroup`.

use dispatch::{Call, Handle};
use logs_api::{DeleteLogGroup, DeleteLogGroupInput};
use wire::Fault;

use crate::Logs;

impl Handle<DeleteLogGroup> for Logs {
    async fn handle(&self, call: &Call, input: DeleteLogGroupInput) -> Result<(), Fault> {
        let group = self.find(call, Some(&input.log_group_name), None)?;
        // What was written counts; that it cannot be counted now must not keep the group.
        let _ = self.catch_up(&call.place, &group).await;
        Ok(self.engine.delete_group(&call.place, &input.log_group_name).await?)
    }
}
