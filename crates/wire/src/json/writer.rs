//! Writes JSON.

use super::plain::plain_length;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use kernel::Timestamp;

use crate::{Field, Stream, Writer};

/// A sink for compact JSON.
#[derive(Debug, Default)]
pub struct JsonWriter {
    text: String,
    /// The body of an answer that is an event stream.
    stream: Option<Stream>,
}

impl JsonWriter {
    /// An empty one with room for `bytes`.
    pub fn with_capacity(bytes: usize) -> Self {
        Self { text: String::with_capacity(bytes), stream: None }
    }

    /// The body to be sent instead of what was written, if there is one.
    pub fn take_stream(&mut self) -> Option<Stream> {
        self.stream.take()
    }

    /// What was written.
    pub fn finish(self) -> String {
        self.text
    }

    fn separate(&mut self) {
        if !matches!(self.text.as_bytes().last(), None | Some(b'{' | b'[' | b':' | b',')) {
            self.text.push(',');
        }
    }
}

impl Writer for JsonWriter {
    fn boolean(&mut self, value: bool) {
        self.text.push_str(if value { "true" } else { "false" });
    }

    fn integer(&mut self, value: i64) {
        self.text.push_str(itoa::Buffer::new().format(value));
    }

    fn float(&mut self, value: f64) {
        if value.is_finite() {
            self.text.push_str(&format!("{value:?}"));
        } else {
            let name = if value.is_nan() {
                "NaN"
            } else if value > 0.0 {
                "Infinity"
            } else {
                "-Infinity"
            };
            self.string(name);
        }
    }

    fn stream(&mut self, stream: Stream) {
        self.text.push_str("null");
        self.stream = Some(stream);
    }

    fn string(&mut self, value: &str) {
        write_json_string(&mut self.text, value);
    }

    fn blob(&mut self, value: &[u8]) {
        self.text.push('"');
        STANDARD.encode_string(value, &mut self.text);
        self.text.push('"');
    }

    fn timestamp(&mut self, value: Timestamp) {
        self.integer((value.0 / 1000) as i64);
        if !value.0.is_multiple_of(1000) {
            self.text.push_str(&format!(".{:03}", value.0 % 1000));
        } else {
            self.text.push_str(".0");
        }
    }

    fn document(&mut self, json: &str) {
        self.text.push_str(json);
    }

    fn begin_structure(&mut self) {
        self.text.push('{');
    }

    fn field(&mut self, field: &'static Field) {
        self.separate();
        self.text.push('"');
        self.text.push_str(field.name);
        self.text.push_str("\":");
    }

    fn end_structure(&mut self) {
        self.text.push('}');
    }

    fn begin_list(&mut self) {
        self.text.push('[');
    }

    fn element(&mut self) {
        self.separate();
    }

    fn end_list(&mut self) {
        self.text.push(']');
    }

    fn begin_map(&mut self) {
        self.text.push('{');
    }

    fn key(&mut self, key: &str) {
        self.separate();
        write_json_string(&mut self.text, key);
        self.text.push(':');
    }

    fn end_map(&mut self) {
        self.text.push('}');
    }
}

/// Appends `value` to `text` as a JSON string, quotes and escapes included.
pub fn write_json_string(text: &mut String, value: &str) {
    text.push('"');
    let mut rest = value;
    loop {
        let plain;
        (plain, rest) = rest.split_at(plain_length(rest.as_bytes()));
        text.push_str(plain);
        let Some(special) = rest.bytes().next() else { break };
        match special {
            b'"' => text.push_str("\\\""),
            b'\\' => text.push_str("\\\\"),
            b'\n' => text.push_str("\\n"),
            b'\r' => text.push_str("\\r"),
            b'\t' => text.push_str("\\t"),
            other => text.push_str(&format!("\\u{other:04x}")),
        }
        rest = &rest[1..];
    }
    text.push('"');
}
