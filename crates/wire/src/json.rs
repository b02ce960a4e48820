//! JSON, as aws-json and rest-json bodies carry it: times as seconds, bytes as base64.

mod plain;
mod reader;
mod record;
mod writer;

pub use reader::JsonReader;
pub use record::{from_json, to_json};
pub use writer::{JsonWriter, write_json_string};
