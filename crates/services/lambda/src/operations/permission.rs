//! What the operations on resource policies share.

use kernel::Place;
use wire::Fault;

use crate::errors::{fault, invalid};
use crate::functions::{FunctionName, StoredFunction};

/// The function whose policy is meant.
pub fn function_name(text: &str, qualifier: Option<&str>, place: &Place) -> Result<FunctionName, Fault> {
    let name = FunctionName::parse(text, qualifier, place)?;
    match name.qualifier.as_deref() {
        Some("$LATEST") => Err(invalid("We currently do not support adding policies for $LATEST.")),
        _ => Ok(name),
    }
}

/// The revision of the function's policy; the function's own where it has none.
pub fn revision(stored: &StoredFunction) -> &str {
    stored.policy.as_ref().map_or(&stored.revision, |policy| &policy.revision)
}

/// That the function has no policy.
pub fn no_policy() -> Fault {
    fault("ResourceNotFoundException", 404, "The resource you requested does not exist.")
}
