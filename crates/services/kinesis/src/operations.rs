//! One file per operation; beside them what several share.

mod add_tags_to_stream;
mod create_stream;
mod decrease_stream_retention_period;
mod delete_stream;
mod describe;
mod describe_limits;
mod describe_stream;
mod describe_stream_summary;
mod get_records;
mod get_shard_iterator;
mod increase_stream_retention_period;
mod list_shards;
mod list_streams;
mod list_tags_for_stream;
mod new_record;
mod put_record;
mod put_records;
mod remove_tags_from_stream;
mod retention;
mod tags;

use std::sync::Arc;

use dispatch::Call;
use kernel::Arn;
use wire::Fault;

use crate::Kinesis;
use crate::engine::{EngineError, Status, Stream};
use crate::errors::invalid;

impl Kinesis {
    /// The stream that an input names by name or ARN.
    fn find(&self, call: &Call, name: Option<&str>, arn: Option<&str>) -> Result<Arc<Stream>, Fault> {
        let of_arn = match arn {
            Some(text) => Some(Arn::parse(text).map_err(|error| invalid(error.to_string()))?),
            None => None,
        };
        if let Some(arn) = &of_arn
            && (arn.account() != call.place.account.as_str() || arn.region() != call.place.region.as_str())
        {
            let text = format!(
                "Stream {arn} is not in account {} and region {}.",
                call.place.account, call.place.region
            );
            return Err(Fault::sender("ResourceNotFoundException", text));
        }
        let name_of_arn = of_arn.as_ref().and_then(|arn| arn.name_of("stream"));
        match (name, name_of_arn) {
            (Some(name), Some(other)) if name != other => {
                Err(invalid("StreamName and StreamARN name two streams."))
            }
            (Some(name), _) | (None, Some(name)) => Ok(self.engine.stream(&call.place, name)?),
            (None, None) => Err(invalid("Either StreamName or StreamARN must be provided.")),
        }
    }

    /// The stream, if it may be used. AWS answers that a stream that is CREATING is not found.
    fn find_active(&self, call: &Call, name: Option<&str>, arn: Option<&str>) -> Result<Arc<Stream>, Fault> {
        let stream = self.find(call, name, arn)?;
        match stream.status(self.engine.now()) {
            Status::Active => Ok(stream),
            Status::Creating => Err(EngineError::no_stream(&stream.place, &stream.name).into()),
        }
    }
}
