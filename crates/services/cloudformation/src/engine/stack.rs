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
//! together or not at all. Lacks: updates, time-outs, more than one driver for a stack at a time
//! (whoever starts drivers sees to that).

mod codec;
mod driver;
mod event;
mod in_flight;
mod next;
mod status;
mod store;
mod transition;
mod values;

use std::collections::BTreeMap;

use dispatch::Principal;
use kernel::{Place, Random, Timestamp};
use serde_json::{Map, Value};

use super::names::{LogicalId, PhysicalId, StackId, StackName};
use super::template::{DeletionPolicy, ParameterValues, Plan, PseudoParameters, Template};

pub use codec::{
    CodecError, FORMAT_VERSION, decode_event, decode_head, decode_resource, encode_event, encode_head,
    encode_resource,
};
pub use driver::{DriveError, Driver};
pub use event::{EventStatus, StackEvent};
pub use status::{ResourceStatus, StackStatus};
pub use store::{Change, Changed, StackStore, StoreError};

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
    /// The template as given.
    pub template_body: String,
    /// The acknowledgements given.
    pub capabilities: Vec<String>,
    /// Keys and values.
    pub tags: Vec<(String, String)>,
    /// ARNs of the topics to be told of every event.
    pub notification_arns: Vec<String>,
    /// The ARN of the role to call services with.
    pub role_arn: Option<String>,
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
    /// The template as given. Not part of the head record: it never changes.
    pub template_body: String,
    /// The template's description.
    pub description: Option<String>,
    /// The text of every parameter, defaults included.
    pub parameters: BTreeMap<String, String>,
    /// The acknowledgements given.
    pub capabilities: Vec<String>,
    /// Keys and values.
    pub tags: Vec<(String, String)>,
    /// ARNs of the topics to be told of every event.
    pub notification_arns: Vec<String>,
    /// The ARN of the role to call services with.
    pub role_arn: Option<String>,
    /// What to do when creation fails.
    pub on_failure: OnFailure,
    /// Whether the stack refuses to be deleted.
    pub termination_protection: bool,
    /// When it was asked for.
    pub created: Timestamp,
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
    /// What its provider is asked, once it has been.
    pub request: Option<Request>,
    /// What its service calls it, once that is known.
    pub physical_id: Option<PhysicalId>,
    /// The values of `Fn::GetAtt`, once it is usable.
    pub attributes: Map<String, Value>,
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

impl Stack {
    /// A stack about to be created, and its first event. `plan` and `parameters` are `template`'s.
    pub fn new(
        id: StackId,
        asked: NewStack,
        template: &Template,
        parameters: &ParameterValues,
        plan: &Plan,
        now: Timestamp,
        random: &dyn Random,
    ) -> (Self, StackEvent) {
        let resources = plan.resources.iter().filter_map(|planned| {
            let resource = template.resource(planned.id.as_str())?;
            Some(StackResource {
                id: planned.id.clone(),
                type_name: resource.type_name.clone(),
                status: ResourceStatus::Pending,
                status_reason: None,
                updated: now,
                depends_on: planned.depends_on.clone(),
                deletion_policy: resource.deletion_policy,
                request: None,
                physical_id: None,
                attributes: Map::new(),
            })
        });
        let mut stack = Self {
            id,
            name: asked.name,
            place: asked.place,
            principal: asked.by.principal,
            client_token: asked.by.client_token,
            template_body: asked.template_body,
            description: template.description.clone(),
            parameters: parameters.texts(),
            capabilities: asked.capabilities,
            tags: asked.tags,
            notification_arns: asked.notification_arns,
            role_arn: asked.role_arn,
            on_failure: asked.on_failure,
            termination_protection: asked.termination_protection,
            created: now,
            deleted: None,
            status: StackStatus::CreateInProgress,
            status_reason: None,
            outputs: Vec::new(),
            resources: resources.collect(),
        };
        let event = stack.turn(StackStatus::CreateInProgress, Some(USER_INITIATED.to_owned()), now, random);
        (stack, event)
    }

    /// A new stack's ARN.
    pub fn new_id(place: &Place, name: &StackName, random: &dyn Random) -> StackId {
        let resource = format!("stack/{name}/{}", random.uuid());
        StackId(place.arn("cloudformation", &resource).as_str().to_owned())
    }

    /// The parameters that every template has, for this stack.
    pub fn pseudo_parameters(&self) -> PseudoParameters {
        PseudoParameters {
            place: self.place.clone(),
            stack_name: self.name.clone(),
            stack_id: self.id.clone(),
            notification_arns: self.notification_arns.clone(),
        }
    }
}

/// The reason of what a caller asked for.
const USER_INITIATED: &str = "User Initiated";
