//! From the engine's facts to AWS's codes and texts: one exhaustive match.

use kernel::Timestamp;
use wire::Fault;

use crate::engine::EngineError;
use crate::limits::ITERATOR_MS_MAX;

impl From<EngineError> for Fault {
    fn from(error: EngineError) -> Self {
        match error {
            EngineError::NoStream { place, name } => {
                not_found(format!("Stream {name} under account {} not found.", place.account))
            }
            EngineError::StreamExists { place, name } => Fault::sender(
                "ResourceInUseException",
                format!("Stream {name} under account {} already exists.", place.account),
            ),
            EngineError::NoShard { account, stream, shard } => {
                not_found(format!("Shard {shard} in stream {stream} under account {account} does not exist"))
            }
            EngineError::TooManyShards { place, open_shards, wanted } => Fault::sender(
                "LimitExceededException",
                format!(
                    "This request would exceed the shard limit for the account {} in {}. Current shard count for \
                     the account: {open_shards}. Limit: {}. Number of additional shards that would have resulted \
                     from this request: {wanted}.",
                    place.account,
                    place.region,
                    crate::limits::ACCOUNT_SHARDS_MAX,
                ),
            ),
            EngineError::TooManyOnDemandStreams => Fault::sender(
                "LimitExceededException",
                "This request would exceed the on-demand stream limit for the account.",
            ),
            EngineError::Throughput { account, stream, shard } => Fault::sender(
                "ProvisionedThroughputExceededException",
                format!("Rate exceeded for shard {shard} in stream {stream} under account {account}."),
            ),
            EngineError::BadIterator => invalid("Invalid ShardIterator."),
            EngineError::ExpiredIterator { made_ms, now_ms } => Fault::sender(
                "ExpiredIteratorException",
                format!(
                    "Iterator expired. The iterator was created at time {} while right now it is {} which is \
                     further in the future than the tolerated delay of {ITERATOR_MS_MAX} milliseconds.",
                    Timestamp(made_ms).iso8601(),
                    Timestamp(now_ms).iso8601(),
                ),
            ),
            EngineError::Invalid(text) => invalid(text),
            EngineError::Corrupt(reason) => Fault::internal(reason),
            EngineError::Storage(error) => match error.kind() {
                kernel::Kind::Unavailable | kernel::Kind::Throttled => {
                    Fault::with_status("ServiceUnavailable", 503, error.to_string())
                }
                _ => Fault::internal(error.to_string()),
            },
        }
    }
}

/// That the input makes no sense.
pub(crate) fn invalid(text: impl Into<String>) -> Fault {
    Fault::sender("InvalidArgumentException", text)
}

fn not_found(text: String) -> Fault {
    Fault::sender("ResourceNotFoundException", text)
}
