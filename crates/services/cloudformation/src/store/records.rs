//! From stacks to keys and values, and back.

use std::ops::{Bound, ControlFlow};

use bytes::Bytes;
use kernel::Kind;
use storage::{Direction, KeyValue, StorageError, Transaction};

use super::keys::{self, Scope};
use crate::engine::names::StackId;
use crate::engine::stack::{
    Change, Changed, Stack, StackEvent, StackStatus, StoreError, decode_event, decode_head, decode_resource,
    encode_event, encode_head, encode_resource,
};

/// What is read from: what is durable, or what a transaction sees.
pub(super) enum Source<'a> {
    Store(&'a KeyValue),
    Transaction(&'a Transaction),
}

type Visit<'v> = dyn FnMut(&[u8], &Bytes) -> ControlFlow<()> + 'v;

impl Source<'_> {
    pub(super) fn get(&self, key: &[u8]) -> Result<Option<Bytes>, StorageError> {
        match self {
            Self::Store(store) => store.get(key),
            Self::Transaction(tx) => tx.get(key),
        }
    }

    fn prefix(&self, prefix: &[u8], visit: &mut Visit<'_>) -> Result<(), StorageError> {
        match self {
            Self::Store(store) => store.scan_prefix(prefix, visit),
            Self::Transaction(tx) => tx.scan_prefix(prefix, visit),
        }
    }

    fn backwards(&self, from: &[u8], before: &[u8], visit: &mut Visit<'_>) -> Result<(), StorageError> {
        let (lower, upper) = (Bound::Included(from), Bound::Excluded(before));
        match self {
            Self::Store(store) => store.scan(lower, upper, Direction::Reverse, visit),
            Self::Transaction(tx) => tx.scan(lower, upper, Direction::Reverse, visit),
        }
    }

    pub(super) fn values(&self, prefix: &[u8]) -> Result<Vec<Bytes>, StorageError> {
        let mut values = Vec::new();
        self.prefix(prefix, &mut |_, value| {
            values.push(value.clone());
            ControlFlow::Continue(())
        })?;
        Ok(values)
    }
}

/// The stack of a head record alone: without template and resources.
pub(super) fn head(record: &[u8]) -> Result<Stack, StoreError> {
    Ok(decode_head(record, String::new(), Vec::new())?)
}

pub(super) fn heads(source: &Source<'_>, prefix: &[u8]) -> Result<Vec<Stack>, StoreError> {
    source.values(prefix)?.iter().map(|record| head(record)).collect()
}

pub(super) fn stack(source: &Source<'_>, scope: &Scope) -> Result<Option<Stack>, StoreError> {
    let Some(head) = source.get(&scope.head())? else { return Ok(None) };
    let template = source.get(&scope.template())?.ok_or_else(|| corrupt("a stack has no template"))?;
    let template = String::from_utf8(template.to_vec()).map_err(|_| corrupt("a template is not UTF-8"))?;
    let resources = source.values(&scope.resources())?;
    let resources = resources.iter().map(|record| decode_resource(record)).collect::<Result<_, _>>()?;
    Ok(Some(decode_head(&head, template, resources)?))
}

pub(super) fn events(
    source: &Source<'_>,
    scope: &Scope,
    before: Option<u64>,
    limit: usize,
) -> Result<Vec<(u64, StackEvent)>, StoreError> {
    let before = before.map_or_else(|| scope.events_end(), |number| scope.event(number));
    let mut records = Vec::new();
    source.backwards(&scope.events(), &before, &mut |key, record| {
        records.push((key.to_vec(), record.clone()));
        if records.len() < limit { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    })?;
    let event = |(key, record): (Vec<u8>, Bytes)| {
        let number = keys::event_number(&key).ok_or_else(|| corrupt("an event has no number"))?;
        Ok((number, decode_event(&record)?))
    };
    records.into_iter().map(event).collect()
}

pub(super) fn id(value: &[u8]) -> Result<StackId, StoreError> {
    let id = std::str::from_utf8(value).map_err(|_| corrupt("a name leads to no id"))?;
    Ok(StackId::from(id))
}

/// Removes all that is kept of a stack; its name it has lost already.
pub(super) fn forget(tx: &mut Transaction, scope: &Scope) -> Result<(), StoreError> {
    let mut gone = vec![scope.head(), scope.template()];
    for prefix in [scope.resources(), scope.events()] {
        tx.scan_prefix(&prefix, &mut |key, _| {
            gone.push(key.to_vec());
            ControlFlow::Continue(())
        })?;
    }
    gone.iter().for_each(|key| tx.delete(key));
    Ok(())
}

/// The writes of one change, encoded before they are queued.
pub(super) struct Writes {
    scope: Scope,
    puts: Vec<(Vec<u8>, Vec<u8>)>,
    events: Vec<Vec<u8>>,
    /// How many resources there are, where all are written: what was there beyond goes.
    resources: Option<usize>,
    /// The key of the name and the id of a stack that gives it up.
    freed: Option<(Vec<u8>, StackId)>,
}

impl Writes {
    pub(super) fn of(scope: &Scope, change: Change<'_>) -> Self {
        let stack = change.stack;
        let resource = |index: usize| (scope.resource(index), encode_resource(&stack.resources[index]));
        let head = || (scope.head(), encode_head(stack));
        let puts = match change.changed {
            Changed::Head => vec![head()],
            Changed::Resource(index) => vec![resource(index)],
            Changed::All => {
                let template = (scope.template(), stack.definition.template_body.clone().into_bytes());
                [head(), template].into_iter().chain((0..stack.resources.len()).map(resource)).collect()
            }
        };
        let gone = stack.status == StackStatus::DeleteComplete;
        Self {
            scope: scope.clone(),
            puts,
            events: change.events.iter().map(encode_event).collect(),
            resources: (change.changed == Changed::All).then_some(stack.resources.len()),
            freed: gone.then(|| (keys::name(&stack.place, &stack.name), stack.id.clone())),
        }
    }

    pub(super) fn apply(self, tx: &mut Transaction) -> Result<(), StoreError> {
        let last = events(&Source::Transaction(tx), &self.scope, None, 1)?;
        let next = last.first().map_or(0, |(number, _)| number + 1);
        for (number, event) in (next..).zip(self.events) {
            tx.put(self.scope.event(number), event);
        }
        if let Some(count) = self.resources {
            let mut gone = Vec::new();
            tx.scan_prefix(&self.scope.resources(), &mut |key, _| {
                gone.push(key.to_vec());
                ControlFlow::Continue(())
            })?;
            gone.iter().skip(count).for_each(|key| tx.delete(key));
        }
        for (key, value) in self.puts {
            tx.put(key, value);
        }
        if let Some((name, id)) = self.freed
            && tx.get(&name)?.is_some_and(|kept| *kept == *id.as_str().as_bytes())
        {
            tx.delete(&name);
        }
        Ok(())
    }
}

pub(super) fn odd_id(id: &StackId) -> StoreError {
    StoreError { kind: Kind::Internal, message: format!("`{id}` is not the id of a stack") }
}

fn corrupt(message: &str) -> StoreError {
    StoreError { kind: Kind::Corrupt, message: format!("{message}; restore it from a copy") }
}
