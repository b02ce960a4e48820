//! aws-query: inputs as a flattened form, answers as XML.
//!
//! Both directions meet in a [`Node`] tree: a form's dotted names and an XML document's elements have the
//! same structure, so one [`QueryReader`] reads inputs on the server and answers on the client.

mod form;
mod node;
mod reader;
mod xml;

pub use form::{FormWriter, decode_form};
pub use node::Node;
pub use reader::QueryReader;
pub(crate) use xml::DECLARATION;
pub use xml::{XmlWriter, escape_xml, parse_xml};

/// `text` with `%41` undone; `None` where that gives no text.
pub(crate) fn decode_text(text: &str) -> Option<String> {
    form::decode(text, false)
}

/// `text` with everything but unreserved characters as `%XX`.
pub(crate) fn encode_text(text: &str) -> String {
    form::encode(text)
}
