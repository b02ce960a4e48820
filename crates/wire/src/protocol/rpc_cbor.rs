//! smithy rpc-v2-cbor: what is its own beside the codec. `POST /service/S/operation/O`, marked by a header.

use http::HeaderMap;

use crate::{CborReader, CborWriter, Fault, Operation, Service, Writer};

/// The header that says the protocol, of requests and answers.
pub(super) const HEADER: &str = "smithy-protocol";
/// What it says.
pub(super) const NAME: &str = "rpc-v2-cbor";

/// Whether `headers` say that a message is in this protocol.
pub(super) fn is_said(headers: &HeaderMap) -> bool {
    headers.get(HEADER).is_some_and(|value| value.as_bytes() == NAME.as_bytes())
}

/// The path of `O`.
pub(super) fn path<O: Operation>() -> String {
    format!("/service/{}/operation/{}", O::SERVICE.target_prefix, O::NAME)
}

/// Service and operation that a path names; a namespace before the service's name is passed over.
pub fn of_path(path: &str) -> Option<(&str, &str)> {
    let mut steps = path.rsplitn(5, '/');
    let (operation, word) = (steps.next()?, steps.next()?);
    let (service, before) = (steps.next()?, steps.next()?);
    let named = word == "operation" && before == "service" && !operation.is_empty();
    named.then(|| (service.rsplit('.').next().unwrap_or(service), operation))
}

/// The body of `fault`.
pub(super) fn write_fault(service: &Service, fault: &Fault) -> Vec<u8> {
    let namespace = (service.error_namespace)(&fault.code);
    let separator = if namespace.is_empty() { "" } else { "#" };
    let mut writer = CborWriter::default();
    writer.begin_map();
    writer.key("__type");
    writer.string(&format!("{namespace}{separator}{}", fault.code));
    writer.key("message");
    writer.string(&fault.message);
    for (name, json) in &fault.members {
        writer.key(name);
        writer.document(json);
    }
    writer.end_map();
    writer.finish()
}

/// Code and message of an answer that is an error.
pub(super) fn read_fault(body: &[u8]) -> Option<(String, String)> {
    use crate::Shape;
    let fault = super::client::JsonFault::read(&mut CborReader::new(body)).ok()?;
    let message = fault.message.or(fault.capitalised).unwrap_or_default();
    Some((fault.kind.or(fault.code).unwrap_or_default(), message))
}
