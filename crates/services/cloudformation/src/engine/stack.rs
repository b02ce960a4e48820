//! A stack: one deployment of one template, as data, and what carries it forward.
//!
//! [`Stack`] is the whole truth about a deployment. [`Driver`] looks at it, does the next thing that
//! [`next`] finds in it, stores what came of that, and looks again, until there is nothing left to
//! do. It keeps nothing that matters in memory: after a crash, or after its future was dropped, it
//! goes on from what is stored. So deleting a stack that is being created is: drop the driver's
//! future, [`Stack::begin_delete`], store, drive again.
//!
//! Invariants: a resource's physical id is stored before anything else is done with it; a call to a
//! provider is stored as intended before it is made; state and the events that tell of it are stored
//! together or not at all. Lacks: time-outs, more than one driver for a stack at a time (whoever starts
//! drivers sees to that).
//!
//! An update gives every resource an [`Update`]: what is done to it, and what it was. Forward, each is
//! begun when what it depends on is done, and only then compared with what it was. When that has gone well,
//! or has been taken back after a failure, what is left over is removed in the clean-up.

mod change_set;
mod codec;
mod definition;
mod driver;
mod event;
mod in_flight;
mod next;
mod preview;
mod resource;
mod status;
mod store;
mod transition;
mod update;
mod values;

use dispatch::Principal;
use kernel::{Place, Random, Timestamp};

use super::names::{LogicalId, StackId, StackName};
use super::template::{Plan, PseudoParameters, Template};

pub use change_set::{ChangeSet, ChangeSetKind, Execution};
pub use codec::{
    CodecError, FORMAT_VERSION, decode_change_set, decode_event, decode_head, decode_resource,
    encode_change_set, encode_event, encode_head, encode_resource,
};
pub use definition::Definition;
pub use driver::{DriveError, Driver};
pub use event::{EventStatus, StackEvent};
pub use preview::{Cause, Detail, Previewed, Replaced, ResourceChange, Scope, What, preview};
pub use resource::{Action, Request, StackResource, Update};
pub use status::{ResourceStatus, StackStatus};
pub use store::{Change, Changed, ExportRefusal, StackStore, StoreError};

/// What becomes of a stack whose creation fails.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OnFailure {
    /// What was created is removed; the stack stays, to be looked at.
    #[default]
    Rollback,
    /// What was created is removed, and the stack with it.
    Delete,
    /// All is left as it is.
    DoNothing,
}

impl OnFailure {
    /// As requests write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Rollback => "ROLLBACK",
            Self::Delete => "DELETE",
            Self::DoNothing => "DO_NOTHING",
        }
    }

    /// Reads what requests write.
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Rollback, Self::Delete, Self::DoNothing].into_iter().find(|each| each.as_str() == text)
    }
}

/// Who asks for something to be done with a stack.
#[derive(Clone, Debug)]
pub struct Asker {
    /// With whose rights services are called.
    pub principal: Principal,
    /// What the caller calls the request; shown in its events.
    pub client_token: Option<String>,
}

/// What a caller asks for when creating a stack; all of it checked already.
#[derive(Clone, Debug)]
pub struct NewStack {
    /// Who asks.
    pub by: Asker,
    /// The account and region.
    pub place: Place,
    /// The stack's name: ASCII letters, digits and hyphens.
    pub name: StackName,
    /// What it is made of.
    pub definition: Definition,
    /// What to do when creation fails.
    pub on_failure: OnFailure,
    /// Whether the stack refuses to be deleted.
    pub termination_protection: bool,
}

/// A stack.
#[derive(Clone, Debug, PartialEq)]
pub struct Stack {
    /// Its ARN.
    pub id: StackId,
    /// Its name.
    pub name: StackName,
    /// Its account and region.
    pub place: Place,
    /// With whose rights services are called: the creator's, then those of whoever deletes it.
    pub principal: Principal,
    /// What that caller calls the request.
    pub client_token: Option<String>,
    /// What it is made of; while an update is under way, what it is to be made of.
    pub definition: Definition,
    /// While an update is under way or being taken back, the other one: what the stack was made of or,
    /// when that is being restored, what it was to be.
    pub former: Option<Box<Definition>>,
    /// The ARN of the change set that it was last made or changed by.
    pub change_set: Option<String>,
    /// What to do when creation fails.
    pub on_failure: OnFailure,
    /// Whether the stack refuses to be deleted.
    pub termination_protection: bool,
    /// When it was asked for.
    pub created: Timestamp,
    /// When it was last asked to change.
    pub updated: Option<Timestamp>,
    /// When it was gone.
    pub deleted: Option<Timestamp>,
    /// How it stands.
    pub status: StackStatus,
    /// Why it stands so.
    pub status_reason: Option<String>,
    /// The outputs, once it is complete.
    pub outputs: Vec<StackOutput>,
    /// The resources whose condition holds, in the template's order.
    pub resources: Vec<StackResource>,
}

/// An output of a complete stack.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StackOutput {
    /// Its name.
    pub name: String,
    /// Its value.
    pub value: String,
    /// What it is.
    pub description: Option<String>,
    /// The name it is exported by.
    pub export_name: Option<String>,
}

impl Stack {
    /// A stack about to be created, and its first event. `plan` is that of `template`.
    pub fn new(
        id: StackId,
        asked: NewStack,
        template: &Template,
        plan: &Plan,
        now: Timestamp,
        random: &dyn Random,
    ) -> (Self, StackEvent) {
        let mut stack = Self::reviewed(id, asked, now);
        let event = stack.begin_creation(template, plan, now, random);
        (stack, event)
    }

    /// A stack that there is only a change set of.
    fn reviewed(id: StackId, asked: NewStack, now: Timestamp) -> Self {
        Self {
            id,
            name: asked.name,
            place: asked.place,
            principal: asked.by.principal,
            client_token: asked.by.client_token,
            definition: asked.definition,
            former: None,
            change_set: None,
            on_failure: asked.on_failure,
            termination_protection: asked.termination_protection,
            created: now,
            updated: None,
            deleted: None,
            status: StackStatus::ReviewInProgress,
            status_reason: None,
            outputs: Vec::new(),
            resources: Vec::new(),
        }
    }

    /// A stack that there is only a change set of, and its first event.
    pub fn in_review(
        id: StackId,
        asked: NewStack,
        now: Timestamp,
        random: &dyn Random,
    ) -> (Self, StackEvent) {
        let mut stack = Self::reviewed(id, asked, now);
        let event = stack.turn(StackStatus::ReviewInProgress, Some(USER_INITIATED.to_owned()), now, random);
        (stack, event)
    }

    /// Starts creating what `plan`, that of `template`, says.
    pub fn begin_creation(
        &mut self,
        template: &Template,
        plan: &Plan,
        now: Timestamp,
        random: &dyn Random,
    ) -> StackEvent {
        let planned = plan.resources.iter();
        self.resources =
            planned.filter_map(|planned| StackResource::planned(template, planned, now)).collect();
        self.turn(StackStatus::CreateInProgress, Some(USER_INITIATED.to_owned()), now, random)
    }

    /// A new stack's ARN.
    pub fn new_id(place: &Place, name: &StackName, random: &dyn Random) -> StackId {
        let resource = format!("stack/{name}/{}", random.uuid());
        StackId(place.arn("cloudformation", &resource).as_str().to_owned())
    }

    /// The resources as they are shown: one for each name, so not the thing that another has replaced.
    pub fn shown(&self) -> impl Iterator<Item = &StackResource> {
        let leaves = |resource: &StackResource| resource.action() == Some(Action::Leave);
        let current = move |id: &LogicalId| self.resources.iter().any(|each| each.id == *id && !leaves(each));
        self.resources.iter().filter(move |each| !leaves(each) || !current(&each.id))
    }

    /// The names of the exports of other stacks that it holds on to.
    pub fn imports(&self) -> impl Iterator<Item = &str> {
        let definitions = std::iter::once(&self.definition).chain(self.former.as_deref());
        definitions.flat_map(|definition| &definition.imports).map(String::as_str)
    }

    /// The parameters that every template has, for this stack.
    pub fn pseudo_parameters(&self) -> PseudoParameters {
        PseudoParameters {
            place: self.place.clone(),
            stack_name: self.name.clone(),
            stack_id: self.id.clone(),
            notification_arns: self.definition.notification_arns.clone(),
        }
    }
}

/// The reason of what a caller asked for.
const USER_INITIATED: &str = "User Initiated";
