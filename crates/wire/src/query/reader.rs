//! Reads values from a [`Node`] tree, where every plain value is text.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use kernel::Timestamp;

use super::Node;
use crate::check::Faults;
use crate::{ReadError, Reader, Schema, Token};

/// A source of values in a form or an XML document.
#[derive(Debug)]
pub struct QueryReader<'a> {
    node: &'a Node,
    faults: Faults,
}

type Read<T> = Result<T, ReadError>;

impl<'a> QueryReader<'a> {
    /// A reader of the tree under `node`.
    pub fn new(node: &'a Node) -> Self {
        Self { node, faults: Faults::default() }
    }

    /// What was noted.
    pub fn finish(self) -> Faults {
        self.faults
    }

    fn at(&mut self, node: &'a Node, read: &mut dyn FnMut(&mut dyn Reader) -> Read<()>) -> Read<()> {
        let here = std::mem::replace(&mut self.node, node);
        let result = read(self);
        self.node = here;
        result
    }

    fn text(&self) -> &'a str {
        self.node.text.as_deref().unwrap_or_default()
    }

    fn parsed<T: std::str::FromStr>(&self, wanted: &str) -> Read<T> {
        self.text().trim().parse().map_err(|_| {
            ReadError::Type(format!("The value '{}' cannot be converted to {wanted}", self.text()))
        })
    }
}

impl Reader for QueryReader<'_> {
    fn peek(&mut self) -> Read<Token> {
        Ok(if self.node.parts.is_empty() { Token::String } else { Token::Structure })
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
        if self.node.parts.is_empty() {
            Ok(self.text().to_owned())
        } else {
            Err(ReadError::unexpected(Token::Structure, "String"))
        }
    }

    fn blob(&mut self) -> Read<Bytes> {
        let bytes = STANDARD.decode(self.text().trim());
        bytes
            .map(Bytes::from)
            .map_err(|_| ReadError::Type("Invalid length or character in a base64 value".into()))
    }

    fn timestamp(&mut self) -> Read<Timestamp> {
        let text = self.text().trim();
        let time = Timestamp::parse_iso8601(text).or_else(|| text.parse().ok().map(Timestamp::from_seconds));
        time.ok_or_else(|| ReadError::Type(format!("The value '{text}' cannot be converted to Timestamp")))
    }

    fn structure(
        &mut self,
        schema: &'static Schema,
        member: &mut dyn FnMut(usize, &mut dyn Reader) -> Read<()>,
    ) -> Read<()> {
        for (name, node) in &self.node.parts {
            if let Some(index) = schema.index_of_element(name) {
                self.at(node, &mut |reader| member(index, reader))?;
            }
        }
        Ok(())
    }

    fn list(&mut self, member: &mut dyn FnMut(&mut dyn Reader) -> Read<()>) -> Read<()> {
        for node in self.node.members() {
            self.at(node, member)?;
        }
        Ok(())
    }

    fn map(&mut self, member: &mut dyn FnMut(String, &mut dyn Reader) -> Read<()>) -> Read<()> {
        for entry in self.node.entries() {
            let part = |names: &[&str]| names.iter().find_map(|name| entry.part(name));
            let key = part(&["key", "Name", "Key"]).and_then(|key| key.text.clone()).unwrap_or_default();
            if let Some(value) = part(&["value", "Value"]) {
                self.at(value, &mut |reader| member(key.clone(), reader))?;
            }
        }
        Ok(())
    }

    fn document(&mut self) -> Read<String> {
        self.string()
    }

    fn faults(&mut self) -> &mut Faults {
        &mut self.faults
    }
}
