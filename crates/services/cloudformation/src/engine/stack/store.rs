//! Where stacks are kept, as the driver needs it.

use kernel::Kind;

use super::{Stack, StackEvent};
use crate::engine::names::StackId;
use crate::engine::resource::Work;

/// Keeps stacks and their events.
///
/// **Durability.** When [`Self::commit`] has answered, the change survives a crash. **Atomicity.**
/// The change and its events are kept together or not at all, also across a crash. **Order.** Events
/// stay in the order of the commits and, within one, of the slice. **Ownership.** The driver of a
/// stack is the only one to change it meanwhile.
pub trait StackStore: Send + Sync {
    /// The stack called `id`, as last committed.
    fn load<'a>(&'a self, id: &'a StackId) -> Work<'a, Result<Option<Stack>, StoreError>>;

    /// Keeps `change`.
    fn commit<'a>(&'a self, change: Change<'a>) -> Work<'a, Result<(), StoreError>>;
}

/// A change to be kept.
#[derive(Clone, Copy, Debug)]
pub struct Change<'a> {
    /// The whole stack as it is now.
    pub stack: &'a Stack,
    /// What of it differs from what was last committed; a store may write only that.
    pub changed: Changed,
    /// The events that tell of it, oldest first.
    pub events: &'a [StackEvent],
}

/// What of a stack differs from what was last committed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Changed {
    /// Possibly everything.
    All,
    /// What [`super::encode_head`] writes.
    Head,
    /// The resource at this position, as [`super::encode_resource`] writes it.
    Resource(usize),
}

/// Why a store did not do what it was asked.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the store of stacks failed: {message}")]
pub struct StoreError {
    /// What can be done about it.
    pub kind: Kind,
    /// What happened.
    pub message: String,
}
