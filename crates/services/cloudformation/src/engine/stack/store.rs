//! Where stacks are kept, as the driver needs it.

use std::collections::BTreeMap;

use kernel::{Kind, Place};

use super::{Stack, StackEvent};
use crate::engine::names::{StackId, StackName};
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

    /// Keeps `change`, which gives the stack other outputs, provided that no other stack has one of its
    /// exports, and no export that it takes back or changes is drawn on by another stack; both as it is
    /// when the change is kept.
    fn publish<'a>(&'a self, change: Change<'a>) -> Work<'a, Result<Result<(), ExportRefusal>, StoreError>>;

    /// The exports of all stacks of `place` that are not being deleted: values by name.
    fn exports<'a>(&'a self, place: &'a Place) -> Work<'a, Result<BTreeMap<String, String>, StoreError>>;
}

/// Why a stack may not have the outputs it was to have. Displays as AWS words it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ExportRefusal {
    /// Another stack has an export of the name.
    #[error("Export with name {name} is already exported by stack {by}")]
    Taken {
        /// The export.
        name: String,
        /// The stack that has it.
        by: StackName,
    },
    /// Other stacks draw on an export that would go.
    #[error("Cannot delete export {name} as it is in use by {}", list(.by))]
    DeletedInUse {
        /// The export.
        name: String,
        /// The stacks that draw on it.
        by: Vec<StackName>,
    },
    /// Other stacks draw on an export whose value would change.
    #[error("Cannot update export {name} as it is in use by {}", list(.by))]
    ChangedInUse {
        /// The export.
        name: String,
        /// The stacks that draw on it.
        by: Vec<StackName>,
    },
}

/// Names as AWS lists them in such texts.
fn list(names: &[StackName]) -> String {
    match names {
        [] => String::new(),
        [one] => one.to_string(),
        [first @ .., last] => {
            let first: Vec<&str> = first.iter().map(StackName::as_str).collect();
            format!("{} and {last}", first.join(", "))
        }
    }
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
