//! What to do next, from a stack as it is stored and the calls that are under way. Pure.

use std::collections::{BTreeMap, BTreeSet};

use super::{Action, ResourceStatus, Stack, StackResource, StackStatus};
use crate::engine::names::LogicalId;

/// A call to a provider.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Call {
    Create,
    Settle,
    Modify,
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
    /// Nothing more can be created or changed; something failed.
    Fail,
    /// Everything is there.
    Complete,
    /// Start making it what it was before an update that failed.
    Restore(usize),
    /// Everything that could be made what it was is.
    FinishRestoring,
    /// Start removing it.
    Remove(usize),
    /// Nothing more can be removed.
    FinishRemoval,
    /// Nothing more can be cleaned up.
    FinishCleanup,
    /// Wait for a call to answer.
    Wait,
    /// There is nothing to do.
    Rest,
}

/// The next thing to do for `stack` with the calls in `busy` under way, of which there may be
/// `calls_max` at a time.
pub(super) fn next(stack: &Stack, busy: &BTreeMap<usize, Call>, calls_max: usize) -> Step {
    match stack.status {
        StackStatus::CreateInProgress | StackStatus::UpdateInProgress => forward(stack, busy, calls_max),
        StackStatus::UpdateRollbackInProgress => restoration(stack, busy, calls_max),
        StackStatus::RollbackInProgress | StackStatus::DeleteInProgress => {
            removal(stack, busy, calls_max, |_| true, Step::FinishRemoval)
        }
        StackStatus::UpdateCleanup | StackStatus::UpdateRollbackCleanup => {
            let leaves = |resource: &StackResource| resource.action() == Some(Action::Leave);
            removal(stack, busy, calls_max, leaves, Step::FinishCleanup)
        }
        _ => Step::Rest,
    }
}

fn forward(stack: &Stack, busy: &BTreeMap<usize, Call>, calls_max: usize) -> Step {
    let failing = stack.resources.iter().any(StackResource::has_failed);
    for (index, resource) in stack.resources.iter().enumerate() {
        let call = busy.get(&index);
        if resource.is_being_made() {
            match (call, resource.physical_id.is_some()) {
                (None, false) => return Step::Call(index, Call::Create),
                (None | Some(Call::Settle), true) if failing => return Step::Cancel(index),
                (None, true) => return Step::Call(index, Call::Settle),
                _ => {}
            }
        } else if resource.status == ResourceStatus::UpdateInProgress {
            match call {
                None | Some(Call::Modify) if failing => return Step::Cancel(index),
                None => return Step::Call(index, Call::Modify),
                _ => {}
            }
        }
    }
    if !failing && busy.len() < calls_max {
        let ready: BTreeSet<&LogicalId> =
            stack.resources.iter().filter(|each| each.is_ready()).map(|each| &each.id).collect();
        let next = stack
            .resources
            .iter()
            .position(|each| each.is_waiting() && each.depends_on.iter().all(|id| ready.contains(id)));
        if let Some(index) = next {
            return Step::Begin(index);
        }
    }
    match (busy.is_empty(), failing) {
        (false, _) => Step::Wait,
        (true, true) => Step::Fail,
        (true, false) => Step::Complete,
    }
}

/// The way back of an update: what was changed is made what it was, after what it depended on then.
fn restoration(stack: &Stack, busy: &BTreeMap<usize, Call>, calls_max: usize) -> Step {
    let unknown = |resource: &StackResource| resource.is_being_made() && resource.physical_id.is_none();
    for (index, resource) in stack.resources.iter().enumerate().filter(|(index, _)| !busy.contains_key(index))
    {
        // A creation whose answer was lost, in an update that was cancelled.
        if unknown(resource) {
            return Step::Call(index, Call::Create);
        }
        let under_way = resource.status == ResourceStatus::UpdateInProgress;
        if under_way && resource.action() == Some(Action::Restore) {
            return Step::Call(index, Call::Modify);
        }
    }
    if busy.len() < calls_max {
        let changed =
            |resource: &&StackResource| matches!(resource.action(), Some(Action::Modify | Action::Replace));
        let restoring = |resource: &&StackResource| {
            resource.action() == Some(Action::Restore) && resource.status == ResourceStatus::UpdateInProgress
        };
        let unsettled: BTreeSet<&LogicalId> = stack
            .resources
            .iter()
            .filter(|each| changed(each) || restoring(each))
            .map(|each| &each.id)
            .collect();
        let next = stack.resources.iter().position(|each| {
            let needs = each.former().map_or(&[][..], |former| &former.depends_on);
            changed(&each) && !unknown(each) && !needs.iter().any(|id| unsettled.contains(id))
        });
        if let Some(index) = next {
            return Step::Restore(index);
        }
    }
    if busy.is_empty() { Step::FinishRestoring } else { Step::Wait }
}

/// The removal of those that `goes` picks; `end` when nothing more can be removed.
fn removal(
    stack: &Stack,
    busy: &BTreeMap<usize, Call>,
    calls_max: usize,
    goes: impl Fn(&StackResource) -> bool,
    end: Step,
) -> Step {
    // A creation whose answer was lost has to be asked for again: only that tells what to remove.
    for (index, resource) in with_status(stack, ResourceStatus::CreateInProgress) {
        if goes(resource) && !busy.contains_key(&index) && resource.physical_id.is_none() {
            return Step::Call(index, Call::Create);
        }
    }
    for (index, resource) in with_status(stack, ResourceStatus::DeleteInProgress) {
        if goes(resource) && !busy.contains_key(&index) {
            return Step::Call(index, Call::Delete);
        }
    }
    if busy.len() < calls_max {
        let present = stack.resources.iter().filter(|each| goes(each) && !each.status.is_absent());
        let needed: BTreeSet<&LogicalId> = present.flat_map(|each| &each.depends_on).collect();
        let removable = |(index, each): &(usize, &StackResource)| {
            let stands = match each.status {
                ResourceStatus::CreateComplete
                | ResourceStatus::CreateFailed
                | ResourceStatus::UpdateComplete
                | ResourceStatus::UpdateFailed
                | ResourceStatus::UpdateInProgress => true,
                ResourceStatus::CreateInProgress => each.physical_id.is_some(),
                _ => false,
            };
            goes(each) && stands && !busy.contains_key(index) && !needed.contains(&each.id)
        };
        if let Some((index, _)) = stack.resources.iter().enumerate().rev().find(removable) {
            return Step::Remove(index);
        }
    }
    if busy.is_empty() { end } else { Step::Wait }
}

fn with_status(stack: &Stack, status: ResourceStatus) -> impl Iterator<Item = (usize, &StackResource)> {
    stack.resources.iter().enumerate().filter(move |(_, resource)| resource.status == status)
}
