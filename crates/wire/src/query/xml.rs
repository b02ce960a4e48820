//! XML as aws-query answers in it: lists as `<member>`, maps as `<entry><key/><value/></entry>`.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use kernel::Timestamp;
use quick_xml::Reader as XmlEvents;
use quick_xml::events::Event;

use super::Node;
use crate::{Field, ReadError, Writer};

/// A sink for the XML of one value.
#[derive(Debug)]
pub struct XmlWriter {
    text: String,
    /// The tag that the next value stands in.
    tag: String,
    open: Vec<String>,
    /// For each open map, whether an entry is open.
    entries: Vec<bool>,
}

impl XmlWriter {
    /// A writer whose value stands in an element called `tag`.
    pub fn new(tag: &str) -> Self {
        Self { text: String::new(), tag: tag.to_owned(), open: Vec::new(), entries: Vec::new() }
    }

    /// What was written.
    pub fn finish(self) -> String {
        self.text
    }

    fn put(&mut self, value: &str) {
        self.text.push_str(&format!("<{0}>{1}</{0}>", self.tag, escape_xml(value)));
    }

    fn begin(&mut self) {
        let tag = std::mem::take(&mut self.tag);
        self.text.push_str(&format!("<{tag}>"));
        self.open.push(tag);
    }

    fn end(&mut self) {
        let tag = self.open.pop().expect("invariant: what ends has begun");
        self.text.push_str(&format!("</{tag}>"));
    }

    fn end_entry(&mut self) {
        if let Some(open) = self.entries.last_mut()
            && std::mem::take(open)
        {
            self.text.push_str("</entry>");
        }
    }
}

impl Writer for XmlWriter {
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

    fn begin_structure(&mut self) {
        self.begin();
    }

    fn field(&mut self, field: &'static Field) {
        self.tag = field.name.to_owned();
    }

    fn end_structure(&mut self) {
        self.end();
    }

    fn begin_list(&mut self) {
        self.begin();
    }

    fn element(&mut self) {
        self.tag = "member".to_owned();
    }

    fn end_list(&mut self) {
        self.end();
    }

    fn begin_map(&mut self) {
        self.begin();
        self.entries.push(false);
    }

    fn key(&mut self, key: &str) {
        self.end_entry();
        self.text.push_str(&format!("<entry><key>{}</key>", escape_xml(key)));
        self.tag = "value".to_owned();
        if let Some(open) = self.entries.last_mut() {
            *open = true;
        }
    }

    fn end_map(&mut self) {
        self.end_entry();
        self.entries.pop();
        self.end();
    }
}

/// `text` with what XML reserves replaced, and what XML forbids left out.
pub fn escape_xml(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\r' => escaped.push_str("&#xD;"),
            '\n' | '\t' => escaped.push(letter),
            '\0'..'\u{20}' | '\u{FFFE}' | '\u{FFFF}' => {}
            _ => escaped.push(letter),
        }
    }
    escaped
}

/// The tree of an XML document; the node answered is that of its root element's content.
pub fn parse_xml(document: &str) -> Result<Node, ReadError> {
    const DEPTH_MAX: usize = 64;
    let malformed = |reason: String| ReadError::Malformed(reason);
    let mut events = XmlEvents::from_str(document);
    let mut open: Vec<(String, Node)> = vec![(String::new(), Node::default())];
    loop {
        match events.read_event().map_err(|error| malformed(error.to_string()))? {
            Event::Start(tag) if open.len() <= DEPTH_MAX => {
                let name = tag.local_name().as_ref().to_owned();
                open.push((name, Node::default()));
            }
            Event::Start(_) => return Err(malformed("elements are nested too deep".to_owned())),
            Event::Empty(tag) => {
                let name = tag.local_name().as_ref().to_owned();
                let empty = Node { text: Some(String::new()), parts: Vec::new() };
                open.last_mut().expect("invariant: the root stays").1.parts.push((name, empty));
            }
            Event::End(_) => {
                let (name, mut node) = open.pop().expect("invariant: the reader balances tags");
                let parent = open.last_mut().ok_or_else(|| malformed("an end without a start".to_owned()))?;
                if node.parts.is_empty() {
                    node.text.get_or_insert_default();
                } else {
                    node.text = None;
                }
                parent.1.parts.push((name, node));
            }
            Event::Text(text) => {
                let (_, node) = open.last_mut().expect("invariant: the root stays");
                node.text.get_or_insert_default().push_str(&text.xml10_content());
            }
            Event::GeneralRef(reference) => {
                let character = match reference.resolve_char_ref() {
                    Ok(Some(character)) => character,
                    _ => match &*reference {
                        "amp" => '&',
                        "lt" => '<',
                        "gt" => '>',
                        "quot" => '"',
                        "apos" => '\'',
                        _ => return Err(malformed("an entity that XML does not define".to_owned())),
                    },
                };
                let (_, node) = open.last_mut().expect("invariant: the root stays");
                node.text.get_or_insert_default().push(character);
            }
            Event::Eof => break,
            _ => {}
        }
    }
    match (open.pop(), open.is_empty()) {
        (Some((_, mut root)), true) if root.parts.len() == 1 => Ok(root.parts.remove(0).1),
        _ => Err(malformed("not one whole element".to_owned())),
    }
}
