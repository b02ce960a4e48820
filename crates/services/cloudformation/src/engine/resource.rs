//! The contract between the engine and the provider of a resource type.
//!
//! A provider makes one kind of thing (`AWS::Kinesis::Stream`) by calling the service that owns it.
//! The engine calls it in three steps, so that a crash between any two loses nothing:
//!
//! 1. [`ResourceType::create`] asks for the thing and answers its physical id as soon as the service
//!    has said yes, without waiting for it to be usable. The engine stores the id at once.
//! 2. [`ResourceType::settle`] completes the thing with what may be done twice (policies attached, a
//!    retention set), waits until it is usable and answers its attributes.
//! 3. [`ResourceType::delete`] removes it and returns when it is gone.
//!
//! An update that [`ResourceType::replaces`] and [`ResourceType::refusal`] both deny is done where the thing
//! is: [`ResourceType::update`], then `settle` with the new properties.
//!
//! **Idempotence.** Each may be called again after a crash, with the same request. `create` is then
//! told so ([`Creation::resumed`]): finding that the thing exists already, it answers its id instead
//! of failing, provided it is the one that the first call made: it has the same name or token, and is not
//! older than [`Creation::since`]. `delete` of what is not there succeeds. `update` finds
//! the thing anywhere between what it was and what it is to be: an earlier call may have got anywhere.
//!
//! **Cancellation.** The futures of `settle` and `update` may be dropped at any point; those of `create` and
//! `delete` are dropped only when the whole process or deployment stops, and are then called again.

mod name;
mod registry;
pub(in crate::engine) mod schema;

use std::future::Future;
use std::pin::Pin;

use dispatch::Principal;
use kernel::{Place, Timestamp};
use serde_json::{Map, Value};

use crate::engine::names::{LogicalId, PhysicalId, StackId, StackName};

pub use name::{Naming, physical_name};
pub use registry::ResourceTypes;
pub use schema::{Kind, Property};

/// Something that is being waited for.
pub type Work<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// The provider of one resource type. See the module's prose for what each step promises.
pub trait ResourceType: Send + Sync {
    /// Its name, such as `AWS::Kinesis::Stream`.
    fn type_name(&self) -> &'static str;

    /// The properties it takes. The engine checks and converts to these before it calls `create`.
    fn properties(&self) -> &'static [Property];

    /// How its things are named where the template gives no name.
    fn naming(&self) -> Naming {
        Naming::default()
    }

    /// Asks for the thing; answers its physical id.
    fn create<'a>(&'a self, request: Creation<'a>) -> Work<'a, Result<PhysicalId, ResourceFailure>>;

    /// Completes the thing, waits until it is usable; answers its attributes by name, dots included
    /// (`Endpoint.Address`). May be called again, and dropped, at any point.
    fn settle<'a>(&'a self, thing: Thing<'a>) -> Work<'a, Result<Map<String, Value>, ResourceFailure>>;

    /// Whether properties cannot be changed from `before` to `after` where the thing is.
    fn replaces(&self, before: &Map<String, Value>, after: &Map<String, Value>) -> bool {
        let differs = |name: &str| before.get(name) != after.get(name);
        self.properties().iter().any(|property| property.replaces && differs(property.name))
    }

    /// Why `before` cannot become `after` where the thing is: its service has no operation for that. Asked
    /// before anything is done, so that there is nothing to take back.
    fn refusal(&self, _before: &Map<String, Value>, _after: &Map<String, Value>) -> Option<String> {
        None
    }

    /// The attributes that another value of the property `name` gives another value.
    fn attributes_of(&self, _name: &str) -> &'static [&'static str] {
        &[]
    }

    /// Changes the thing where it is, as far as `settle` does not. May be called again, and dropped, at any
    /// point, and called for the way back from there.
    fn update<'a>(&'a self, change: Modification<'a>) -> Work<'a, Result<(), ResourceFailure>>;

    /// Removes the thing; returns when it is gone.
    fn delete<'a>(&'a self, thing: Thing<'a>) -> Work<'a, Result<(), ResourceFailure>>;
}

/// What a provider is told of the stack it works for.
#[derive(Clone, Copy, Debug)]
pub struct StackContext<'a> {
    /// The account and region.
    pub place: &'a Place,
    /// The stack's ARN.
    pub id: &'a StackId,
    /// The stack's name.
    pub name: &'a StackName,
    /// Who asked for what is being done: services are called with their rights.
    pub principal: &'a Principal,
    /// The role to call services with, an ARN; the caller's own rights where there is none.
    pub role_arn: Option<&'a str>,
    /// The stack's tags, to be put on everything that takes tags.
    pub tags: &'a [(String, String)],
}

/// A thing to be created.
#[derive(Clone, Copy, Debug)]
pub struct Creation<'a> {
    /// The stack it belongs to.
    pub stack: StackContext<'a>,
    /// Its name in the template.
    pub logical_id: &'a LogicalId,
    /// A name for it, where the template gives none: the same in every call for this resource.
    pub name: &'a str,
    /// The properties, evaluated, checked and converted.
    pub properties: &'a Map<String, Value>,
    /// Unique to this resource of this stack; the same in every call. For client tokens.
    pub token: &'a str,
    /// Whether an earlier call may have been carried out without its answer having been kept.
    pub resumed: bool,
    /// When the first call was made: a thing that is older is not of this resource.
    pub since: Timestamp,
}

/// A thing that was created.
#[derive(Clone, Copy, Debug)]
pub struct Thing<'a> {
    /// The stack it belongs to.
    pub stack: StackContext<'a>,
    /// Its name in the template.
    pub logical_id: &'a LogicalId,
    /// What its service calls it.
    pub physical_id: &'a PhysicalId,
    /// The properties it was created with.
    pub properties: &'a Map<String, Value>,
    /// The token it was created with.
    pub token: &'a str,
}

/// A thing to be changed.
#[derive(Clone, Copy, Debug)]
pub struct Modification<'a> {
    /// It, with the properties and the stack's tags that it is to have.
    pub thing: Thing<'a>,
    /// The properties that it had.
    pub before: &'a Map<String, Value>,
    /// The stack's tags that it had.
    pub tags_before: &'a [(String, String)],
}

impl Modification<'_> {
    /// Whether the property `name` is to be another.
    pub fn changes(&self, name: &str) -> bool {
        self.before.get(name) != self.thing.properties.get(name)
    }
}

/// Why a provider could not do what it was asked.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct ResourceFailure {
    /// What went wrong, in the words of the service that was called.
    pub message: String,
    /// The coarse code that AWS shows beside it.
    pub code: FailureCode,
}

/// AWS's `HandlerErrorCode`, as far as providers here have use for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FailureCode {
    /// The properties are wrong.
    InvalidRequest,
    /// The role or caller may not.
    AccessDenied,
    /// The name is taken.
    AlreadyExists,
    /// Something it needs is not there.
    NotFound,
    /// Something holds on to it.
    ResourceConflict,
    /// Too many calls at once.
    Throttling,
    /// A quota is used up.
    ServiceLimitExceeded,
    /// It never became usable.
    NotStabilized,
    /// The service failed.
    GeneralServiceException,
    /// A bug of ours.
    InternalFailure,
}

impl FailureCode {
    /// As AWS writes it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::InvalidRequest => "InvalidRequest",
            Self::AccessDenied => "AccessDenied",
            Self::AlreadyExists => "AlreadyExists",
            Self::NotFound => "NotFound",
            Self::ResourceConflict => "ResourceConflict",
            Self::Throttling => "Throttling",
            Self::ServiceLimitExceeded => "ServiceLimitExceeded",
            Self::NotStabilized => "NotStabilized",
            Self::GeneralServiceException => "GeneralServiceException",
            Self::InternalFailure => "InternalFailure",
        }
    }
}

impl ResourceFailure {
    /// A failure with `code` and the service's `message`.
    pub fn new(code: FailureCode, message: impl Into<String>) -> Self {
        Self { message: message.into(), code }
    }

    /// As the reason of a stack event shows it.
    pub fn reason(&self, token: &str) -> String {
        let (message, code) = (&self.message, self.code.as_str());
        format!(
            "Resource handler returned message: \"{message}\" (RequestToken: {token}, HandlerErrorCode: {code})"
        )
    }
}
