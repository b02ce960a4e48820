//! What happened to a stack or one of its resources.

use kernel::Timestamp;

use super::{ResourceStatus, StackStatus};
use crate::engine::names::{LogicalId, PhysicalId};

/// Something that happened. Order is that of storing; times may be equal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StackEvent {
    /// Unique in the stack.
    pub id: String,
    /// When.
    pub time: Timestamp,
    /// To what: a resource, or the stack by its own name.
    pub logical_id: LogicalId,
    /// Its physical id where that is known; a stack's is its ARN.
    pub physical_id: Option<PhysicalId>,
    /// Its type; a stack's is `AWS::CloudFormation::Stack`.
    pub resource_type: String,
    /// How it stands since.
    pub status: EventStatus,
    /// Why.
    pub reason: Option<String>,
    /// The token of the request that led to it.
    pub client_token: Option<String>,
}

/// The status that an event tells of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EventStatus {
    /// Of the stack.
    Stack(StackStatus),
    /// Of a resource.
    Resource(ResourceStatus),
}

impl EventStatus {
    /// As AWS writes it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Stack(status) => status.as_str(),
            Self::Resource(status) => status.as_str(),
        }
    }
}
