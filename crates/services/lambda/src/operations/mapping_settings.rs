//! What an event source mapping may be set to.

use kernel::Arn;
use lambda_api as api;
use wire::Fault;

use crate::Lambda;
use crate::errors::{invalid, not_built};
use crate::functions::Function;
use crate::mappings::StoredMapping;

/// Refuses what CreateEventSourceMapping can say and is not built.
pub fn refuse_of_create(input: &api::CreateEventSourceMappingInput) -> Result<(), Fault> {
    refuse(&[
        (has_filters(input.filter_criteria.as_ref()), "a filter"),
        (has_destination(input.destination_config.as_ref()), "a destination for failed batches"),
        (input.parallelization_factor.is_some_and(|factor| factor > 1), "more than one batch of a shard at once"),
        (input.tumbling_window_in_seconds.is_some_and(|seconds| seconds > 0), "a tumbling window"),
        (input.topics.is_some() || input.queues.is_some() || input.self_managed_event_source.is_some(), "a source but a Kinesis stream"),
        (input.kms_key_arn.is_some(), "a KMS key"),
        (input.provisioned_poller_config.is_some(), "provisioned pollers"),
        (input.scaling_config.is_some(), "a scaling configuration"),
    ])
}

/// Refuses what UpdateEventSourceMapping can say and is not built.
pub fn refuse_of_update(input: &api::UpdateEventSourceMappingInput) -> Result<(), Fault> {
    refuse(&[
        (has_filters(input.filter_criteria.as_ref()), "a filter"),
        (has_destination(input.destination_config.as_ref()), "a destination for failed batches"),
        (input.parallelization_factor.is_some_and(|factor| factor > 1), "more than one batch of a shard at once"),
        (input.tumbling_window_in_seconds.is_some_and(|seconds| seconds > 0), "a tumbling window"),
        (input.kms_key_arn.is_some(), "a KMS key"),
        (input.provisioned_poller_config.is_some(), "provisioned pollers"),
        (input.scaling_config.is_some(), "a scaling configuration"),
    ])
}

fn refuse(asked_for: &[(bool, &str)]) -> Result<(), Fault> {
    match asked_for.iter().find(|(asked, _)| *asked) {
        Some((_, what)) => Err(not_built(what)),
        None => Ok(()),
    }
}

fn has_filters(criteria: Option<&api::FilterCriteria>) -> bool {
    criteria.and_then(|criteria| criteria.filters.as_ref()).is_some_and(|filters| !filters.is_empty())
}

fn has_destination(config: Option<&api::DestinationConfig>) -> bool {
    let Some(config) = config else { return false };
    config.on_failure.as_ref().is_some_and(|target| target.destination.is_some())
        || config.on_success.as_ref().is_some_and(|target| target.destination.is_some())
}

/// How old a record may be, seconds.
pub fn age(seconds: Option<i32>) -> Result<i32, Fault> {
    match seconds {
        None => Ok(-1),
        Some(seconds) if seconds == -1 || seconds >= 60 => Ok(seconds),
        Some(_) => Err(invalid("MaximumRecordAgeInSeconds must be -1, or 60 at least.")),
    }
}

/// Whether the function answers which records failed.
pub fn reports_items(types: Option<&[api::FunctionResponseType]>) -> bool {
    types.is_some_and(|types| types.contains(&api::FunctionResponseType::ReportBatchItemFailures))
}

/// That a large batch has time to fill. For streams AWS has no such rule; the number of records has a limit.
pub fn check_window(stored: &StoredMapping) -> Result<(), Fault> {
    match stored.batch_size > 10_000 {
        true => Err(invalid("BatchSize must be 10000 at most.")),
        false => Ok(()),
    }
}

impl Lambda {
    /// That the function's role can read the stream.
    pub(crate) async fn check_source(&self, function: &Function, stream: &Arn) -> Result<(), Fault> {
        let refused = match self.stream_shards(function, stream).await {
            Ok(_) => return Ok(()),
            Err(fault) => fault,
        };
        match refused.code.as_ref() {
            "ResourceNotFoundException" => Err(invalid(format!("Stream not found: {stream}"))),
            "AccessDeniedException" => Err(invalid(format!(
                "Cannot access stream {stream}. Please ensure the role can perform the GetRecords, GetShardIterator, \
                 DescribeStream, ListShards, and ListStreams Actions on your stream in IAM."
            ))),
            _ => Err(refused),
        }
    }
}
