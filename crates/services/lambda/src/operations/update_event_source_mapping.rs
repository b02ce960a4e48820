//! `UpdateEventSourceMapping`.

use dispatch::{Call, Handle};
use lambda_api::{EventSourceMappingConfiguration, UpdateEventSourceMapping, UpdateEventSourceMappingInput};
use wire::Fault;

use super::{mapping_settings, queue_settings};
use crate::Lambda;
use crate::errors::invalid;
use crate::functions::FunctionName;
use crate::mappings::{Beginnings, Transition, describe};

impl Handle<UpdateEventSourceMapping> for Lambda {
    async fn handle(
        &self,
        call: &Call,
        input: UpdateEventSourceMappingInput,
    ) -> Result<EventSourceMappingConfiguration, Fault> {
        mapping_settings::refuse_of_update(&input)?;
        let changing = self.changing_mappings().await;
        let before = self.mapping_of(call, &input.uuid)?;
        let mut stored = before.stored.clone();
        if let Some(name) = &input.function_name {
            let name = FunctionName::parse(name, None, &call.place)?;
            let function = self.function(&name)?;
            stored.function = function.stored.arn().to_string();
            self.check_is_only(&stored)?;
            if let Some(source) = stored.source().filter(|_| stored.function != before.stored.function) {
                self.check_source(&function, &source).await?;
            }
            if let Some(queue) = stored.queue().filter(|_| stored.function != before.stored.function) {
                self.check_queue(&function, &queue).await?;
            }
        }
        if let Some(types) = &input.function_response_types {
            stored.reports_items = mapping_settings::reports_items(Some(types));
        }
        if input.maximum_record_age_in_seconds.is_some() {
            stored.age_seconds_max = mapping_settings::age(input.maximum_record_age_in_seconds)?;
        }
        if let Some(criteria) = input.filter_criteria {
            stored.filters = mapping_settings::filters(stored.source().as_ref(), Some(criteria))?;
        }
        if let Some(config) = input.destination_config {
            let function = self.function_of(&before)?;
            let target = mapping_settings::on_failure(Some(config));
            stored.on_failure = self.check_failure_queue(&function.stored, target).await?;
        }
        if let Some(config) = input.scaling_config {
            stored.concurrency = config.maximum_concurrency;
        }
        stored.parallelization = input.parallelization_factor.or(stored.parallelization);
        stored.enabled = input.enabled.unwrap_or(stored.enabled);
        stored.batch_size = input.batch_size.unwrap_or(stored.batch_size);
        stored.window_seconds = input.maximum_batching_window_in_seconds.unwrap_or(stored.window_seconds);
        stored.retries_max = input.maximum_retry_attempts.unwrap_or(stored.retries_max);
        stored.bisects = input.bisect_batch_on_function_error.unwrap_or(stored.bisects);
        if let Some(queue) = stored.queue() {
            queue_settings::check(&queue, &stored)?;
        } else if stored.concurrency.is_some() {
            return Err(invalid("ScalingConfig is for queues only."));
        }
        stored.modified = self.dispatch.clock().now();
        let transition = match (before.stored.enabled, stored.enabled) {
            (false, true) => Transition::Enabling,
            (true, false) => Transition::Disabling,
            _ => Transition::Updating,
        };
        let mapping = self.keep_mapping(changing, stored, transition, Beginnings::new()).await?;
        Ok(describe(&mapping, self.dispatch.clock().now()))
    }
}
