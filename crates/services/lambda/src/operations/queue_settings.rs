//! What a mapping of a queue may be set to.

use dispatch::Call;
use lambda_api as api;
use sqs_api as sqs;
use wire::Fault;

use super::mapping_settings;
use crate::errors::invalid;
use crate::functions::{Function, FunctionName};
use crate::mappings::{Beginnings, Position, QueueSource, StoredMapping, Transition, describe};
use crate::{Lambda, limits};

/// Refuses what a queue's mapping cannot be, in AWS's words where they are known.
pub fn check(queue: &QueueSource, stored: &StoredMapping) -> Result<(), Fault> {
    let plain = stored.batch_size <= limits::QUEUE_BATCH_SIZE_PLAIN_MAX;
    if queue.is_fifo() {
        if !plain {
            return Err(invalid("Batch size must be less than or equal to 10 for FIFO queues."));
        }
        if stored.window_seconds > 0 {
            return Err(invalid("Batching window is not supported for FIFO queues."));
        }
    }
    if !plain && stored.window_seconds == 0 {
        return Err(invalid(
            "Maximum batch window in seconds must be greater than 0 if maximum batch size is greater than 10",
        ));
    }
    let of_streams = stored.parallelization.is_some()
        || stored.bisects
        || stored.retries_max != -1
        || stored.age_seconds_max != -1
        || stored.on_failure.is_some();
    if of_streams { Err(invalid("Unsupported parameters for event source type: SQS")) } else { Ok(()) }
}

impl Lambda {
    /// Makes a mapping of a queue.
    pub(super) async fn map_queue(
        &self,
        call: &Call,
        input: api::CreateEventSourceMappingInput,
        queue: QueueSource,
    ) -> Result<api::EventSourceMappingConfiguration, Fault> {
        let name = FunctionName::parse(&input.function_name, None, &call.place)?;
        let function = self.function(&name)?;
        let now = self.dispatch.clock().now();
        if input.starting_position.is_some() {
            return Err(invalid("StartingPosition is not valid for SQS event sources."));
        }
        let stored = StoredMapping {
            version: StoredMapping::VERSION,
            id: self.dispatch.random().uuid(),
            function: function.stored.arn().to_string(),
            source: queue.arn.to_string(),
            enabled: input.enabled.unwrap_or(true),
            batch_size: input.batch_size.unwrap_or(limits::QUEUE_BATCH_SIZE_DEFAULT),
            window_seconds: input.maximum_batching_window_in_seconds.unwrap_or(0),
            position: Position::TrimHorizon,
            begin: now,
            retries_max: input.maximum_retry_attempts.unwrap_or(-1),
            age_seconds_max: mapping_settings::age(input.maximum_record_age_in_seconds)?,
            bisects: input.bisect_batch_on_function_error.unwrap_or(false),
            reports_items: mapping_settings::reports_items(input.function_response_types.as_deref()),
            filters: mapping_settings::filters(None, input.filter_criteria)?,
            parallelization: input.parallelization_factor,
            concurrency: input.scaling_config.and_then(|config| config.maximum_concurrency),
            on_failure: mapping_settings::on_failure(input.destination_config),
            modified: now,
        };
        check(&queue, &stored)?;
        let changing = self.changing_mappings().await;
        self.check_is_only(&stored)?;
        self.check_queue(&function, &queue).await?;
        let mapping = self.keep_mapping(changing, stored, Transition::Creating, Beginnings::new()).await?;
        Ok(describe(&mapping, now))
    }

    /// That the queue is there, that the function's role may do with it what AWS wants it to, and that messages stay
    /// hidden for as long as the function may run.
    pub(super) async fn check_queue(&self, function: &Function, queue: &QueueSource) -> Result<(), Fault> {
        let call = self.poller_call(function, &queue.arn);
        let resources = [queue.arn.to_string()];
        if let Some(authorize) = self.dispatch.authorize() {
            for action in ["ReceiveMessage", "DeleteMessage", "GetQueueAttributes"] {
                let allowed = authorize.authorize(&call, &format!("sqs:{action}"), &resources).await?;
                if allowed.is_err() {
                    return Err(invalid(format!(
                        "The provided execution role does not have permissions to call {action} on SQS"
                    )));
                }
            }
        }
        let input = sqs::GetQueueAttributesInput {
            queue_url: queue.url(),
            attribute_names: Some(vec!["VisibilityTimeout".to_owned()]),
        };
        let answer = self.dispatch.call::<sqs::GetQueueAttributes>(&call, input).await.map_err(|fault| {
            let code = sqs::query_code(&fault.code);
            match fault.is_sender() {
                true => invalid(format!(
                    "Error occurred while ReceiveMessage. SQS Error Code: {code}. SQS Error Message: {}",
                    fault.message
                )),
                false => fault,
            }
        })?;
        let hidden = answer.attributes.unwrap_or_default();
        let hidden: i32 =
            hidden.get("VisibilityTimeout").and_then(|text| text.parse().ok()).unwrap_or(i32::MAX);
        let timeout = function.stored.timeout_seconds;
        if hidden < timeout {
            return Err(invalid(format!(
                "Queue visibility timeout: {hidden} seconds is less than Function timeout: {timeout} seconds"
            )));
        }
        Ok(())
    }
}
