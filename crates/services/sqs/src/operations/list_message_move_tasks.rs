//! `ListMessageMoveTasks`.

use dispatch::{Call, Handle};
use sqs_api::{
    ListMessageMoveTasks, ListMessageMoveTasksInput, ListMessageMoveTasksOutput,
    ListMessageMoveTasksResultEntry,
};
use wire::Fault;

use super::task_handle;
use crate::Sqs;
use crate::engine::{StoredTask, TaskStatus};
use crate::errors::{invalid, of_source};
use crate::limits::TASKS_MAX;

impl Handle<ListMessageMoveTasks> for Sqs {
    async fn handle(
        &self,
        call: &Call,
        input: ListMessageMoveTasksInput,
    ) -> Result<ListMessageMoveTasksOutput, Fault> {
        let source = self.engine.find_arn(&input.source_arn).await.map_err(of_source)?;
        super::permit::<ListMessageMoveTasks>(call, &source)?;
        let most = input.max_results.unwrap_or(1);
        if !(1..=TASKS_MAX as i32).contains(&most) {
            let reason = format!(
                "Value for parameter MaxResults is invalid. Reason: You must use a value from 1 to {TASKS_MAX}."
            );
            return Err(invalid(reason));
        }
        let tasks = self.engine.tasks(&source)?;
        let results: Vec<_> = tasks.into_iter().take(most as usize).map(entry).collect();
        Ok(ListMessageMoveTasksOutput { results: Some(results) })
    }
}

/// A task as AWS shows it: only one that runs has a handle.
fn entry(task: StoredTask) -> ListMessageMoveTasksResultEntry {
    let running = task.status == TaskStatus::Running;
    ListMessageMoveTasksResultEntry {
        task_handle: running.then(|| task_handle::encode(&task.id, &task.source_arn)),
        status: Some(task.status.as_str().to_owned()),
        source_arn: Some(task.source_arn),
        destination_arn: task.destination_arn,
        max_number_of_messages_per_second: task.per_second,
        approximate_number_of_messages_moved: Some(task.moved),
        approximate_number_of_messages_to_move: Some(task.to_move),
        failure_reason: task.failure,
        started_timestamp: Some(task.started.0 as i64),
    }
}
