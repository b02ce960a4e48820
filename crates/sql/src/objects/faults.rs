//! What S3 refuses, as this engine's facts.

use object_store::path::Path;
use wire::Fault;

use crate::error::{Error, Fact};

/// The fact behind a refusal about the object `object`.
pub fn fact(object: &str, fault: &Fault) -> Error {
    let fact = match fault.code.as_ref() {
        "AccessDenied" | "AccessDeniedException" => Fact::AccessDenied,
        "NoSuchKey" | "NoSuchBucket" | "InvalidRange" => Fact::CannotOpen,
        _ => Fact::External,
    };
    let words = match fact {
        Fact::AccessDenied => {
            "Access Denied (Service: Amazon S3; Status Code: 403; Error Code: AccessDenied)".to_owned()
        }
        _ => format!("{}: {}", fault.code, fault.message),
    };
    Error::of_object(fact, object, words)
}

/// The same as an object store's error, which the planner takes back out.
pub fn error(location: &Path, fault: &Fault) -> object_store::Error {
    let object = super::address_of(location);
    let source = Box::new(fact(&object, fault));
    match fault.code.as_ref() {
        "NoSuchKey" | "NoSuchBucket" => object_store::Error::NotFound { path: object, source },
        _ => object_store::Error::Generic { store: "s3", source },
    }
}
