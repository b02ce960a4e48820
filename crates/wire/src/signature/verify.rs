//! Whether a request is who it claims to be.

use http::request::Parts;
use kernel::Timestamp;
use ring::hmac;

use super::canonical::{Signed, sha256_hex, string_to_sign};
use super::key::signing_key;
use super::{
    CLOCK_SKEW_SECONDS, Claim, Mismatch, PayloadHash, ScopeFault, SignatureError, UNSIGNED_PAYLOAD, is_s3,
};

/// That `claim`, parsed from `parts`, was signed with `secret_key` for this request with this `body`, and
/// that it may be used `now`.
///
/// The session token is covered by the signature, but whether it belongs to the key is the caller's to
/// check, and so is the service ([`Claim::require_service`]). With [`PayloadHash::Unsigned`] and
/// [`PayloadHash::Streaming`] `body` is not looked at.
pub fn verify(
    claim: &Claim<'_>,
    parts: &Parts,
    body: &[u8],
    secret_key: &str,
    now: Timestamp,
) -> Result<(), SignatureError> {
    verify_signed(claim, parts, Some(body), secret_key, now)?;
    // After the signature, so that strangers cannot make us hash.
    match &claim.payload_hash {
        PayloadHash::Sha256(stated) if *stated != sha256_hex(body) => Err(SignatureError::PayloadMismatch),
        _ => Ok(()),
    }
}

/// The same for a body that is not read yet. Whoever reads it has to see that its hash is the one that
/// `claim` states, which is signed; a request that states none is refused, as S3 does.
pub fn verify_head(
    claim: &Claim<'_>,
    parts: &Parts,
    secret_key: &str,
    now: Timestamp,
) -> Result<(), SignatureError> {
    verify_signed(claim, parts, None, secret_key, now)
}

fn verify_signed(
    claim: &Claim<'_>,
    parts: &Parts,
    body: Option<&[u8]>,
    secret_key: &str,
    now: Timestamp,
) -> Result<(), SignatureError> {
    check_time(claim, now)?;
    check_headers(claim, parts)?;
    let signed = claim.date.compact();
    if signed.get(..8) != Some(&*claim.scope.date) {
        let given = claim.scope.date.to_string();
        return Err(SignatureError::Scope(ScopeFault::Date { given, signed: claim.date }));
    }
    let computed_hash;
    let payload = match (stated_payload(claim)?, body) {
        (Some(stated), _) => stated,
        (None, None) => return Err(SignatureError::PayloadHashMissing),
        (None, Some(body)) => {
            computed_hash = sha256_hex(body);
            &computed_hash
        }
    };
    let canonical = Signed {
        parts,
        service: &claim.scope.service,
        signed_headers: &claim.signed_headers,
        payload,
        presigned: claim.presigned,
    }
    .canonical();
    let to_sign = string_to_sign(&signed, &claim.scope, &canonical);
    let key = signing_key(secret_key, &claim.scope);
    // AWS writes signatures in lower case only; two spellings of one signature would be one too many.
    let lower_case = !claim.signature.bytes().any(|byte| byte.is_ascii_uppercase());
    let tag = kernel::from_hex(&claim.signature).filter(|_| lower_case).unwrap_or_default();
    hmac::verify(&key, to_sign.as_bytes(), &tag).map_err(|_| {
        SignatureError::Mismatch(Box::new(Mismatch {
            canonical_request: String::from_utf8_lossy(&canonical).into_owned(),
            string_to_sign: to_sign,
        }))
    })
}

/// That the claim may be used `now`: it is not signed in the future, nor too long ago.
pub fn check_time(claim: &Claim<'_>, now: Timestamp) -> Result<(), SignatureError> {
    let (signed, presigned) = (claim.date, claim.presigned);
    // Dates carry seconds, so the milliseconds of our clock say nothing.
    let now = Timestamp(now.seconds() * 1000);
    if signed.millis_since(now) > CLOCK_SKEW_SECONDS * 1000 {
        return Err(SignatureError::Early { signed, now, presigned });
    }
    let life_seconds = claim.expires_seconds.map_or(CLOCK_SKEW_SECONDS, u64::from);
    if now.millis_since(signed) > life_seconds * 1000 {
        return Err(SignatureError::Late { signed, now, life_seconds, presigned });
    }
    Ok(())
}

/// That the host is signed, S3's own headers too, and that the list is in AWS's order: lower case,
/// ascending. The order also bounds the work: no header is signed twice.
fn check_headers(claim: &Claim<'_>, parts: &Parts) -> Result<(), SignatureError> {
    let names: Vec<&str> = claim.signed_headers.split(';').collect();
    if !names.contains(&"host") && !names.contains(&":authority") {
        return Err(SignatureError::HostUnsigned);
    }
    let lower_case = !claim.signed_headers.bytes().any(|byte| byte.is_ascii_uppercase());
    if !lower_case || !names.is_sorted_by(|left, right| left < right) {
        return Err(SignatureError::HeadersUnordered);
    }
    if is_s3(&claim.scope.service) {
        // Its value is signed as the canonical request's last line, so it need not be listed.
        let covered = |name: &str| name == "x-amz-content-sha256" || names.binary_search(&name).is_ok();
        let own = parts.headers.keys().map(|name| name.as_str()).filter(|name| name.starts_with("x-amz-"));
        if let Some(name) = own.into_iter().find(|name| !covered(name)) {
            return Err(SignatureError::HeaderUnsigned { name: name.to_owned() });
        }
    }
    Ok(())
}

/// What the canonical request says of the body where that is stated; `None` where it is the body's hash.
fn stated_payload<'c>(claim: &'c Claim<'_>) -> Result<Option<&'c str>, SignatureError> {
    let is_s3 = is_s3(&claim.scope.service);
    if is_s3 && claim.presigned && claim.expires_seconds.is_none() {
        return Err(SignatureError::QueryIncomplete { missing: vec!["X-Amz-Expires"] });
    }
    match &claim.payload_hash {
        PayloadHash::Sha256(stated) => Ok(Some(stated)),
        PayloadHash::Unsigned => Ok(Some(UNSIGNED_PAYLOAD)),
        PayloadHash::Streaming(literal) if is_s3 => Ok(Some(literal)),
        PayloadHash::Streaming(_) | PayloadHash::Malformed(_) => Err(SignatureError::PayloadHashMalformed),
        PayloadHash::Absent if is_s3 && claim.presigned => Ok(Some(UNSIGNED_PAYLOAD)),
        PayloadHash::Absent if is_s3 => Err(SignatureError::PayloadHashMissing),
        PayloadHash::Absent => Ok(None),
    }
}
