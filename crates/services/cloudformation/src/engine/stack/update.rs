//! Changes of a stack in an update, each with the event that tells of it. No I/O: the driver stores both.

use kernel::{Random, Timestamp};

use super::{
    Action, Asker, Definition, ResourceStatus, Stack, StackEvent, StackResource, StackStatus, USER_INITIATED,
    Update,
};
use crate::engine::names::LogicalId;
use crate::engine::template::{DeletionPolicy, Plan, Template};

impl Stack {
    /// Starts making the stack `definition`, which reads as `template` and gives `plan`.
    pub fn begin_update(
        &mut self,
        by: Asker,
        definition: Definition,
        template: &Template,
        plan: &Plan,
        now: Timestamp,
        random: &dyn Random,
    ) -> StackEvent {
        (self.principal, self.client_token) = (by.principal, by.client_token);
        self.updated = Some(now);
        self.former = Some(Box::new(std::mem::replace(&mut self.definition, definition)));
        let mut there = std::mem::take(&mut self.resources);
        for planned in &plan.resources {
            let Some(fresh) = StackResource::planned(template, planned, now) else { continue };
            let position = there.iter().position(|each| each.id == fresh.id && !each.status.is_absent());
            let resource = match position.map(|position| there.remove(position)) {
                None => StackResource { update: Some(Update { action: None, former: None }), ..fresh },
                Some(former) => StackResource {
                    depends_on: fresh.depends_on,
                    deletion_policy: fresh.deletion_policy,
                    update_replace_policy: fresh.update_replace_policy,
                    update: Some(Update { action: None, former: Some(Box::new(former.clone())) }),
                    ..former
                },
            };
            self.resources.push(resource);
        }
        for former in there.into_iter().filter(|each| !each.status.is_absent()) {
            let update = Update { action: Some(Action::Remove), former: Some(Box::new(former.clone())) };
            self.resources.push(StackResource { update: Some(update), ..former });
        }
        self.turn(StackStatus::UpdateInProgress, Some(USER_INITIATED.to_owned()), now, random)
    }

    /// Why an update failed, from the resources that did.
    pub(super) fn update_failures(&self) -> String {
        let kinds = [("create", ResourceStatus::CreateFailed), ("update", ResourceStatus::UpdateFailed)];
        let told = kinds.iter().filter_map(|(what, status)| {
            let failed = self.those(*status);
            let told = format!("The following resource(s) failed to {what}: [{failed}]. ");
            (!failed.is_empty()).then_some(told)
        });
        told.collect()
    }

    /// Leaves an update for the way back.
    pub(super) fn fail_update(&mut self, why: String, now: Timestamp, random: &dyn Random) -> StackEvent {
        self.swap_definitions();
        self.turn(StackStatus::UpdateRollbackInProgress, Some(why), now, random)
    }

    /// Turns an update under way back, as `by` asks. What was asked for without an answer is asked for again
    /// on the way back: only that tells what there is to remove.
    pub fn cancel_update(&mut self, by: Asker, now: Timestamp, random: &dyn Random) -> Vec<StackEvent> {
        self.client_token = by.client_token;
        self.principal = by.principal;
        let mut events = vec![self.fail_update(USER_INITIATED.to_owned(), now, random)];
        let known =
            |resource: &&mut StackResource| !resource.is_being_made() || resource.physical_id.is_some();
        for resource in self.resources.iter_mut().filter(known) {
            let (status, reason) = match resource.status {
                ResourceStatus::CreateInProgress => {
                    (ResourceStatus::CreateFailed, "Resource creation cancelled")
                }
                ResourceStatus::UpdateInProgress => {
                    (ResourceStatus::UpdateFailed, "Resource update cancelled")
                }
                _ => continue,
            };
            events.push(resource.turn(status, Some(reason.to_owned()), now));
        }
        events
    }

    fn swap_definitions(&mut self) {
        if let Some(former) = &mut self.former {
            std::mem::swap(&mut self.definition, former);
        }
    }

    /// Goes on to the clean-up of an update that has done all it should.
    pub(super) fn finish_update(&mut self, now: Timestamp, random: &dyn Random) -> StackEvent {
        self.former = None;
        let mut leaving = Vec::new();
        for resource in &mut self.resources {
            if resource.action() == Some(Action::Remove) {
                resource.act(Action::Leave);
                if let Some(update) = &mut resource.update {
                    update.former = None;
                }
                continue;
            }
            leaving.extend(resource.leaving_former(resource.update_replace_policy));
        }
        self.resources.extend(leaving);
        self.turn(StackStatus::UpdateCleanup, None, now, random)
    }

    /// Starts making the resource at `index` what it was. A replacement gives way at once.
    pub(super) fn begin_restoring(&mut self, index: usize, now: Timestamp) -> Vec<StackEvent> {
        let resource = &mut self.resources[index];
        let (action, former) = match resource.update.take() {
            Some(Update { action, former: Some(former) }) => (action, *former),
            update => {
                resource.update = update;
                return Vec::new();
            }
        };
        let changed = std::mem::replace(resource, former);
        resource.update = Some(Update { action: Some(Action::Restore), former: Some(Box::new(changed)) });
        let mut events = vec![resource.turn(ResourceStatus::UpdateInProgress, None, now)];
        if action == Some(Action::Replace) {
            events.push(resource.turn(ResourceStatus::UpdateComplete, None, now));
        }
        events
    }

    /// Ends the way back: goes on to its clean-up, or fails for what could not be made as it was.
    pub(super) fn finish_update_rollback(&mut self, now: Timestamp, random: &dyn Random) -> StackEvent {
        let failed = self.resources.iter().filter(|each| is_unrestored(each));
        let failed = failed.map(|each| each.id.as_str()).collect::<Vec<_>>().join(", ");
        if !failed.is_empty() {
            let reason = format!("The following resource(s) failed to update: [{failed}]. ");
            return self.turn(StackStatus::UpdateRollbackFailed, Some(reason), now, random);
        }
        self.former = None;
        let mut resources = Vec::new();
        for mut resource in std::mem::take(&mut self.resources) {
            match resource.action() {
                Some(Action::Create) => {
                    resource.act(Action::Leave);
                    resources.push(resource);
                }
                Some(Action::Restore) => {
                    let leaving = resource.leaving_former(DeletionPolicy::Delete);
                    resources.push(resource);
                    resources.extend(leaving);
                }
                // Not touched, or never begun.
                _ => resources.extend(resource.update.and_then(|update| update.former).map(|former| *former)),
            }
        }
        self.resources = resources;
        self.turn(StackStatus::UpdateRollbackCleanup, None, now, random)
    }

    /// Ends a clean-up. What could not be removed is let go of.
    pub(super) fn finish_cleanup(&mut self, now: Timestamp, random: &dyn Random) -> StackEvent {
        let left = self.resources.iter().any(|each| each.status == ResourceStatus::DeleteFailed);
        self.resources.retain(|each| each.action() != Some(Action::Leave));
        let (status, told) = match self.status {
            StackStatus::UpdateCleanup => (StackStatus::UpdateComplete, "Update"),
            _ => (StackStatus::UpdateRollbackComplete, "Update rollback"),
        };
        let reason = left.then(|| format!("{told} successful. One or more resources could not be deleted."));
        self.turn(status, reason, now, random)
    }

    /// Goes on with a way back that failed. What is in `skip` counts as what it was.
    pub fn continue_update_rollback(
        &mut self,
        by: Asker,
        skip: &[LogicalId],
        now: Timestamp,
        random: &dyn Random,
    ) -> Vec<StackEvent> {
        (self.principal, self.client_token) = (by.principal, by.client_token);
        let reason = Some(USER_INITIATED.to_owned());
        let mut events = vec![self.turn(StackStatus::UpdateRollbackInProgress, reason, now, random)];
        for resource in self.resources.iter_mut().filter(|each| is_unrestored(each)) {
            let status = match skip.contains(&resource.id) {
                true => ResourceStatus::UpdateComplete,
                false => ResourceStatus::UpdateInProgress,
            };
            events.push(resource.turn(status, None, now));
        }
        events
    }

    /// Forgets an update that came to no end, so that all it left can be removed.
    pub(super) fn flatten(&mut self) {
        self.former = None;
        let leaving: Vec<StackResource> = self
            .resources
            .iter_mut()
            .filter_map(|resource| resource.leaving_former(resource.deletion_policy))
            .map(|resource| StackResource { update: None, ..resource })
            .collect();
        self.resources.extend(leaving);
    }
}

/// Whether it could not be made what it was.
fn is_unrestored(resource: &StackResource) -> bool {
    resource.action() == Some(Action::Restore) && resource.status == ResourceStatus::UpdateFailed
}
