//! The messages of one queue as they stand, in memory: which can be received, which are hidden until when.
//!
//! What messages say is on the disk; here is only what decides about them, some hundred bytes each. Invariants:
//! `entries` has every message that is stored or being written; `due` has exactly those whose stage changes by
//! itself; `order` has exactly those that can be received. Knows no disk and no clock: who calls says what time it is.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::groups::Groups;
use super::state::{Entry, Stage};
use crate::limits::{ATTEMPT_MS, ATTEMPTS_MAX, NUMBERS_AHEAD};

/// See the module.
#[derive(Debug)]
pub struct Backlog {
    entries: BTreeMap<u64, Entry>,
    order: Order,
    due: BTreeSet<(u64, u64)>,
    in_flight: usize,
    delayed: usize,
    hidden: usize,
    /// The next number; and the number up to which numbers are set aside on the disk.
    next: u64,
    ceiling: u64,
    attempts: HashMap<String, Attempt>,
    /// When the queue was last purged.
    pub purged_ms: Option<u64>,
}

#[derive(Debug)]
enum Order {
    Standard(BTreeSet<u64>),
    Fifo(Groups),
}

/// What a receive with an attempt id took.
#[derive(Debug)]
struct Attempt {
    at_ms: u64,
    receipts: Vec<(u64, u64)>,
}

/// How many messages there are, by what may be done with them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Those that can be received, or will be once those before them are done.
    pub visible: usize,
    /// Those that were received and are hidden.
    pub in_flight: usize,
    /// Those that are delayed.
    pub delayed: usize,
}

/// How messages are to be taken.
#[derive(Clone, Copy, Debug)]
pub struct Take {
    /// What time it is, milliseconds since the epoch.
    pub now_ms: u64,
    /// At most so many.
    pub most: usize,
    /// How long they are hidden.
    pub visibility_ms: u64,
    /// How long messages are kept.
    pub retention_ms: u64,
    /// How often a message may have been received before it is given up.
    pub receives_max: Option<u32>,
}

/// What was taken.
#[derive(Debug, Default)]
pub struct Taken {
    /// Received: numbers, and how they stand now.
    pub received: Vec<(u64, Entry)>,
    /// Received too often: they are leaving.
    pub dead: Vec<u64>,
    /// Kept too long: they are gone from here.
    pub expired: Vec<u64>,
}

impl Backlog {
    /// A backlog of `entries`; numbers go on from `ceiling` and after the last of them.
    pub fn new(fifo: bool, entries: BTreeMap<u64, Entry>, ceiling: u64) -> Self {
        let order = if fifo { Order::Fifo(Groups::default()) } else { Order::Standard(BTreeSet::new()) };
        let after_last = entries.last_key_value().map_or(1, |(number, _)| number + 1);
        let mut backlog = Self {
            entries: BTreeMap::new(),
            order,
            due: BTreeSet::new(),
            in_flight: 0,
            delayed: 0,
            hidden: 0,
            next: after_last.max(ceiling),
            ceiling: 0,
            attempts: HashMap::new(),
            purged_ms: None,
        };
        for (number, entry) in entries {
            backlog.insert(number, entry);
        }
        backlog
    }

    /// Takes the next number. The second is the ceiling to be stored before it, where one is due.
    pub fn number(&mut self) -> (u64, Option<u64>) {
        let number = self.next;
        self.next += 1;
        let ceiling = (number >= self.ceiling).then_some(number + NUMBERS_AHEAD);
        self.ceiling = ceiling.unwrap_or(self.ceiling);
        (number, ceiling)
    }

    /// The ceiling was not stored: the next number asks for it again.
    pub fn forget_ceiling(&mut self) {
        self.ceiling = 0;
    }

    /// A message has come.
    pub fn insert(&mut self, number: u64, entry: Entry) {
        let (group, stage) = (entry.group.clone(), entry.stage);
        self.entries.insert(number, entry);
        if let (Order::Fifo(groups), Some(group)) = (&mut self.order, &group) {
            groups.insert(number, group, &self.entries);
        }
        self.count(number, Stage::Visible, stage, true);
        if let (Order::Fifo(groups), Some(group)) = (&mut self.order, &group) {
            groups.moved(group, Stage::Visible, stage, &self.entries);
        }
    }

    /// Keeps what is counted by stage.
    fn count(&mut self, number: u64, from: Stage, to: Stage, there: bool) {
        for (stage, step) in [(from, -1_isize), (to, 1)] {
            let counter = match stage {
                Stage::InFlight { .. } => &mut self.in_flight,
                Stage::Delayed { .. } => &mut self.delayed,
                Stage::Coming | Stage::Leaving => &mut self.hidden,
                Stage::Visible => continue,
            };
            *counter = counter.saturating_add_signed(step);
        }
        if let Some(due_ms) = from.due_ms() {
            self.due.remove(&(due_ms, number));
        }
        if let Some(due_ms) = to.due_ms().filter(|_| there) {
            self.due.insert((due_ms, number));
        }
        if let Order::Standard(visible) = &mut self.order {
            match to == Stage::Visible && there {
                true => visible.insert(number),
                false => visible.remove(&number),
            };
        }
    }

    /// Changes what may be done with a message.
    pub fn stage(&mut self, number: u64, to: Stage) {
        let Some(entry) = self.entries.get_mut(&number) else { return };
        let from = std::mem::replace(&mut entry.stage, to);
        let group = entry.group.clone();
        self.count(number, from, to, true);
        if let (Order::Fifo(groups), Some(group)) = (&mut self.order, &group) {
            groups.moved(group, from, to, &self.entries);
        }
    }

    /// A message is gone.
    pub fn remove(&mut self, number: u64) -> Option<Entry> {
        let entry = self.entries.remove(&number)?;
        self.count(number, entry.stage, Stage::Visible, false);
        if let (Order::Fifo(groups), Some(group)) = (&mut self.order, &entry.group) {
            groups.remove(number, group, entry.stage, &self.entries);
        }
        Some(entry)
    }

    /// How a message stands.
    pub fn entry(&self, number: u64) -> Option<&Entry> {
        self.entries.get(&number)
    }

    /// Lets pass what passes by itself until `now_ms`: delays and visibility timeouts.
    pub fn pass(&mut self, now_ms: u64) {
        while let Some(&(due_ms, number)) = self.due.first().filter(|(due_ms, _)| *due_ms <= now_ms) {
            self.stage(number, Stage::Visible);
            // Whatever becomes of the message, it is not due at that time again.
            self.due.remove(&(due_ms, number));
        }
    }

    /// When something next passes by itself.
    pub fn next_due_ms(&self) -> Option<u64> {
        self.due.first().map(|(due_ms, _)| *due_ms)
    }

    /// Whether a message can be received.
    pub fn has_visible(&self) -> bool {
        match &self.order {
            Order::Standard(visible) => !visible.is_empty(),
            Order::Fifo(groups) => groups.is_open(),
        }
    }

    /// How many messages there are.
    pub fn counts(&self) -> Counts {
        let visible = self.entries.len().saturating_sub(self.in_flight + self.delayed + self.hidden);
        Counts { visible, in_flight: self.in_flight, delayed: self.delayed }
    }

    /// Takes messages for a receive. `receipt` makes what a receipt says.
    pub fn take(&mut self, how: &Take, mut receipt: impl FnMut() -> u64) -> Taken {
        let mut taken = Taken::default();
        // What of a group is still to be taken, last first.
        let mut batch: Vec<u64> = Vec::new();
        while taken.received.len() < how.most {
            let number = match batch.pop() {
                Some(number) => number,
                None => match &self.order {
                    Order::Standard(visible) => match visible.first() {
                        Some(number) => *number,
                        None => break,
                    },
                    Order::Fifo(groups) => {
                        batch = groups.next(how.most - taken.received.len(), &self.entries);
                        batch.reverse();
                        match batch.pop() {
                            Some(number) => number,
                            None => break,
                        }
                    }
                },
            };
            let Some(entry) = self.entries.get_mut(&number) else { break };
            if entry.sent_ms.saturating_add(how.retention_ms) <= how.now_ms {
                self.remove(number);
                taken.expired.push(number);
                continue;
            }
            if how.receives_max.is_some_and(|most| entry.receives >= most) {
                // What comes after it in its group waits until it has left.
                batch.clear();
                self.stage(number, Stage::Leaving);
                taken.dead.push(number);
                continue;
            }
            entry.receives = entry.receives.saturating_add(1);
            entry.receipt = receipt();
            if entry.first_ms == 0 {
                entry.first_ms = how.now_ms;
            }
            let until_ms = how.now_ms + how.visibility_ms;
            self.stage(number, Stage::InFlight { until_ms, since_ms: how.now_ms });
            if let Some(entry) = self.entries.get(&number) {
                taken.received.push((number, entry.clone()));
            }
        }
        taken
    }

    /// Takes up to `most` visible messages out of a queue, without receiving them.
    pub fn take_away(&mut self, most: usize) -> Vec<u64> {
        let numbers: Vec<u64> = match &self.order {
            Order::Standard(visible) => visible.iter().take(most).copied().collect(),
            Order::Fifo(groups) => groups.next(most, &self.entries),
        };
        numbers.iter().for_each(|number| self.stage(*number, Stage::Leaving));
        numbers
    }

    /// Drops what was sent before `horizon_ms` and is neither in flight nor on its way; answers the numbers.
    pub fn expire(&mut self, horizon_ms: u64) -> Vec<u64> {
        let old = |entry: &Entry| {
            entry.sent_ms <= horizon_ms && !matches!(entry.stage, Stage::Coming | Stage::Leaving)
        };
        let numbers: Vec<u64> =
            self.entries.iter().filter(|(_, entry)| old(entry)).map(|(number, _)| *number).collect();
        numbers.iter().for_each(|number| drop(self.remove(*number)));
        numbers
    }

    /// Drops everything that is not on its way; answers the numbers.
    pub fn clear(&mut self) -> Vec<u64> {
        self.expire(u64::MAX)
    }

    /// Keeps what a receive with an attempt id took.
    pub fn remember(&mut self, attempt: String, now_ms: u64, received: &[(u64, Entry)]) {
        self.attempts.retain(|_, attempt| attempt.at_ms + ATTEMPT_MS > now_ms);
        if self.attempts.len() >= ATTEMPTS_MAX {
            let oldest = self.attempts.iter().min_by_key(|(_, attempt)| attempt.at_ms);
            if let Some(id) = oldest.map(|(id, _)| id.clone()) {
                self.attempts.remove(&id);
            }
        }
        let receipts = received.iter().map(|(number, entry)| (*number, entry.receipt)).collect();
        self.attempts.insert(attempt, Attempt { at_ms: now_ms, receipts });
    }

    /// What an earlier receive with this attempt id took, hidden anew, if nothing became of it since.
    pub fn repeat(&mut self, attempt: &str, now_ms: u64, visibility_ms: u64) -> Option<Vec<(u64, Entry)>> {
        let attempt = self.attempts.get(attempt).filter(|attempt| attempt.at_ms + ATTEMPT_MS > now_ms)?;
        let receipts = attempt.receipts.clone();
        let untouched = receipts.iter().all(|(number, receipt)| {
            let entry = self.entries.get(number);
            entry.is_some_and(|entry| {
                entry.receipt == *receipt && matches!(entry.stage, Stage::InFlight { .. })
            })
        });
        if receipts.is_empty() || !untouched {
            return None;
        }
        for (number, _) in &receipts {
            self.stage(*number, Stage::InFlight { until_ms: now_ms + visibility_ms, since_ms: now_ms });
        }
        Some(
            receipts
                .iter()
                .filter_map(|(number, _)| Some((*number, self.entries.get(number)?.clone())))
                .collect(),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn take(backlog: &mut Backlog, now_ms: u64, most: usize) -> Vec<u64> {
        backlog.pass(now_ms);
        let how = Take { now_ms, most, visibility_ms: 30, retention_ms: 1_000_000, receives_max: None };
        let mut receipt = now_ms;
        let taken = backlog.take(&how, || {
            receipt += 1;
            receipt
        });
        taken.received.into_iter().map(|(number, _)| number).collect()
    }

    fn fifo(groups: &[&str]) -> Backlog {
        let entries = groups.iter().enumerate().map(|(index, group)| {
            let mut entry = Entry::coming(0, Some((*group).into()));
            entry.stage = Stage::Visible;
            (index as u64 + 1, entry)
        });
        Backlog::new(true, entries.collect(), 0)
    }

    #[test]
    fn a_group_is_locked_while_one_of_it_flies() {
        let mut backlog = fifo(&["a", "b", "a", "b", "c"]);
        assert_eq!(take(&mut backlog, 0, 1), [1]);
        assert_eq!(take(&mut backlog, 1, 10), [2, 4, 5]);
        assert_eq!(take(&mut backlog, 2, 10), Vec::<u64>::new());
        backlog.remove(1);
        assert_eq!(take(&mut backlog, 3, 10), [3]);
        // 4 is still in flight, so 2 waits though it is visible.
        backlog.stage(2, Stage::Visible);
        assert_eq!(take(&mut backlog, 4, 10), Vec::<u64>::new());
        backlog.stage(4, Stage::Visible);
        assert_eq!(take(&mut backlog, 5, 10), [2, 4]);
        assert_eq!(take(&mut backlog, 33, 10), [3, 5]);
        assert_eq!(backlog.counts(), Counts { visible: 0, in_flight: 4, delayed: 0 });
    }

    #[test]
    fn what_is_being_written_holds_its_group_up() {
        let mut backlog = fifo(&["a"]);
        backlog.insert(2, Entry::coming(0, Some("b".into())));
        backlog.insert(3, Entry::coming(0, Some("b".into())));
        backlog.stage(3, Stage::Visible);
        assert_eq!(take(&mut backlog, 0, 10), [1]);
        backlog.stage(2, Stage::Visible);
        assert_eq!(take(&mut backlog, 1, 10), [2, 3]);
    }

    #[test]
    fn numbers_are_set_aside_once_in_a_while() {
        let mut backlog = Backlog::new(false, BTreeMap::new(), 70_000);
        assert_eq!(backlog.number(), (70_000, Some(70_000 + NUMBERS_AHEAD)));
        assert_eq!(backlog.number(), (70_001, None));
        backlog.forget_ceiling();
        assert_eq!(backlog.number(), (70_002, Some(70_002 + NUMBERS_AHEAD)));
    }

    /// Whatever is done, sums agree and what is visible is exactly what can be taken.
    #[test]
    fn counts_agree_with_entries() {
        arbtest::arbtest(|source| {
            let is_fifo = source.arbitrary()?;
            let mut backlog = Backlog::new(is_fifo, BTreeMap::new(), 0);
            let mut now_ms = 0;
            for _ in 0..source.int_in_range(0..=60)? {
                now_ms += source.int_in_range(0..=20)?;
                backlog.pass(now_ms);
                let number = source.int_in_range(1..=8)?;
                match source.int_in_range(0..=5)? {
                    0 => {
                        let (number, _) = backlog.number();
                        let group = is_fifo.then(|| ["a", "b"][number as usize % 2].into());
                        backlog.insert(number, Entry::coming(now_ms, group));
                        backlog.stage(number, Stage::Delayed { until_ms: now_ms + 5 });
                    }
                    1 => drop(backlog.remove(number)),
                    2 => drop(take(&mut backlog, now_ms, 2)),
                    3 => backlog.stage(number, Stage::Visible),
                    4 => drop(backlog.take_away(1)),
                    _ => drop(backlog.expire(now_ms.saturating_sub(50))),
                }
                let of = |wanted: fn(Stage) -> bool| {
                    backlog.entries.values().filter(|entry| wanted(entry.stage)).count()
                };
                let counts = backlog.counts();
                assert_eq!(counts.visible, of(|stage| stage == Stage::Visible));
                assert_eq!(counts.in_flight, of(|stage| matches!(stage, Stage::InFlight { .. })));
                assert_eq!(counts.delayed, of(|stage| matches!(stage, Stage::Delayed { .. })));
                assert_eq!(backlog.due.len(), counts.in_flight + counts.delayed);
                if !is_fifo {
                    assert_eq!(backlog.has_visible(), counts.visible > 0);
                }
            }
            Ok(())
        });
    }
}
