//! `application/x-www-form-urlencoded`, both ways.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use kernel::Timestamp;

use crate::{Field, ReadError, Writer, Xml};

/// How many names a form may hold.
const NAMES_MAX: usize = 10_000;

/// The names and values of `form`, decoded.
pub fn decode_form(form: &str) -> Result<Vec<(String, String)>, ReadError> {
    let pairs: Vec<_> = form
        .split('&')
        .filter(|pair| !pair.is_empty())
        .take(NAMES_MAX + 1)
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            Some((percent_decode(name)?, percent_decode(value)?))
        })
        .collect::<Option<_>>()
        .ok_or_else(|| ReadError::Malformed("a percent sign without two hexadecimal digits".to_owned()))?;
    if pairs.len() > NAMES_MAX {
        return Err(ReadError::Malformed(format!("more than {NAMES_MAX} parameters")));
    }
    Ok(pairs)
}

fn percent_decode(text: &str) -> Option<String> {
    decode(text, true)
}

/// `text` with `%41` and, in forms, `+` undone; `None` where that gives no text.
pub(crate) fn decode(text: &str, plus_is_space: bool) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&byte, tail)) = rest.split_first() {
        rest = tail;
        bytes.push(match byte {
            b'+' if plus_is_space => b' ',
            b'%' => {
                let digits = std::str::from_utf8(rest.get(..2)?).ok()?;
                rest = &rest[2..];
                kernel::from_hex(digits)?[0]
            }
            other => other,
        });
    }
    String::from_utf8(bytes).ok()
}

/// `text` with everything but unreserved characters as `%XX`.
pub(crate) fn encode(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    encoded
}

/// A sink that makes a form: the client side of aws-query.
#[derive(Debug, Default)]
pub struct FormWriter {
    form: String,
    path: Vec<String>,
    /// For each open list or map, how many members it has had, and how they are called.
    counts: Vec<(u32, Xml)>,
    /// How the next value looks.
    next: Option<Xml>,
}

impl FormWriter {
    /// A form that starts with `Action` and `Version`.
    pub fn new(action: &str, version: &str) -> Self {
        Self { form: format!("Action={action}&Version={version}"), ..Self::default() }
    }

    /// The form.
    pub fn finish(self) -> String {
        self.form
    }

    fn put(&mut self, value: &str) {
        self.form.push('&');
        self.form.push_str(&encode(&self.path.join(".")));
        self.form.push('=');
        self.form.push_str(&encode(value));
        self.path.pop();
    }

    fn count(&mut self) -> (u32, Xml) {
        let (count, xml) = self.counts.last_mut().expect("invariant: a member stands in a list or map");
        *count += 1;
        (*count, *xml)
    }

    fn begin(&mut self) {
        self.counts.push((0, self.next.take().unwrap_or(Xml::PLAIN)));
    }

    fn end(&mut self) {
        self.path.pop();
    }
}

impl Writer for FormWriter {
    fn boolean(&mut self, value: bool) {
        self.put(if value { "true" } else { "false" });
    }

    fn integer(&mut self, value: i64) {
        self.put(&value.to_string());
    }

    fn float(&mut self, value: f64) {
        self.put(&format!("{value:?}"));
    }

    fn string(&mut self, value: &str) {
        self.put(value);
    }

    fn blob(&mut self, value: &[u8]) {
        self.put(&STANDARD.encode(value));
    }

    fn timestamp(&mut self, value: Timestamp) {
        self.put(&value.iso8601());
    }

    fn document(&mut self, json: &str) {
        self.put(json);
    }

    fn begin_structure(&mut self) {}

    fn field(&mut self, field: &'static Field) {
        self.path.push(field.xml.name().unwrap_or(field.name).to_owned());
        self.next = Some(field.xml);
    }

    fn end_structure(&mut self) {
        self.end();
    }

    fn begin_list(&mut self) {
        self.begin();
    }

    fn element(&mut self) {
        let (count, xml) = self.count();
        let is_flat = matches!(xml, Xml::List(_));
        self.path.push(if is_flat { count.to_string() } else { format!("member.{count}") });
        self.next = None;
    }

    fn end_list(&mut self) {
        self.counts.pop();
        self.end();
    }

    fn begin_map(&mut self) {
        self.begin();
    }

    fn key(&mut self, key: &str) {
        let (count, xml) = self.count();
        let (entry, name, value) = match xml {
            Xml::Map(_, name, value) => (count.to_string(), name, value),
            _ => (format!("entry.{count}"), "key", "value"),
        };
        self.path.push(format!("{entry}.{name}"));
        self.put(key);
        self.path.push(format!("{entry}.{value}"));
        self.next = None;
    }

    fn end_map(&mut self) {
        self.counts.pop();
        self.end();
    }
}
