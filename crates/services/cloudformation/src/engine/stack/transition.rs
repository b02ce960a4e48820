//! Changes of a stack, each with the event that tells of it. No I/O: the driver stores both.

use kernel::{Random, Timestamp};

use super::{
    Asker, EventStatus, OnFailure, ResourceStatus, Stack, StackEvent, StackResource, StackStatus,
    USER_INITIATED,
};
use crate::engine::names::{LogicalId, PhysicalId};
use crate::engine::template::DeletionPolicy;

impl Stack {
    /// Starts removing the stack as `by` asks: all of it but `retain`. What could not be removed before
    /// is tried again. Answers nothing where the stack is gone or going already.
    pub fn begin_delete(
        &mut self,
        by: Asker,
        retain: &[LogicalId],
        now: Timestamp,
        random: &dyn Random,
    ) -> Option<StackEvent> {
        if matches!(self.status, StackStatus::DeleteInProgress | StackStatus::DeleteComplete) {
            return None;
        }
        self.flatten();
        (self.principal, self.client_token) = (by.principal, by.client_token);
        for resource in &mut self.resources {
            if resource.status == ResourceStatus::DeleteFailed {
                resource.status = ResourceStatus::CreateComplete;
            }
            if retain.contains(&resource.id) {
                resource.deletion_policy = DeletionPolicy::Retain;
            }
        }
        Some(self.turn(StackStatus::DeleteInProgress, Some(USER_INITIATED.to_owned()), now, random))
    }

    /// Tells that the stack is not removed, although `by` asks, because of `why`. It stays as it is.
    pub fn refuse_delete(
        &mut self,
        by: Asker,
        why: String,
        now: Timestamp,
        random: &dyn Random,
    ) -> Vec<StackEvent> {
        let (status, token) = (self.status, self.client_token.take());
        self.client_token = by.client_token;
        let asked = self.turn(StackStatus::DeleteInProgress, Some(USER_INITIATED.to_owned()), now, random);
        let refused = self.turn(status, Some(why), now, random);
        self.client_token = token;
        vec![asked, refused]
    }

    /// Leaves creation for what the caller wanted in case of failure. `why` ends with a full stop.
    pub(super) fn fail_creation(&mut self, why: &str, now: Timestamp, random: &dyn Random) -> StackEvent {
        let (status, reason) = match self.on_failure {
            OnFailure::Rollback => {
                (StackStatus::RollbackInProgress, format!("{why} Rollback requested by user."))
            }
            OnFailure::Delete => (StackStatus::DeleteInProgress, format!("{why} Delete requested by user.")),
            OnFailure::DoNothing => (StackStatus::CreateFailed, format!("{why} ")),
        };
        self.turn(status, Some(reason), now, random)
    }

    /// Ends a removal: complete, or failed for what could not be removed.
    pub(super) fn finish_removal(&mut self, now: Timestamp, random: &dyn Random) -> StackEvent {
        let left = self.those(ResourceStatus::DeleteFailed);
        let rollback = self.status == StackStatus::RollbackInProgress;
        let (complete, failed) = if rollback {
            (StackStatus::RollbackComplete, StackStatus::RollbackFailed)
        } else {
            (StackStatus::DeleteComplete, StackStatus::DeleteFailed)
        };
        if !left.is_empty() {
            let reason = format!("The following resource(s) failed to delete: [{left}]. ");
            return self.turn(failed, Some(reason), now, random);
        }
        if !rollback {
            self.deleted = Some(now);
        }
        self.definition.imports.clear();
        self.turn(complete, None, now, random)
    }

    /// Why creation failed, from the resources that did.
    pub(super) fn creation_failures(&self) -> String {
        let failed = self.those(ResourceStatus::CreateFailed);
        format!("The following resource(s) failed to create: [{failed}].")
    }

    pub(super) fn those(&self, status: ResourceStatus) -> String {
        let those = self.resources.iter().filter(|resource| resource.status == status);
        those.map(|resource| resource.id.as_str()).collect::<Vec<_>>().join(", ")
    }

    /// `events` with the token of the request that the stack is working on.
    pub(super) fn signed(&self, events: &[StackEvent]) -> Vec<StackEvent> {
        let sign = |event| StackEvent { client_token: self.client_token.clone(), ..event };
        events.iter().cloned().map(sign).collect()
    }

    /// Takes `status` and answers the event.
    pub(super) fn turn(
        &mut self,
        status: StackStatus,
        reason: Option<String>,
        now: Timestamp,
        random: &dyn Random,
    ) -> StackEvent {
        self.status = status;
        self.status_reason = reason.clone();
        StackEvent {
            id: random.uuid(),
            time: now,
            logical_id: LogicalId::from(self.name.as_str()),
            physical_id: Some(PhysicalId::from(self.id.as_str())),
            resource_type: "AWS::CloudFormation::Stack".to_owned(),
            status: EventStatus::Stack(status),
            reason,
            client_token: self.client_token.clone(),
        }
    }
}

impl StackResource {
    /// Takes `status` and answers the event.
    pub(super) fn turn(
        &mut self,
        status: ResourceStatus,
        reason: Option<String>,
        now: Timestamp,
    ) -> StackEvent {
        self.status = status;
        self.status_reason = reason.clone();
        self.updated = now;
        StackEvent {
            id: format!("{}-{status}-{}", self.id, now.iso8601()),
            time: now,
            logical_id: self.id.clone(),
            physical_id: self.physical_id.clone(),
            resource_type: self.type_name.clone(),
            status: EventStatus::Resource(status),
            reason,
            client_token: None,
        }
    }

    /// Starts the removal of this resource: at once over for what never was and what is kept.
    pub(super) fn begin_removal(&mut self, rollback: bool, now: Timestamp) -> StackEvent {
        let kept = match self.deletion_policy {
            DeletionPolicy::Delete => false,
            DeletionPolicy::Retain => true,
            DeletionPolicy::RetainExceptOnCreate => !rollback,
        };
        let status = match (self.physical_id.is_some(), kept) {
            (false, _) => ResourceStatus::DeleteComplete,
            (true, true) => ResourceStatus::DeleteSkipped,
            (true, false) => ResourceStatus::DeleteInProgress,
        };
        self.turn(status, None, now)
    }
}
