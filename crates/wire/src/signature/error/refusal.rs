//! How AWS words each fact, in each of its dialects: status, code and message.
//!
//! Sources: the "Common errors" page of each service's API reference, S3's error code list, and texts in
//! public bug reports of AWS's own clients. One quirk is left to its service: DynamoDB says "Request is
//! missing Authentication Token".

use kernel::Timestamp;

use super::{ScopeFault, SignatureError};
use crate::signature::CLOCK_SKEW_SECONDS;

/// Families of services that word refusals alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// AWS JSON 1.0 and 1.1 and CBOR (Kinesis, DynamoDB, Firehose): status 400 throughout.
    Json,
    /// REST with JSON (Lambda, API Gateway, OpenSearch): the same codes with status 403.
    RestJson,
    /// AWS query (IAM, STS, CloudFormation, SNS): codes without `Exception`.
    Query,
    /// S3: codes and texts of its own.
    S3,
}

/// An answer to a request whose signature was refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// HTTP status.
    pub status: u16,
    /// AWS's error code.
    pub code: &'static str,
    /// AWS's message.
    pub message: String,
}

impl SignatureError {
    /// How a service of `dialect` answers this.
    pub fn refusal(&self, dialect: Dialect) -> Refusal {
        let (status, code) = match dialect {
            Dialect::S3 => return self.in_s3(),
            Dialect::Json => (400, self.codes().0),
            Dialect::RestJson => (403, self.codes().0),
            Dialect::Query => match self.codes().1 {
                code @ "IncompleteSignature" => (400, code),
                code => (403, code),
            },
        };
        Refusal { status, code, message: self.message() }
    }

    /// The code in JSON dialects and in the query dialect.
    fn codes(&self) -> (&'static str, &'static str) {
        match self {
            Self::Unsigned => ("MissingAuthenticationTokenException", "MissingAuthenticationToken"),
            Self::UnknownClient { .. } => ("UnrecognizedClientException", "InvalidClientTokenId"),
            Self::TokenExpired => ("ExpiredTokenException", "ExpiredToken"),
            Self::HeaderIncomplete { .. }
            | Self::HeaderPair { .. }
            | Self::QueryIncomplete { .. }
            | Self::Algorithm { .. }
            | Self::Date { .. }
            | Self::Credential { .. }
            | Self::ExpiresNumber
            | Self::ExpiresNegative
            | Self::ExpiresTooLong => ("IncompleteSignatureException", "IncompleteSignature"),
            Self::TwoSignatures
            | Self::Scope(_)
            | Self::HostUnsigned
            | Self::HeadersUnordered
            | Self::HeaderUnsigned { .. }
            | Self::Early { .. }
            | Self::Late { .. }
            | Self::PayloadHashMissing
            | Self::PayloadHashMalformed
            | Self::PayloadMismatch
            | Self::Mismatch(_) => ("InvalidSignatureException", "SignatureDoesNotMatch"),
        }
    }

    /// The message outside S3.
    fn message(&self) -> String {
        match self {
            Self::Unsigned => "Missing Authentication Token".into(),
            Self::UnknownClient { token: false } => {
                "The security token included in the request is invalid.".into()
            }
            Self::UnknownClient { token: true } => {
                "The security token included in the request is invalid".into()
            }
            Self::TokenExpired => "The security token included in the request is expired".into(),
            Self::TwoSignatures => "Found both 'X-Amz-Algorithm' as a query-string param and \
                                    'Authorization' as HTTP header."
                .into(),
            Self::HeaderIncomplete { missing, header_hash } => {
                let mut text: String = missing.iter().map(|name| header_requires(name)).collect();
                text.push_str("(Hashed with SHA-256 and encoded with Base64) Authorization=");
                text + header_hash
            }
            Self::HeaderPair { header_hash } => format!(
                "Invalid key=value pair (missing equal-sign) in Authorization header (hashed with SHA-256 \
                 and encoded with Base64): '{header_hash}'."
            ),
            Self::QueryIncomplete { missing } => {
                let requires = |name| format!("AWS query-string parameters must include '{name}'. ");
                let text: String = missing.iter().map(requires).collect();
                text + "Re-examine the query-string parameters."
            }
            Self::Algorithm { algorithm } => {
                format!("Unsupported AWS 'algorithm': '{algorithm}' (only AWS4-HMAC-SHA256 for now). ")
            }
            Self::Date { date } => format!(
                "Date must be in ISO-8601 'basic format'. Got '{date}'. See \
                 http://en.wikipedia.org/wiki/ISO_8601"
            ),
            Self::Credential { credential } => format!(
                "Credential must have exactly 5 slash-delimited elements, e.g. \
                 keyid/date/region/service/term, got '{credential}'"
            ),
            Self::Scope(fault) => fault.message(),
            Self::ExpiresNumber => "X-Amz-Expires should be a number".into(),
            Self::ExpiresNegative => "X-Amz-Expires must be non-negative".into(),
            Self::ExpiresTooLong => EXPIRES_TOO_LONG.into(),
            Self::HostUnsigned => {
                "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.".into()
            }
            Self::HeaderUnsigned { name } => {
                format!("'{name}' must be a 'SignedHeader' in the AWS Authorization.")
            }
            Self::Early { signed, now, .. } => format!(
                "Signature not yet current: {} is still later than {} ({} + {} min.)",
                signed.compact(),
                Timestamp(now.0.saturating_add(CLOCK_SKEW_SECONDS * 1000)).compact(),
                now.compact(),
                CLOCK_SKEW_SECONDS / 60
            ),
            Self::Late { signed, now, life_seconds, .. } => format!(
                "Signature expired: {} is now earlier than {} ({} - {} min.)",
                signed.compact(),
                Timestamp(now.0.saturating_sub(life_seconds * 1000)).compact(),
                now.compact(),
                life_seconds / 60
            ),
            Self::HeadersUnordered
            | Self::PayloadHashMissing
            | Self::PayloadHashMalformed
            | Self::PayloadMismatch
            | Self::Mismatch(_) => "The request signature we calculated does not match the signature you \
                                    provided. Check your AWS Secret Access Key and signing method. \
                                    Consult the service documentation for details."
                .into(),
        }
    }

    fn in_s3(&self) -> Refusal {
        let (status, code, message) = match self {
            Self::Unsigned => (403, "AccessDenied", "Access Denied"),
            Self::UnknownClient { token: false } => (
                403,
                "InvalidAccessKeyId",
                "The AWS Access Key Id you provided does not exist in our records.",
            ),
            Self::UnknownClient { token: true } => {
                (400, "InvalidToken", "The provided token is malformed or otherwise invalid.")
            }
            Self::TokenExpired => (400, "ExpiredToken", "The provided token has expired."),
            Self::TwoSignatures => (
                400,
                "InvalidArgument",
                "Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, Signature \
                 query string parameter or the Authorization header should be specified",
            ),
            Self::HeaderIncomplete { missing, .. } if *missing == ["X-Amz-Date"] => NO_DATE,
            Self::Date { .. } => NO_DATE,
            Self::HeaderIncomplete { .. } | Self::HeaderPair { .. } => (
                400,
                "AuthorizationHeaderMalformed",
                "The authorization header is malformed; the authorization header requires three \
                 components: Credential, SignedHeaders, and Signature.",
            ),
            Self::QueryIncomplete { .. } => (
                400,
                "AuthorizationQueryParametersError",
                "Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, \
                 X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters.",
            ),
            Self::Algorithm { .. } => (
                400,
                "InvalidRequest",
                "The authorization mechanism you have provided is not supported. Please use \
                 AWS4-HMAC-SHA256.",
            ),
            Self::Credential { .. } | Self::Scope(_) => (
                400,
                "AuthorizationHeaderMalformed",
                "The authorization header is malformed; the Credential is mal-formed; expecting \
                 \"<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request\".",
            ),
            Self::ExpiresNumber => {
                (400, "AuthorizationQueryParametersError", "X-Amz-Expires should be a number")
            }
            Self::ExpiresNegative => {
                (400, "AuthorizationQueryParametersError", "X-Amz-Expires must be non-negative")
            }
            Self::ExpiresTooLong => (400, "AuthorizationQueryParametersError", EXPIRES_TOO_LONG),
            Self::HostUnsigned | Self::HeaderUnsigned { .. } => {
                (403, "AccessDenied", "There were headers present in the request which were not signed")
            }
            Self::Early { presigned: true, .. } => (403, "AccessDenied", "Request is not valid yet"),
            Self::Late { presigned: true, .. } => (403, "AccessDenied", "Request has expired"),
            Self::Early { .. } | Self::Late { .. } => (
                403,
                "RequestTimeTooSkewed",
                "The difference between the request time and the current time is too large.",
            ),
            Self::PayloadHashMissing => {
                (400, "InvalidRequest", "Missing required header for this request: x-amz-content-sha256")
            }
            Self::PayloadHashMalformed => (
                400,
                "InvalidArgument",
                "x-amz-content-sha256 must be UNSIGNED-PAYLOAD, STREAMING-AWS4-HMAC-SHA256-PAYLOAD, or a \
                 valid sha256 value.",
            ),
            Self::PayloadMismatch => (
                400,
                "XAmzContentSHA256Mismatch",
                "The provided 'x-amz-content-sha256' header does not match what was computed.",
            ),
            Self::HeadersUnordered | Self::Mismatch(_) => (
                403,
                "SignatureDoesNotMatch",
                "The request signature we calculated does not match the signature you provided. Check \
                 your key and signing method.",
            ),
        };
        Refusal { status, code, message: message.into() }
    }
}

const NO_DATE: (u16, &str, &str) =
    (403, "AccessDenied", "AWS authentication requires a valid Date or x-amz-date header");

const EXPIRES_TOO_LONG: &str = "X-Amz-Expires must be less than a week (in seconds); that is, the given \
                                X-Amz-Expires must be less than 604800 seconds";

fn header_requires(name: &str) -> String {
    match name {
        "X-Amz-Date" => "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' \
                         header. "
            .into(),
        _ => format!("Authorization header requires '{name}' parameter. "),
    }
}

impl ScopeFault {
    fn message(&self) -> String {
        match self {
            Self::Service { expected } => {
                format!("Credential should be scoped to correct service: '{expected}'. ")
            }
            Self::Terminator { given } => {
                format!(
                    "Credential should be scoped with a valid terminator: 'aws4_request', not '{given}'. "
                )
            }
            Self::Date { given, signed } => {
                let signed = signed.compact();
                format!(
                    "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from \
                     HTTP: '{given}' != '{}', from '{signed}'.",
                    &signed[..signed.len() - "THHMMSSZ".len()]
                )
            }
        }
    }
}
