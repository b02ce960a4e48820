//! A resource of a stack, as data.

use kernel::Timestamp;
use serde_json::{Map, Value};

use super::ResourceStatus;
use crate::engine::names::{LogicalId, PhysicalId};
use crate::engine::template::{DeletionPolicy, Planned, Template};

/// A resource of a stack.
#[derive(Clone, Debug, PartialEq)]
pub struct StackResource {
    /// Its name in the template.
    pub id: LogicalId,
    /// Its type.
    pub type_name: String,
    /// How it stands.
    pub status: ResourceStatus,
    /// Why it stands so.
    pub status_reason: Option<String>,
    /// When that changed.
    pub updated: Timestamp,
    /// What must be before it, and go after it.
    pub depends_on: Vec<LogicalId>,
    /// What becomes of it with the stack.
    pub deletion_policy: DeletionPolicy,
    /// What becomes of the thing when an update replaces it.
    pub update_replace_policy: DeletionPolicy,
    /// What its provider is asked, once it has been.
    pub request: Option<Request>,
    /// What its service calls it, once that is known.
    pub physical_id: Option<PhysicalId>,
    /// The values of `Fn::GetAtt`, once it is usable.
    pub attributes: Map<String, Value>,
    /// What an update does to it; none while there is no update.
    pub update: Option<Update>,
}

/// What a provider is asked; the same however often it has to be asked again.
#[derive(Clone, Debug, PartialEq)]
pub struct Request {
    /// The name for a thing that the template does not name.
    pub name: String,
    /// Unique to this resource of this stack.
    pub token: String,
    /// The properties, evaluated and converted.
    pub properties: Map<String, Value>,
}

/// What an update does to a resource.
#[derive(Clone, Debug, PartialEq)]
pub struct Update {
    /// What is done; none until its turn has come.
    pub action: Option<Action>,
    /// What it was before that; none for a new one. Never has an update of its own.
    pub former: Option<Box<StackResource>>,
}

/// What is done to a resource in an update.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Nothing: it stays as it was.
    Keep,
    /// It is created; there was none.
    Create,
    /// It is changed where it is.
    Modify,
    /// Another thing is created in its place; the former one goes in the clean-up.
    Replace,
    /// The template has it no longer: it goes in the clean-up.
    Remove,
    /// It is made again what it was; what it was changed to is then the former.
    Restore,
    /// It is on its way out, in the clean-up.
    Leave,
}

impl Action {
    const ALL: [Self; 7] =
        [Self::Keep, Self::Create, Self::Modify, Self::Replace, Self::Remove, Self::Restore, Self::Leave];

    /// As records write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Keep => "KEEP",
            Self::Create => "CREATE",
            Self::Modify => "MODIFY",
            Self::Replace => "REPLACE",
            Self::Remove => "REMOVE",
            Self::Restore => "RESTORE",
            Self::Leave => "LEAVE",
        }
    }

    /// Reads what records write.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|each| each.as_str() == text)
    }
}

impl StackResource {
    /// The resource that `template` declares and its plan has as `planned`, not created yet.
    pub(super) fn planned(template: &Template, planned: &Planned, now: Timestamp) -> Option<Self> {
        let declared = template.resource(planned.id.as_str())?;
        Some(Self {
            id: planned.id.clone(),
            type_name: declared.type_name.clone(),
            status: ResourceStatus::Pending,
            status_reason: None,
            updated: now,
            depends_on: planned.depends_on.clone(),
            deletion_policy: declared.deletion_policy,
            update_replace_policy: declared.update_replace_policy,
            request: None,
            physical_id: None,
            attributes: Map::new(),
            update: None,
        })
    }

    /// What the update under way does to it.
    pub fn action(&self) -> Option<Action> {
        self.update.as_ref().and_then(|update| update.action)
    }

    /// What it was before the update under way.
    pub(super) fn former(&self) -> Option<&Self> {
        self.update.as_ref().and_then(|update| update.former.as_deref())
    }

    pub(super) fn act(&mut self, action: Action) {
        if let Some(update) = &mut self.update {
            update.action = Some(action);
        }
    }

    /// Whether its turn in a creation or update has not come.
    pub(super) fn is_waiting(&self) -> bool {
        match &self.update {
            None => self.status == ResourceStatus::Pending,
            Some(update) => update.action.is_none(),
        }
    }

    /// Whether it is usable, as far as the creation or update under way is concerned.
    pub(super) fn is_ready(&self) -> bool {
        let settled = matches!(self.status, ResourceStatus::CreateComplete | ResourceStatus::UpdateComplete);
        settled && !self.is_waiting() && !matches!(self.action(), Some(Action::Remove | Action::Leave))
    }

    /// Whether it could not be created or updated.
    pub(super) fn has_failed(&self) -> bool {
        matches!(self.status, ResourceStatus::CreateFailed | ResourceStatus::UpdateFailed)
    }

    /// Whether a thing is being made for it: a first one or one in the place of another.
    pub(super) fn is_being_made(&self) -> bool {
        match self.status {
            ResourceStatus::CreateInProgress => true,
            ResourceStatus::UpdateInProgress => self.action() == Some(Action::Replace),
            _ => false,
        }
    }

    /// The former thing, where it is another one, as a resource on its way out.
    pub(super) fn leaving_former(&mut self, policy: DeletionPolicy) -> Option<Self> {
        let former = self.update.take()?.former?;
        if former.physical_id.is_none() || former.physical_id == self.physical_id {
            return None;
        }
        let update = Some(Update { action: Some(Action::Leave), former: None });
        Some(Self { deletion_policy: policy, update, ..*former })
    }
}
