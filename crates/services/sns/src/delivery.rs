//! Carrying messages to subscribers: one task for each subscription that has something to get.
//!
//! A lane's task begins when something is published for it, and after a start for all that was left; it ends when
//! nothing is left. What is to be delivered it reads from the disk, in order of number, some ahead; in memory is what
//! is under way or waits to be tried again. Messages of one group go one after the other. Invariants: a delivery is
//! struck off only when it is over ([`attempt`]), so a kill at any moment repeats at most; a lane that does not take
//! anything holds up no other; all is bounded by `limits.rs`.

mod attempt;
mod carry;
mod web;

pub use carry::PRINCIPAL;

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use dispatch::Stopped;
use kernel::Timestamp;
use tokio::sync::Notify;
use tokio::task::JoinSet;

use crate::Sns;
use crate::engine::{Due, EngineError, Lane, StoredDelivery, Topic};
use crate::limits::{LANE_AT_ONCE, LANE_WAITING_MAX, LOOK_MS};

/// The lanes that have a task.
#[derive(Default)]
pub struct Lanes(Mutex<HashMap<Lane, Arc<Bell>>>);

/// Wakes a lane's task.
#[derive(Default)]
struct Bell {
    rung: AtomicBool,
    notify: Notify,
}

/// A delivery that a lane's task has read.
struct Waiting {
    delivery: StoredDelivery,
    is_running: bool,
}

/// What became of an attempt: over, or to be tried again as said.
type Outcome = (u64, Option<StoredDelivery>);

impl Sns {
    /// Has all delivered that there is in a lane.
    pub(crate) fn ring(&self, topic: &Arc<Topic>, lane: Lane) {
        let Some(service) = self.own.upgrade() else { return };
        let mut lanes = self.lanes.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(bell) = lanes.get(&lane) {
            bell.rung.store(true, Ordering::Release);
            bell.notify.notify_one();
            return;
        }
        let (bell, topic, stopped) = (Arc::new(Bell::default()), topic.clone(), self.stop.watch());
        lanes.insert(lane.clone(), bell.clone());
        tokio::spawn(async move { Courier::new(service, topic, lane, bell, stopped).run().await });
    }

    /// Goes on with all that was left when the server ended.
    pub(crate) async fn ring_all(&self) -> Result<(), EngineError> {
        for (place, name) in self.engine.all_topics()? {
            let topic = self.engine.find(&place, &name).await?;
            for lane in self.engine.lanes(&topic)? {
                self.ring(&topic, lane);
            }
        }
        Ok(())
    }
}

/// The task of one lane.
struct Courier {
    service: Arc<Sns>,
    topic: Arc<Topic>,
    lane: Lane,
    bell: Arc<Bell>,
    stopped: Stopped,
    waiting: BTreeMap<u64, Waiting>,
    /// The last number that was read.
    after: u64,
    running: JoinSet<Outcome>,
    /// When the next may be begun, where the endpoint takes so many a second.
    next_start: Timestamp,
}

impl Courier {
    fn new(service: Arc<Sns>, topic: Arc<Topic>, lane: Lane, bell: Arc<Bell>, stopped: Stopped) -> Self {
        let (waiting, running) = Default::default();
        Self { service, topic, lane, bell, stopped, waiting, after: 0, running, next_start: Timestamp(0) }
    }

    async fn run(mut self) {
        loop {
            self.bell.rung.store(false, Ordering::Release);
            if self.stopped.is_set() || self.topic.check_there().is_err() {
                self.service.lanes.leave(&self.lane);
                return;
            }
            // A store that cannot be read now is tried again, as an endpoint is.
            let read = self.read();
            let now = self.service.engine.now();
            self.begin(now);
            if read.as_ref().is_ok_and(|has_more| *has_more) && self.running.len() < LANE_AT_ONCE {
                continue;
            }
            if read.is_ok() && self.waiting.is_empty() && self.service.lanes.end(&self.lane, &self.bell) {
                return;
            }
            let pause = Duration::from_millis(self.pause_ms(now));
            let notified = self.bell.notify.notified();
            tokio::select! {
                Some(ended) = self.running.join_next(), if !self.running.is_empty() => self.note(ended.ok()),
                () = notified => {}
                () = self.stopped.pause(pause) => {}
            }
        }
    }

    /// Reads on, as far as there is room; answers whether there may be more to read.
    fn read(&mut self) -> Result<bool, EngineError> {
        let ready =
            self.waiting.values().filter(|waiting| !waiting.is_running && waiting.delivery.attempts == 0);
        let room = LANE_WAITING_MAX.saturating_sub(self.waiting.len());
        // What is read far ahead would only wait here.
        let most = room.min((4 * LANE_AT_ONCE).saturating_sub(ready.count()));
        if most == 0 {
            return Ok(false);
        }
        let read = self.service.engine.due(&self.lane, self.after, most)?;
        let has_more = read.len() == most;
        for Due { number, delivery } in read {
            self.after = number;
            self.waiting.insert(number, Waiting { delivery, is_running: false });
        }
        Ok(has_more)
    }

    /// Begins what can be begun: what is due, and has nothing of its group before it.
    fn begin(&mut self, now: Timestamp) {
        let (mut groups, mut begun) = (HashSet::new(), Vec::new());
        let interval_ms = self.interval_ms();
        for (number, waiting) in &mut self.waiting {
            if self.running.len() + begun.len() >= LANE_AT_ONCE || now < self.next_start {
                break;
            }
            let is_first = waiting.delivery.group.as_ref().is_none_or(|group| groups.insert(group.clone()));
            if is_first && !waiting.is_running && waiting.delivery.due <= now {
                waiting.is_running = true;
                begun.push(Due { number: *number, delivery: waiting.delivery.clone() });
                if let Some(interval_ms) = interval_ms {
                    self.next_start = Timestamp(now.0 + interval_ms);
                }
            }
        }
        for due in begun {
            let (service, topic, lane) = (self.service.clone(), self.topic.clone(), self.lane.clone());
            self.running.spawn(async move {
                let number = due.number;
                (number, service.attempt(&topic, &lane, due).await)
            });
        }
    }

    /// The time between two beginnings, milliseconds, where the endpoint takes so many a second.
    fn interval_ms(&self) -> Option<u64> {
        let subscription = self.topic.subscription(&self.lane.subscription)?;
        let own = subscription.terms.delivery.as_ref().and_then(|policy| policy.per_second);
        let settings = self.topic.described().settings;
        let shared = settings.delivery.as_ref().filter(|_| subscription.stored.protocol.starts_with("http"));
        let per_second = own.or_else(|| shared.and_then(|policy| policy.per_second))?;
        Some((1_000 / u64::from(per_second)).max(1))
    }

    fn note(&mut self, ended: Option<Outcome>) {
        match ended {
            Some((number, None)) => drop(self.waiting.remove(&number)),
            Some((number, Some(delivery))) => {
                self.waiting.insert(number, Waiting { delivery, is_running: false });
            }
            // One panicked: when the others have ended, it is known which.
            None if self.running.is_empty() => {
                self.waiting.values_mut().for_each(|waiting| waiting.is_running = false);
            }
            None => {}
        }
    }

    /// How long there is nothing to do, unless something ends or comes.
    fn pause_ms(&self, now: Timestamp) -> u64 {
        let due = self.waiting.values().filter(|waiting| !waiting.is_running);
        let due = due.map(|waiting| waiting.delivery.due.max(self.next_start).millis_since(now)).min();
        // What is due and could not be begun waits for another to end.
        due.map_or(LOOK_MS, |due_ms| if due_ms == 0 { LOOK_MS } else { due_ms.min(LOOK_MS) })
    }
}

impl Lanes {
    /// Ends a lane's task, unless something came meanwhile.
    fn end(&self, lane: &Lane, bell: &Bell) -> bool {
        let mut lanes = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let ends = !bell.rung.load(Ordering::Acquire);
        if ends {
            lanes.remove(lane);
        }
        ends
    }

    /// Ends a lane's task, whatever came.
    fn leave(&self, lane: &Lane) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(lane);
    }
}
