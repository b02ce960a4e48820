//! Reading values out of a message, whatever its protocol.

use bytes::Bytes;
use kernel::Timestamp;

use crate::check::{Faults, Segment};
use crate::{Schema, Shape, Stream};

/// What stands next in a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Token {
    /// `null`, or nothing.
    Null,
    /// `true`.
    True,
    /// `false`.
    False,
    /// A number.
    Number,
    /// A text.
    String,
    /// A list.
    List,
    /// A structure or map.
    Structure,
}

/// Why a message cannot be read: its bytes are no message, or a value has the wrong type.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// The bytes are not a message of the protocol. AWS answers no text for it.
    #[error("the body is not well-formed: {0}")]
    Malformed(String),
    /// A value has a type that its member cannot take; the text is AWS's.
    #[error("{0}")]
    Type(String),
}

impl ReadError {
    /// `found` stands where a `wanted` (a Java type name, as AWS words it) was expected.
    pub fn unexpected(found: Token, wanted: &str) -> Self {
        Self::Type(match (found, wanted) {
            (Token::List, _) => "Unexpected list element found where not expected".to_owned(),
            (Token::Structure, _) => "Start of structure or map found where not expected.".to_owned(),
            (_, "List" | "Map" | "Structure") => "Unexpected field type".to_owned(),
            (Token::Null, _) => format!("NULL_VALUE cannot be converted to {wanted}"),
            (Token::True, _) => format!("TRUE_VALUE cannot be converted to {wanted}"),
            (Token::False, _) => format!("FALSE_VALUE cannot be converted to {wanted}"),
            (Token::Number, _) => format!("NUMBER_VALUE cannot be converted to {wanted}"),
            (Token::String, _) => format!("STRING_VALUE cannot be converted to {wanted}"),
        })
    }
}

/// A source of values in one protocol. Reading a value of the wrong type is an error; unknown members are
/// passed over, as AWS does.
pub trait Reader {
    /// What stands next.
    fn peek(&mut self) -> Result<Token, ReadError>;
    /// Takes a `null`.
    fn null(&mut self) -> Result<(), ReadError>;
    /// Takes a truth value.
    fn boolean(&mut self) -> Result<bool, ReadError>;
    /// Takes a whole number; `wanted` names the type in messages (`Integer`, `Long`).
    fn integer(&mut self, wanted: &str) -> Result<i64, ReadError>;
    /// Takes a number.
    fn float(&mut self) -> Result<f64, ReadError>;
    /// Takes a text.
    fn string(&mut self) -> Result<String, ReadError>;
    /// Takes bytes (base64 in most protocols).
    fn blob(&mut self) -> Result<Bytes, ReadError>;
    /// Takes a body that is read once; where it is at hand, its bytes.
    fn stream(&mut self) -> Result<Stream, ReadError> {
        self.blob().map(Stream::from)
    }
    /// Takes a time.
    fn timestamp(&mut self) -> Result<Timestamp, ReadError>;
    /// Takes a structure: `member` reads the value of the member with the index given.
    fn structure(
        &mut self,
        schema: &'static Schema,
        member: &mut dyn FnMut(usize, &mut dyn Reader) -> Result<(), ReadError>,
    ) -> Result<(), ReadError>;
    /// Takes a list: `member` reads each value in turn.
    fn list(
        &mut self,
        member: &mut dyn FnMut(&mut dyn Reader) -> Result<(), ReadError>,
    ) -> Result<(), ReadError>;
    /// Takes a map: `member` reads the value of each key in turn.
    fn map(
        &mut self,
        member: &mut dyn FnMut(String, &mut dyn Reader) -> Result<(), ReadError>,
    ) -> Result<(), ReadError>;
    /// Takes any value, as compact JSON text.
    fn document(&mut self) -> Result<String, ReadError>;
    /// Notes on what could not be represented.
    fn faults(&mut self) -> &mut Faults;
}

/// Reads the member called `name` into `slot`; a null leaves it empty.
pub fn read_field<S: Shape>(
    reader: &mut dyn Reader,
    name: &'static str,
    slot: &mut Option<S>,
) -> Result<(), ReadError> {
    *slot = read_member(reader, Segment::Member(name))?;
    Ok(())
}

/// Reads the part at `segment`; a null is `None`.
pub fn read_member<S: Shape>(reader: &mut dyn Reader, segment: Segment) -> Result<Option<S>, ReadError> {
    if reader.peek()? == Token::Null {
        reader.null()?;
        return Ok(None);
    }
    reader.faults().enter(segment);
    let value = S::read(reader)?;
    reader.faults().leave();
    Ok(Some(value))
}

/// The value read for the required member called `name`, or a note and a placeholder.
pub fn require<S: Shape>(slot: Option<S>, name: &'static str, reader: &mut dyn Reader) -> S {
    slot.unwrap_or_else(|| {
        reader.faults().missing(name);
        S::placeholder()
    })
}
