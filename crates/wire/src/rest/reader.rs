//! Reads a REST message: some members from text around the body, the rest from the body.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use http::HeaderMap;
use kernel::Timestamp;

use crate::check::Faults;
use crate::{JsonReader, Location, ReadError, Reader, Schema, Token};

type Read<T> = Result<T, ReadError>;

/// A source of values in a REST message with a JSON body.
#[derive(Debug)]
pub struct RestReader<'a> {
    /// Values of path labels.
    labels: Vec<(&'static str, String)>,
    /// The query string's names and values.
    query: Vec<(String, String)>,
    headers: &'a HeaderMap,
    status: u16,
    body: &'a Bytes,
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
        Self { labels, query, headers, status, body, faults: Faults::default() }
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
            Location::Body | Location::Payload => Vec::new(),
        }
    }
}

/// Reads plain values from the texts at one place, and bytes from a raw body.
struct PlaceReader<'a> {
    texts: Vec<String>,
    raw: Option<&'a Bytes>,
    faults: &'a mut Faults,
}

impl PlaceReader<'_> {
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

    fn timestamp(&mut self) -> Read<Timestamp> {
        let text = self.text();
        let time = Timestamp::parse_iso8601(text).or_else(|| text.parse().ok().map(Timestamp::from_seconds));
        time.ok_or_else(|| ReadError::Type(format!("The value '{text}' cannot be converted to Timestamp")))
    }

    fn structure(
        &mut self,
        _: &'static Schema,
        _: &mut dyn FnMut(usize, &mut dyn Reader) -> Read<()>,
    ) -> Read<()> {
        Err(ReadError::unexpected(Token::String, "Structure"))
    }

    fn list(&mut self, member: &mut dyn FnMut(&mut dyn Reader) -> Read<()>) -> Read<()> {
        for text in std::mem::take(&mut self.texts) {
            member(&mut PlaceReader { texts: vec![text], raw: None, faults: &mut *self.faults })?;
        }
        Ok(())
    }

    fn map(&mut self, _: &mut dyn FnMut(String, &mut dyn Reader) -> Read<()>) -> Read<()> {
        Err(ReadError::unexpected(Token::String, "Map"))
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
            let raw = (field.location == Location::Payload && !self.body.is_empty()).then_some(self.body);
            has_body_members |= field.location == Location::Body;
            if !texts.is_empty() || raw.is_some() {
                member(index, &mut PlaceReader { texts, raw, faults: &mut self.faults })?;
            }
        }
        if !has_body_members {
            return Ok(());
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
