//! `CancelMessageMoveTask`.

use dispatch::{Call, Handle};
use sqs_api::{CancelMessageMoveTask, CancelMessageMoveTaskInput, CancelMessageMoveTaskOutput};
use wire::Fault;

use super::task_handle;
use crate::Sqs;
use crate::errors::{invalid, of_source};

impl Handle<CancelMessageMoveTask> for Sqs {
    async fn handle(
        &self,
        call: &Call,
        input: CancelMessageMoveTaskInput,
    ) -> Result<CancelMessageMoveTaskOutput, Fault> {
        let (id, arn) = task_handle::decode(&input.task_handle)
            .ok_or_else(|| invalid("Value for parameter TaskHandle is invalid."))?;
        self.dispatch.permit_on::<CancelMessageMoveTask>(call, std::slice::from_ref(&arn)).await?;
        let source = self.engine.find_arn(&arn).await.map_err(of_source)?;
        super::permit::<CancelMessageMoveTask>(call, &source)?;
        let task = self.engine.cancel_task(&source, &id)?;
        Ok(CancelMessageMoveTaskOutput { approximate_number_of_messages_moved: Some(task.moved) })
    }
}
