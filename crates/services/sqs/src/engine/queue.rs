//! A queue that is in use: what it is, where its messages stand, and who waits for them.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

use kernel::Place;
use tokio::sync::Notify;

use super::{Backlog, EngineError, QueueId, Result, Settings, StoredQueue};

/// A queue that is in use.
#[derive(Debug)]
pub struct Queue {
    /// Its own number.
    pub id: QueueId,
    /// Where it is.
    pub place: Place,
    /// Its name.
    pub name: String,
    described: RwLock<Arc<Described>>,
    backlog: Mutex<Backlog>,
    /// Wakes one of those who wait for messages; who is woken and leaves messages behind wakes the next.
    pub(super) arrivals: Notify,
    gone: AtomicBool,
}

/// What a queue is, as it is stored and as it is meant.
#[derive(Debug)]
pub struct Described {
    /// As it is stored.
    pub stored: StoredQueue,
    /// As it is meant.
    pub settings: Settings,
}

impl Queue {
    /// A queue as it was read.
    pub(super) fn new(place: Place, stored: StoredQueue, backlog: Backlog) -> Self {
        let (id, name, settings) = (stored.id(), stored.name.clone(), Settings::of(&stored.attributes));
        Self {
            id,
            place,
            name,
            described: RwLock::new(Arc::new(Described { stored, settings })),
            backlog: Mutex::new(backlog),
            arrivals: Notify::new(),
            gone: AtomicBool::new(false),
        }
    }

    /// What it is.
    pub fn described(&self) -> Arc<Described> {
        self.described.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// What its attributes mean.
    pub fn settings(&self) -> Settings {
        self.described().settings.clone()
    }

    /// Its ARN.
    pub fn arn(&self) -> String {
        self.place.arn("sqs", &self.name).to_string()
    }

    /// It was changed; an older change that comes later changes nothing.
    pub(super) fn describe(&self, stored: StoredQueue) {
        let mut described = self.described.write().unwrap_or_else(PoisonError::into_inner);
        if described.stored.revision < stored.revision {
            let settings = Settings::of(&stored.attributes);
            *described = Arc::new(Described { stored, settings });
        }
    }

    pub(super) fn backlog(&self) -> MutexGuard<'_, Backlog> {
        self.backlog.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// It was removed: whoever waits for messages is told.
    pub(super) fn end(&self) {
        self.gone.store(true, Ordering::Release);
        self.arrivals.notify_waiters();
        self.arrivals.notify_one();
    }

    /// Refuses where it was removed.
    pub(super) fn check_there(&self) -> Result<()> {
        if self.gone.load(Ordering::Acquire) { Err(EngineError::NoQueue) } else { Ok(()) }
    }

    /// How many messages there are at `now_ms`.
    pub fn counts(&self, now_ms: u64) -> super::Counts {
        let mut backlog = self.backlog();
        backlog.pass(now_ms);
        backlog.counts()
    }

    /// Messages that were leaving stay.
    pub(super) fn stay(&self, numbers: &[u64]) {
        let mut backlog = self.backlog();
        numbers.iter().for_each(|number| backlog.stage(*number, super::Stage::Visible));
        self.wake(&backlog);
    }

    /// Wakes one who waits, if there is something to receive.
    pub(super) fn wake(&self, backlog: &Backlog) {
        if backlog.has_visible() {
            self.arrivals.notify_one();
        }
    }
}
