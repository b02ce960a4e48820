//! From the engine's facts to AWS's codes and texts: one exhaustive match; and the faults of handlers.

use std::fmt::Display;

use kernel::Kind;
use wire::{Fault, write_json_string};

use crate::engine::EngineError;
use crate::limits::{KEY_BYTES_MAX, PART_BYTES_MIN};

impl From<EngineError> for Fault {
    fn from(error: EngineError) -> Self {
        match error {
            EngineError::BadBucketName { name } => {
                let fault = Self::sender("InvalidBucketName", "The specified bucket is not valid.");
                with(fault, "BucketName", name)
            }
            EngineError::NoBucket { name } => {
                with(not_found("NoSuchBucket", "The specified bucket does not exist"), "BucketName", name)
            }
            EngineError::BucketExists { name, is_own } => {
                let fault = match is_own {
                    true => conflict(
                        "BucketAlreadyOwnedByYou",
                        "Your previous request to create the named bucket succeeded and you already own it.",
                    ),
                    false => conflict(
                        "BucketAlreadyExists",
                        "The requested bucket name is not available. The bucket namespace is shared by all users \
                         of the system. Please select a different name and try again.",
                    ),
                };
                with(fault, "BucketName", name)
            }
            EngineError::BucketNotEmpty { name, has_versions } => {
                let text = match has_versions {
                    true => {
                        "The bucket you tried to delete is not empty. You must delete all versions in the bucket."
                    }
                    false => "The bucket you tried to delete is not empty",
                };
                with(conflict("BucketNotEmpty", text), "BucketName", name)
            }
            EngineError::TooManyBuckets => {
                Self::sender("TooManyBuckets", "You have attempted to create more buckets than allowed")
            }
            EngineError::BadKey { bytes } => {
                let fault = Self::sender("KeyTooLongError", "Your key is too long");
                with(with(fault, "Size", bytes), "MaxSizeAllowed", KEY_BYTES_MAX)
            }
            EngineError::NoKey { key } => {
                with(not_found("NoSuchKey", "The specified key does not exist."), "Key", key)
            }
            EngineError::NoVersion { key, version } => {
                let fault = not_found("NoSuchVersion", "The specified version does not exist.");
                with(with(fault, "Key", key), "VersionId", version)
            }
            EngineError::BadVersion { version } => {
                argument("Invalid version id specified", "versionId", version)
            }
            EngineError::DeleteMarker { key, marker, is_named } => {
                let fault = match is_named {
                    false => with(not_found("NoSuchKey", "The specified key does not exist."), "Key", key),
                    true => {
                        let text = "The specified method is not allowed against this resource.";
                        let fault = Self::with_status("MethodNotAllowed", 405, text);
                        let fault = fault.header("allow", "DELETE");
                        let fault = fault.header("last-modified", marker.modified.http_date());
                        with(fault, "ResourceType", "DeleteMarker")
                    }
                };
                let fault = fault.header("x-amz-delete-marker", "true");
                fault.header("x-amz-version-id", marker.version_id())
            }
            EngineError::Precondition { condition } => precondition(condition),
            EngineError::BadDigest => {
                Self::sender("BadDigest", "The Content-MD5 you specified did not match what we received.")
            }
            EngineError::BadChecksum { algorithm } => Self::sender(
                "BadDigest",
                format!("The {} you specified did not match the calculated checksum.", algorithm.as_str()),
            ),
            EngineError::NoUpload { upload } => {
                let text = "The specified upload does not exist. The upload ID may be invalid, or the upload may \
                            have been aborted or completed.";
                with(not_found("NoSuchUpload", text), "UploadId", upload)
            }
            EngineError::BadPartNumber => {
                argument("Part number must be an integer between 1 and 10000, inclusive", "partNumber", "")
            }
            EngineError::BadPart { upload, number } => {
                let text = "One or more of the specified parts could not be found.  The part may not have been \
                            uploaded, or the specified entity tag may not match the part's entity tag.";
                with(with(Self::sender("InvalidPart", text), "UploadId", upload), "PartNumber", number)
            }
            EngineError::BadPartOrder => Self::sender(
                "InvalidPartOrder",
                "The list of parts was not in ascending order. Parts must be ordered by part number.",
            ),
            EngineError::PartTooSmall { number, bytes, etag } => {
                let text = "Your proposed upload is smaller than the minimum allowed size";
                let fault = with(Self::sender("EntityTooSmall", text), "ETag", etag);
                let fault = with(with(fault, "MinSizeAllowed", PART_BYTES_MIN), "PartNumber", number);
                with(fault, "ProposedSize", bytes)
            }
            EngineError::NoParts => malformed(),
            EngineError::BadSize { expected, found } => invalid(format!(
                "The provided 'x-amz-mp-object-size' header value {expected} does not match what was computed: {found}"
            )),
            EngineError::BadChecksumKind { algorithm } => invalid(format!(
                "The checksum type requested cannot be used with the {} checksum algorithm.",
                algorithm.as_str().to_lowercase()
            )),
            EngineError::SourceGone => Self::with_status(
                "OperationAborted",
                409,
                "A conflicting conditional operation is currently in progress against this resource. Please try \
                 again.",
            ),
            EngineError::Corrupt(_) => Self::with_status("InternalError", 500, error.to_string()),
            EngineError::Storage(error) => match error.kind() {
                Kind::Unavailable => Self::with_status("ServiceUnavailable", 503, error.to_string()),
                Kind::Throttled => Self::with_status("SlowDown", 503, "Please reduce your request rate."),
                _ => Self::with_status("InternalError", 500, error.to_string()),
            },
        }
    }
}

/// `fault` with a further member.
pub fn with(fault: Fault, name: &'static str, value: impl Display) -> Fault {
    let mut json = String::new();
    write_json_string(&mut json, &value.to_string());
    fault.member(name, json)
}

/// Something is not there (404).
pub fn not_found(code: &'static str, text: impl Into<String>) -> Fault {
    Fault::with_status(code, 404, text)
}

fn conflict(code: &'static str, text: &'static str) -> Fault {
    Fault::with_status(code, 409, text)
}

/// The request makes no sense as a whole.
pub fn invalid(text: impl Into<String>) -> Fault {
    Fault::sender("InvalidRequest", text)
}

/// An argument makes no sense.
pub fn argument(text: impl Into<String>, name: &str, value: impl Display) -> Fault {
    let fault = with(Fault::sender("InvalidArgument", text), "ArgumentName", name);
    with(fault, "ArgumentValue", value)
}

/// The body is not what the schema says.
pub fn malformed() -> Fault {
    Fault::sender(
        "MalformedXML",
        "The XML you provided was not well-formed or did not validate against our published schema",
    )
}

/// A condition does not hold.
pub fn precondition(condition: &str) -> Fault {
    let text = "At least one of the pre-conditions you specified did not hold";
    with(Fault::with_status("PreconditionFailed", 412, text), "Condition", condition)
}

/// Whoever asks may not.
pub fn denied() -> Fault {
    Fault::with_status("AccessDenied", 403, "Access Denied")
}

/// What the header or member `name` asks for is not built.
pub fn not_built(name: &str) -> Fault {
    let text = format!(
        "A header you provided implies functionality that is not implemented: {name} is not something that \
         Pumphouse has; docs/guide/coverage.md lists what it has"
    );
    with(Fault::with_status("NotImplemented", 501, text), "Header", name)
}

/// The bytes are more than may be put at once.
pub fn too_large(limit: u64) -> Fault {
    let fault = Fault::sender("EntityTooLarge", "Your proposed upload exceeds the maximum allowed size");
    with(fault, "MaxSizeAllowed", limit)
}
