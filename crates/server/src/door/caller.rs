//! Who calls, and for which account and region, by the request's signature.
//!
//! Keys that this house gave out (sessions of roles) are verified. Any other credentials pass as the
//! account that the key names: the door stands on loopback only until access control is enforced. A presigned
//! request has its time in any case. Times of signatures are held against the machine's clock, which clients sign by,
//! wherever the house's clock was moved to; the end of a session is the house's own.

use bytes::Bytes;
use dispatch::{Dispatch, Identity, Principal};
use http::request::Parts;
use kernel::{AccountId, Place, Region, SystemClock, Timestamp};
use wire::signature::{Claim, Dialect, SignatureError, check_time, parse, verify, verify_head};
use wire::{Fault, Protocol, Service, decode_form};

/// Who calls, for which place.
pub struct Caller {
    pub principal: Principal,
    pub place: Place,
}

/// Names the caller of a request to `service` with the body as it came.
pub fn name(dispatch: &Dispatch, service: &Service, parts: &Parts, body: &Bytes) -> Result<Caller, Fault> {
    named(dispatch, service, parts, |claim, secret, now| verify(claim, parts, body, secret, now))
}

/// Names the caller of a request whose body is not read yet; its hash, if it states one, is signed.
pub fn name_unread(dispatch: &Dispatch, service: &Service, parts: &Parts) -> Result<Caller, Fault> {
    named(dispatch, service, parts, |claim, secret, now| verify_head(claim, parts, secret, now))
}

fn named(
    dispatch: &Dispatch,
    service: &Service,
    parts: &Parts,
    verify: impl Fn(&Claim<'_>, &str, Timestamp) -> Result<(), SignatureError>,
) -> Result<Caller, Fault> {
    // A signature that cannot be read is as good as none on loopback, where any credentials pass.
    let Ok(Some(claim)) = parse(parts) else { return by_old_link(parts) };
    let identity = dispatch.identify().and_then(|identify| identify.identify(&claim.access_key));
    match identity {
        None if claim.presigned => {
            let timely = check_time(&claim, SystemClock::machine_now());
            timely.map(|()| anybody(Some(&claim))).map_err(|error| refusal(service, &error))
        }
        None => Ok(anybody(Some(&claim))),
        Some(identity) => {
            prove(dispatch, &claim, &identity, verify).map_err(|error| refusal(service, &error))?;
            let mut caller = anybody(Some(&claim));
            if let Principal::Session { account, .. } | Principal::Account(account) = &identity.principal {
                caller.place.account = account.clone();
            }
            Ok(Caller { principal: identity.principal, place: caller.place })
        }
    }
}

/// A link with a signature of version 2, as the aws CLI's version 1 makes them: its time counts, no more.
fn by_old_link(parts: &Parts) -> Result<Caller, Fault> {
    let pairs = decode_form(parts.uri.query().unwrap_or_default()).unwrap_or_default();
    let value = |name| pairs.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
    let mut caller = anybody(None);
    if let (Some(key), Some(ends)) = (value("AWSAccessKeyId"), value("Expires")) {
        if ends.parse().is_ok_and(|ends: u64| ends < SystemClock::machine_now().seconds()) {
            return Err(Fault::with_status("AccessDenied", 403, "Request has expired"));
        }
        caller.place.account = AccountId::of_access_key(key);
        caller.principal = Principal::Account(caller.place.account.clone());
    }
    Ok(caller)
}

fn anybody(claim: Option<&Claim<'_>>) -> Caller {
    let account = claim.map(|claim| AccountId::of_access_key(&claim.access_key)).unwrap_or_default();
    let region = claim.and_then(|claim| Region::parse(&claim.scope.region)).unwrap_or_default();
    Caller { principal: Principal::Account(account.clone()), place: Place { account, region } }
}

fn prove(
    dispatch: &Dispatch,
    claim: &Claim<'_>,
    identity: &Identity,
    verify: impl Fn(&Claim<'_>, &str, Timestamp) -> Result<(), SignatureError>,
) -> Result<(), SignatureError> {
    let now = dispatch.clock().now();
    if identity.expires.is_some_and(|expires| expires <= now) {
        return Err(SignatureError::TokenExpired);
    }
    if identity.session_token.as_deref() != claim.session_token.as_deref() {
        return Err(SignatureError::UnknownClient { token: true });
    }
    verify(claim, &identity.secret_key, SystemClock::machine_now())
}

fn refusal(service: &Service, error: &SignatureError) -> Fault {
    let dialect = match service.protocol {
        Protocol::AwsJson10 | Protocol::AwsJson11 | Protocol::RpcV2Cbor => Dialect::Json,
        Protocol::Query => Dialect::Query,
        Protocol::RestJson => Dialect::RestJson,
        Protocol::RestXml => Dialect::S3,
    };
    let refusal = error.refusal(dialect);
    Fault::with_status(refusal.code, refusal.status, refusal.message)
}
