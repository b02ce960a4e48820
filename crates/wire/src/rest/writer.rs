//! Writes a REST message: some members into text around the body, the rest into the body.

use kernel::Timestamp;

use crate::{Field, JsonWriter, Location, Stream, Writer, XmlWriter};

/// A sink for the parts of a REST message.
#[derive(Debug)]
pub struct RestWriter {
    /// Values of path labels.
    pub labels: Vec<(&'static str, String)>,
    /// The query string's names and values.
    pub query: Vec<(&'static str, String)>,
    /// Headers.
    pub headers: Vec<(String, String)>,
    /// The status, where the shape has one.
    pub status: Option<u16>,
    /// The raw body, where the shape has one.
    pub payload: Option<Vec<u8>>,
    /// The body that is read piece by piece, where the shape has one.
    pub stream: Option<Stream>,
    body: Body,
    has_body: bool,
    /// Whether the outermost structure is an element of the body.
    has_root: bool,
    depth: u32,
    place: Option<(Location, &'static str)>,
    /// The name of the header that the next value of a map is.
    header_key: String,
}

/// What is in the body.
#[derive(Debug)]
enum Body {
    Json(JsonWriter),
    Xml { namespace: &'static str, document: Option<XmlWriter> },
}

impl Body {
    fn writer(&mut self) -> &mut dyn Writer {
        match self {
            Self::Json(json) => json,
            Self::Xml { namespace, document } => {
                document.get_or_insert_with(|| XmlWriter::document("Body", namespace))
            }
        }
    }
}

impl RestWriter {
    /// A writer of a message with a body of JSON.
    pub fn json() -> Self {
        Self::of(Body::Json(JsonWriter::default()))
    }

    /// A writer of a message with a body of XML in `namespace`; `root` names its element where members travel in
    /// the body, and is empty where none do.
    pub fn xml(root: &'static str, namespace: &'static str) -> Self {
        let document = (!root.is_empty()).then(|| XmlWriter::document(root, namespace));
        let has_root = document.is_some();
        Self { has_body: has_root, has_root, ..Self::of(Body::Xml { namespace, document }) }
    }

    fn of(body: Body) -> Self {
        Self {
            labels: Vec::new(),
            query: Vec::new(),
            headers: Vec::new(),
            status: None,
            payload: None,
            stream: None,
            body,
            has_body: false,
            has_root: true,
            depth: 0,
            place: None,
            header_key: String::new(),
        }
    }

    /// The body: the payload, or what the members that travel in the body make.
    pub fn body(&mut self) -> Vec<u8> {
        if let Some(payload) = self.payload.take() {
            return payload;
        }
        match &mut self.body {
            _ if !self.has_body => Vec::new(),
            Body::Json(json) => std::mem::take(json).finish().into_bytes(),
            Body::Xml { document, .. } => document.take().map_or(Vec::new(), |xml| xml.finish().into_bytes()),
        }
    }

    /// Puts `text` where the member at hand travels, if that is not the body.
    fn put(&mut self, text: impl FnOnce() -> String) -> bool {
        let Some((location, name)) = self.place else { return false };
        match location {
            Location::Label => self.labels.push((name, text())),
            Location::Query(key) => self.query.push((key, text())),
            Location::Header(key) => self.headers.push((key.to_owned(), text())),
            Location::Headers(_) => self.headers.push((std::mem::take(&mut self.header_key), text())),
            Location::Status => self.status = text().parse().ok(),
            Location::Payload => self.payload = Some(text().into_bytes()),
            Location::Body => return false,
        }
        true
    }
}

impl Writer for RestWriter {
    fn boolean(&mut self, value: bool) {
        if !self.put(|| value.to_string()) {
            self.body.writer().boolean(value);
        }
    }

    fn integer(&mut self, value: i64) {
        if !self.put(|| value.to_string()) {
            self.body.writer().integer(value);
        }
    }

    fn float(&mut self, value: f64) {
        if !self.put(|| format!("{value:?}")) {
            self.body.writer().float(value);
        }
    }

    fn string(&mut self, value: &str) {
        if !self.put(|| value.to_owned()) {
            self.body.writer().string(value);
        }
    }

    fn blob(&mut self, value: &[u8]) {
        if let Some((Location::Payload, _)) = self.place {
            self.payload = Some(value.to_vec());
        } else {
            self.body.writer().blob(value);
        }
    }

    fn stream(&mut self, stream: Stream) {
        self.stream = Some(stream);
    }

    fn timestamp(&mut self, value: Timestamp) {
        let is_date = matches!(self.body, Body::Xml { .. })
            && matches!(self.place, Some((Location::Header(_) | Location::Headers(_), _)));
        if !self.put(|| if is_date { value.http_date() } else { value.iso8601() }) {
            self.body.writer().timestamp(value);
        }
    }

    fn document(&mut self, json: &str) {
        if !self.put(|| json.to_owned()) {
            self.body.writer().document(json);
        }
    }

    fn begin_structure(&mut self) {
        self.depth += 1;
        match (&mut self.body, self.place.take()) {
            // A structure that is the whole body is named by its member.
            (Body::Xml { namespace, document }, Some((Location::Payload, name))) => {
                document.insert(XmlWriter::document(name, namespace)).begin_structure();
                self.has_body = true;
            }
            (Body::Xml { document: None, .. }, _) => {}
            (body, _) => body.writer().begin_structure(),
        }
    }

    fn field(&mut self, field: &'static Field) {
        let outside = self.depth == 1 && field.location != Location::Body;
        self.place = outside.then_some((field.location, field.name));
        if !outside {
            self.has_body = true;
            self.body.writer().field(field);
        }
    }

    fn end_structure(&mut self) {
        self.depth -= 1;
        self.place = None;
        // What is around a structure that is the whole body was never begun.
        let is_outer = self.depth == 0 && !self.has_root;
        match &mut self.body {
            Body::Xml { .. } if is_outer => {}
            body => body.writer().end_structure(),
        }
    }

    fn begin_list(&mut self) {
        if self.place.is_none() {
            self.body.writer().begin_list();
        }
    }

    fn element(&mut self) {
        if self.place.is_none() {
            self.body.writer().element();
        }
    }

    fn end_list(&mut self) {
        if self.place.is_none() {
            self.body.writer().end_list();
        }
    }

    fn begin_map(&mut self) {
        if self.place.is_none() {
            self.body.writer().begin_map();
        }
    }

    fn key(&mut self, key: &str) {
        match self.place {
            Some((Location::Headers(prefix), _)) => self.header_key = format!("{prefix}{key}"),
            Some(_) => {}
            None => self.body.writer().key(key),
        }
    }

    fn end_map(&mut self) {
        if self.place.is_none() {
            self.body.writer().end_map();
        }
    }
}
