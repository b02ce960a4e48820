//! XML as aws-query and rest-xml have it: lists as their fields say, maps as `<entry><key/><value/></entry>`.

use std::borrow::Cow;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use kernel::Timestamp;
use quick_xml::Reader as XmlEvents;
use quick_xml::events::Event;

use super::Node;
use crate::{Field, ReadError, Writer, Xml};

/// What every document begins with.
pub(crate) const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

/// A sink for the XML of one value.
#[derive(Debug)]
pub struct XmlWriter {
    text: String,
    /// The tag that the next value stands in.
    tag: Cow<'static, str>,
    /// How the next value looks.
    form: Xml,
    /// Whether a start tag still takes attributes.
    starting: bool,
    open: Vec<Open>,
    /// What the root's start tag says beside its name.
    root: String,
    /// Whether times always carry milliseconds, as S3's do.
    millis: bool,
}

/// A value that has begun.
#[derive(Debug)]
struct Open {
    /// Its tag; none where nothing stands around it.
    tag: Option<Cow<'static, str>>,
    /// The tag of a list's members.
    member: Cow<'static, str>,
    /// Whether an entry of a map is open.
    entry: bool,
    /// What entries of a map, their keys and their values are called.
    names: [&'static str; 3],
}

impl XmlWriter {
    /// A writer whose value stands in an element called `tag`.
    pub fn new(tag: impl Into<Cow<'static, str>>) -> Self {
        let (text, root, tag) = (String::new(), String::new(), tag.into());
        Self { text, tag, form: Xml::PLAIN, starting: false, open: Vec::new(), root, millis: false }
    }

    /// A writer of a whole document as rest-xml has it: the root's element is in `namespace`.
    pub fn document(tag: impl Into<Cow<'static, str>>, namespace: &str) -> Self {
        let root = format!(" xmlns=\"{namespace}\"");
        Self { text: DECLARATION.to_owned(), root, millis: true, ..Self::new(tag) }
    }

    /// What was written.
    pub fn finish(self) -> String {
        self.text
    }

    fn put(&mut self, value: &str) {
        let value = escape_xml(value);
        if self.form == Xml::Attribute {
            self.text.push_str(&format!(" {}=\"{value}\"", self.tag));
            return;
        }
        self.end_start();
        let (tag, root) = (&self.tag, std::mem::take(&mut self.root));
        self.text.push_str(&format!("<{tag}{root}>{value}</{tag}>"));
    }

    fn begin(&mut self, tag: Option<Cow<'static, str>>) {
        self.end_start();
        if let Some(tag) = &tag {
            let root = std::mem::take(&mut self.root);
            self.text.push_str(&format!("<{tag}{root}"));
            self.starting = true;
        }
        let member = match self.form {
            Xml::Element(name) => name.into(),
            Xml::List(name) => name.into(),
            Xml::Flat | Xml::Attribute | Xml::Map(..) => self.tag.clone(),
        };
        let names = match self.form {
            Xml::Map(entry, key, value) => [entry, key, value],
            _ => ["entry", "key", "value"],
        };
        self.open.push(Open { tag, member, entry: false, names });
        self.form = Xml::PLAIN;
    }

    fn end_start(&mut self) {
        if std::mem::take(&mut self.starting) {
            self.text.push('>');
        }
    }

    fn end(&mut self) {
        self.end_start();
        if let Some(tag) = self.open.pop().expect("invariant: what ends has begun").tag {
            self.text.push_str(&format!("</{tag}>"));
        }
    }

    fn end_entry(&mut self) {
        if let Some(open) = self.open.last_mut()
            && std::mem::take(&mut open.entry)
        {
            self.text.push_str(&format!("</{}>", open.names[0]));
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
        let text = value.iso8601();
        match (self.millis && !text.contains('.'), text.strip_suffix('Z')) {
            (true, Some(whole)) => self.put(&format!("{whole}.000Z")),
            _ => self.put(&text),
        }
    }

    fn document(&mut self, json: &str) {
        self.put(json);
    }

    fn begin_structure(&mut self) {
        self.begin(Some(self.tag.clone()));
    }

    fn field(&mut self, field: &'static Field) {
        (self.tag, self.form) = (field.name.into(), field.xml);
    }

    fn end_structure(&mut self) {
        self.end();
    }

    fn begin_list(&mut self) {
        let is_flat = matches!(self.form, Xml::Flat | Xml::List(_));
        self.begin((!is_flat).then(|| self.tag.clone()));
    }

    fn element(&mut self) {
        self.tag = self.open.last().map_or("member".into(), |list| list.member.clone());
        self.form = Xml::PLAIN;
    }

    fn end_list(&mut self) {
        self.end();
    }

    fn begin_map(&mut self) {
        let is_flat = matches!(self.form, Xml::Map(..));
        self.begin((!is_flat).then(|| self.tag.clone()));
    }

    fn key(&mut self, key: &str) {
        self.end_start();
        self.end_entry();
        if let Some(open) = self.open.last_mut() {
            open.entry = true;
            let [entry, name, value] = open.names;
            self.text.push_str(&format!("<{entry}><{name}>{}</{name}>", escape_xml(key)));
            (self.tag, self.form) = (value.into(), Xml::PLAIN);
        }
    }

    fn end_map(&mut self) {
        self.end_entry();
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
