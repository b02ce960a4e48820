//! Follows one shard: in order, one batch at a time.
//!
//! A batch is done when the function took it or it is given up; then the shard's checkpoint is stored, and
//! only then comes the next. So records reach the function at least once and in order, whatever is killed.
//! Records that a filter does not let through are passed over: they go into no batch, and are noted as done
//! with what is before them. Between batches it waits for notices of new records, not for time to pass; time
//! is for streams that are remote, and for a notice that was lost.

mod delivery;
mod failure;

use std::collections::VecDeque;
use std::sync::{Arc, Weak};
use std::time::Duration;

use dispatch::{Call, Stopped, Watch};
use tokio::time::Instant;
use wire::Fault;

use super::batch::{self, Item};
use super::source::{Begin, Entry, Reading, Source};
use super::{Mapping, Position};
use crate::functions::Function;
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
    source: Source,
    shard: String,
    stopped: Stopped,
    /// Where to read on; found anew after trouble.
    iterator: Option<String>,
    /// Read, and not handed over yet: less than a batch, and what one more read brings.
    records: VecDeque<Item>,
    /// The last record that was passed over while nothing was at hand; not noted yet.
    passed: Option<String>,
    /// How far the newest read was behind the shard's end.
    behind: bool,
    /// Whether the newest read was the last that there is.
    closed: bool,
}

impl Follower {
    /// Follows `shard` of `source` for `mapping`.
    pub fn new(lambda: Weak<Lambda>, mapping: Arc<Mapping>, source: &Source, shard: String) -> Self {
        Self {
            lambda,
            stopped: mapping.stopped(),
            iterator: mapping.take_beginning(&shard),
            mapping,
            source: source.clone(),
            shard,
            records: VecDeque::new(),
            passed: None,
            behind: false,
            closed: false,
        }
    }

    /// Follows until there is a reason to end.
    pub async fn run(mut self) -> (String, End) {
        let Some(service) = self.lambda.upgrade() else { return (self.shard, End::Stopped) };
        let mut watch = service.dispatch.notices().watch(self.source.stream.as_str());
        let idle = self.source.poll_every(&service.dispatch);
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
        if !self.batch().1 && !self.closed {
            watch.borrow_and_update();
            let stopped = self.stopped.clone();
            let read = tokio::select! {
                read = self.read(service, &function) => read,
                () = stopped.set() => return Ok(Step::Over(End::Stopped)),
            };
            match read {
                Ok(brought) if brought && self.records.is_empty() => {
                    self.note_passed(service).await?;
                    return Ok(Step::Worked);
                }
                Ok(_) => {}
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
        let count = self.batch().0;
        let batch: Vec<Item> = self.records.drain(..count).collect();
        let handed = self.hand_over(service, batch).await;
        if handed.is_err() {
            // A part of the batch may be lost here: it is read again.
            self.forget_what_was_read();
        }
        handed.map(|()| Step::Worked)
    }

    fn forget_what_was_read(&mut self) {
        self.records.clear();
        self.passed = None;
        self.iterator = None;
        self.closed = false;
    }

    /// Notes what was passed over where no batch will.
    async fn note_passed(&mut self, service: &Lambda) -> Result<(), Fault> {
        let Some(number) = self.passed.take() else { return Ok(()) };
        let noted = service.checkpoint(&self.mapping, &self.shard, &number).await;
        if noted.is_err() {
            self.forget_what_was_read();
        }
        noted
    }

    /// How many of the records at hand make the next batch, and whether it is full.
    fn batch(&self) -> (usize, bool) {
        batch::batch(&self.records, self.mapping.stored.batch_size.unsigned_abs() as usize)
    }

    /// Reads on; whether that brought anything.
    async fn read(&mut self, service: &Lambda, function: &Function) -> Result<bool, Fault> {
        let call = service.poller_call(function, &self.source.stream);
        let kept = self.iterator.clone();
        let renewable = kept.is_some();
        let iterator = match kept {
            Some(iterator) => iterator,
            None => self.begin(service, &call).await?,
        };
        let mut read = self.get(service, function, &call, iterator).await;
        if let Err(fault) = &read
            && renewable
            && (fault.code == "ExpiredIteratorException" || is_of_another(fault))
        {
            // A long invocation outlives an iterator; a stream that is made anew does not know it.
            self.iterator = None;
            let iterator = self.begin(service, &call).await?;
            read = self.get(service, function, &call, iterator).await;
        }
        read
    }

    async fn get(
        &mut self,
        service: &Lambda,
        function: &Function,
        call: &Call,
        iterator: String,
    ) -> Result<bool, Fault> {
        self.iterator = Some(iterator.clone());
        let stored = &self.mapping.stored;
        let reading = Reading {
            shard: &self.shard,
            role: &function.stored.role,
            filter: &self.mapping.filter,
            since: Some(stored.begin).filter(|_| stored.position == Position::Latest),
        };
        let read = self.source.read(&service.dispatch, call, iterator, &reading).await;
        let page = read.inspect_err(|fault| {
            if !is_throttled(fault) {
                self.iterator = None;
            }
        })?;
        self.closed = page.next.is_none();
        self.behind = page.behind;
        self.iterator = page.next;
        let brought = !page.entries.is_empty();
        page.entries.into_iter().for_each(|entry| self.keep(entry));
        Ok(brought)
    }

    fn keep(&mut self, Entry { number, arrival, text }: Entry) {
        match (text, self.records.back_mut()) {
            (Some(text), _) => {
                self.passed = None;
                self.records.push_back(Item { number, passed: None, arrival, text });
            }
            (None, Some(last)) => last.passed = Some(number),
            (None, None) => self.passed = Some(number),
        }
    }

    /// An iterator after what is done: the records at hand, the checkpoint, or the mapping's beginning.
    async fn begin(&self, service: &Lambda, call: &Call) -> Result<String, Fault> {
        let at_hand = self.records.back().map(Item::done).or(self.passed.as_deref());
        let done = match at_hand {
            Some(number) => Some(number.to_owned()),
            None => service.checkpoint_of(&self.mapping, &self.shard)?,
        };
        let stored = &self.mapping.stored;
        let beginning = match stored.position {
            Position::TrimHorizon => Begin::Oldest,
            Position::Latest | Position::AtTimestamp => Begin::Since(stored.begin),
        };
        let iterator = async |begin| self.source.iterator(&service.dispatch, call, &self.shard, begin).await;
        match iterator(done.as_deref().map_or(beginning, Begin::After)).await {
            // The stream was deleted and made again, so that none of its records is done; or its records
            // went before they were read.
            Err(fault) if done.is_some() && is_of_another(&fault) => iterator(beginning).await,
            other => other,
        }
    }

    /// Waits for a full batch, as long as the mapping's window lets it.
    async fn fill(&mut self, service: &Lambda, function: &Function, watch: &mut Watch) {
        let window = Duration::from_secs(u64::from(self.mapping.stored.window_seconds.unsigned_abs()));
        let end = Instant::now() + window;
        let passed = service.dispatch.pass(window);
        tokio::pin!(passed);
        let stopped = self.stopped.clone();
        while !self.closed && !self.batch().1 && Instant::now() < end {
            watch.borrow_and_update();
            let more = async {
                // A read that fails is told of when there is nothing at hand.
                let _ = self.read(service, function).await;
                if !self.batch().1 {
                    let _ = tokio::time::timeout(limits::POLL_EVERY, watch.changed()).await;
                }
            };
            tokio::select! {
                () = more => {}
                () = &mut passed => return,
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

/// Whether a fault says that what was read before is not there: another stream, or records that are gone.
fn is_of_another(fault: &Fault) -> bool {
    ["InvalidArgumentException", "TrimmedDataAccessException"].contains(&fault.code.as_ref())
}
