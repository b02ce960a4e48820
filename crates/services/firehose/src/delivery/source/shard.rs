//! Follows one shard: reads on when there is something new, as long as what was read is taken.
//!
//! Between reads it waits for notices of new records; time is for streams that are remote, and for a notice
//! that was lost.

use std::sync::Arc;
use std::time::Duration;

use dispatch::Call;
use kinesis_api::{GetRecords, GetRecordsInput, GetShardIterator, GetShardIteratorInput, ShardIteratorType};
use tokio::sync::mpsc;
use wire::Fault;

use super::kinesis::{Stream, code};
use super::{Chunk, Record};
use crate::delivery::ledger::End;
use crate::delivery::pieces::{Origin, ShardRecord};
use crate::limits;

/// Why a shard is no longer followed.
pub enum Ended {
    /// It is closed, and all its records are read.
    Drained,
    /// It, or its stream, is not there; so far it was read.
    Gone(Option<String>),
}

/// See the module.
pub struct Shard {
    stream: Stream,
    id: String,
    /// The number of the last record that was read, or is delivered.
    done: Option<String>,
    chunks: mpsc::Sender<Chunk>,
    iterator: Option<String>,
}

/// What a read came to.
enum Read {
    /// There may be more at once.
    Some,
    /// There is nothing now; whether there is something further on.
    None { behind: bool },
    /// There will be nothing more.
    Last,
}

impl Shard {
    /// Reads the shard `id` after the record `done`.
    pub fn new(stream: Stream, id: String, done: Option<String>, chunks: mpsc::Sender<Chunk>) -> Self {
        Self { stream, id, done, chunks, iterator: None }
    }

    /// Reads until there is a reason to end.
    pub async fn follow(mut self) -> (String, Ended) {
        let dispatch = self.stream.scope.dispatch.clone();
        let mut notices = dispatch.notices().watch(self.stream.arn.as_str());
        let embedded = dispatch.carrier("kinesis").is_some_and(|home| home.operations().next().is_some());
        let idle = if embedded { limits::POLL_EMBEDDED_EVERY } else { limits::POLL_EVERY };
        let mut wait = Duration::from_millis(100);
        loop {
            notices.borrow_and_update();
            match self.read().await {
                Ok(Read::Some) => wait = Duration::from_millis(100),
                Ok(Read::None { behind: true }) => tokio::time::sleep(limits::POLL_BEHIND).await,
                Ok(Read::None { behind: false }) => {
                    // Either way the shard is asked.
                    let _ = tokio::time::timeout(idle, notices.changed()).await;
                }
                Ok(Read::Last) => return (self.id, Ended::Drained),
                Err(fault) if fault.code == "ResourceNotFoundException" => {
                    return (self.id, Ended::Gone(self.done));
                }
                Err(fault) => {
                    if fault.code != "ProvisionedThroughputExceededException" {
                        self.stream.scope.report(code(&fault), &fault.message).await;
                    }
                    tokio::time::sleep(wait).await;
                    wait = (wait * 2).min(limits::READ_WAIT_MAX);
                }
            }
        }
    }

    async fn read(&mut self) -> Result<Read, Fault> {
        let call = self.stream.scope.call_at(&self.stream.role, self.stream.place.clone());
        let (iterator, renewable) = match self.iterator.take() {
            Some(iterator) => (iterator, true),
            None => (self.begin(&call).await?, false),
        };
        let get = |shard_iterator: String| GetRecordsInput {
            shard_iterator,
            limit: Some(limits::GET_RECORDS),
            stream_arn: Some(self.stream.arn.to_string()),
            stream_id: None,
        };
        let dispatch = &self.stream.scope.dispatch;
        let output = match dispatch.call::<GetRecords>(&call, get(iterator)).await {
            // One outlives its time while nothing is taken; a stream that is made anew does not know it.
            Err(fault)
                if renewable
                    && ["ExpiredIteratorException", "InvalidArgumentException"]
                        .contains(&fault.code.as_ref()) =>
            {
                dispatch.call::<GetRecords>(&call, get(self.begin(&call).await?)).await?
            }
            output => output?,
        };
        let is_last = output.next_shard_iterator.is_none();
        let behind = output.millis_behind_latest.is_some_and(|behind| behind > 0);
        self.iterator = output.next_shard_iterator;
        let Some(last) = output.records.last() else {
            return Ok(if is_last { Read::Last } else { Read::None { behind } });
        };
        let place = last.sequence_number.clone();
        let arrived_ms = last.approximate_arrival_timestamp.unwrap_or_default().0;
        let records = output.records.into_iter().map(|record| Record {
            data: record.data,
            arrived: record.approximate_arrival_timestamp.unwrap_or_default(),
            origin: Origin::Shard(Arc::new(ShardRecord {
                shard: self.id.clone(),
                sequence_number: record.sequence_number,
                partition_key: record.partition_key,
            })),
        });
        self.done = Some(place.clone());
        let chunk = Chunk {
            lane: self.id.clone(),
            end: End { place, arrived_ms },
            records: records.collect(),
            is_behind: behind,
        };
        // Where nobody takes it any more, this task is about to end.
        let _ = self.chunks.send(chunk).await;
        Ok(if is_last { Read::Last } else { Read::Some })
    }

    /// An iterator after what is done, or from the delivery stream's creation on.
    async fn begin(&self, call: &Call) -> Result<String, Fault> {
        match self.iterator_after(call, self.done.as_deref()).await {
            // The stream was deleted and made again: none of its records is done.
            Err(fault) if self.done.is_some() && fault.code == "InvalidArgumentException" => {
                self.iterator_after(call, None).await
            }
            other => other,
        }
    }

    async fn iterator_after(&self, call: &Call, done: Option<&str>) -> Result<String, Fault> {
        let begin = self.stream.scope.stored.created;
        let (shard_iterator_type, timestamp) = match done {
            Some(_) => (ShardIteratorType::AfterSequenceNumber, None),
            None => (ShardIteratorType::AtTimestamp, Some(begin)),
        };
        let input = GetShardIteratorInput {
            stream_name: None,
            shard_id: self.id.clone(),
            shard_iterator_type,
            starting_sequence_number: done.map(str::to_owned),
            timestamp,
            stream_arn: Some(self.stream.arn.to_string()),
            stream_id: None,
        };
        let output = self.stream.scope.dispatch.call::<GetShardIterator>(call, input).await?;
        output.shard_iterator.ok_or_else(|| Fault::internal("GetShardIterator answered no iterator"))
    }
}
