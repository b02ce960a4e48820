//! From the engine's facts to AWS's codes and texts.

use wire::Fault;

use crate::engine::stack::{Stack, StoreError};
use crate::engine::template::{Capability, TemplateError};

impl From<TemplateError> for Fault {
    fn from(error: TemplateError) -> Self {
        invalid(error.to_string())
    }
}

impl From<StoreError> for Fault {
    fn from(error: StoreError) -> Self {
        match error.kind {
            kernel::Kind::Unavailable | kernel::Kind::Throttled => {
                Self::with_status("ServiceUnavailable", 503, error.to_string())
            }
            _ => Self::internal(error.to_string()),
        }
    }
}

/// That the input makes no sense, or that what it names is not there: AWS has one code for both.
pub(crate) fn invalid(text: impl Into<String>) -> Fault {
    Fault::sender("ValidationError", text)
}

/// That a member is set which AWS has and Pumphouse has not.
pub(crate) fn unsupported(member: &str) -> Fault {
    invalid(format!("{member} is not supported by Pumphouse; leave it out"))
}

/// Refuses the first of `members` that is set.
pub(crate) fn refuse<const N: usize>(members: [(&str, bool); N]) -> Result<(), Fault> {
    match members.iter().find(|(_, set)| *set) {
        Some((member, _)) => Err(unsupported(member)),
        None => Ok(()),
    }
}

/// That there is no such stack.
pub(crate) fn no_stack(name_or_id: &str) -> Fault {
    invalid(format!("Stack with id {name_or_id} does not exist"))
}

/// That there is no such change set.
pub(crate) fn no_change_set(name_or_id: &str) -> Fault {
    Fault::with_status("ChangeSetNotFound", 404, format!("ChangeSet [{name_or_id}] does not exist"))
}

/// That a stack is in no state to be changed.
pub(crate) fn not_updatable(stack: &Stack) -> Fault {
    invalid(format!("Stack:{} is in {} state and can not be updated.", stack.id, stack.status))
}

/// That a live stack has the name.
pub(crate) fn already_exists(name: &str) -> Fault {
    Fault::sender("AlreadyExistsException", format!("Stack [{name}] already exists"))
}

/// That the caller did not acknowledge what the template does.
pub(crate) fn requires(capability: Capability) -> Fault {
    let text = format!("Requires capabilities : [{}]", capability.as_str());
    Fault::sender("InsufficientCapabilitiesException", text)
}
