//! Which events wait, for which function and until when; which are at work. Their payloads are in the store
//! alone.
//!
//! Functions take turns, so that a long queue delays its own function only. One that cannot be run is held:
//! one of its events is tried after each pause, and the pauses grow, until an invocation of it comes through.
//! Then fewer of its events are tried at once than before, and one more with each that comes through.

use std::collections::BTreeMap;
use std::ops::Bound;
use std::sync::Arc;

use kernel::Timestamp;

use super::stored;
use crate::limits;

/// See the module.
#[derive(Default)]
pub struct Queue {
    /// By the ARN of the function; those with events only.
    backlogs: BTreeMap<Arc<str>, Backlog>,
    next_number: u64,
    count: usize,
    working: usize,
    /// Whose turn was last.
    served: Option<Arc<str>>,
}

#[derive(Default)]
struct Backlog {
    /// By when they may be tried, then as they came.
    waiting: BTreeMap<(Timestamp, u64), Ticket>,
    /// Ids of those that are being stored or worked on, by number.
    out: BTreeMap<u64, String>,
    bytes: usize,
    working: usize,
    /// How many of the places that it might have it does not use.
    spared: usize,
    held_until: Timestamp,
    /// How long it was held last, milliseconds; 0 after something came through.
    pause_ms: u64,
}

/// One event, held by whoever is at it.
#[derive(Debug)]
pub struct Ticket {
    /// The function's ARN, without a version.
    pub function: Arc<str>,
    /// The invocation's id.
    pub id: String,
    bytes: usize,
    number: u64,
    /// Whether it takes one of the places for work.
    works: bool,
    /// Whether it is tried to see if its function can be run again.
    probes: bool,
}

impl Queue {
    /// A place for an event of `bytes`, which is being stored; none where too many wait already.
    pub fn admit(&mut self, function: &str, id: String, bytes: usize) -> Option<Ticket> {
        let (count, used) = self
            .backlogs
            .get(function)
            .map_or((0, 0), |backlog| (backlog.waiting.len() + backlog.out.len(), backlog.bytes));
        let fits = self.count < limits::EVENTS_MAX
            && count < limits::EVENTS_OF_FUNCTION_MAX
            && used + bytes <= limits::EVENTS_OF_FUNCTION_BYTES_MAX;
        fits.then(|| self.take_back(function, id, bytes))
    }

    /// A place for an event that was stored before: it had room then.
    pub fn take_back(&mut self, function: &str, id: String, bytes: usize) -> Ticket {
        let known = self.backlogs.get_key_value(function).map(|(name, _)| Arc::clone(name));
        let function = known.unwrap_or_else(|| function.into());
        let number = self.next_number;
        self.next_number += 1;
        self.count += 1;
        let backlog = self.backlogs.entry(Arc::clone(&function)).or_default();
        backlog.bytes += bytes;
        backlog.out.insert(number, id.clone());
        Ticket { function, id, bytes, number, works: false, probes: false }
    }

    /// Lets an event wait until `due`. False where its function was forgotten meanwhile.
    pub fn wait(&mut self, mut ticket: Ticket, due: Timestamp) -> bool {
        self.rest(&mut ticket);
        let Some(backlog) = self.backlogs.get_mut(&ticket.function) else { return false };
        if backlog.out.remove(&ticket.number).is_none() {
            return false;
        }
        backlog.waiting.insert((due, ticket.number), ticket);
        true
    }

    /// The next event to work on, if one is due and there is a place for it.
    pub fn next(&mut self, now: Timestamp) -> Option<Ticket> {
        if self.working >= limits::EVENTS_AT_ONCE {
            return None;
        }
        let is_ready = |backlog: &Backlog| backlog.ready_at().is_some_and(|at| at <= now);
        let after = self.served.clone().map_or(Bound::Unbounded, Bound::Excluded);
        let later = self.backlogs.range::<Arc<str>, _>((after, Bound::Unbounded));
        let mut turns = later.chain(&self.backlogs);
        let function = turns.find(|(_, backlog)| is_ready(backlog)).map(|(name, _)| Arc::clone(name))?;
        let backlog = self.backlogs.get_mut(&function)?;
        let (_, mut ticket) = backlog.waiting.pop_first()?;
        backlog.out.insert(ticket.number, ticket.id.clone());
        backlog.working += 1;
        self.working += 1;
        self.served = Some(function);
        ticket.works = true;
        ticket.probes = backlog.pause_ms > 0;
        if ticket.probes {
            backlog.held_until = Timestamp(now.0 + backlog.pause_ms);
        }
        Some(ticket)
    }

    /// When [`Self::next`] may have something, should nothing else happen.
    pub fn next_at(&self) -> Option<Timestamp> {
        let has_place = self.working < limits::EVENTS_AT_ONCE;
        self.backlogs.values().filter(|_| has_place).filter_map(Backlog::ready_at).min()
    }

    /// The function of `ticket` could not be run: it is held.
    pub fn hold(&mut self, ticket: &Ticket, now: Timestamp) {
        let Some(backlog) = self.backlogs.get_mut(&ticket.function) else { return };
        // Others that were at work at the same time say the same.
        if ticket.probes || backlog.held_until <= now {
            let [first, most] = limits::EVENT_THROTTLED_MS;
            backlog.pause_ms = (backlog.pause_ms * 2).clamp(first, most);
            backlog.held_until = Timestamp(now.0 + backlog.pause_ms);
            let at_once = backlog.working.saturating_sub(1).max(1);
            backlog.spared = limits::EVENTS_OF_FUNCTION_AT_ONCE.saturating_sub(at_once);
        }
    }

    /// The function of `ticket` was run: it is not held any more.
    pub fn release(&mut self, ticket: &Ticket) {
        if let Some(backlog) = self.backlogs.get_mut(&ticket.function) {
            (backlog.held_until, backlog.pause_ms) = (Timestamp(0), 0);
            backlog.spared = backlog.spared.saturating_sub(1);
        }
    }

    /// The event is done with. False where its function was forgotten meanwhile.
    pub fn done(&mut self, mut ticket: Ticket) -> bool {
        self.rest(&mut ticket);
        let Some(backlog) = self.backlogs.get_mut(&ticket.function) else { return false };
        if backlog.out.remove(&ticket.number).is_none() {
            return false;
        }
        backlog.bytes -= ticket.bytes;
        self.count -= 1;
        if ticket.probes {
            // It told nothing, as one that is too old, or it came through: the next one may tell.
            backlog.held_until = Timestamp(0);
        }
        if backlog.waiting.is_empty() && backlog.out.is_empty() {
            self.backlogs.remove(&ticket.function);
        }
        true
    }

    /// Forgets all events of `function`; gives their keys.
    pub fn forget(&mut self, function: &str) -> Vec<Vec<u8>> {
        let Some(backlog) = self.backlogs.remove(function) else { return Vec::new() };
        self.count -= backlog.waiting.len() + backlog.out.len();
        let waiting = backlog.waiting.values().map(|ticket| &ticket.id);
        waiting.chain(backlog.out.values()).map(|id| stored::key(id)).collect()
    }

    /// Whether there is no event at all.
    pub fn is_empty(&self) -> bool {
        self.backlogs.is_empty()
    }

    /// Gives back the place that `ticket` takes. A function that was forgotten has a new backlog, if any,
    /// which never gave it one.
    fn rest(&mut self, ticket: &mut Ticket) {
        if std::mem::take(&mut ticket.works) {
            self.working -= 1;
            let backlog = self.backlogs.get_mut(&ticket.function);
            if let Some(backlog) = backlog.filter(|backlog| backlog.out.contains_key(&ticket.number)) {
                backlog.working -= 1;
            }
        }
    }
}

impl Backlog {
    /// When its first event may be tried, if it has one and a place for it.
    fn ready_at(&self) -> Option<Timestamp> {
        let spared = if self.pause_ms > 0 { 0 } else { self.spared };
        let has_place = self.working + spared < limits::EVENTS_OF_FUNCTION_AT_ONCE;
        let (due, _) = self.waiting.first_key_value().filter(|_| has_place)?.0;
        Some((*due).max(self.held_until))
    }
}

#[cfg(test)]
mod tests;
