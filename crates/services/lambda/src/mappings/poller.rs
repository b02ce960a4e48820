//! What works for a mapping: one task per shard, in order, one batch at a time.
//!
//! A batch is done when the function took it or it is given up; then the shard's checkpoint is stored, and
//! only then comes the next. So records reach the function at least once and in order, whatever is killed.
//! The stream is asked as the function's role, through the same door as everybody.

use std::collections::VecDeque;
use std::sync::{Arc, Weak};
use std::time::Duration;

use bytes::Bytes;
use dispatch::{Call, Watch};
use kernel::{Arn, Place};
use kinesis_api::{
    GetRecords, GetRecordsInput, GetShardIterator, GetShardIteratorInput, ListShards, ListShardsInput, Record,
    ShardIteratorType,
};
use tokio::task::JoinSet;
use wire::Fault;

use super::{Mapping, Position, batch, stored};
use crate::errors::unavailable;
use crate::functions::{Function, FunctionName};
use crate::invocation::Request;
use crate::{Lambda, limits};

/// Follows every shard of the mapping's stream until the mapping is stopped.
pub async fn follow_stream(lambda: Weak<Lambda>, mapping: Arc<Mapping>) {
    let Some(stream) = mapping.stored.stream() else { return };
    let mut wait = limits::RETRY_WAIT_FIRST;
    let shards = loop {
        let Some(service) = lambda.upgrade() else { return };
        match service.shards(&mapping, &stream).await {
            Ok(shards) => break shards,
            Err(fault) => mapping.set_result(&format!("PROBLEM: {}", fault.message)),
        }
        drop(service);
        tokio::time::sleep(wait).await;
        wait = (wait * 2).min(limits::RETRY_WAIT_MAX);
    };
    let mut followers = JoinSet::new();
    for shard in shards {
        let follower = Follower {
            lambda: lambda.clone(),
            mapping: Arc::clone(&mapping),
            stream: stream.clone(),
            shard,
            iterator: None,
            records: VecDeque::new(),
        };
        followers.spawn(follower.run());
    }
    while followers.join_next().await.is_some() {}
}

impl Lambda {
    /// The call that a mapping's poller makes: as the function's role.
    fn poller_call(&self, function: &Function, stream: &Arn) -> Call {
        let place = Place { region: kernel::Region::parse(stream.region()).unwrap_or_default(), ..function.stored.place() };
        Call::inside("lambda", function.stored.principal(), place, self.dispatch.request_id())
    }

    fn function_of(&self, mapping: &Mapping) -> Result<Arc<Function>, Fault> {
        self.function(&FunctionName::parse(&mapping.stored.function, None, &Place::default())?)
    }

    async fn shards(&self, mapping: &Mapping, stream: &Arn) -> Result<Vec<String>, Fault> {
        let function = self.function_of(mapping)?;
        self.stream_shards(&function, stream).await
    }

    /// The shards of `stream`, as `function`'s role sees them.
    pub(crate) async fn stream_shards(&self, function: &Function, stream: &Arn) -> Result<Vec<String>, Fault> {
        let call = self.poller_call(function, stream);
        let mut shards = Vec::new();
        let mut next_token = None;
        loop {
            let stream_arn = next_token.is_none().then(|| stream.to_string());
            let input = ListShardsInput { stream_arn, next_token, ..ListShardsInput::default() };
            let page = self.dispatch.call::<ListShards>(&call, input).await?;
            shards.extend(page.shards.unwrap_or_default().into_iter().map(|shard| shard.shard_id));
            next_token = page.next_token;
            if next_token.is_none() {
                return Ok(shards);
            }
        }
    }
}

/// Follows one shard.
struct Follower {
    lambda: Weak<Lambda>,
    mapping: Arc<Mapping>,
    stream: Arn,
    shard: String,
    /// Where to read on; found anew after trouble.
    iterator: Option<String>,
    /// Read, and not handed over yet.
    records: VecDeque<Record>,
}

impl Follower {
    async fn run(mut self) {
        let Some(service) = self.lambda.upgrade() else { return };
        let mut watch = service.dispatch.notices().watch(self.stream.as_str());
        drop(service);
        let mut wait = limits::RETRY_WAIT_FIRST;
        while let Some(service) = self.lambda.upgrade() {
            match self.step(&service, &mut watch).await {
                Ok(()) => wait = limits::RETRY_WAIT_FIRST,
                Err(fault) => {
                    self.mapping.set_result(&format!("PROBLEM: {}", fault.message));
                    self.iterator = None;
                    self.records.clear();
                    drop(service);
                    tokio::time::sleep(wait).await;
                    wait = (wait * 2).min(limits::RETRY_WAIT_MAX);
                }
            }
        }
    }

    /// Reads if there is nothing left, and hands one batch over if there is one.
    async fn step(&mut self, service: &Arc<Lambda>, watch: &mut Watch) -> Result<(), Fault> {
        let function = service.function_of(&self.mapping)?;
        let size = self.mapping.stored.batch_size.unsigned_abs() as usize;
        if self.records.len() < size {
            watch.borrow_and_update();
            self.read(service, &function).await?;
        }
        if self.records.is_empty() {
            let _ = tokio::time::timeout(limits::POLL_EVERY, watch.changed()).await;
            return Ok(());
        }
        self.fill(service, &function, watch, size).await?;
        let count = batch::length(&self.records, size);
        let batch: Vec<Record> = self.records.drain(..count).collect();
        self.hand_over(service, &function, batch).await
    }

    async fn read(&mut self, service: &Lambda, function: &Function) -> Result<(), Fault> {
        let call = service.poller_call(function, &self.stream);
        let shard_iterator = match self.iterator.take() {
            Some(iterator) => iterator,
            None => self.begin(service, &call).await?,
        };
        let input = GetRecordsInput {
            shard_iterator,
            limit: None,
            stream_arn: Some(self.stream.to_string()),
            stream_id: None,
        };
        let output = service.dispatch.call::<GetRecords>(&call, input).await?;
        self.iterator = output.next_shard_iterator;
        self.records.extend(output.records);
        Ok(())
    }

    /// An iterator after what is done: the records at hand, the checkpoint, or the mapping's beginning.
    async fn begin(&self, service: &Lambda, call: &Call) -> Result<String, Fault> {
        let key = stored::checkpoint(&self.mapping.stored.id, &self.shard);
        let done = match self.records.back() {
            Some(record) => Some(record.sequence_number.clone()),
            None => {
                let bytes = service.store().and_then(|store| store.get(&key)).map_err(unavailable)?;
                bytes.map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
            }
        };
        let shard_iterator_type = match (&done, self.mapping.stored.position) {
            (Some(_), _) => ShardIteratorType::AfterSequenceNumber,
            (None, Position::TrimHorizon) => ShardIteratorType::TrimHorizon,
            (None, Position::Latest | Position::AtTimestamp) => ShardIteratorType::AtTimestamp,
        };
        let input = GetShardIteratorInput {
            stream_name: None,
            shard_id: self.shard.clone(),
            shard_iterator_type,
            starting_sequence_number: done,
            timestamp: Some(self.mapping.stored.begin),
            stream_arn: Some(self.stream.to_string()),
            stream_id: None,
        };
        let output = service.dispatch.call::<GetShardIterator>(call, input).await?;
        output.shard_iterator.ok_or_else(|| Fault::internal("GetShardIterator answered no iterator"))
    }

    /// Waits for a full batch, as long as the mapping's window lets it.
    async fn fill(
        &mut self,
        service: &Lambda,
        function: &Function,
        watch: &mut Watch,
        size: usize,
    ) -> Result<(), Fault> {
        let window = Duration::from_secs(u64::from(self.mapping.stored.window_seconds.unsigned_abs()));
        let end = tokio::time::Instant::now() + window;
        while !window.is_zero() && self.records.len() < size && tokio::time::Instant::now() < end {
            watch.borrow_and_update();
            self.read(service, function).await?;
            let soon = end.min(tokio::time::Instant::now() + limits::POLL_EVERY);
            let _ = tokio::time::timeout_at(soon, watch.changed()).await;
        }
        Ok(())
    }

    /// Gives `batch` to the function until it is done with, in parts if need be, and notes how far it is.
    async fn hand_over(&self, service: &Lambda, function: &Arc<Function>, batch: Vec<Record>) -> Result<(), Fault> {
        let mut parts = VecDeque::from([batch]);
        let mut tries = 0;
        let mut wait = limits::RETRY_WAIT_FIRST;
        while let Some(mut part) = parts.pop_front() {
            let fresh = part.iter().position(|record| !self.is_too_old(service, record)).unwrap_or(part.len());
            let stale: Vec<Record> = part.drain(..fresh).collect();
            if let Some(last) = stale.last() {
                self.checkpoint(service, last).await?;
            }
            if part.is_empty() {
                continue;
            }
            // The function may have been changed, or deleted, while this batch was being tried.
            let current = service.function_of(&self.mapping).unwrap_or_else(|_| Arc::clone(function));
            let taken = self.invoke(service, &current, &part).await;
            if taken > 0 {
                let rest = part.split_off(taken);
                if let Some(last) = part.last() {
                    self.checkpoint(service, last).await?;
                }
                (tries, wait) = (0, limits::RETRY_WAIT_FIRST);
                if rest.is_empty() {
                    continue;
                }
                part = rest;
            }
            // Splitting is no retry: a batch may be split down to the record that fails.
            let splits = self.mapping.stored.bisects && part.len() > 1;
            tries += i32::from(!splits);
            let retries_max = self.mapping.stored.retries_max;
            if retries_max >= 0 && tries > retries_max {
                if let Some(last) = part.last() {
                    self.checkpoint(service, last).await?;
                }
                tries = 0;
                continue;
            }
            tokio::time::sleep(wait).await;
            wait = (wait * 2).min(limits::RETRY_WAIT_MAX);
            if splits {
                let second = part.split_off(part.len() / 2);
                parts.push_front(second);
            }
            parts.push_front(part);
        }
        Ok(())
    }

    fn is_too_old(&self, service: &Lambda, record: &Record) -> bool {
        let limit_seconds = self.mapping.stored.age_seconds_max;
        let arrival = record.approximate_arrival_timestamp.unwrap_or_default();
        limit_seconds >= 0
            && service.dispatch.clock().now().millis_since(arrival) > u64::from(limit_seconds.unsigned_abs()) * 1000
    }

    /// How many of `records` the function took, from the first.
    async fn invoke(&self, service: &Lambda, function: &Arc<Function>, records: &[Record]) -> usize {
        let source = batch::Source {
            stream: self.stream.as_str(),
            region: self.stream.region(),
            shard: &self.shard,
            role: &function.stored.role,
        };
        let request = Request {
            payload: Bytes::from(batch::event(&source, records.iter())),
            request_id: service.dispatch.request_id(),
            invoked_arn: self.mapping.stored.function.clone(),
            client_context: None,
        };
        match service.run(function, request).await {
            Err(fault) => {
                self.mapping.set_result(&format!("PROBLEM: {}", fault.message));
                0
            }
            Ok(outcome) if outcome.function_error.is_some() => {
                self.mapping.set_result("PROBLEM: Function call failed");
                0
            }
            Ok(outcome) => {
                let taken = match self.mapping.stored.reports_items {
                    true => batch::taken(&outcome.payload, records),
                    false => records.len(),
                };
                self.mapping.set_result(if taken == records.len() { "OK" } else { "PROBLEM: Function call failed" });
                taken
            }
        }
    }

    /// Stores that the shard is done with up to `record`.
    async fn checkpoint(&self, service: &Lambda, record: &Record) -> Result<(), Fault> {
        let key = stored::checkpoint(&self.mapping.stored.id, &self.shard);
        let value = record.sequence_number.clone().into_bytes();
        let kept = service.store().map_err(unavailable)?.write(move |store| {
            store.put(key, value);
            Ok::<_, Fault>(())
        });
        kept.await.map_err(unavailable)?
    }
}
