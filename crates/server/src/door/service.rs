//! Which service and operation a request names: by target, by an RPC's path, by signature, by form, by path.

use bytes::Bytes;
use dispatch::{Carrier, Dispatch};
use http::request::Parts;
use wire::{Fault, Protocol, Service, decode_form};

use super::virtual_host;

/// A service, and the operation where something other than the path names it.
pub struct Found<'a> {
    pub carrier: &'a Carrier,
    pub operation: Option<String>,
}

/// A refusal, by the service that was found.
pub struct Refused {
    pub service: Option<&'static Service>,
    pub fault: Fault,
}

impl From<Fault> for Refused {
    fn from(fault: Fault) -> Self {
        Self { service: None, fault }
    }
}

/// Finds what `parts` names.
pub fn find<'a>(dispatch: &'a Dispatch, parts: &Parts, body: &Bytes) -> Result<Found<'a>, Refused> {
    if let Some(target) = parts.headers.get("x-amz-target") {
        return Ok(by_target(dispatch, target.to_str().unwrap_or_default())?);
    }
    if Protocol::RpcV2Cbor.is_said_by(&parts.headers) {
        return Ok(by_rpc_path(dispatch, parts.uri.path())?);
    }
    let signed = wire::signature::parse(parts).ok().flatten().map(|claim| claim.scope.service.into_owned());
    let by_name =
        signed.as_deref().and_then(|name| dispatch.carrier(name)).or_else(|| by_host(dispatch, parts));
    let carrier = match by_name {
        Some(carrier) => carrier,
        None => by_shape(dispatch, parts, body).ok_or_else(|| nobody(signed.as_deref(), parts))?,
    };
    let operation = match carrier.service().protocol_of(&parts.headers) {
        Protocol::RestJson | Protocol::RestXml => None,
        Protocol::Query => match parameter(parts, body, "Action") {
            Some(action) => Some(action),
            None => return Err(Refused { service: Some(carrier.service()), fault: missing_action() }),
        },
        // Without a target there is no operation, which AWS answers as an unknown one.
        Protocol::AwsJson10 | Protocol::AwsJson11 | Protocol::RpcV2Cbor => Some(String::new()),
    };
    Ok(Found { carrier, operation })
}

fn by_target<'a>(dispatch: &'a Dispatch, target: &str) -> Result<Found<'a>, Fault> {
    let (prefix, operation) = target.split_once('.').unwrap_or((target, ""));
    by_prefix(dispatch, prefix, operation, target)
}

/// `/service/GraniteServiceVersion20100801/operation/PutMetricData`: the same names as in a target.
fn by_rpc_path<'a>(dispatch: &'a Dispatch, path: &str) -> Result<Found<'a>, Fault> {
    let (service, operation) = wire::of_rpc_path(path).unwrap_or_default();
    by_prefix(dispatch, service, operation, path)
}

fn by_prefix<'a>(
    dispatch: &'a Dispatch,
    prefix: &str,
    operation: &str,
    target: &str,
) -> Result<Found<'a>, Fault> {
    let carrier =
        dispatch.carriers().find(|carrier| carrier.service().target_prefix == prefix && !prefix.is_empty());
    let carrier = carrier.ok_or_else(|| {
        let message =
            format!("no service here answers the target `{target}`; docs/guide/coverage.md lists all");
        Fault::sender("UnknownOperationException", message)
    })?;
    Ok(Found { carrier, operation: Some(operation.to_owned()) })
}

/// `kinesis.us-east-1.amazonaws.com`, `lambda.localhost`: the first label names the service.
pub fn by_host<'a>(dispatch: &'a Dispatch, parts: &Parts) -> Option<&'a Carrier> {
    // HTTP/2 says the host with the target.
    let stated = || parts.headers.get(http::header::HOST)?.to_str().ok();
    let host = parts.uri.host().or_else(stated)?;
    dispatch.carrier(host.split_once('.')?.0)
}

/// Unsigned requests: forms say their version, paths begin with one.
fn by_shape<'a>(dispatch: &'a Dispatch, parts: &Parts, body: &Bytes) -> Option<&'a Carrier> {
    let version = parameter(parts, body, "Version");
    let path = parts.uri.path();
    dispatch.carriers().find(|carrier| {
        let service = carrier.service();
        match service.protocol {
            _ if service.speaks(Protocol::Query) => version.as_deref() == Some(service.version),
            Protocol::Query => false,
            Protocol::RestJson => {
                path.strip_prefix('/').is_some_and(|path| path.starts_with(service.version))
            }
            Protocol::AwsJson10 | Protocol::AwsJson11 | Protocol::RpcV2Cbor | Protocol::RestXml => false,
        }
    })
}

/// The service that takes bodies of any length, where the request's head alone says that it is meant: by
/// signature, by host, or because it looks like no other service's.
pub fn of_any_length<'a>(dispatch: &'a Dispatch, parts: &Parts) -> Option<&'a Carrier> {
    if parts.headers.contains_key("x-amz-target") {
        return None;
    }
    let mut taking = dispatch.carriers().filter(|carrier| carrier.service().protocol == Protocol::RestXml);
    if let Some(claim) = wire::signature::parse(parts).ok().flatten() {
        return taking.find(|carrier| carrier.service().name == claim.scope.service);
    }
    let taking = taking.next()?;
    let by_host = by_host(dispatch, parts).map(|carrier| carrier.service().name);
    if by_host == Some(taking.service().name) || virtual_host::bucket(parts).is_some() {
        return Some(taking);
    }
    let is_other = by_host.is_some()
        || (parts.method == http::Method::POST && !is_browser_form(parts))
        || by_shape(dispatch, parts, &Bytes::new()).is_some()
        || parameter(parts, &Bytes::new(), "Action").is_some();
    (!is_other).then_some(taking)
}

/// A form with a file in it, which browsers send to buckets and nobody to other services.
fn is_browser_form(parts: &Parts) -> bool {
    let kind = parts.headers.get(http::header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    kind.is_some_and(|kind| kind.starts_with("multipart/form-data"))
}

fn parameter(parts: &Parts, body: &Bytes, name: &str) -> Option<String> {
    let in_query = decode_form(parts.uri.query().unwrap_or_default()).ok()?;
    let is_form = parts.headers.get(http::header::CONTENT_TYPE).is_none_or(|kind| {
        kind.to_str().is_ok_and(|kind| kind.starts_with("application/x-www-form-urlencoded"))
    });
    let in_body = if is_form { decode_form(std::str::from_utf8(body).ok()?).ok()? } else { Vec::new() };
    in_query.into_iter().chain(in_body).find(|(key, _)| key == name).map(|(_, value)| value)
}

fn missing_action() -> Fault {
    Fault::sender("MissingAction", "The request must contain the parameter Action.")
}

fn nobody(signed: Option<&str>, parts: &Parts) -> Fault {
    let what = match signed {
        Some(name) => format!("the service `{name}`"),
        None => format!("{} {}", parts.method, parts.uri.path()),
    };
    let message = format!("Pumphouse does not have {what}; docs/guide/coverage.md lists what it has");
    Fault::with_status("NotImplemented", 501, message)
}
