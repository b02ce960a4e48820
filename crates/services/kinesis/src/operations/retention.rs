//! What a retention may be.

use wire::Fault;

use crate::errors::invalid;
use crate::limits::{RETENTION_HOURS_MAX, RETENTION_HOURS_MIN};

/// That `hours` is a retention.
pub fn check(hours: i32) -> Result<(), Fault> {
    if hours < RETENTION_HOURS_MIN as i32 {
        return Err(invalid(format!(
            "Minimum allowed retention period is {RETENTION_HOURS_MIN} hours. Requested retention period ({hours} \
             hours) is too short."
        )));
    }
    if hours > RETENTION_HOURS_MAX as i32 {
        return Err(invalid(format!(
            "Maximum allowed retention period is {RETENTION_HOURS_MAX} hours. Requested retention period ({hours} \
             hours) is too long."
        )));
    }
    Ok(())
}
