//! How attribute values travel: `{"S": "text"}`, exactly one member of ten.
//!
//! What has the right JSON type but is no value (two members, an empty set, a number that is too long) is a
//! `ValidationException` and no `SerializationException`, so it is noted while reading and refused together
//! with the constraints. The texts are AWS's, double spaces included. A value that was refused reads as NULL.
//! PutItem, UpdateItem and DeleteItem put an envelope round them: see [`enveloped_refusal`].

use std::collections::BTreeSet;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use wire::{
    Checker, Constraints, Field, Location, ReadError, Reader, Schema, Segment, Shape, Token, Writer, Xml,
};

use super::{AttributeType, AttributeValue, Item, Number, NumberError};

/// No member.
const EMPTY: &str = "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes";

/// Several members.
const SEVERAL: &str = "Supplied AttributeValue has more than one datatypes set, must contain exactly one of the \
                       supported datatypes";

/// `{"NULL": false}`.
const NULL_FALSE: &str =
    "One or more parameter values were invalid: Null attribute value types must have the value of true";

/// What stands before the refusal of one of `ExpressionAttributeValues`.
const IN_EXPRESSION: &str = "ExpressionAttributeValues contains invalid value: ";

static SCHEMA: Schema = Schema {
    name: "AttributeValue",
    fields: &[
        field(AttributeType::S),
        field(AttributeType::N),
        field(AttributeType::B),
        field(AttributeType::Ss),
        field(AttributeType::Ns),
        field(AttributeType::Bs),
        field(AttributeType::M),
        field(AttributeType::L),
        field(AttributeType::Null),
        field(AttributeType::Bool),
    ],
};

const fn field(of: AttributeType) -> Field {
    Field {
        name: of.name(),
        location: Location::Body,
        required: false,
        constraints: Constraints::NONE,
        xml: Xml::PLAIN,
    }
}

impl Shape for AttributeValue {
    fn read(reader: &mut dyn Reader) -> Result<Self, ReadError> {
        let mut value = None;
        let mut members = 0_u32;
        reader.structure(&SCHEMA, &mut |index, reader| {
            if reader.peek()? == Token::Null {
                return reader.null();
            }
            value = read_as(AttributeType::ALL[index], reader)?;
            members += 1;
            Ok(())
        })?;
        match members {
            0 => refuse(reader, EMPTY),
            1 => {}
            _ => refuse(reader, SEVERAL),
        }
        Ok(value.unwrap_or(Self::Null))
    }

    fn write(&self, writer: &mut dyn Writer) {
        writer.begin_structure();
        writer.field(&SCHEMA.fields[self.attribute_type() as usize]);
        match self {
            Self::S(text) => writer.string(text),
            Self::N(number) => writer.string(number.text().as_str()),
            Self::B(bytes) => writer.blob(bytes),
            Self::Ss(set) => write_list(writer, set, |writer, text| writer.string(text)),
            Self::Ns(set) => write_list(writer, set, |writer, number| writer.string(number.text().as_str())),
            Self::Bs(set) => write_list(writer, set, |writer, bytes| writer.blob(bytes)),
            Self::M(map) => map.write(writer),
            Self::L(list) => list.write(writer),
            Self::Null => writer.boolean(true),
            Self::Bool(value) => writer.boolean(*value),
        }
        writer.end_structure();
    }

    fn check(&self, _: &'static Constraints, _: &mut Checker) {}

    fn placeholder() -> Self {
        Self::Null
    }
}

/// Reads the member of type `kind`; `None` where it was refused.
fn read_as(kind: AttributeType, reader: &mut dyn Reader) -> Result<Option<AttributeValue>, ReadError> {
    Ok(match kind {
        AttributeType::S => Some(AttributeValue::S(reader.string()?)),
        AttributeType::N => {
            let text = reader.string()?;
            number(&text, reader).map(AttributeValue::N)
        }
        AttributeType::B => Some(AttributeValue::B(reader.blob()?)),
        AttributeType::Ss => {
            let texts = Vec::<String>::read(reader)?;
            set(texts, reader).map(AttributeValue::Ss)
        }
        AttributeType::Ns => {
            let texts = Vec::<String>::read(reader)?;
            let numbers: Option<Vec<Number>> = texts.iter().map(|text| number(text, reader)).collect();
            numbers.and_then(|numbers| set(numbers, reader)).map(AttributeValue::Ns)
        }
        AttributeType::Bs => {
            let blobs = Vec::<Bytes>::read(reader)?;
            set(blobs, reader).map(AttributeValue::Bs)
        }
        AttributeType::M => Some(AttributeValue::M(Item::read(reader)?)),
        AttributeType::L => Some(AttributeValue::L(Vec::read(reader)?)),
        AttributeType::Null => {
            if !reader.boolean()? {
                reader.faults().refuse(NULL_FALSE.to_owned());
            }
            Some(AttributeValue::Null)
        }
        AttributeType::Bool => Some(AttributeValue::Bool(reader.boolean()?)),
    })
}

fn number(text: &str, reader: &mut dyn Reader) -> Option<Number> {
    match text.parse() {
        Ok(number) => Some(number),
        Err(NumberError::NotNumeric(text)) if text.is_empty() => {
            refuse(reader, "The parameter cannot be converted to a numeric value");
            None
        }
        Err(error) => {
            refuse(reader, &error.to_string());
            None
        }
    }
}

/// What sets are made of.
trait SetMember: Ord + Sized {
    /// The refusal of a set of none.
    const EMPTY: &'static str;

    /// The refusal of a set that holds one of `members` twice.
    fn repeated(members: &[Self]) -> String;
}

impl SetMember for String {
    const EMPTY: &'static str = "One or more parameter values were invalid: An string set  may not be empty";

    fn repeated(members: &[Self]) -> String {
        let all = members.join(", ");
        format!("One or more parameter values were invalid: Input collection [{all}] contains duplicates.")
    }
}

impl SetMember for Number {
    const EMPTY: &'static str = "One or more parameter values were invalid: An number set  may not be empty";

    fn repeated(_: &[Self]) -> String {
        "Input collection contains duplicates".to_owned()
    }
}

impl SetMember for Bytes {
    const EMPTY: &'static str = "One or more parameter values were invalid: Binary sets should not be empty";

    fn repeated(members: &[Self]) -> String {
        let all: Vec<String> = members.iter().map(|member| STANDARD.encode(member)).collect();
        let all = all.join(", ");
        format!(
            "One or more parameter values were invalid: Input collection [{all}]of type BS contains duplicates."
        )
    }
}

/// The members as a set; a set that is empty or repeats a member is refused.
fn set<T: SetMember>(members: Vec<T>, reader: &mut dyn Reader) -> Option<BTreeSet<T>> {
    let mut sorted: Vec<&T> = members.iter().collect();
    sorted.sort_unstable();
    if members.is_empty() {
        refuse(reader, T::EMPTY);
        None
    } else if sorted.windows(2).any(|pair| pair[0] == pair[1]) {
        refuse(reader, &T::repeated(&members));
        None
    } else {
        Some(members.into_iter().collect())
    }
}

/// A refusal as PutItem, UpdateItem and DeleteItem word it since 2026: in the envelope of a constraint, unless the
/// value has no type or several.
pub(crate) fn enveloped_refusal(text: String) -> String {
    let refused = text.strip_prefix(IN_EXPRESSION).unwrap_or(&text);
    if refused.starts_with(EMPTY) || refused.starts_with(SEVERAL) {
        return text;
    }
    format!("1 validation error detected: {text}")
}

/// Notes a refusal. AWS names the parameter where the value is one of `ExpressionAttributeValues`.
fn refuse(reader: &mut dyn Reader, text: &str) {
    let faults = reader.faults();
    let text = match faults.path() {
        [Segment::Member("ExpressionAttributeValues"), Segment::Key(key), ..] => {
            format!("{IN_EXPRESSION}{text} for key {key}")
        }
        _ => text.to_owned(),
    };
    faults.refuse(text);
}

fn write_list<'m, T: 'm>(
    writer: &mut dyn Writer,
    members: impl IntoIterator<Item = &'m T>,
    write: impl Fn(&mut dyn Writer, &T),
) {
    writer.begin_list();
    for member in members {
        writer.element();
        write(writer, member);
    }
    writer.end_list();
}

#[cfg(test)]
mod tests;
