//! Writes a REST message: some members into text around the body, the rest into the body.

use kernel::Timestamp;

use crate::{Field, JsonWriter, Location, Writer};

/// A sink for the parts of a REST message with a JSON body.
#[derive(Debug, Default)]
pub struct RestWriter {
    /// Values of path labels.
    pub labels: Vec<(&'static str, String)>,
    /// The query string's names and values.
    pub query: Vec<(&'static str, String)>,
    /// Headers.
    pub headers: Vec<(&'static str, String)>,
    /// The status, where the shape has one.
    pub status: Option<u16>,
    /// The raw body, where the shape has one.
    pub payload: Option<Vec<u8>>,
    json: JsonWriter,
    has_body_members: bool,
    depth: u32,
    place: Option<(Location, &'static str)>,
}

impl RestWriter {
    /// The body: the payload, or the JSON of the members that travel in the body.
    pub fn body(&mut self) -> Vec<u8> {
        match self.payload.take() {
            Some(payload) => payload,
            None if self.has_body_members => std::mem::take(&mut self.json).finish().into_bytes(),
            None => Vec::new(),
        }
    }

    /// Puts `text` where the member at hand travels, if that is not the body.
    fn put(&mut self, text: impl FnOnce() -> String) -> bool {
        let Some((location, name)) = self.place else { return false };
        match location {
            Location::Label => self.labels.push((name, text())),
            Location::Query(key) => self.query.push((key, text())),
            Location::Header(key) => self.headers.push((key, text())),
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
            self.json.boolean(value);
        }
    }

    fn integer(&mut self, value: i64) {
        if !self.put(|| value.to_string()) {
            self.json.integer(value);
        }
    }

    fn float(&mut self, value: f64) {
        if !self.put(|| format!("{value:?}")) {
            self.json.float(value);
        }
    }

    fn string(&mut self, value: &str) {
        if !self.put(|| value.to_owned()) {
            self.json.string(value);
        }
    }

    fn blob(&mut self, value: &[u8]) {
        if let Some((Location::Payload, _)) = self.place {
            self.payload = Some(value.to_vec());
        } else {
            self.json.blob(value);
        }
    }

    fn timestamp(&mut self, value: Timestamp) {
        if !self.put(|| value.iso8601()) {
            self.json.timestamp(value);
        }
    }

    fn document(&mut self, json: &str) {
        if !self.put(|| json.to_owned()) {
            self.json.document(json);
        }
    }

    fn begin_structure(&mut self) {
        self.depth += 1;
        self.json.begin_structure();
    }

    fn field(&mut self, field: &'static Field) {
        let outside = self.depth == 1 && field.location != Location::Body;
        self.place = outside.then_some((field.location, field.name));
        if !outside {
            self.has_body_members = true;
            self.json.field(field);
        }
    }

    fn end_structure(&mut self) {
        self.depth -= 1;
        self.json.end_structure();
    }

    fn begin_list(&mut self) {
        if self.place.is_none() {
            self.json.begin_list();
        }
    }

    fn element(&mut self) {
        if self.place.is_none() {
            self.json.element();
        }
    }

    fn end_list(&mut self) {
        if self.place.is_none() {
            self.json.end_list();
        }
    }

    fn begin_map(&mut self) {
        self.json.begin_map();
    }

    fn key(&mut self, key: &str) {
        self.json.key(key);
    }

    fn end_map(&mut self) {
        self.json.end_map();
    }
}
