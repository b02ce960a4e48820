//! What an event source mapping may be set to.

use lambda_api as api;
use wire::Fault;

use crate::errors::{fault, invalid, not_built};
use crate::functions::{Function, FunctionName};
use crate::mappings::{Begin, Beginnings, Filter, Source, StoredMapping};
use crate::{Lambda, limits};

/// Refuses what CreateEventSourceMapping can say and is not built.
pub fn refuse_of_create(input: &api::CreateEventSourceMappingInput) -> Result<(), Fault> {
    refuse(&[
        (tells_success(input.destination_config.as_ref()), "a destination for batches that were taken"),
        (input.tumbling_window_in_seconds.is_some_and(|seconds| seconds > 0), "a tumbling window"),
        (
            input.topics.is_some() || input.queues.is_some() || input.self_managed_event_source.is_some(),
            ANOTHER_SOURCE,
        ),
        (input.kms_key_arn.is_some(), "a KMS key"),
        (input.provisioned_poller_config.is_some(), "provisioned pollers"),
        (input.source_access_configurations.as_ref().is_some_and(|list| !list.is_empty()), ANOTHER_ACCESS),
        (input.metrics_config.is_some(), "metrics of a mapping"),
        (input.logging_config.is_some(), "logs of a mapping"),
        (input.tags.as_ref().is_some_and(|tags| !tags.is_empty()), "a mapping with tags"),
        (
            input.amazon_managed_kafka_event_source_config.is_some()
                || input.self_managed_kafka_event_source_config.is_some()
                || input.document_db_event_source_config.is_some(),
            ANOTHER_SOURCE,
        ),
    ])
}

/// Refuses what UpdateEventSourceMapping can say and is not built.
pub fn refuse_of_update(input: &api::UpdateEventSourceMappingInput) -> Result<(), Fault> {
    refuse(&[
        (tells_success(input.destination_config.as_ref()), "a destination for batches that were taken"),
        (input.tumbling_window_in_seconds.is_some_and(|seconds| seconds > 0), "a tumbling window"),
        (input.kms_key_arn.is_some(), "a KMS key"),
        (input.provisioned_poller_config.is_some(), "provisioned pollers"),
        (input.source_access_configurations.as_ref().is_some_and(|list| !list.is_empty()), ANOTHER_ACCESS),
        (input.metrics_config.is_some(), "metrics of a mapping"),
        (input.logging_config.is_some(), "logs of a mapping"),
        (
            input.amazon_managed_kafka_event_source_config.is_some()
                || input.self_managed_kafka_event_source_config.is_some()
                || input.document_db_event_source_config.is_some(),
            ANOTHER_SOURCE,
        ),
    ])
}

const ANOTHER_SOURCE: &str = "a source but a queue, or a stream of Kinesis or DynamoDB";
const ANOTHER_ACCESS: &str = "access to a source but a queue, or a stream of Kinesis or DynamoDB";

fn refuse(asked_for: &[(bool, &str)]) -> Result<(), Fault> {
    match asked_for.iter().find(|(asked, _)| *asked) {
        Some((_, what)) => Err(not_built(what)),
        None => Ok(()),
    }
}

fn tells_success(config: Option<&api::DestinationConfig>) -> bool {
    let target = config.and_then(|config| config.on_success.as_ref());
    target.is_some_and(|target| target.destination.is_some())
}

/// Who is told of batches of a stream that are given up, as it was asked for.
pub fn on_failure(config: Option<api::DestinationConfig>) -> Option<String> {
    config?.on_failure?.destination
}

/// The patterns of a mapping of `source`, or of a queue, if they are sound; empty criteria are none.
pub fn filters(
    source: Option<&Source>,
    criteria: Option<api::FilterCriteria>,
) -> Result<Option<Vec<String>>, Fault> {
    let filters = criteria.and_then(|criteria| criteria.filters).unwrap_or_default();
    if filters.len() > limits::FILTERS_MAX {
        return Err(invalid(format!("A mapping may have {} filters at most.", limits::FILTERS_MAX)));
    }
    let pattern = |filter: api::Filter| filter.pattern.unwrap_or_else(|| "{}".to_owned());
    let patterns: Vec<String> = filters.into_iter().map(pattern).collect();
    match Filter::parse(&patterns) {
        Ok(filter) if source.is_none_or(|source| source.can_filter(&filter)) => {
            Ok(Some(patterns).filter(|all| !all.is_empty()))
        }
        Ok(_) => Err(invalid("Invalid filter pattern definition.")),
        Err(error) => Err(invalid(error.to_string())),
    }
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

impl Lambda {
    /// That no other mapping of the same stream goes to the same function.
    pub(crate) fn check_is_only(&self, stored: &StoredMapping) -> Result<(), Fault> {
        let all = self.mappings()?;
        let same = all.iter().map(|mapping| &mapping.stored).find(|other| {
            other.id != stored.id && other.source == stored.source && other.function == stored.function
        });
        let Some(other) = same else { return Ok(()) };
        let function = FunctionName::of_arn(&stored.function).map(|name| name.name).unwrap_or_default();
        let text = format!(
            "The event source arn (\" {} \") and function (\" {function} \") provided mapping already exists. Please \
             update or delete the existing mapping with UUID {}",
            stored.source, other.id
        );
        Err(fault("ResourceConflictException", 409, text))
    }

    /// That the stream is there and the function's role may do with it what AWS wants it to.
    pub(crate) async fn check_source(&self, function: &Function, source: &Source) -> Result<(), Fault> {
        let stream = &source.stream;
        let refused = match self.source_shards(function, source).await {
            Ok(_) if self.may_read(function, source).await? => return Ok(()),
            Ok(_) => None,
            Err(fault) if fault.code == "AccessDeniedException" => None,
            Err(fault) => Some(fault),
        };
        match refused {
            Some(fault) if fault.code == "ResourceNotFoundException" => {
                Err(invalid(format!("Stream not found: {stream}")))
            }
            Some(fault) => Err(fault),
            None => Err(invalid(format!(
                "Cannot access stream {stream}. Please ensure the role can perform the {} Actions on your stream in \
                 IAM.",
                source.actions_in_words()
            ))),
        }
    }

    /// Whether the role's policies allow the rest of what AWS asks for, before it is needed. `ListStreams`
    /// is on no stream, so that the usual policies for one stream do not allow it on AWS either.
    async fn may_read(&self, function: &Function, source: &Source) -> Result<bool, Fault> {
        let Some(authorize) = self.dispatch.authorize() else { return Ok(true) };
        let call = self.poller_call(function, &source.stream);
        let resources = [source.stream.to_string()];
        for action in source.actions() {
            if authorize.authorize(&call, action, &resources).await?.is_err() {
                return Ok(false);
            }
        }
        Ok(true)
    }
    /// Iterators at what comes next into each shard, where time says too little about that.
    pub(crate) async fn latest_of(&self, function: &Function, source: &Source) -> Result<Beginnings, Fault> {
        let mut beginnings = Beginnings::new();
        if source.has_times() {
            return Ok(beginnings);
        }
        let call = self.poller_call(function, &source.stream);
        for shard in source.shards(&self.dispatch, &call).await? {
            let iterator = source.iterator(&self.dispatch, &call, &shard.id, Begin::Next).await?;
            beginnings.insert(shard.id, iterator);
        }
        Ok(beginnings)
    }
}
