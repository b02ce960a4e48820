//! Alarms: what is kept of them, and what a change of state writes. Knows no HTTP and no AWS error text.
//!
//! All is in one key-value store of its own, which is not made before the first alarm: a house without alarms pays
//! nothing. Invariants: a change of state, its line of history and the actions that it asks for are one transaction,
//! so no action is lost whatever is killed; an action is struck off, and told in the history, in one transaction
//! after it was taken; a put keeps the state of an alarm that is there. When alarms are evaluated, and who carries
//! actions out, is the business of `watch`.

mod alarm;
mod catalog;
mod document;
mod event;
mod history;
mod keys;
mod message;
mod outbox;
mod rule;
mod suppression;
mod time;
mod transition;

use std::collections::BTreeMap;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};

use kernel::{Place, SharedClock, SharedRandom, Timestamp};
use storage::{KeyValue, Transaction, Volume};
use tokio::sync::Notify;

pub use alarm::{Actions, Alarm, CompositeWatch, INITIAL, MetricWatch, Said, Watches};
pub use history::{HistoryQuery, Line};
pub use outbox::{Action, Outcome};
pub use rule::{Rule, RuleError};
pub use suppression::Suppressed;
pub use time::{offset as date, spoken};
pub use transition::Verdict;

use crate::engine::EngineError;

type Result<T> = std::result::Result<T, EngineError>;

/// The name of the store.
const STORE: &str = "cloudwatch-alarms";

/// All alarms of all places.
pub struct Alarms {
    volume: Volume,
    clock: SharedClock,
    random: SharedRandom,
    store: OnceLock<KeyValue>,
    /// How often an alarm was put, deleted or changed otherwise than by its state.
    configured: AtomicU64,
    /// How often an alarm changed its state, or was put.
    moved: AtomicU64,
    /// Rings when either grows.
    bell: Notify,
    /// Rings when an action was asked for.
    asked: Notify,
}

impl Alarms {
    /// Alarms on `volume`; nothing is opened yet.
    pub fn new(volume: Volume, clock: SharedClock, random: SharedRandom) -> Self {
        Self {
            volume,
            clock,
            random,
            store: OnceLock::new(),
            configured: AtomicU64::new(1),
            moved: AtomicU64::new(1),
            bell: Notify::new(),
            asked: Notify::new(),
        }
    }

    fn store(&self) -> Result<&KeyValue> {
        if let Some(store) = self.store.get() {
            return Ok(store);
        }
        let store = self.volume.key_value(STORE)?;
        // Where two callers came first at once, both have the same store.
        Ok(self.store.get_or_init(|| store))
    }

    /// The store, unless there never was an alarm: looking must not make it.
    fn store_if_used(&self) -> Result<Option<&KeyValue>> {
        match self.store.get().is_some() || self.volume.has_key_value(STORE)? {
            true => self.store().map(Some),
            false => Ok(None),
        }
    }

    /// Writes with `work`, and tells whoever watches.
    async fn write<T: Send + 'static>(
        &self,
        configures: bool,
        work: impl FnOnce(&mut Transaction) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let written = self.store()?.write(work).await??;
        if configures {
            self.configured.fetch_add(1, Ordering::Release);
        }
        self.moved.fetch_add(1, Ordering::Release);
        self.bell.notify_one();
        self.asked.notify_one();
        Ok(written)
    }

    /// The time now.
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// How often alarms were configured, and how often they moved: what watches them looks again when these grow.
    pub fn changes(&self) -> (u64, u64) {
        (self.configured.load(Ordering::Acquire), self.moved.load(Ordering::Acquire))
    }

    /// Waits until an alarm is configured or moves.
    pub async fn changed(&self) {
        self.bell.notified().await;
    }

    /// Waits until an action may have been asked for.
    pub async fn asked(&self) {
        self.asked.notified().await;
    }

    /// Changes the tags of an alarm; `change` answers what keeps it from that.
    pub async fn change_tags<E: Send + 'static>(
        &self,
        place: &Place,
        name: &str,
        change: impl FnOnce(&mut BTreeMap<String, String>) -> std::result::Result<(), E> + Send + 'static,
    ) -> Result<std::result::Result<(), E>> {
        let (place, name) = (place.clone(), name.to_owned());
        self.store_if_used()?.ok_or_else(|| EngineError::NoAlarm(name.clone()))?;
        let work = move |store: &mut Transaction| {
            let mut alarm =
                catalog::load(store, &place, &name)?.ok_or_else(|| EngineError::NoAlarm(name.clone()))?;
            if let Err(refusal) = change(&mut alarm.tags) {
                return Ok(Err(refusal));
            }
            catalog::keep(store, &place, &alarm);
            Ok(Ok(()))
        };
        self.store()?.write(work).await?
    }
}
