//! `StartMessageMoveTask`.

use dispatch::{Call, Handle};
use sqs_api::{StartMessageMoveTask, StartMessageMoveTaskInput, StartMessageMoveTaskOutput};
use wire::Fault;

use super::task_handle;
use crate::Sqs;
use crate::engine::{EngineError, place_of};
use crate::errors::{invalid, missing, not_found, of_source, wrong};
use crate::limits::MOVES_PER_SECOND;

const FORM: &str = "You must use this format to specify the SourceArn: arn:<partition>:<service>:<region>:<account-id>:<resource-id>";
const NO_DESTINATION: &str =
    "The resource that you specified for the DestinationArn parameter doesn't exist.";

impl Handle<StartMessageMoveTask> for Sqs {
    async fn handle(
        &self,
        call: &Call,
        input: StartMessageMoveTaskInput,
    ) -> Result<StartMessageMoveTaskOutput, Fault> {
        if input.source_arn.is_empty() {
            return Err(missing("SourceArn"));
        }
        if place_of(&input.source_arn).is_none() {
            return Err(invalid(FORM));
        }
        let source = self.engine.find_arn(&input.source_arn).await.map_err(of_source)?;
        super::permit::<StartMessageMoveTask>(call, &source)?;
        if let Some(arn) = &input.destination_arn {
            let target = self.engine.find_arn(arn).await.map_err(|error| match error {
                EngineError::NoQueue => not_found(NO_DESTINATION),
                error => error.into(),
            })?;
            if target.settings().fifo != source.settings().fifo || target.id == source.id {
                return Err(invalid(
                    "Source queue and destination queue must be different queues of the same type.",
                ));
            }
        }
        let per_second = input.max_number_of_messages_per_second;
        if let Some(number) = per_second.filter(|number| !MOVES_PER_SECOND.contains(&i64::from(*number))) {
            let reason = "Must be an integer from 1 to 500, inclusive.";
            return Err(wrong(&number.to_string(), "MaxNumberOfMessagesPerSecond", reason));
        }
        let task = self.engine.start_task(&source, input.destination_arn, per_second).await?;
        Ok(StartMessageMoveTaskOutput { task_handle: Some(task_handle::encode(&task.id, &task.source_arn)) })
    }
}
