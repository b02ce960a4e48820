//! A change set: what a stack could be made of, kept until somebody decides.

use dispatch::Principal;
use kernel::{Place, Random, Timestamp};

use super::{Definition, OnFailure};
use crate::engine::names::{StackId, StackName};

/// A change set.
#[derive(Clone, Debug, PartialEq)]
pub struct ChangeSet {
    /// Its ARN.
    pub id: String,
    /// Its name, unique among those of the stack.
    pub name: String,
    /// The stack.
    pub stack_id: StackId,
    /// The stack's name.
    pub stack_name: StackName,
    /// What it would do.
    pub kind: ChangeSetKind,
    /// What it is for, in the author's words.
    pub description: Option<String>,
    /// What the caller calls the request that made it.
    pub client_token: Option<String>,
    /// Who made it.
    pub principal: Principal,
    /// When it was made.
    pub created: Timestamp,
    /// Why it cannot be executed at all, if that is so.
    pub failure: Option<String>,
    /// How its execution stands.
    pub execution: Execution,
    /// What the stack would be made of.
    pub definition: Definition,
    /// What to do when a creation fails.
    pub on_failure: OnFailure,
}

/// What a change set would do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChangeSetKind {
    /// Create the stack.
    Create,
    /// Update the stack.
    Update,
}

/// How the execution of a change set stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Execution {
    /// It cannot be executed: there is nothing to do, or something is wrong.
    Unavailable,
    /// It can be.
    Available,
    /// It has been.
    Complete,
}

impl ChangeSet {
    /// A new change set's ARN.
    pub fn new_id(place: &Place, name: &str, random: &dyn Random) -> String {
        let resource = format!("changeSet/{name}/{}", random.uuid());
        place.arn("cloudformation", &resource).as_str().to_owned()
    }
}

impl ChangeSetKind {
    /// As requests write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Create => "CREATE",
            Self::Update => "UPDATE",
        }
    }

    /// Reads what requests write.
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Create, Self::Update].into_iter().find(|each| each.as_str() == text)
    }
}

impl Execution {
    /// As AWS writes it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Unavailable => "UNAVAILABLE",
            Self::Available => "AVAILABLE",
            Self::Complete => "EXECUTE_COMPLETE",
        }
    }

    /// Reads what AWS writes.
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Unavailable, Self::Available, Self::Complete].into_iter().find(|each| each.as_str() == text)
    }
}
