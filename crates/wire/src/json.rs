//! JSON, as aws-json and rest-json bodies carry it: times as seconds, bytes as base64.

mod reader;
mod writer;

pub use reader::JsonReader;
pub use writer::{JsonWriter, write_json_string};
