//! What rest-xml says of errors, both ways: one `Error` element, in no namespace.

use kernel::RequestId;

use crate::query::DECLARATION;
use crate::{Fault, ReadError, escape_xml, from_json, parse_xml};

/// The body of `fault`. Members that a service adds stand beside code and message.
pub(super) fn write_fault(fault: &Fault, id: &RequestId) -> String {
    let mut body = format!(
        "{DECLARATION}<Error><Code>{}</Code><Message>{}</Message>",
        escape_xml(&fault.code),
        escape_xml(&fault.message)
    );
    for (name, json) in &fault.members {
        let text = from_json::<String>(json.as_bytes()).unwrap_or_else(|_| json.clone());
        body.push_str(&format!("<{name}>{}</{name}>", escape_xml(&text)));
    }
    body.push_str(&format!("<RequestId>{id}</RequestId></Error>"));
    body
}

/// What is answered to a body that cannot be read.
pub(super) fn malformed(error: &ReadError) -> Fault {
    match error {
        ReadError::Malformed(_) => bad_document(),
        ReadError::Type(text) => Fault::sender("InvalidArgument", text.clone()),
    }
}

/// What is answered to a document that is not what the schema says.
pub(super) fn bad_document() -> Fault {
    Fault::sender(
        "MalformedXML",
        "The XML you provided was not well-formed or did not validate against our published schema",
    )
}

/// Code and message of an answer that is an error.
pub(super) fn read_fault(body: &[u8]) -> Option<(String, String)> {
    let error = parse_xml(std::str::from_utf8(body).ok()?).ok()?;
    let part = |name: &str| error.part(name).and_then(|node| node.text.clone()).unwrap_or_default();
    Some((part("Code"), part("Message")))
}
