//! `GetShardIterator`.

use dispatch::{Call, Handle};
use dynamodb_api::streams::{
    GetShardIterator, GetShardIteratorInput, GetShardIteratorOutput, ShardIteratorType,
};
use wire::Fault;

use crate::DynamoDb;
use crate::engine::EngineError;
use crate::engine::changes::StoredStream;
use crate::engine::changes::iterator::{self, Place};
use crate::errors::{invalid, invalid_parameters, not_found};

impl Handle<GetShardIterator> for DynamoDb {
    async fn handle(
        &self,
        call: &Call,
        input: GetShardIteratorInput,
    ) -> Result<GetShardIteratorOutput, Fault> {
        let number = input.sequence_number.as_deref();
        let kind = input.shard_iterator_type;
        let wants_number =
            matches!(kind, ShardIteratorType::AtSequenceNumber | ShardIteratorType::AfterSequenceNumber);
        if wants_number != number.is_some() {
            let rule = if wants_number { "must" } else { "must not" };
            return Err(invalid_parameters(format!(
                "SequenceNumber {rule} be specified for ShardIteratorType {}",
                kind.as_str()
            )));
        }
        let stream = self.stream(call, &input.stream_arn)?;
        if input.shard_id != stream.shard_id() {
            return Err(not_found("Requested resource not found: Shard does not exist"));
        }
        let place = match kind {
            ShardIteratorType::TrimHorizon => Place::TrimHorizon,
            ShardIteratorType::Latest => Place::Position(self.engine.end_of(&stream)?),
            ShardIteratorType::AtSequenceNumber => at(&stream, number.unwrap_or_default())?,
            ShardIteratorType::AfterSequenceNumber => match at(&stream, number.unwrap_or_default())? {
                Place::Position(position) => Place::Position(position + 1),
                before_all => before_all,
            },
        };
        // What is trimmed is told of here already, as on AWS.
        self.engine.read(&stream, place, 1)?;
        let iterator = iterator::encode(&input.stream_arn, place, self.engine.now());
        Ok(GetShardIteratorOutput { shard_iterator: Some(iterator) })
    }
}

/// The place of the record with this sequence number.
fn at(stream: &StoredStream, number: &str) -> Result<Place, Fault> {
    if number.is_empty() || !number.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(invalid_parameters(format!("Invalid SequenceNumber: {number}")));
    }
    match stream.position(number) {
        Some(0) => Err(EngineError::Trimmed.into()),
        Some(position) => Ok(Place::Position(position)),
        None => {
            Err(invalid(format!("SequenceNumber {number} did not come from the stream {}", stream.arn())))
        }
    }
}
