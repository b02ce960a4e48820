//! AWS wire protocols: shapes, their codecs and constraints, operations, faults, signatures.
//!
//! A [`Shape`] is a Rust type that can be read from a [`Reader`] and written to a [`Writer`]; each
//! protocol is one implementation of those two, so shapes know no protocol and protocols know no shape.
//! An [`Operation`] names two shapes and the [`Service`] they belong to. Both sides are here: a server
//! decodes inputs and encodes outputs, a client does the reverse with the same codecs.
//!
//! Invariants: decoding never panics on any bytes; a decoded input has passed every constraint that its
//! schema states (see [`Checker`]); quirks of one service live in that service, not in its protocol.

extern crate self as wire;

mod cbor;
mod check;
mod chunked;
mod constraints;
mod document;
mod fault;
mod json;
mod operation;
mod primitives;
mod protocol;
mod query;
mod reader;
mod rest;
mod schema;
mod shape;
pub mod signature;
mod stream;
mod writer;

pub use cbor::{CborReader, CborWriter};
pub use check::{Checker, Faults, Segment, Violations};
pub use chunked::Chunked;
pub use constraints::{Constraints, Pattern};
pub use document::Document;
pub use fault::Fault;
pub use json::{JsonReader, JsonWriter, from_json, to_json, write_json_string};
pub use operation::{Http, Operation, Outcome, Service};
pub use protocol::{Answer, Protocol, Question, of_rpc_path};
pub use query::{FormWriter, Node, QueryReader, XmlWriter, decode_form, escape_xml, parse_xml};
pub use reader::{ReadError, Reader, Token, read_field, read_member, require};
pub use rest::{RestReader, RestWriter, UriPattern};
pub use schema::{Field, Location, Schema, Xml};
pub use shape::Shape;
pub use stream::{Pieces, Stream};
pub use wire_derive::Shape;
pub use writer::Writer;
