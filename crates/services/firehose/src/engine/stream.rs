//! One delivery stream: its description, and its log of records where records are put on it.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

use kernel::{Arn, Place, Timestamp};
use storage::{Log, LogOptions, Volume};

use super::stored::StoredStream;
use super::{EngineError, Result};
use crate::limits;
use crate::metering::Meter;

/// A delivery stream.
pub struct Stream {
    /// Where it belongs.
    pub place: Place,
    /// Its name.
    pub name: String,
    /// Its own id.
    pub id: String,
    /// Its ARN.
    pub arn: Arn,
    /// The records that are put on it; none where it reads a Kinesis stream.
    pub log: Option<Log>,
    /// What is measured of it.
    pub(crate) meter: Meter,
    description: RwLock<Arc<StoredStream>>,
    creating_seen: AtomicBool,
    /// Whether it was in the store when the server started.
    was_there: bool,
    /// What its work has in memory.
    held: Mutex<Held>,
    /// Held while numbers are given out and frames are queued, so that both go in one order.
    tail: Mutex<Tail>,
}

/// What a delivery stream's work has in memory.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Held {
    /// Records in buffers that are neither full nor due.
    pub records_waiting: u64,
    /// Bytes in memory, those of deliveries under way among them.
    pub bytes: u64,
    /// When the next buffer is due.
    pub due: Option<Timestamp>,
}

/// Where the next record goes.
pub(super) struct Tail {
    pub next: u64,
    pub last_arrival_ms: u64,
}

/// Where a delivery stream is in its life.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Made, and not to be used yet.
    Creating,
    /// In use.
    Active,
    /// On its way out.
    Deleting,
}

impl Stream {
    /// Opens the stream that `stored` describes. One that `is_new` is still to be seen CREATING; one that was
    /// found in the store was in use before.
    pub(super) fn open(volume: &Volume, stored: StoredStream, is_new: bool) -> Result<Self> {
        let place = stored.place();
        let options = LogOptions { segment_bytes: limits::SEGMENT_BYTES };
        let log = match stored.source {
            Some(_) => None,
            None => Some(volume.log(&log_name(&stored.id), options)?),
        };
        let next = log.as_ref().map_or(0, |log| log.durable_next(0)).max(1);
        Ok(Self {
            arn: place.arn("firehose", &format!("deliverystream/{}", stored.name)),
            place,
            name: stored.name.clone(),
            id: stored.id.clone(),
            log,
            meter: Meter::default(),
            held: Mutex::default(),
            tail: Mutex::new(Tail { next, last_arrival_ms: 0 }),
            description: RwLock::new(Arc::new(stored)),
            creating_seen: AtomicBool::new(false),
            was_there: !is_new,
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

    /// Notes what is in memory.
    pub fn hold(&self, held: Held) {
        *self.held.lock().unwrap_or_else(PoisonError::into_inner) = held;
    }

    /// What is in memory.
    pub fn held(&self) -> Held {
        *self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn tail(&self) -> MutexGuard<'_, Tail> {
        self.tail.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The id of the record with this number.
    pub fn record_id(&self, number: u64) -> String {
        format!("{}.{number:020}", self.id)
    }

    /// Where it is in its life. A new stream is CREATING for a moment, and until somebody has seen that it
    /// is, within bounds: who types the next command sees it, and who waits by looking does not wait long.
    pub fn status(&self, now: Timestamp) -> Status {
        let description = self.description();
        if description.deleting {
            return Status::Deleting;
        }
        let age_ms = now.millis_since(description.created);
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

    /// Whether it is in use; an error where it is not.
    pub fn check_active(&self, now: Timestamp) -> Result<()> {
        match self.status(now) {
            Status::Active => Ok(()),
            Status::Creating | Status::Deleting => {
                Err(EngineError::NotActive { place: self.place.clone(), name: self.name.clone() })
            }
        }
    }
}

fn log_name(id: &str) -> String {
    format!("firehose/{id}")
}
