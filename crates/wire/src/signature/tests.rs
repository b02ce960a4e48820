//! Signatures against AWS's published cases, against botocore's, and against damage of every kind.

mod botocore;
mod damage;
mod refusals;
mod suite;

use http::request::Parts;
use http::{HeaderName, Request};
use kernel::Timestamp;

use super::{Credentials, SignatureError, parse, verify};

/// The secret of AWS's published cases.
const SECRET: &str = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

/// The access key of AWS's published cases.
const KEY: &str = "AKIDEXAMPLE";

/// 2015-08-30T12:36:00Z, the time of AWS's published cases.
const THEN: Timestamp = Timestamp(1_440_938_160_000);

fn request(method: &str, uri: &str, headers: &[(&str, &str)]) -> Parts {
    let mut request = Request::builder().method(method).uri(uri);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    request.body(()).unwrap().into_parts().0
}

fn credentials(token: Option<&str>) -> Credentials {
    Credentials { access_key: KEY.into(), secret_key: SECRET.into(), session_token: token.map(str::to_owned) }
}

/// Parses and verifies; unsigned is a fault here.
fn check(parts: &Parts, body: &[u8], now: Timestamp) -> Result<(), SignatureError> {
    let claim = parse(parts)?.ok_or(SignatureError::Unsigned)?;
    verify(&claim, parts, body, SECRET, now)
}

/// The signature in the `Authorization` header of `parts`.
fn signature_of(parts: &Parts) -> String {
    parse(parts).unwrap().unwrap().signature.into_owned()
}

/// `parts` with header `name` set to `value`.
fn with(mut parts: Parts, name: &str, value: &str) -> Parts {
    parts.headers.insert(HeaderName::try_from(name).unwrap(), value.parse().unwrap());
    parts
}
