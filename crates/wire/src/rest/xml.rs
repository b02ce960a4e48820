//! Reads a rest-xml body: a structure's members are elements, lists as their fields say.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use kernel::Timestamp;

use crate::check::Faults;
use crate::{Location, Node, ReadError, Reader, Schema, Token, Xml};

type Read<T> = Result<T, ReadError>;

/// A source of values in the elements that one member is made of: one, or all of a flat list.
pub struct XmlReader<'a, 'f> {
    nodes: Vec<&'a Node>,
    form: Xml,
    faults: &'f mut Faults,
}

impl<'a, 'f> XmlReader<'a, 'f> {
    /// A reader of what is in `root`.
    pub fn new(root: &'a Node, faults: &'f mut Faults) -> Self {
        Self { nodes: vec![root], form: Xml::PLAIN, faults }
    }

    fn text(&self) -> &'a str {
        self.nodes.first().and_then(|node| node.text.as_deref()).unwrap_or_default()
    }

    fn parsed<T: std::str::FromStr>(&self, wanted: &str) -> Read<T> {
        let text = self.text().trim();
        text.parse()
            .map_err(|_| ReadError::Type(format!("The value '{text}' cannot be converted to {wanted}")))
    }
}

impl Reader for XmlReader<'_, '_> {
    fn peek(&mut self) -> Read<Token> {
        let is_structure = self.nodes.first().is_some_and(|node| !node.parts.is_empty());
        Ok(if is_structure { Token::Structure } else { Token::String })
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
        match self.peek()? {
            Token::String => Ok(self.text().to_owned()),
            found => Err(ReadError::unexpected(found, "String")),
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
        Timestamp::parse_iso8601(text)
            .ok_or_else(|| ReadError::Type(format!("The value '{text}' cannot be converted to Timestamp")))
    }

    fn structure(
        &mut self,
        schema: &'static Schema,
        member: &mut dyn FnMut(usize, &mut dyn Reader) -> Read<()>,
    ) -> Read<()> {
        let Some(node) = self.nodes.first() else { return Ok(()) };
        for (index, field) in schema.fields.iter().enumerate() {
            if field.location != Location::Body {
                continue;
            }
            let parts = node.parts.iter().filter(|(name, _)| name == field.name).map(|(_, node)| node);
            let nodes: Vec<_> = parts.collect();
            if !nodes.is_empty() {
                member(index, &mut XmlReader { nodes, form: field.xml, faults: self.faults })?;
            }
        }
        Ok(())
    }

    fn list(&mut self, member: &mut dyn FnMut(&mut dyn Reader) -> Read<()>) -> Read<()> {
        let members: Vec<_> = match self.form {
            Xml::Flat => std::mem::take(&mut self.nodes),
            _ => self.nodes.iter().flat_map(|node| &node.parts).map(|(_, node)| node).collect(),
        };
        for node in members {
            member(&mut XmlReader { nodes: vec![node], form: Xml::PLAIN, faults: self.faults })?;
        }
        Ok(())
    }

    fn map(&mut self, member: &mut dyn FnMut(String, &mut dyn Reader) -> Read<()>) -> Read<()> {
        for entry in self.nodes.iter().flat_map(|node| node.entries()) {
            let key = entry.part("key").and_then(|key| key.text.clone()).unwrap_or_default();
            if let Some(value) = entry.part("value") {
                member(key, &mut XmlReader { nodes: vec![value], form: Xml::PLAIN, faults: self.faults })?;
            }
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
