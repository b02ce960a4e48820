//! Reads a REST message: some members from text around the body, the rest from the body.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use http::HeaderMap;
use kernel::Timestamp;

use super::xml::XmlReader;
use crate::check::Faults;
use crate::{JsonReader, Location, Node, ReadError, Reader, Schema, Stream, Token, parse_xml};

type Read<T> = Result<T, ReadError>;

/// A source of values in a REST message.
#[derive(Debug)]
pub struct RestReader<'a> {
    /// Values of path labels.
    labels: Vec<(&'static str, String)>,
    /// The query string's names and values.
    query: Vec<(String, String)>,
    headers: &'a HeaderMap,
    status: u16,
    body: &'a Bytes,
    /// The body where it is read piece by piece; then `body` is empty.
    stream: Option<Stream>,
    /// Whether the body is XML rather than JSON.
    is_xml: bool,
    faults: Faults,
}

impl<'a> RestReader<'a> {
    /// A reader of a message; `status` matters on the client side only.
    pub fn new(
        labels: Vec<(&'static str, String)>,
        query: Vec<(String, String)>,
        headers: &'a HeaderMap,
        status: u16,
        body: &'a Bytes,
    ) -> Self {
        let (stream, is_xml, faults) = (None, false, Faults::default());
        Self { labels, query, headers, status, body, stream, is_xml, faults }
    }

    /// The same with a body of XML, which may be one that is read piece by piece.
    pub fn xml(self, stream: Option<Stream>) -> Self {
        Self { stream, is_xml: true, ..self }
    }

    /// What was noted.
    pub fn finish(self) -> Faults {
        self.faults
    }

    fn text_at(&self, location: Location, name: &str) -> Vec<String> {
        match location {
            Location::Label => {
                self.labels.iter().filter(|(label, _)| *label == name).map(|(_, text)| text.clone()).collect()
            }
            Location::Query(key) => {
                self.query.iter().filter(|(name, _)| name == key).map(|(_, text)| text.clone()).collect()
            }
            Location::Header(key) => self
                .headers
                .get(key)
                .and_then(|value| value.to_str().ok())
                .map(str::to_owned)
                .into_iter()
                .collect(),
            Location::Status => vec![self.status.to_string()],
            Location::Body | Location::Payload | Location::Headers(_) => Vec::new(),
        }
    }

    /// The map that the headers beginning with `prefix` are.
    fn headers_at(&self, location: Location) -> Vec<(String, String)> {
        let Location::Headers(prefix) = location else { return Vec::new() };
        let named = self.headers.iter().filter_map(|(name, value)| {
            let key = name.as_str().strip_prefix(prefix)?;
            // Bytes outside of ASCII are passed as they are, if they are text.
            Some((key.to_owned(), std::str::from_utf8(value.as_bytes()).ok()?.to_owned()))
        });
        named.collect()
    }

    /// Reads the members that are in the body under their names.
    fn read_body(
        &mut self,
        schema: &'static Schema,
        member: &mut dyn FnMut(usize, &mut dyn Reader) -> Read<()>,
    ) -> Read<()> {
        if self.is_xml {
            let tree = tree_of(self.body)?;
            return XmlReader::new(&tree, &mut self.faults).structure(schema, member);
        }
        let mut json = JsonReader::new(self.body)?;
        std::mem::swap(json.faults(), &mut self.faults);
        json.structure(schema, &mut |index, reader| match schema.fields[index].location {
            Location::Body => member(index, reader),
            _ => reader.document().map(drop),
        })?;
        self.faults = json.finish()?;
        Ok(())
    }
}

fn tree_of(body: &[u8]) -> Read<Node> {
    parse_xml(std::str::from_utf8(body).map_err(|error| ReadError::Malformed(error.to_string()))?)
}

/// Reads plain values from the texts at one place, and bytes from a raw body.
struct PlaceReader<'a> {
    texts: Vec<String>,
    headers: Vec<(String, String)>,
    raw: Option<&'a Bytes>,
    stream: Option<Stream>,
    is_xml: bool,
    faults: &'a mut Faults,
}

impl<'a> PlaceReader<'a> {
    fn of_text(text: String, faults: &'a mut Faults) -> Self {
        Self { texts: vec![text], headers: Vec::new(), raw: None, stream: None, is_xml: false, faults }
    }

    fn text(&self) -> &str {
        self.texts.first().map(String::as_str).unwrap_or_default()
    }

    fn parsed<T: std::str::FromStr>(&self, wanted: &str) -> Read<T> {
        let text = self.text();
        text.parse()
            .map_err(|_| ReadError::Type(format!("The value '{text}' cannot be converted to {wanted}")))
    }
}

impl Reader for PlaceReader<'_> {
    fn peek(&mut self) -> Read<Token> {
        Ok(Token::String)
    }

    fn null(&mut self) -> Read<()> {
        Ok(())
    }

    fn boolean(&mut self) -> Read<bool> {
        self.parsed("Boolean")
    }

    fn integer(&mut self, wanted: &str) -> Read<i64> {
        self.parsed(wanted)
    }

    fn float(&mut self) -> Read<f64> {
        self.parsed("Double")
    }

    fn string(&mut self) -> Read<String> {
        match self.raw {
            None => Ok(self.text().to_owned()),
            Some(raw) => {
                String::from_utf8(raw.to_vec()).map_err(|error| ReadError::Malformed(error.to_string()))
            }
        }
    }

    fn blob(&mut self) -> Read<Bytes> {
        match self.raw {
            Some(raw) => Ok(raw.clone()),
            None => STANDARD
                .decode(self.text())
                .map(Bytes::from)
                .map_err(|_| ReadError::Type("Invalid length or character in a base64 value".into())),
        }
    }

    fn stream(&mut self) -> Read<Stream> {
        match self.stream.take() {
            Some(stream) => Ok(stream),
            None => self.blob().map(Stream::from),
        }
    }

    fn timestamp(&mut self) -> Read<Timestamp> {
        let text = self.text();
        let time = Timestamp::parse_iso8601(text)
            .or_else(|| Timestamp::parse_http_date(text))
            .or_else(|| text.parse().ok().map(Timestamp::from_seconds));
        time.ok_or_else(|| ReadError::Type(format!("The value '{text}' cannot be converted to Timestamp")))
    }

    fn structure(
        &mut self,
        schema: &'static Schema,
        member: &mut dyn FnMut(usize, &mut dyn Reader) -> Read<()>,
    ) -> Read<()> {
        match self.raw {
            Some(raw) if self.is_xml => XmlReader::new(&tree_of(raw)?, self.faults).structure(schema, member),
            _ => Err(ReadError::unexpected(Token::String, "Structure")),
        }
    }

    fn list(&mut self, member: &mut dyn FnMut(&mut dyn Reader) -> Read<()>) -> Read<()> {
        for text in std::mem::take(&mut self.texts) {
            member(&mut PlaceReader::of_text(text, self.faults))?;
        }
        Ok(())
    }

    fn map(&mut self, member: &mut dyn FnMut(String, &mut dyn Reader) -> Read<()>) -> Read<()> {
        for (key, text) in std::mem::take(&mut self.headers) {
            member(key, &mut PlaceReader::of_text(text, self.faults))?;
        }
        Ok(())
    }

    fn document(&mut self) -> Read<String> {
        self.string()
    }

    fn faults(&mut self) -> &mut Faults {
        self.faults
    }
}

impl Reader for RestReader<'_> {
    fn peek(&mut self) -> Read<Token> {
        Ok(Token::Structure)
    }

    fn null(&mut self) -> Read<()> {
        Ok(())
    }

    fn boolean(&mut self) -> Read<bool> {
        Err(ReadError::unexpected(Token::Structure, "Boolean"))
    }

    fn integer(&mut self, wanted: &str) -> Read<i64> {
        Err(ReadError::unexpected(Token::Structure, wanted))
    }

    fn float(&mut self) -> Read<f64> {
        Err(ReadError::unexpected(Token::Structure, "Double"))
    }

    fn string(&mut self) -> Read<String> {
        Err(ReadError::unexpected(Token::Structure, "String"))
    }

    fn blob(&mut self) -> Read<Bytes> {
        Err(ReadError::unexpected(Token::Structure, "Blob"))
    }

    fn timestamp(&mut self) -> Read<Timestamp> {
        Err(ReadError::unexpected(Token::Structure, "Timestamp"))
    }

    fn structure(
        &mut self,
        schema: &'static Schema,
        member: &mut dyn FnMut(usize, &mut dyn Reader) -> Read<()>,
    ) -> Read<()> {
        let mut has_body_members = false;
        for (index, field) in schema.fields.iter().enumerate() {
            let texts = self.text_at(field.location, field.name);
            let headers = self.headers_at(field.location);
            let is_payload = field.location == Location::Payload;
            let raw = (is_payload && !self.body.is_empty()).then_some(self.body);
            let stream = if is_payload { self.stream.take() } else { None };
            has_body_members |= field.location == Location::Body;
            if !texts.is_empty() || !headers.is_empty() || raw.is_some() || stream.is_some() {
                let (is_xml, faults) = (self.is_xml, &mut self.faults);
                member(index, &mut PlaceReader { texts, headers, raw, stream, is_xml, faults })?;
            }
        }
        if has_body_members { self.read_body(schema, member) } else { Ok(()) }
    }

    fn list(&mut self, _: &mut dyn FnMut(&mut dyn Reader) -> Read<()>) -> Read<()> {
        Err(ReadError::unexpected(Token::Structure, "List"))
    }

    fn map(&mut self, _: &mut dyn FnMut(String, &mut dyn Reader) -> Read<()>) -> Read<()> {
        Err(ReadError::unexpected(Token::Structure, "Map"))
    }

    fn document(&mut self) -> Read<String> {
        Err(ReadError::unexpected(Token::Structure, "String"))
    }

    fn faults(&mut self) -> &mut Faults {
        &mut self.faults
    }
}
