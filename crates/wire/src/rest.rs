//! REST protocols: members travel in path, query string, headers, status and body.

mod path;
mod reader;
mod writer;
mod xml;

pub use path::UriPattern;
pub use reader::RestReader;
pub use writer::RestWriter;
