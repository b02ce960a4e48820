//! A mapping as AWS describes it.

use kernel::Timestamp;
use lambda_api as api;

use super::{Mapping, Position, Transition};
use crate::functions::FunctionName;
use crate::limits::TRANSITION_MS;

/// The description that every operation answers.
pub fn describe(mapping: &Mapping, now: Timestamp) -> api::EventSourceMappingConfiguration {
    let stored = &mapping.stored;
    let of_stream = stored.queue().is_none();
    let arn = FunctionName::of_arn(&stored.function).map(|function| {
        function.place.arn("lambda", &format!("event-source-mapping:{}", stored.id)).to_string()
    });
    api::EventSourceMappingConfiguration {
        uuid: Some(stored.id.clone()),
        starting_position: of_stream.then_some(match stored.position {
            Position::TrimHorizon => api::EventSourcePosition::TrimHorizon,
            Position::Latest => api::EventSourcePosition::Latest,
            Position::AtTimestamp => api::EventSourcePosition::AtTimestamp,
        }),
        starting_position_timestamp: (stored.position == Position::AtTimestamp).then_some(stored.begin),
        batch_size: Some(stored.batch_size),
        maximum_batching_window_in_seconds: Some(stored.window_seconds),
        parallelization_factor: of_stream.then_some(stored.parallelization.unwrap_or(1)),
        scaling_config: stored.concurrency.map(|most| api::ScalingConfig { maximum_concurrency: Some(most) }),
        filter_criteria: stored.filters.as_ref().map(|patterns| api::FilterCriteria {
            filters: Some(
                patterns.iter().map(|pattern| api::Filter { pattern: Some(pattern.clone()) }).collect(),
            ),
        }),
        event_source_arn: Some(stored.source.clone()),
        function_arn: Some(stored.function.clone()),
        last_modified: Some(stored.modified),
        last_processing_result: Some(mapping.result()),
        state: Some(state(mapping, now).to_owned()),
        state_transition_reason: Some("User action".to_owned()),
        destination_config: of_stream.then(|| api::DestinationConfig {
            on_success: None,
            on_failure: Some(api::OnFailure { destination: stored.on_failure.clone() }),
        }),
        maximum_record_age_in_seconds: of_stream.then_some(stored.age_seconds_max),
        bisect_batch_on_function_error: of_stream.then_some(stored.bisects),
        maximum_retry_attempts: of_stream.then_some(stored.retries_max),
        tumbling_window_in_seconds: of_stream.then_some(0),
        function_response_types: Some(match stored.reports_items {
            true => vec![api::FunctionResponseType::ReportBatchItemFailures],
            false => Vec::new(),
        }),
        event_source_mapping_arn: arn,
        ..api::EventSourceMappingConfiguration::default()
    }
}

fn state(mapping: &Mapping, now: Timestamp) -> &'static str {
    let settled = now.millis_since(mapping.since) >= TRANSITION_MS;
    match mapping.transition {
        Transition::Creating if !settled => "Creating",
        Transition::Enabling if !settled => "Enabling",
        Transition::Disabling if !settled => "Disabling",
        Transition::Updating if !settled => "Updating",
        _ if mapping.stored.enabled => "Enabled",
        _ => "Disabled",
    }
}
