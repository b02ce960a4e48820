//! `CreateEventSourceMapping`.

use dispatch::{Call, Handle};
use kernel::Arn;
use lambda_api::{
    CreateEventSourceMapping, CreateEventSourceMappingInput, EventSourceMappingConfiguration,
    EventSourcePosition,
};
use wire::Fault;

use super::mapping_settings;
use crate::Lambda;
use crate::errors::{invalid, not_built};
use crate::functions::FunctionName;
use crate::limits;
use crate::mappings::{Beginnings, Position, QueueSource, Source, StoredMapping, Transition, describe};

impl Handle<CreateEventSourceMapping> for Lambda {
    async fn handle(
        &self,
        call: &Call,
        input: CreateEventSourceMappingInput,
    ) -> Result<EventSourceMappingConfiguration, Fault> {
        mapping_settings::refuse_of_create(&input)?;
        if let Some(queue) = queue(&input) {
            return self.map_queue(call, input, queue).await;
        }
        if input.scaling_config.is_some() {
            return Err(invalid("ScalingConfig is for queues only."));
        }
        let source = source(&input)?;
        let name = FunctionName::parse(&input.function_name, None, &call.place)?;
        let function = self.function(&name)?;
        let now = self.dispatch.clock().now();
        let (position, begin) = match (input.starting_position, input.starting_position_timestamp) {
            (None, _) => {
                return Err(invalid(
                    "1 validation error detected: Value null at 'startingPosition' failed to satisfy constraint: \
                     Member must not be null.",
                ));
            }
            (Some(EventSourcePosition::AtTimestamp), _) if !source.has_times() => {
                return Err(invalid(
                    "Unsupported starting position for Amazon DynamoDB Streams: AT_TIMESTAMP.",
                ));
            }
            (Some(EventSourcePosition::AtTimestamp), None) => {
                return Err(invalid("Need to specify a timestamp"));
            }
            (Some(EventSourcePosition::AtTimestamp), Some(time)) => (Position::AtTimestamp, time),
            (Some(_), Some(_)) => {
                return Err(invalid(
                    "StartingPositionTimestamp goes with the StartingPosition AT_TIMESTAMP alone.",
                ));
            }
            (Some(EventSourcePosition::Latest), _) => (Position::Latest, now),
            (Some(EventSourcePosition::TrimHorizon), _) => (Position::TrimHorizon, now),
        };
        let stored = StoredMapping {
            version: StoredMapping::VERSION,
            id: self.dispatch.random().uuid(),
            function: function.stored.arn().to_string(),
            source: source.stream.to_string(),
            enabled: input.enabled.unwrap_or(true),
            batch_size: input.batch_size.unwrap_or(limits::BATCH_SIZE_DEFAULT),
            window_seconds: input.maximum_batching_window_in_seconds.unwrap_or(0),
            position,
            begin,
            retries_max: input.maximum_retry_attempts.unwrap_or(-1),
            age_seconds_max: mapping_settings::age(input.maximum_record_age_in_seconds)?,
            bisects: input.bisect_batch_on_function_error.unwrap_or(false),
            reports_items: mapping_settings::reports_items(input.function_response_types.as_deref()),
            filters: mapping_settings::filters(Some(&source), input.filter_criteria)?,
            parallelization: input.parallelization_factor,
            concurrency: None,
            on_failure: self
                .check_failure_queue(&function.stored, mapping_settings::on_failure(input.destination_config))
                .await?,
            modified: now,
        };
        let changing = self.changing_mappings().await;
        self.check_is_only(&stored)?;
        self.check_source(&function, &source).await?;
        let beginnings = match position {
            Position::Latest => self.latest_of(&function, &source).await?,
            Position::TrimHorizon | Position::AtTimestamp => Beginnings::new(),
        };
        let mapping = self.keep_mapping(changing, stored, Transition::Creating, beginnings).await?;
        Ok(describe(&mapping, now))
    }
}

fn queue(input: &CreateEventSourceMappingInput) -> Option<QueueSource> {
    QueueSource::of(&Arn::parse(input.event_source_arn.as_deref()?).ok()?)
}

fn source(input: &CreateEventSourceMappingInput) -> Result<Source, Fault> {
    let text = input.event_source_arn.as_deref().ok_or_else(|| invalid("Unrecognized event source."))?;
    let arn = Arn::parse(text)
        .map_err(|_| invalid(format!("Unrecognized event source, `{text}` is not an ARN.")))?;
    Source::of(&arn).ok_or_else(|| not_built(&format!("the event source {text}")))
}
