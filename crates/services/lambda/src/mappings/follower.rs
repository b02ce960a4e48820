//! Follows one shard: in order, one batch at a time.
//!
//! A batch is done when the function took it or it is given up; then the shard's checkpoint is stored, and
//! only then comes the next. So records reach the function at least once and in order, whatever is killed.
//! Between batches it waits for notices of new records, not for time to pass; time is for streams that are
//! remote, and for a notice that was lost.

mod delivery;

use std::collections::VecDeque;
use std::sync::{Arc, Weak};
use std::time::Duration;

use dispatch::{Call, Watch};
use kernel::Arn;
use kinesis_api::{
    GetRecords, GetRecordsInput, GetShardIterator, GetShardIteratorInput, Record, ShardIteratorType,
};
use tokio::time::Instant;
use wire::Fault;

use super::{Mapping, Position, batch};
use crate::functions::Function;
use crate::stop::Stopped;
use crate::{Lambda, limits};

/// Why a shard is no longer followed.
pub enum End {
    /// It is closed, and all its records are done.
    Drained,
    /// It, or its stream, is not there.
    Gone,
    /// The mapping was stopped.
    Stopped,
}

/// What a step came to.
enum Step {
    /// A batch was done, or there is more to read at once.
    Worked,
    /// There is nothing to read until a notice, or for so long.
    Idle(Duration),
    /// It was the last one.
    Over(End),
}

/// See the module.
pub struct Follower {
    lambda: Weak<Lambda>,
    mapping: Arc<Mapping>,
    stream: Arn,
    shard: String,
    stopped: Stopped,
    /// Where to read on; found anew after trouble.
    iterator: Option<String>,
    /// Read, and not handed over yet: less than a batch, and what one more read brings.
    records: VecDeque<Record>,
    /// How far the newest read was behind the shard's end.
    behind: bool,
    /// Whether the newest read was the last that there is.
    closed: bool,
}

impl Follower {
    /// Follows `shard` of `stream` for `mapping`.
    pub fn new(lambda: Weak<Lambda>, mapping: Arc<Mapping>, stream: &Arn, shard: String) -> Self {
        Self {
            lambda,
            stopped: mapping.stopped(),
            mapping,
            stream: stream.clone(),
            shard,
            iterator: None,
            records: VecDeque::new(),
            behind: false,
            closed: false,
        }
    }

    /// Follows until there is a reason to end.
    pub async fn run(mut self) -> (String, End) {
        let Some(service) = self.lambda.upgrade() else { return (self.shard, End::Stopped) };
        let mut watch = service.dispatch.notices().watch(self.stream.as_str());
        let embedded =
            service.dispatch.carrier("kinesis").is_some_and(|home| home.operations().next().is_some());
        let idle = if embedded { limits::POLL_EMBEDDED_EVERY } else { limits::POLL_EVERY };
        drop(service);
        let mut wait = limits::RETRY_WAIT_FIRST;
        loop {
            let Some(service) = self.lambda.upgrade().filter(|_| !self.stopped.is_set()) else {
                return (self.shard, End::Stopped);
            };
            let step = self.step(&service, &mut watch, idle).await;
            drop(service);
            match step {
                Ok(Step::Worked) => wait = limits::RETRY_WAIT_FIRST,
                Ok(Step::Idle(idle)) => {
                    wait = limits::RETRY_WAIT_FIRST;
                    tokio::select! {
                        _ = tokio::time::timeout(idle, watch.changed()) => {}
                        () = self.stopped.set() => {}
                    }
                }
                Ok(Step::Over(end)) => return (self.shard, end),
                Err(fault) => {
                    if !is_throttled(&fault) {
                        self.mapping.set_result(&format!("PROBLEM: {}", fault.message));
                    }
                    self.stopped.pause(wait).await;
                    wait = (wait * 2).min(limits::READ_WAIT_MAX);
                }
            }
        }
    }

    /// Reads if there is less than a batch, and hands one over if there is one.
    async fn step(
        &mut self,
        service: &Arc<Lambda>,
        watch: &mut Watch,
        idle: Duration,
    ) -> Result<Step, Fault> {
        let function = service.function_of(&self.mapping)?;
        if !self.batch(&function).1 && !self.closed {
            watch.borrow_and_update();
            let stopped = self.stopped.clone();
            let read = tokio::select! {
                read = self.read(service, &function) => read,
                () = stopped.set() => return Ok(Step::Over(End::Stopped)),
            };
            match read {
                Ok(()) => {}
                // What is at hand is good, and comes first.
                Err(_) if !self.records.is_empty() => {}
                Err(fault) if fault.code == "ResourceNotFoundException" => return Ok(Step::Over(End::Gone)),
                Err(fault) => return Err(fault),
            }
        }
        if self.records.is_empty() {
            return Ok(match (self.closed, self.behind) {
                (true, _) => Step::Over(End::Drained),
                (false, true) => Step::Idle(limits::POLL_BEHIND),
                (false, false) => Step::Idle(idle),
            });
        }
        self.fill(service, &function, watch).await;
        if self.stopped.is_set() {
            return Ok(Step::Over(End::Stopped));
        }
        let count = self.batch(&function).0;
        let batch: Vec<Record> = self.records.drain(..count).collect();
        let handed = self.hand_over(service, batch).await;
        if handed.is_err() {
            // A part of the batch may be lost here: it is read again.
            self.records.clear();
            self.iterator = None;
            self.closed = false;
        }
        handed.map(|()| Step::Worked)
    }

    fn source<'a>(&'a self, function: &'a Function) -> batch::Source<'a> {
        batch::Source {
            stream: self.stream.as_str(),
            region: self.stream.region(),
            shard: &self.shard,
            role: &function.stored.role,
        }
    }

    /// How many of the records at hand make the next batch, and whether it is full.
    fn batch(&self, function: &Function) -> (usize, bool) {
        let size = self.mapping.stored.batch_size.unsigned_abs() as usize;
        self.source(function).batch(&self.records, size)
    }

    async fn read(&mut self, service: &Lambda, function: &Function) -> Result<(), Fault> {
        let call = service.poller_call(function, &self.stream);
        let kept = self.iterator.clone();
        let renewable = kept.is_some();
        let iterator = match kept {
            Some(iterator) => iterator,
            None => self.begin(service, &call).await?,
        };
        let mut read = self.get(service, &call, iterator).await;
        if let Err(fault) = &read
            && renewable
            && ["ExpiredIteratorException", "InvalidArgumentException"].contains(&fault.code.as_ref())
        {
            // A long invocation outlives an iterator; a stream that is made anew does not know it.
            self.iterator = None;
            let iterator = self.begin(service, &call).await?;
            read = self.get(service, &call, iterator).await;
        }
        read
    }

    async fn get(&mut self, service: &Lambda, call: &Call, shard_iterator: String) -> Result<(), Fault> {
        self.iterator = Some(shard_iterator.clone());
        let stream_arn = Some(self.stream.to_string());
        let input = GetRecordsInput { shard_iterator, limit: None, stream_arn, stream_id: None };
        let output = service.dispatch.call::<GetRecords>(call, input).await.inspect_err(|fault| {
            if !is_throttled(fault) {
                self.iterator = None;
            }
        })?;
        self.closed = output.next_shard_iterator.is_none();
        self.behind = output.millis_behind_latest.is_some_and(|behind| behind > 0);
        self.iterator = output.next_shard_iterator;
        self.records.extend(output.records);
        Ok(())
    }

    /// An iterator after what is done: the records at hand, the checkpoint, or the mapping's beginning.
    async fn begin(&self, service: &Lambda, call: &Call) -> Result<String, Fault> {
        let done = match self.records.back() {
            Some(record) => Some(record.sequence_number.clone()),
            None => service.checkpoint_of(&self.mapping, &self.shard)?,
        };
        let of_another = |fault: &Fault| fault.code == "InvalidArgumentException";
        match self.iterator_after(service, call, done.as_deref()).await {
            // The stream was deleted and made again: none of its records is done.
            Err(fault) if done.is_some() && of_another(&fault) => {
                self.iterator_after(service, call, None).await
            }
            other => other,
        }
    }

    async fn iterator_after(
        &self,
        service: &Lambda,
        call: &Call,
        done: Option<&str>,
    ) -> Result<String, Fault> {
        let begin = self.mapping.stored.begin;
        let (shard_iterator_type, timestamp) = match (done, self.mapping.stored.position) {
            (Some(_), _) => (ShardIteratorType::AfterSequenceNumber, None),
            (None, Position::TrimHorizon) => (ShardIteratorType::TrimHorizon, None),
            (None, Position::Latest | Position::AtTimestamp) => (ShardIteratorType::AtTimestamp, Some(begin)),
        };
        let input = GetShardIteratorInput {
            stream_name: None,
            shard_id: self.shard.clone(),
            shard_iterator_type,
            starting_sequence_number: done.map(str::to_owned),
            timestamp,
            stream_arn: Some(self.stream.to_string()),
            stream_id: None,
        };
        let output = service.dispatch.call::<GetShardIterator>(call, input).await?;
        output.shard_iterator.ok_or_else(|| Fault::internal("GetShardIterator answered no iterator"))
    }

    /// Waits for a full batch, as long as the mapping's window lets it.
    async fn fill(&mut self, service: &Lambda, function: &Function, watch: &mut Watch) {
        let window = Duration::from_secs(u64::from(self.mapping.stored.window_seconds.unsigned_abs()));
        let end = Instant::now() + window;
        let stopped = self.stopped.clone();
        while !self.closed && !self.batch(function).1 && Instant::now() < end {
            watch.borrow_and_update();
            let more = async {
                // A read that fails is told of when there is nothing at hand.
                let _ = self.read(service, function).await;
                if !self.batch(function).1 {
                    let _ = tokio::time::timeout(limits::POLL_EVERY, watch.changed()).await;
                }
            };
            tokio::select! {
                () = more => {}
                () = tokio::time::sleep_until(end) => return,
                () = stopped.set() => return,
            }
        }
    }
}

/// Whether a fault says no more than "not so fast".
fn is_throttled(fault: &Fault) -> bool {
    let codes = ["ProvisionedThroughputExceededException", "LimitExceededException", "ThrottlingException"];
    codes.contains(&fault.code.as_ref())
}
