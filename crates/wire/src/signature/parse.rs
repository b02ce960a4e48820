//! Who a request says it comes from: the `Authorization` header, or the query of a presigned request.
//!
//! Nothing is believed here. Runs on every request: the header form borrows all that it answers.

use std::borrow::Cow;
use std::ops::Range;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::HeaderMap;
use http::header::{AUTHORIZATION, DATE};
use http::request::Parts;
use kernel::Timestamp;
use ring::digest::{SHA256, digest};

use super::canonical::percent_decoded;
use super::{
    ALGORITHM, PRESIGNED_SECONDS_MAX, Scope, ScopeFault, SignatureError, TERMINATOR, UNSIGNED_PAYLOAD, date,
};

/// What a signed request claims, not yet verified.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim<'a> {
    /// Whose key made the signature.
    pub access_key: Cow<'a, str>,
    /// The day, region and service it was made for.
    pub scope: Scope<'a>,
    /// Names of the signed headers, joined by `;`, as sent.
    pub signed_headers: Cow<'a, str>,
    /// The signature, in hexadecimal if it is one.
    pub signature: Cow<'a, str>,
    /// When it was made.
    pub date: Timestamp,
    /// Whether it came in the query rather than in the header.
    pub presigned: bool,
    /// Seconds that a presigned request is good for, at most [`PRESIGNED_SECONDS_MAX`]; S3 demands it.
    pub expires_seconds: Option<u32>,
    /// The token that belongs to temporary keys.
    pub session_token: Option<Cow<'a, str>>,
    /// What is said of the body.
    pub payload_hash: PayloadHash<'a>,
}

/// What a request says of its body's hash, in `x-amz-content-sha256` or its query equivalent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PayloadHash<'a> {
    /// Nothing: outside S3 the body is then simply signed.
    Absent,
    /// The body's SHA-256, 64 lower-case hexadecimal digits.
    Sha256(Cow<'a, str>),
    /// `UNSIGNED-PAYLOAD`: the signature does not cover the body.
    Unsigned,
    /// `STREAMING-…`: the body comes in chunks of the AWS framing, signed one by one or not at all.
    Streaming(Cow<'a, str>),
    /// None of these.
    Malformed(Cow<'a, str>),
}

impl Claim<'_> {
    /// That the signature was made for the service whose signing name is `service`.
    pub fn require_service(&self, service: &str) -> Result<(), SignatureError> {
        if self.scope.service == service {
            return Ok(());
        }
        Err(SignatureError::Scope(ScopeFault::Service { expected: service.to_owned() }))
    }
}

/// What `parts` claims; `None` when unsigned, also when it carries another scheme than AWS's (a bearer
/// token, a password), which is some service's own business.
pub fn parse(parts: &Parts) -> Result<Option<Claim<'_>>, SignatureError> {
    let header = parts.headers.get(AUTHORIZATION);
    let query = parts.uri.query().filter(|query| parameter(query, "X-Amz-Algorithm").is_some());
    match (header, query) {
        (Some(_), Some(_)) => Err(SignatureError::TwoSignatures),
        (Some(header), None) => header_form(parts, header.as_bytes()),
        (None, Some(query)) => query_form(parts, query).map(Some),
        (None, None) => Ok(None),
    }
}

fn header_form<'a>(parts: &'a Parts, header: &'a [u8]) -> Result<Option<Claim<'a>>, SignatureError> {
    if !header.trim_ascii_start().starts_with(b"AWS4-") {
        return Ok(None);
    }
    let header_hash = || STANDARD.encode(digest(&SHA256, header));
    let not_a_pair = || SignatureError::HeaderPair { header_hash: header_hash() };
    let text = str::from_utf8(header).map_err(|_| not_a_pair())?.trim_ascii();
    let (algorithm, pairs) = text.split_once([' ', '\t']).unwrap_or((text, ""));
    let (mut credential, mut signature, mut signed_headers) = ("", "", "");
    for pair in pairs.split([',', ' ', '\t']).filter(|pair| !pair.is_empty()) {
        match pair.split_once('=').ok_or_else(not_a_pair)? {
            ("Credential", value) => credential = value,
            ("Signature", value) => signature = value,
            ("SignedHeaders", value) => signed_headers = value,
            _ => {}
        }
    }
    let when = text_of(&parts.headers, "x-amz-date").or_else(|| text_of(&parts.headers, DATE.as_str()));
    let missing = missing(&[
        ("Credential", credential),
        ("Signature", signature),
        ("SignedHeaders", signed_headers),
        ("X-Amz-Date", when.unwrap_or_default()),
    ]);
    if !missing.is_empty() {
        return Err(SignatureError::HeaderIncomplete { missing, header_hash: header_hash() });
    }
    let date = date_of(when.unwrap_or_default())?;
    require_algorithm(algorithm)?;
    let (access_key, scope) = credential_of(Cow::Borrowed(credential))?;
    let token = text_of(&parts.headers, "x-amz-security-token")
        .or_else(|| text_of(&parts.headers, "x-amz-s3session-token"));
    Ok(Some(Claim {
        access_key,
        scope,
        signed_headers: signed_headers.into(),
        signature: signature.into(),
        date,
        presigned: false,
        expires_seconds: None,
        session_token: token.map(Cow::Borrowed),
        payload_hash: payload_hash_of(payload_header(parts)),
    }))
}

fn query_form<'a>(parts: &'a Parts, query: &'a str) -> Result<Claim<'a>, SignatureError> {
    let value = |name| parameter(query, name).unwrap_or_default();
    let (algorithm, credential) = (value("X-Amz-Algorithm"), value("X-Amz-Credential"));
    let (signature, signed_headers) = (value("X-Amz-Signature"), value("X-Amz-SignedHeaders"));
    let when = value("X-Amz-Date");
    let missing = missing(&[
        ("X-Amz-Algorithm", &algorithm),
        ("X-Amz-Credential", &credential),
        ("X-Amz-Signature", &signature),
        ("X-Amz-SignedHeaders", &signed_headers),
        ("X-Amz-Date", &when),
    ]);
    if !missing.is_empty() {
        return Err(SignatureError::QueryIncomplete { missing });
    }
    let date = date_of(&when)?;
    require_algorithm(&algorithm)?;
    let (access_key, scope) = credential_of(credential)?;
    Ok(Claim {
        access_key,
        scope,
        signed_headers,
        signature,
        date,
        presigned: true,
        expires_seconds: parameter(query, "X-Amz-Expires").as_deref().map(expires_of).transpose()?,
        session_token: parameter(query, "X-Amz-Security-Token"),
        payload_hash: payload_hash_of(
            payload_header(parts).or_else(|| parameter(query, "X-Amz-Content-Sha256")),
        ),
    })
}

/// The decoded value of the first parameter called `name`.
fn parameter<'a>(query: &'a str, name: &str) -> Option<Cow<'a, str>> {
    let pair = |pair: &'a str| pair.strip_prefix(name)?.strip_prefix('=');
    let value = query.split('&').find_map(pair)?;
    Some(match percent_decoded(value.as_bytes(), true) {
        Cow::Borrowed(_) => Cow::Borrowed(value),
        Cow::Owned(bytes) => Cow::Owned(String::from_utf8_lossy(&bytes).into_owned()),
    })
}

fn text_of<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name).and_then(|value| value.to_str().ok()).map(str::trim_ascii)
}

fn payload_header(parts: &Parts) -> Option<Cow<'_, str>> {
    text_of(&parts.headers, "x-amz-content-sha256").map(Cow::Borrowed)
}

fn missing(found: &[(&'static str, &str)]) -> Vec<&'static str> {
    found.iter().filter(|(_, value)| value.is_empty()).map(|(name, _)| *name).collect()
}

fn date_of(text: &str) -> Result<Timestamp, SignatureError> {
    date::parse(text).ok_or_else(|| SignatureError::Date { date: text.to_owned() })
}

fn require_algorithm(algorithm: &str) -> Result<(), SignatureError> {
    if algorithm == ALGORITHM {
        return Ok(());
    }
    Err(SignatureError::Algorithm { algorithm: algorithm.to_owned() })
}

/// Key and scope of `key/date/region/service/aws4_request`.
fn credential_of(text: Cow<'_, str>) -> Result<(Cow<'_, str>, Scope<'_>), SignatureError> {
    let malformed = || SignatureError::Credential { credential: text.to_string() };
    let [key, date, region, service, terminator] =
        five_elements(text.trim_end_matches('/')).ok_or_else(malformed)?;
    if key.is_empty() || date.is_empty() || region.is_empty() || service.is_empty() {
        return Err(malformed());
    }
    if &text[terminator.clone()] != TERMINATOR {
        let given = text[terminator].to_owned();
        return Err(SignatureError::Scope(ScopeFault::Terminator { given }));
    }
    let element = |range: Range<usize>| match &text {
        Cow::Borrowed(text) => Cow::Borrowed(&text[range]),
        Cow::Owned(text) => Cow::Owned(text[range].to_owned()),
    };
    Ok((element(key), Scope { date: element(date), region: element(region), service: element(service) }))
}

/// Where the elements between slashes lie, if there are exactly five.
fn five_elements(text: &str) -> Option<[Range<usize>; 5]> {
    let mut start = 0;
    let mut next = || {
        let rest = text.get(start..)?;
        let element = start..start + rest.find('/').unwrap_or(rest.len());
        start = element.end + 1;
        Some(element)
    };
    let elements = [next()?, next()?, next()?, next()?, next()?];
    next().is_none().then_some(elements)
}

fn expires_of(text: &str) -> Result<u32, SignatureError> {
    let seconds: i64 = text.parse().map_err(|_| SignatureError::ExpiresNumber)?;
    let seconds = u32::try_from(seconds).map_err(|_| {
        if seconds < 0 { SignatureError::ExpiresNegative } else { SignatureError::ExpiresTooLong }
    })?;
    if seconds > PRESIGNED_SECONDS_MAX { Err(SignatureError::ExpiresTooLong) } else { Ok(seconds) }
}

fn payload_hash_of(value: Option<Cow<'_, str>>) -> PayloadHash<'_> {
    let is_digit = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
    match value {
        None => PayloadHash::Absent,
        Some(value) if value == UNSIGNED_PAYLOAD => PayloadHash::Unsigned,
        Some(value) if value.starts_with("STREAMING-") => PayloadHash::Streaming(value),
        Some(value) if value.len() == 64 && value.bytes().all(is_digit) => PayloadHash::Sha256(value),
        Some(value) => PayloadHash::Malformed(value),
    }
}
