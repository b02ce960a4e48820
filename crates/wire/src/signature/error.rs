//! What can be wrong with a request's signature, as facts. How AWS says each is in [`refusal`].

mod refusal;

use kernel::{Kind, Timestamp};
use thiserror::Error;

pub use refusal::{Dialect, Refusal};

/// Why a request is not who it says it is. The first three are for the caller of this module to raise:
/// only it knows whether a request needs a signature and which keys exist.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum SignatureError {
    /// A request that must be signed is not.
    #[error("the request carries no signature; sign it with AWS Signature Version 4")]
    Unsigned,
    /// Nobody has this access key, or the session token does not belong to it.
    #[error("the access key or session token is unknown here; create it or correct it")]
    UnknownClient {
        /// Whether the access key is fine and the session token is not.
        token: bool,
    },
    /// The temporary key has ended.
    #[error("the session token has expired; obtain new temporary credentials")]
    TokenExpired,
    /// Signed in the header and in the query at once.
    #[error("both the `Authorization` header and `X-Amz-Algorithm` are present; send one")]
    TwoSignatures,
    /// The header form lacks something.
    #[error("the `Authorization` header lacks {}", missing.join(", "))]
    HeaderIncomplete {
        /// Of `Credential`, `Signature`, `SignedHeaders` and `X-Amz-Date`, those that are missing.
        missing: Vec<&'static str>,
        /// SHA-256 of the header in Base64: AWS answers this rather than the header.
        header_hash: String,
    },
    /// A piece of the header has no `=`.
    #[error("a part of the `Authorization` header is not `key=value`")]
    HeaderPair {
        /// SHA-256 of the header in Base64.
        header_hash: String,
    },
    /// The query form lacks something.
    #[error("the query lacks {}", missing.join(", "))]
    QueryIncomplete {
        /// The parameters that are missing.
        missing: Vec<&'static str>,
    },
    /// Another algorithm, such as that of Signature Version 4A.
    #[error("algorithm `{algorithm}` is not supported; sign with `AWS4-HMAC-SHA256`")]
    Algorithm {
        /// As sent.
        algorithm: String,
    },
    /// The date is in no form that AWS reads.
    #[error("date `{date}` is not of the form `20150830T123600Z`")]
    Date {
        /// As sent.
        date: String,
    },
    /// Not five elements.
    #[error("credential `{credential}` is not `key/date/region/service/aws4_request`")]
    Credential {
        /// As sent.
        credential: String,
    },
    /// The scope is not that of this request.
    #[error("the credential's scope does not fit the request: {0}")]
    Scope(ScopeFault),
    /// `X-Amz-Expires` is not a whole number of seconds.
    #[error("`X-Amz-Expires` is not a number of seconds")]
    ExpiresNumber,
    /// `X-Amz-Expires` is below zero.
    #[error("`X-Amz-Expires` is negative")]
    ExpiresNegative,
    /// `X-Amz-Expires` is more than [`super::PRESIGNED_SECONDS_MAX`].
    #[error("`X-Amz-Expires` is more than a week")]
    ExpiresTooLong,
    /// The host, which every signature must cover, is not covered.
    #[error("`host` is not among the signed headers")]
    HostUnsigned,
    /// The signed headers are not in lower case and ascending order, each once.
    #[error("the signed headers are not in lower case and ascending order")]
    HeadersUnordered,
    /// S3 wants every `x-amz-` header signed.
    #[error("header `{name}` is not among the signed headers")]
    HeaderUnsigned {
        /// The first such header.
        name: String,
    },
    /// Signed more than the allowed skew ahead of our clock.
    #[error("the signature's date lies in the future; set the client's clock")]
    Early {
        /// When it was signed.
        signed: Timestamp,
        /// When it came.
        now: Timestamp,
        /// Whether it is a presigned request.
        presigned: bool,
    },
    /// Signed too long ago.
    #[error("the signature has expired; sign again, or set the client's clock")]
    Late {
        /// When it was signed.
        signed: Timestamp,
        /// When it came.
        now: Timestamp,
        /// How long it was good for.
        life_seconds: u64,
        /// Whether it is a presigned request.
        presigned: bool,
    },
    /// S3 wants to know the body's hash.
    #[error("header `x-amz-content-sha256` is missing")]
    PayloadHashMissing,
    /// The body's hash is neither a hash nor a literal that may stand for one.
    #[error("`x-amz-content-sha256` is neither a SHA-256 nor a known literal")]
    PayloadHashMalformed,
    /// The body is not the one that was signed.
    #[error("the body does not have the hash that `x-amz-content-sha256` states")]
    PayloadMismatch,
    /// The signature is not the one that the secret makes.
    #[error("the signature does not match the request and the secret key")]
    Mismatch(Box<Mismatch>),
}

/// What we signed in place of the client; S3 shows both, and people compare them with their own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mismatch {
    /// The canonical request; what is not UTF-8 is replaced.
    pub canonical_request: String,
    /// The string to sign.
    pub string_to_sign: String,
}

/// What is wrong with a credential's scope.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ScopeFault {
    /// Made for another service.
    #[error("it is not for service `{expected}`")]
    Service {
        /// The signing name of the service called.
        expected: String,
    },
    /// Does not end in `aws4_request`.
    #[error("it ends in `{given}`")]
    Terminator {
        /// How it ends.
        given: String,
    },
    /// Made for another day than the request's date.
    #[error("its date `{given}` is not the day of the request")]
    Date {
        /// The scope's date.
        given: String,
        /// The request's date.
        signed: Timestamp,
    },
}

impl SignatureError {
    /// All of these are the client's to mend.
    pub fn kind(&self) -> Kind {
        Kind::Invalid
    }
}
