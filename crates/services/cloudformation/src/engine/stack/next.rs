//! What to do next, from a stack as it is stored and the calls that are under way. Pure.

use std::collections::{BTreeMap, BTreeSet};

use super::{ResourceStatus, Stack, StackResource, StackStatus};
use crate::engine::names::LogicalId;

/// A call to a provider.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Call {
    Create,
    Settle,
    Delete,
}

/// The next thing to do. Numbers are positions in [`Stack::resources`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// Work out its properties, note the intention, and ask for it.
    Begin(usize),
    /// Make a call whose intention is stored, but whose answer is not.
    Call(usize, Call),
    /// Give up waiting for it to be usable, because the stack has failed.
    Cancel(usize),
    /// Nothing more can be created; something failed.
    FailCreation,
    /// Everything is there.
    Complete,
    /// Start removing it.
    Remove(usize),
    /// Nothing more can be removed.
    FinishRemoval,
    /// Wait for a call to answer.
    Wait,
    /// There is nothing to do.
    Rest,
}

/// The next thing to do for `stack` with the calls in `busy` under way, of which there may be
/// `calls_max` at a time.
pub(super) fn next(stack: &Stack, busy: &BTreeMap<usize, Call>, calls_max: usize) -> Step {
    match stack.status {
        StackStatus::CreateInProgress => creation(stack, busy, calls_max),
        StackStatus::RollbackInProgress | StackStatus::DeleteInProgress => removal(stack, busy, calls_max),
        _ => Step::Rest,
    }
}

fn creation(stack: &Stack, busy: &BTreeMap<usize, Call>, calls_max: usize) -> Step {
    let failing = stack.resources.iter().any(|each| each.status == ResourceStatus::CreateFailed);
    for (index, resource) in with_status(stack, ResourceStatus::CreateInProgress) {
        match (busy.get(&index), resource.physical_id.is_some()) {
            (None, false) => return Step::Call(index, Call::Create),
            (None | Some(Call::Settle), true) if failing => return Step::Cancel(index),
            (None, true) => return Step::Call(index, Call::Settle),
            _ => {}
        }
    }
    if !failing && busy.len() < calls_max {
        let complete: BTreeSet<&LogicalId> =
            with_status(stack, ResourceStatus::CreateComplete).map(|(_, each)| &each.id).collect();
        let ready = with_status(stack, ResourceStatus::Pending)
            .find(|(_, each)| each.depends_on.iter().all(|id| complete.contains(id)));
        if let Some((index, _)) = ready {
            return Step::Begin(index);
        }
    }
    match (busy.is_empty(), failing) {
        (false, _) => Step::Wait,
        (true, true) => Step::FailCreation,
        (true, false) => Step::Complete,
    }
}

fn removal(stack: &Stack, busy: &BTreeMap<usize, Call>, calls_max: usize) -> Step {
    // A creation whose answer was lost has to be asked for again: only that tells what to remove.
    for (index, resource) in with_status(stack, ResourceStatus::CreateInProgress) {
        if !busy.contains_key(&index) && resource.physical_id.is_none() {
            return Step::Call(index, Call::Create);
        }
    }
    for (index, _) in with_status(stack, ResourceStatus::DeleteInProgress) {
        if !busy.contains_key(&index) {
            return Step::Call(index, Call::Delete);
        }
    }
    if busy.len() < calls_max {
        let present = stack.resources.iter().filter(|each| !each.status.is_absent());
        let needed: BTreeSet<&LogicalId> = present.flat_map(|each| &each.depends_on).collect();
        let removable = |(index, each): &(usize, &StackResource)| {
            let stands = match each.status {
                ResourceStatus::CreateComplete | ResourceStatus::CreateFailed => true,
                ResourceStatus::CreateInProgress => each.physical_id.is_some(),
                _ => false,
            };
            stands && !busy.contains_key(index) && !needed.contains(&each.id)
        };
        if let Some((index, _)) = stack.resources.iter().enumerate().rev().find(removable) {
            return Step::Remove(index);
        }
    }
    if busy.is_empty() { Step::FinishRemoval } else { Step::Wait }
}

fn with_status(stack: &Stack, status: ResourceStatus) -> impl Iterator<Item = (usize, &StackResource)> {
    stack.resources.iter().enumerate().filter(move |(_, resource)| resource.status == status)
}
