//! Sends the changes of one table to one Kinesis stream.
//!
//! What is at hand goes in *waves*: each takes the oldest record of every item, so that no record can overtake an
//! earlier one of its item when Kinesis takes some of a wave and not others. What has arrived is deleted from the store
//! when all that is at hand has arrived, or when something went wrong; then the rest is read again.

use std::collections::{HashSet, VecDeque};
use std::sync::{Arc, Weak};
use std::time::Duration;

use dispatch::Watch;
use dynamodb_api::DestinationStatus;
use kinesis_api::{PutRecords, PutRecordsInput, PutRecordsOutput, PutRecordsRequestEntry};
use wire::Fault;

use super::message::message;
use super::status::Found;
use crate::DynamoDb;
use crate::engine::EngineError;
use crate::engine::changes::{FeedId, StoredQueue};
use crate::limits::{PUT_BYTES_MAX, PUT_RECORDS_MAX, QUEUED_BYTES_MAX};

/// How long to wait after the first failure; twice as long after each further one.
const RETRY_WAIT_FIRST: Duration = Duration::from_millis(100);
/// The longest wait between two attempts.
const RETRY_WAIT_MAX: Duration = Duration::from_secs(10);
/// How long a stream may take to come into use. AWS waits for a minute too.
const ENABLING_MAX: Duration = Duration::from_secs(60);
/// How long to wait for a notice before looking all the same.
const LOOK_EVERY: Duration = Duration::from_secs(60);

/// See the module.
pub struct Worker {
    service: Weak<DynamoDb>,
    feed: FeedId,
    watch: Watch,
    /// All before this position has arrived.
    from: u64,
    /// What is at hand and has not arrived.
    pending: VecDeque<Outgoing>,
    /// What has arrived and is not deleted.
    arrived: Vec<u64>,
    /// Whether records go alone, as one of those at hand is refused for what it is.
    alone: bool,
    enabling_since: tokio::time::Instant,
}

/// A record on its way.
struct Outgoing {
    position: u64,
    entry: PutRecordsRequestEntry,
}

/// What a step came to.
enum Step {
    /// There may be more to do at once.
    Worked,
    /// There is nothing to do until a notice.
    Idle,
    /// There is nothing to do any more.
    Over,
}

/// Why a step came to nothing.
enum Trouble {
    /// It may go better in a while.
    Retry,
    /// Some has arrived, and more may in a while.
    Partly,
    /// The server is stopping.
    Stopped,
}

impl From<EngineError> for Trouble {
    fn from(error: EngineError) -> Self {
        match error {
            EngineError::Stopped | EngineError::Storage(storage::StorageError::Closed) => Self::Stopped,
            _ => Self::Retry,
        }
    }
}

impl From<Fault> for Trouble {
    fn from(_: Fault) -> Self {
        Self::Retry
    }
}

impl Worker {
    /// A worker for `feed`, woken by `watch`.
    pub fn new(service: Weak<DynamoDb>, feed: FeedId, watch: Watch) -> Self {
        Self {
            service,
            feed,
            watch,
            from: 0,
            pending: VecDeque::new(),
            arrived: Vec::new(),
            alone: false,
            enabling_since: tokio::time::Instant::now(),
        }
    }

    /// Works until there is nothing to do any more, or the server stops.
    pub async fn run(mut self) {
        let mut wait = RETRY_WAIT_FIRST;
        loop {
            let Some(service) = self.service.upgrade() else { return };
            self.watch.borrow_and_update();
            let step = self.step(&service).await;
            drop(service);
            match step {
                Ok(Step::Worked) => wait = RETRY_WAIT_FIRST,
                Ok(Step::Idle) => {
                    wait = RETRY_WAIT_FIRST;
                    // A notice may have been lost; then time tells.
                    let _ = tokio::time::timeout(LOOK_EVERY, self.watch.changed()).await;
                }
                Ok(Step::Over) | Err(Trouble::Stopped) => return,
                Err(Trouble::Partly) => {
                    wait = RETRY_WAIT_FIRST;
                    tokio::time::sleep(wait).await;
                }
                Err(Trouble::Retry) => {
                    tokio::time::sleep(wait).await;
                    wait = (wait * 2).min(RETRY_WAIT_MAX);
                }
            }
        }
    }

    async fn step(&mut self, service: &Arc<DynamoDb>) -> Result<Step, Trouble> {
        let Some(queue) = service.engine.queue(self.feed)? else { return Ok(Step::Over) };
        let status = service.destination_status(&queue);
        if status == Some(DestinationStatus::Enabling) {
            return self.enable(service, &queue).await;
        }
        if self.pending.is_empty() {
            let records = service.engine.queued(self.feed, self.from, PUT_RECORDS_MAX, QUEUED_BYTES_MAX)?;
            let outgoing = records
                .iter()
                .map(|record| Outgoing { position: record.position, entry: message(&queue, record) });
            self.pending.extend(outgoing);
        }
        if self.pending.is_empty() {
            if !queue.closing {
                return Ok(Step::Idle);
            }
            service.set_destination_status(&queue, DestinationStatus::Disabled, None).await?;
            return Ok(Step::Over);
        }
        let sent = self.send(service, &queue).await;
        if self.pending.is_empty() || sent.is_err() {
            self.settle(service).await?;
        }
        sent.map(|()| Step::Worked)
    }

    /// Looks whether the stream can be used.
    async fn enable(&self, service: &DynamoDb, queue: &StoredQueue) -> Result<Step, Trouble> {
        let reason = match service.look_at_stream(queue).await? {
            Found::Usable => {
                service.set_destination_status(queue, DestinationStatus::Active, None).await?;
                return Ok(Step::Worked);
            }
            Found::NotYet(_) if self.enabling_since.elapsed() < ENABLING_MAX => return Err(Trouble::Retry),
            Found::NotYet(reason) | Found::Unusable(reason) => reason,
        };
        service.set_destination_status(queue, DestinationStatus::EnableFailed, Some(reason)).await?;
        Ok(Step::Over)
    }

    /// Sends a wave.
    async fn send(&mut self, service: &DynamoDb, queue: &StoredQueue) -> Result<(), Trouble> {
        let wave = self.wave();
        let records = wave.iter().map(|&place| self.pending[place].entry.clone()).collect();
        let input = PutRecordsInput {
            records,
            stream_name: None,
            stream_arn: Some(queue.stream_arn.clone()),
            stream_id: None,
        };
        match service.dispatch.call::<PutRecords>(&service.own_call(queue), input).await {
            Ok(output) => self.note(&wave, &output),
            // Its stream is gone, and nobody waits for it.
            Err(fault) if fault.code == "ResourceNotFoundException" && queue.closing => {
                self.give_up(&(0..self.pending.len()).collect::<Vec<_>>());
                Ok(())
            }
            Err(fault) if is_refusal(&fault) => {
                // One record is at fault, most likely too large; alone it shows, and is given up as on AWS.
                if wave.len() == 1 {
                    self.give_up(&wave);
                }
                self.alone = !self.pending.is_empty();
                Ok(())
            }
            Err(_) => Err(Trouble::Retry),
        }
    }

    /// The places of those at hand that go next: the oldest of each item, within what Kinesis takes.
    fn wave(&self) -> Vec<usize> {
        let (mut items, mut places, mut bytes) = (HashSet::new(), Vec::new(), 0);
        for (place, outgoing) in self.pending.iter().enumerate() {
            let entry = &outgoing.entry;
            if !items.insert(entry.partition_key.as_str()) {
                continue;
            }
            bytes += entry.data.len() + entry.partition_key.len();
            if !places.is_empty() && (self.alone || bytes > PUT_BYTES_MAX) {
                break;
            }
            places.push(place);
        }
        places
    }

    /// Notes what has arrived of a wave.
    fn note(&mut self, wave: &[usize], output: &PutRecordsOutput) -> Result<(), Trouble> {
        let results = wave.iter().zip(&output.records);
        let taken = results.filter(|(_, result)| result.error_code.is_none()).map(|(&place, _)| place);
        let taken: Vec<usize> = taken.collect();
        self.give_up(&taken);
        if self.pending.is_empty() {
            self.alone = false;
        }
        match taken.len() {
            0 => Err(Trouble::Retry),
            some if some < wave.len() => Err(Trouble::Partly),
            _ => Ok(()),
        }
    }

    /// Sends the records at `places`, which ascend, no more.
    fn give_up(&mut self, places: &[usize]) {
        for &place in places.iter().rev() {
            self.arrived.extend(self.pending.remove(place).map(|outgoing| outgoing.position));
        }
    }

    /// Deletes what has arrived, and forgets what is at hand.
    async fn settle(&mut self, service: &DynamoDb) -> Result<(), Trouble> {
        let arrived = std::mem::take(&mut self.arrived);
        let last = arrived.iter().copied().max();
        let next = self.pending.front().map(|outgoing| outgoing.position);
        self.from = next.or(last.map(|last| last + 1)).unwrap_or(self.from);
        self.pending.clear();
        if !arrived.is_empty() {
            service.engine.delivered(self.feed, arrived).await?;
        }
        Ok(())
    }
}

/// Whether Kinesis refuses what it was given, and will again.
fn is_refusal(fault: &Fault) -> bool {
    ["ValidationException", "InvalidArgumentException", "SerializationException"]
        .contains(&fault.code.as_ref())
}
