//! What AWS has and we do not: refused where it is asked for, so that nobody waits for it in vain.

use dynamodb_api::{SSESpecification, SSEType, TableClass};
use wire::Fault;

use crate::errors::{invalid_parameters, unsupported};

/// Refuses keys of KMS. AWS encrypts with keys of its own where nothing is asked.
pub fn encryption(specification: Option<&SSESpecification>) -> Result<(), Fault> {
    let Some(encryption) = specification else { return Ok(()) };
    match encryption {
        SSESpecification { enabled: Some(true), .. } => {
            Err(unsupported("SSESpecification with Enabled true (a key of KMS)"))
        }
        SSESpecification { kms_master_key_id: Some(_), .. } => {
            Err(invalid_parameters("KMSMasterKeyId can not be specified if Enabled is false"))
        }
        SSESpecification { sse_type: Some(SSEType::Kms | SSEType::Aes256), .. } => {
            Err(invalid_parameters("SSEType can not be specified if Enabled is false"))
        }
        _ => Ok(()),
    }
}

/// Refuses classes other than STANDARD.
pub fn class(class: Option<TableClass>) -> Result<(), Fault> {
    match class {
        None | Some(TableClass::Standard) => Ok(()),
        Some(other) => Err(unsupported(format!("TableClass {}", other.as_str()))),
    }
}

/// Refuses the member `name`, if it is there.
pub fn member<T>(name: &str, value: &Option<T>) -> Result<(), Fault> {
    if value.is_some() { Err(unsupported(name)) } else { Ok(()) }
}
