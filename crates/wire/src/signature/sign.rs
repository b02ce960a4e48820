//! Signing what we send: in the header, or in the query of a presigned request.

use http::header::{AUTHORIZATION, HOST};
use http::request::Parts;
use http::uri::PathAndQuery;
use http::{HeaderName, HeaderValue, Uri};
use kernel::Timestamp;
use ring::hmac;
use thiserror::Error;

use super::canonical::{Signed, authority, encoded, sha256_hex, string_to_sign};
use super::key::signing_key;
use super::{ALGORITHM, Credentials, PRESIGNED_SECONDS_MAX, Scope, UNSIGNED_PAYLOAD, is_s3};

const X_AMZ_DATE: HeaderName = HeaderName::from_static("x-amz-date");
const X_AMZ_SECURITY_TOKEN: HeaderName = HeaderName::from_static("x-amz-security-token");
const X_AMZ_CONTENT_SHA256: HeaderName = HeaderName::from_static("x-amz-content-sha256");

/// Headers that proxies and HTTP libraries change on the way, so that signing them would break us.
const UNSIGNABLE: [&str; 12] = [
    "authorization",
    "connection",
    "content-length",
    "expect",
    "keep-alive",
    "proxy-authorization",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
    "user-agent",
    "x-amzn-trace-id",
];

/// Why a request cannot be signed.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum SignError {
    /// Neither a `Host` header nor an absolute URI.
    #[error("the request names no host; give it an absolute URI or a `host` header")]
    NoHost,
    /// A key or token has characters that no header can carry.
    #[error("the access key or session token has characters that a header cannot carry")]
    Credentials,
    /// The URI would become too long, or is no URI any more.
    #[error("the request's URI cannot carry a signature")]
    Uri,
    /// Longer than [`PRESIGNED_SECONDS_MAX`].
    #[error("a presigned request may live {PRESIGNED_SECONDS_MAX} seconds at most")]
    TooLong,
}

/// Signs `parts` with `body` in the `Authorization` header. Adds `host` (unless there), `x-amz-date` and,
/// where they apply, `x-amz-security-token` and `x-amz-content-sha256`; replaces an earlier signature.
///
/// `service` is the signing name. Set `x-amz-content-sha256: UNSIGNED-PAYLOAD` before to leave the body out.
pub fn sign(
    parts: &mut Parts,
    body: &[u8],
    credentials: &Credentials,
    region: &str,
    service: &str,
    now: Timestamp,
) -> Result<(), SignError> {
    let value = |text: &str| HeaderValue::from_str(text).map_err(|_| SignError::Credentials);
    let date = now.compact();
    insert_host(parts)?;
    parts.headers.remove(AUTHORIZATION);
    parts.headers.remove(X_AMZ_SECURITY_TOKEN);
    parts.headers.insert(X_AMZ_DATE, value(&date)?);
    if let Some(token) = &credentials.session_token {
        parts.headers.insert(X_AMZ_SECURITY_TOKEN, value(token)?);
    }
    let stated = parts.headers.get(X_AMZ_CONTENT_SHA256).and_then(|value| value.to_str().ok());
    let payload = stated.map_or_else(|| sha256_hex(body), str::to_owned);
    if is_s3(service) {
        parts.headers.insert(X_AMZ_CONTENT_SHA256, value(&payload)?);
    }
    let signed_headers = signed_headers(parts);
    let scope = scope_at(&date, region, service);
    let signed =
        Signed { parts, service, signed_headers: &signed_headers, payload: &payload, presigned: false };
    let signature = signature(&signed, &date, &scope, credentials);
    let Credentials { access_key, .. } = credentials;
    let header = value(&format!(
        "{ALGORITHM} Credential={access_key}/{scope}, SignedHeaders={signed_headers}, Signature={signature}"
    ))?;
    parts.headers.insert(AUTHORIZATION, header);
    Ok(())
}

/// Signs `parts` in its query, so that whoever has the URI can use it for `expires_seconds`. Whatever
/// headers `parts` has must be sent along. The body stays unsigned for S3, and must be empty elsewhere.
pub fn presign(
    parts: &mut Parts,
    credentials: &Credentials,
    region: &str,
    service: &str,
    expires_seconds: u32,
    now: Timestamp,
) -> Result<(), SignError> {
    if expires_seconds > PRESIGNED_SECONDS_MAX {
        return Err(SignError::TooLong);
    }
    insert_host(parts)?;
    parts.headers.remove(AUTHORIZATION);
    let date = now.compact();
    let scope = scope_at(&date, region, service);
    let signed_headers = signed_headers(parts);
    let credential = format!("{}/{scope}", credentials.access_key);
    let expires = expires_seconds.to_string();
    let mut query = String::new();
    let mut push = |name: &str, value: &str| {
        query.extend(["&", name, "=", &String::from_utf8_lossy(&encoded(value.as_bytes()))]);
    };
    push("X-Amz-Algorithm", ALGORITHM);
    push("X-Amz-Credential", &credential);
    push("X-Amz-Date", &date);
    push("X-Amz-Expires", &expires);
    push("X-Amz-SignedHeaders", &signed_headers);
    if let Some(token) = &credentials.session_token {
        push("X-Amz-Security-Token", token);
    }
    append_query(parts, &query)?;
    let stated = parts.headers.get(X_AMZ_CONTENT_SHA256).and_then(|value| value.to_str().ok());
    let payload = match stated {
        Some(stated) => stated.to_owned(),
        None if is_s3(service) => UNSIGNED_PAYLOAD.to_owned(),
        None => sha256_hex(b""),
    };
    let signed =
        Signed { parts, service, signed_headers: &signed_headers, payload: &payload, presigned: true };
    let signature = signature(&signed, &date, &scope, credentials);
    append_query(parts, &format!("&X-Amz-Signature={signature}"))
}

fn signature(signed: &Signed<'_>, date: &str, scope: &Scope<'_>, credentials: &Credentials) -> String {
    let to_sign = string_to_sign(date, scope, &signed.canonical());
    let key = signing_key(&credentials.secret_key, scope);
    kernel::to_hex(hmac::sign(&key, to_sign.as_bytes()).as_ref())
}

fn scope_at<'a>(date: &'a str, region: &'a str, service: &'a str) -> Scope<'a> {
    let day = &date[..date.len() - "THHMMSSZ".len()];
    Scope { date: day.into(), region: region.into(), service: service.into() }
}

/// Writes the host that the HTTP library would, without a port that the scheme implies.
fn insert_host(parts: &mut Parts) -> Result<(), SignError> {
    if parts.headers.contains_key(HOST) {
        return Ok(());
    }
    let host = authority(parts).and_then(|host| str::from_utf8(host).ok()).ok_or(SignError::NoHost)?;
    let host = host.rsplit_once('@').map_or(host, |(_, host)| host);
    let host = match parts.uri.scheme_str() {
        Some("http") => host.strip_suffix(":80").unwrap_or(host),
        Some("https") => host.strip_suffix(":443").unwrap_or(host),
        _ => host,
    };
    let host = HeaderValue::from_str(host).map_err(|_| SignError::NoHost)?;
    parts.headers.insert(HOST, host);
    Ok(())
}

fn signed_headers(parts: &Parts) -> String {
    let names = parts.headers.keys().map(|name| name.as_str());
    let mut names: Vec<&str> = names.filter(|name| !UNSIGNABLE.contains(name)).collect();
    names.sort_unstable();
    names.join(";")
}

/// Appends `pairs`, which starts with `&`, to the query.
fn append_query(parts: &mut Parts, pairs: &str) -> Result<(), SignError> {
    let path = match parts.uri.path() {
        "" => "/",
        path => path,
    };
    let text = match parts.uri.query() {
        Some(query) if !query.is_empty() => format!("{path}?{query}{pairs}"),
        _ => format!("{path}?{}", pairs.trim_start_matches('&')),
    };
    let mut uri = std::mem::take(&mut parts.uri).into_parts();
    uri.path_and_query = Some(PathAndQuery::try_from(text).map_err(|_| SignError::Uri)?);
    parts.uri = Uri::from_parts(uri).map_err(|_| SignError::Uri)?;
    Ok(())
}
