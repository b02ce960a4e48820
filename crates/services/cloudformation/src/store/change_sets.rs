//! Change sets: kept beside their stacks, by place.

use kernel::Place;
use storage::{StorageError, Transaction};

use super::Stacks;
use super::keys::{self, Scope};
use super::records::{self, Source, Writes};
use crate::engine::names::{StackId, StackName};
use crate::engine::stack::{
    Change, ChangeSet, Changed, Execution, Stack, StackEvent, StackStatus, StoreError, decode_change_set,
    encode_change_set,
};
use crate::limits::CHANGE_SETS_MAX;

/// What came of proposing a change set.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Proposed {
    /// It is kept.
    New,
    /// The stack has one of the name.
    Exists(Box<ChangeSet>),
    /// There is a stack of the name, made meanwhile.
    StackExists,
    /// There are as many as there may be.
    TooMany,
}

impl Stacks {
    /// The change sets of the stack `id`, newest first.
    pub(crate) fn change_sets(&self, place: &Place, id: &StackId) -> Result<Vec<ChangeSet>, StoreError> {
        of_stack(&Source::Store(&self.store()?), place, id)
    }

    /// The change set of this ARN, if it is one of `place`.
    pub(crate) fn change_set(&self, place: &Place, id: &str) -> Result<Option<ChangeSet>, StoreError> {
        let key = keys::change_set(id).filter(|key| key.starts_with(&keys::change_sets(place)));
        let Some(key) = key else { return Ok(None) };
        let record = self.store()?.get(&key)?;
        let found = record.map(|record| decode_change_set(&record)).transpose()?;
        Ok(found.filter(|found| found.id == id))
    }

    /// Keeps a change set, and with it the stack that it would create, if that is new.
    pub(crate) async fn propose(
        &self,
        place: &Place,
        change_set: ChangeSet,
        stack: Option<(Stack, StackEvent)>,
    ) -> Result<Proposed, StoreError> {
        let (place, id) = (place.clone(), change_set.stack_id.clone());
        let work = move |tx: &mut Transaction| propose(tx, &place, &change_set, stack);
        let proposed = self.store()?.write(work).await??;
        self.notices.post(id.as_str());
        Ok(proposed)
    }

    /// Removes the change set of this ARN.
    pub(crate) async fn withdraw(&self, id: &str) -> Result<(), StoreError> {
        let Some(key) = keys::change_set(id) else { return Ok(()) };
        let work = move |tx: &mut Transaction| {
            tx.delete(&key);
            Ok::<(), StorageError>(())
        };
        Ok(self.store()?.write(work).await??)
    }
}

fn of_stack(source: &Source<'_>, place: &Place, id: &StackId) -> Result<Vec<ChangeSet>, StoreError> {
    let records = source.values(&keys::change_sets(place))?;
    let mut found = Vec::new();
    for record in records {
        let change_set = decode_change_set(&record)?;
        if change_set.stack_id == *id {
            found.push(change_set);
        }
    }
    found.sort_by(|a, b| (b.created, &b.id).cmp(&(a.created, &a.id)));
    Ok(found)
}

fn propose(
    tx: &mut Transaction,
    place: &Place,
    change_set: &ChangeSet,
    stack: Option<(Stack, StackEvent)>,
) -> Result<Proposed, StoreError> {
    let there = of_stack(&Source::Transaction(tx), place, &change_set.stack_id)?;
    if let Some(exists) = there.iter().find(|each| each.name == change_set.name) {
        if exists.execution == Execution::Available {
            return Ok(Proposed::Exists(Box::new(exists.clone())));
        }
        // Of no use any more. Names made of the second, as the aws CLI makes them, come twice here.
        keys::change_set(&exists.id).iter().for_each(|key| tx.delete(key));
    }
    if there.len() >= CHANGE_SETS_MAX {
        return Ok(Proposed::TooMany);
    }
    if let Some((stack, event)) = stack {
        if tx.get(&keys::name(place, &StackName::from(stack.name.as_str())))?.is_some() {
            return Ok(Proposed::StackExists);
        }
        let scope = Scope::stack(&stack.id).ok_or_else(|| records::odd_id(&stack.id))?;
        tx.put(keys::name(place, &stack.name), stack.id.as_str().as_bytes().to_vec());
        Writes::of(&scope, Change { stack: &stack, changed: Changed::All, events: &[event] }).apply(tx)?;
    }
    let key = keys::change_set(&change_set.id).ok_or_else(|| records::odd_id(&change_set.stack_id))?;
    tx.put(key, encode_change_set(change_set, place));
    Ok(Proposed::New)
}

/// Removes the change sets of `stack`, which begins to change, but the one it is changed by; that one is
/// executed. A stack that goes takes all along.
pub(super) fn void(tx: &mut Transaction, stack: &Stack) -> Result<(), StoreError> {
    for change_set in of_stack(&Source::Transaction(tx), &stack.place, &stack.id)? {
        let Some(key) = keys::change_set(&change_set.id) else { continue };
        let executed = stack.change_set.as_ref() == Some(&change_set.id);
        if executed && stack.status != StackStatus::DeleteInProgress {
            let change_set = ChangeSet { execution: Execution::Complete, ..change_set };
            tx.put(key, encode_change_set(&change_set, &stack.place));
        } else {
            tx.delete(&key);
        }
    }
    Ok(())
}
