//! AWS Signature Version 4, both sides: who a request says it comes from, whether that is so, and how
//! to say it ourselves.
//!
//! A server calls [`parse`] on every request (it allocates nothing for the header form), learns the
//! access key and the scope, and, where identity is enforced, finds the secret and calls [`verify`]. A
//! client calls [`sign`] or [`presign`]. Both sides build the same canonical request from the same code.
//!
//! Invariants: no bytes make this panic; signatures are compared in constant time; a request whose
//! signature holds was made with the secret, within its time, for exactly these signed bytes. Texts and
//! their order follow what AWS answers, per [`Dialect`].
//!
//! It lacks Signature Version 2 and 4A (asymmetric), S3's browser forms, and the chunk signatures inside
//! `STREAMING-…` bodies, whose seed (the header) is verified here but whose chunks are not.

mod canonical;
mod date;
mod error;
mod key;
mod parse;
mod sign;
mod verify;

#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::fmt;

pub use error::{Dialect, Mismatch, Refusal, ScopeFault, SignatureError};
pub use parse::{Claim, PayloadHash, parse};
pub use sign::{SignError, presign, sign};
pub use verify::{check_time, verify, verify_head};

/// The one algorithm spoken here.
pub const ALGORITHM: &str = "AWS4-HMAC-SHA256";

/// Seconds that a client's clock may be away from ours, either way: 15 minutes, as AWS's texts say.
pub const CLOCK_SKEW_SECONDS: u64 = 900;

/// Longest life of a presigned request in seconds: 7 days (S3 user guide, "presigned URLs").
pub const PRESIGNED_SECONDS_MAX: u32 = 604_800;

/// The last element of every credential scope.
const TERMINATOR: &str = "aws4_request";

/// What stands for the body's hash where the body is not signed.
const UNSIGNED_PAYLOAD: &str = "UNSIGNED-PAYLOAD";

/// What a client signs with.
#[derive(Clone, PartialEq, Eq)]
pub struct Credentials {
    /// The public name of the key, such as `AKIA…`; may not contain `/`.
    pub access_key: String,
    /// The secret that only its owner and the server know.
    pub secret_key: String,
    /// Comes with temporary keys and must be sent along with them.
    pub session_token: Option<String>,
}

impl fmt::Debug for Credentials {
    /// Names the key and hides the secrets.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Credentials").field("access_key", &self.access_key).finish_non_exhaustive()
    }
}

/// What a signature is good for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scope<'a> {
    /// The UTC day, `YYYYMMDD`.
    pub date: Cow<'a, str>,
    /// The region, unchecked: whatever the client wrote.
    pub region: Cow<'a, str>,
    /// The service's signing name (`kinesis`, `execute-api`), unchecked.
    pub service: Cow<'a, str>,
}

impl fmt::Display for Scope<'_> {
    /// As the string to sign has it: `20150830/us-east-1/iam/aws4_request`.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}/{}/{}/{TERMINATOR}", self.date, self.region, self.service)
    }
}

/// Whether a signing name follows S3's rules: path encoded once and never normalised, body hash in a
/// header, query form with an unsigned body.
fn is_s3(service: &str) -> bool {
    matches!(service, "s3" | "s3-outposts" | "s3-object-lambda" | "s3express")
}
