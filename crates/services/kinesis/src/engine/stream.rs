//! One stream: its description, its shards, its log.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

use kernel::{Arn, Place, Timestamp};
use storage::{Log, LogOptions, Volume};

use super::rate::Bucket;
use super::stored::StoredStream;
use super::{EngineError, Partition, Result, SequenceNumber, Throughput};
use crate::limits;
use crate::metering::Meter;

/// A stream.
pub struct Stream {
    /// Where it belongs.
    pub place: Place,
    /// Its name.
    pub name: String,
    /// Its own id.
    pub id: String,
    /// Its ARN.
    pub arn: Arn,
    /// Its shards, by number.
    pub shards: Vec<Shard>,
    pub(crate) log: Log,
    /// What is measured of it.
    pub(crate) meter: Meter,
    description: RwLock<Arc<StoredStream>>,
    creating_seen: AtomicBool,
    /// Whether it was in the store when the server started.
    was_there: bool,
    /// Held while places in shards are given out and frames are queued, so that both go in one order.
    pub(super) tail: Mutex<Tail>,
    pub(super) throughput: Throughput,
}

/// One shard of a stream.
#[derive(Debug)]
pub struct Shard {
    /// Its number, and its lane in the log.
    pub number: u32,
    /// The hash keys it takes.
    pub partition: Partition,
    pub(super) reads: Mutex<Reads>,
}

/// Where each shard's next record goes, and what each may still take.
pub(super) struct Tail {
    pub next: Vec<u64>,
    pub writes: Vec<Writes>,
    pub last_arrival: Timestamp,
}

/// What a shard may still take.
pub(super) struct Writes {
    pub records: Bucket,
    pub bytes: Bucket,
}

/// What a shard may still give.
#[derive(Debug)]
pub(super) struct Reads {
    pub calls: Bucket,
    pub bytes: Bucket,
}

/// Where a stream is in its life.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Made, and not to be used yet.
    Creating,
    /// In use.
    Active,
}

impl Stream {
    /// Opens the stream that `stored` describes, with its log. One that `is_new` is still to be seen
    /// CREATING; one that was found in the store was in use before.
    pub(super) fn open(
        volume: &Volume,
        stored: StoredStream,
        throughput: Throughput,
        is_new: bool,
    ) -> Result<Self> {
        let (place, shard_count) = (stored.place(), stored.shards as u32);
        let log = volume.log(&log_name(&stored.id), LogOptions::default())?;
        let mut next = vec![1; shard_count as usize];
        for lane in log.lanes() {
            if let Some(next) = next.get_mut(lane.lane as usize) {
                *next = lane.next.max(1);
            }
        }
        let writes = (0..shard_count).map(|_| Writes {
            records: Bucket::new(limits::WRITE_RECORDS_PER_SECOND),
            bytes: Bucket::new(limits::WRITE_BYTES_PER_SECOND),
        });
        Ok(Self {
            arn: place.arn("kinesis", &format!("stream/{}", stored.name)),
            place,
            name: stored.name.clone(),
            id: stored.id.clone(),
            shards: (0..shard_count).map(|number| Shard::new(number, shard_count)).collect(),
            log,
            meter: Meter::default(),
            tail: Mutex::new(Tail { next, writes: writes.collect(), last_arrival: Timestamp(0) }),
            description: RwLock::new(Arc::new(stored)),
            creating_seen: AtomicBool::new(false),
            was_there: !is_new,
            throughput,
        })
    }

    pub(super) fn log_name(&self) -> String {
        log_name(&self.id)
    }

    /// What is stored of it.
    pub fn description(&self) -> Arc<StoredStream> {
        Arc::clone(&self.description.read().unwrap_or_else(PoisonError::into_inner))
    }

    pub(super) fn describe_as(&self, stored: StoredStream) {
        *self.description.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(stored);
    }

    pub(super) fn tail(&self) -> MutexGuard<'_, Tail> {
        self.tail.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Where it is in its life. A new stream is CREATING for a moment, and until somebody has seen that it
    /// is, within bounds: who types the next command sees it, and who waits by looking does not wait long.
    pub fn status(&self, now: Timestamp) -> Status {
        let age_ms = now.millis_since(self.description().created);
        let was_seen = self.creating_seen.load(Ordering::Relaxed);
        let settled = self.was_there
            || age_ms >= limits::CREATING_MS_MAX
            || (was_seen && age_ms >= limits::CREATING_MS_MIN);
        if settled { Status::Active } else { Status::Creating }
    }

    /// [`Self::status`], for somebody to see.
    pub fn shown_status(&self, now: Timestamp) -> Status {
        let status = self.status(now);
        self.creating_seen.store(true, Ordering::Relaxed);
        status
    }

    /// Records that arrived before this are past their retention.
    pub fn horizon(&self, now: Timestamp) -> Timestamp {
        let kept_ms = u64::from(self.description().retention_hours.unsigned_abs()) * 3_600_000;
        Timestamp(now.0.saturating_sub(kept_ms))
    }

    /// The shard called `id`.
    pub fn shard(&self, id: &str) -> Result<&Shard> {
        let number = id.strip_prefix("shardId-").and_then(|digits| digits.parse::<usize>().ok());
        let found = number.and_then(|number| self.shards.get(number)).filter(|shard| shard.id() == id);
        found.ok_or_else(|| EngineError::NoShard {
            account: self.place.account.to_string(),
            stream: self.name.clone(),
            shard: id.to_owned(),
        })
    }

    /// The sequence number of the record at `index` of shard `number`, which arrived at `arrival`.
    pub fn sequence_number(&self, number: u32, index: u64, arrival: Timestamp) -> SequenceNumber {
        SequenceNumber {
            shard_created_seconds: self.description().created.seconds(),
            index,
            arrival_seconds: arrival.seconds(),
            shard: number,
        }
    }

    /// That `shard` has reached its throughput.
    pub(super) fn throttled(&self, number: u32) -> EngineError {
        EngineError::Throughput {
            account: self.place.account.to_string(),
            stream: self.name.clone(),
            shard: shard_id(number),
        }
    }
}

impl Shard {
    fn new(number: u32, count: u32) -> Self {
        let reads = Reads {
            calls: Bucket::new(limits::READ_CALLS_PER_SECOND),
            bytes: Bucket::new(limits::READ_BYTES_PER_SECOND),
        };
        Self { number, partition: Partition::even(number, count), reads: Mutex::new(reads) }
    }

    /// Its id: `shardId-000000000007`.
    pub fn id(&self) -> String {
        shard_id(self.number)
    }
}

/// `shardId-000000000007`
pub(super) fn shard_id(number: u32) -> String {
    format!("shardId-{number:012}")
}

fn log_name(id: &str) -> String {
    format!("kinesis/{id}")
}
