//! The order of a FIFO queue: groups, each with its messages in order of number.
//!
//! Invariants: a group is open exactly while none of its messages is in flight and its first is visible; so what
//! comes after a message that is in flight, delayed or still being written waits for it.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use super::state::{Entry, Stage};

/// The groups of a queue.
#[derive(Debug, Default)]
pub struct Groups {
    groups: HashMap<Arc<str>, Group>,
    /// Open groups, by the number of their first message.
    open: BTreeSet<(u64, Arc<str>)>,
}

#[derive(Debug, Default)]
struct Group {
    members: BTreeSet<u64>,
    in_flight: usize,
    /// The number it is in `open` with.
    opened: Option<u64>,
}

impl Groups {
    /// A message has come; it stands in `entries` already.
    pub fn insert(&mut self, number: u64, group: &Arc<str>, entries: &BTreeMap<u64, Entry>) {
        self.groups.entry(group.clone()).or_default().members.insert(number);
        self.settle(group, entries);
    }

    /// A message has changed from one stage to another.
    pub fn moved(&mut self, group: &Arc<str>, from: Stage, to: Stage, entries: &BTreeMap<u64, Entry>) {
        let flies = |stage| usize::from(matches!(stage, Stage::InFlight { .. }));
        if let Some(group) = self.groups.get_mut(group) {
            group.in_flight = group.in_flight + flies(to) - flies(from);
        }
        self.settle(group, entries);
    }

    /// A message is gone, and from `entries` too.
    pub fn remove(&mut self, number: u64, group: &Arc<str>, last: Stage, entries: &BTreeMap<u64, Entry>) {
        if let Some(found) = self.groups.get_mut(group) {
            found.members.remove(&number);
            found.in_flight -= usize::from(matches!(last, Stage::InFlight { .. }));
        }
        self.settle(group, entries);
    }

    fn settle(&mut self, name: &Arc<str>, entries: &BTreeMap<u64, Entry>) {
        let Some(group) = self.groups.get_mut(name) else { return };
        let first = group.members.first().copied();
        let visible = |number: &u64| entries.get(number).is_some_and(|entry| entry.stage == Stage::Visible);
        let opened = first.filter(|number| group.in_flight == 0 && visible(number));
        if group.opened != opened {
            if let Some(number) = group.opened {
                self.open.remove(&(number, name.clone()));
            }
            if let Some(number) = opened {
                self.open.insert((number, name.clone()));
            }
            group.opened = opened;
        }
        if first.is_none() {
            self.groups.remove(name);
        }
    }

    /// Whether a message can be received.
    pub fn is_open(&self) -> bool {
        !self.open.is_empty()
    }

    /// Up to `most` messages of the group whose first message is the oldest, in order.
    pub fn next(&self, most: usize, entries: &BTreeMap<u64, Entry>) -> Vec<u64> {
        let Some((_, name)) = self.open.first() else { return Vec::new() };
        let members = self.groups.get(name).into_iter().flat_map(|group| &group.members).copied();
        let visible = |number: &u64| entries.get(number).is_some_and(|entry| entry.stage == Stage::Visible);
        members.take_while(visible).take(most).collect()
    }
}
