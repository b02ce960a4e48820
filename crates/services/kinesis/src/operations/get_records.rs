//! `GetRecords`.

use std::time::Instant;

use dispatch::{Call, Handle};
use kernel::Timestamp;
use kinesis_api::{GetRecords, GetRecordsInput, GetRecordsOutput, Record};
use wire::Fault;

use crate::engine::Iterator;
use crate::{EngineError, Kinesis, limits};

impl Handle<GetRecords> for Kinesis {
    async fn handle(&self, call: &Call, input: GetRecordsInput) -> Result<GetRecordsOutput, Fault> {
        let now = self.engine.now();
        let iterator = Iterator::decode(&input.shard_iterator, now)?;
        let stream = self.engine.stream_by_id(&iterator.stream)?.ok_or(EngineError::BadIterator)?;
        if stream.place != call.place
            || input.stream_arn.as_deref().is_some_and(|arn| arn != stream.arn.as_str())
        {
            return Err(EngineError::BadIterator.into());
        }
        if input.stream_arn.is_none() {
            self.dispatch.permit_on::<GetRecords>(call, &[stream.arn.to_string()]).await?;
        }
        let limit = input.limit.map_or(limits::GET_RECORDS_MAX, |limit| limit as usize);
        let begun = Instant::now();
        let read = self.engine.read(&stream, &iterator, limit, call.is_inside());
        self.count(&stream, |calls| calls.get_records(&read, begun.elapsed()));
        let read = read?;
        let records = read.records.into_iter().map(|record| {
            let arrival = Timestamp(record.arrival_ms);
            Record {
                sequence_number: stream.sequence_number(iterator.shard, record.index, arrival).to_string(),
                approximate_arrival_timestamp: Some(arrival),
                data: record.data,
                partition_key: record.partition_key,
                encryption_type: None,
            }
        });
        Ok(GetRecordsOutput {
            records: records.collect(),
            next_shard_iterator: Some(read.next.encode(now)),
            millis_behind_latest: Some(read.behind_ms as i64),
            child_shards: None,
        })
    }
}
