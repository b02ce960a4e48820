//! Stored bytes straight into a message, without an item between: what change records and counts need.
//!
//! Gives what decoding and writing the item would give, and its size by [`crate::engine::size`]. Checks what it needs to be safe on
//! any bytes; the order of names and members, which [`super::decode`] insists on, is passed on as it is.

use wire::{JsonWriter, Writer};

use super::decode::Reader;
use super::{CodecError, DEPTH_MAX, tag};
use crate::engine::size::number_bytes;

/// The JSON of the item in `bytes`, as the API has it, and the item's size in bytes.
///
/// # Errors
/// When the bytes are no encoded item.
pub fn json(bytes: &[u8]) -> Result<(String, usize), CodecError> {
    let mut writer = JsonWriter::with_capacity(2 * bytes.len() + 64);
    let size = item(bytes, &mut Some(&mut writer))?;
    Ok((writer.finish(), size))
}

/// The size of the item in `bytes`.
///
/// # Errors
/// When the bytes are no encoded item.
pub fn size(bytes: &[u8]) -> Result<usize, CodecError> {
    item(bytes, &mut None)
}

/// Where it goes; nowhere where only the size is asked.
type Sink<'s> = Option<&'s mut JsonWriter>;

fn item(bytes: &[u8], sink: &mut Sink<'_>) -> Result<usize, CodecError> {
    let mut reader = Reader::of_item(bytes)?;
    let size = map(&mut reader, DEPTH_MAX, sink)?;
    reader.end()?;
    Ok(size)
}

/// The size of the members, without what the map itself costs.
fn map(reader: &mut Reader<'_>, depth: usize, sink: &mut Sink<'_>) -> Result<usize, CodecError> {
    let mut size = 0;
    put(sink, JsonWriter::begin_map);
    for _ in 0..reader.count()? {
        let name = reader.text()?;
        put(sink, |writer| writer.key(name));
        size += name.len() + value(reader, depth, sink)?;
    }
    put(sink, JsonWriter::end_map);
    Ok(size)
}

fn value(reader: &mut Reader<'_>, depth: usize, sink: &mut Sink<'_>) -> Result<usize, CodecError> {
    let nested = || depth.checked_sub(1).ok_or(CodecError::Malformed("nesting"));
    let tag = reader.byte()?;
    put(sink, |writer| {
        writer.begin_map();
        writer.key(type_name(tag));
    });
    let size = match tag {
        tag::NULL | tag::TRUE => {
            put(sink, |writer| writer.boolean(true));
            1
        }
        tag::FALSE => {
            put(sink, |writer| writer.boolean(false));
            1
        }
        tag::STRING => text(reader, sink)?,
        tag::NUMBER => number(reader, sink)?,
        tag::BINARY => blob(reader, sink)?,
        tag::STRING_SET => list(reader, sink, text)?.0,
        tag::NUMBER_SET => list(reader, sink, number)?.0,
        tag::BINARY_SET => list(reader, sink, blob)?.0,
        tag::LIST => {
            let rest = nested()?;
            let (size, count) = list(reader, sink, |reader, sink| value(reader, rest, sink))?;
            3 + count + size
        }
        tag::MAP => {
            let rest = nested()?;
            let count = reader.clone().count()?;
            3 + count + map(reader, rest, sink)?
        }
        _ => return Err(CodecError::Malformed("type")),
    };
    put(sink, JsonWriter::end_map);
    Ok(size)
}

/// AWS's name of the type; of a tag that is none, which is refused next, nothing.
fn type_name(tag: u8) -> &'static str {
    match tag {
        tag::NULL => "NULL",
        tag::FALSE | tag::TRUE => "BOOL",
        tag::STRING => "S",
        tag::NUMBER => "N",
        tag::BINARY => "B",
        tag::STRING_SET => "SS",
        tag::NUMBER_SET => "NS",
        tag::BINARY_SET => "BS",
        tag::LIST => "L",
        tag::MAP => "M",
        _ => "",
    }
}

/// The size of all elements, and how many there are.
fn list(
    reader: &mut Reader<'_>,
    sink: &mut Sink<'_>,
    element: impl Fn(&mut Reader<'_>, &mut Sink<'_>) -> Result<usize, CodecError>,
) -> Result<(usize, usize), CodecError> {
    let (mut size, count) = (0, reader.count()?);
    put(sink, JsonWriter::begin_list);
    for _ in 0..count {
        put(sink, JsonWriter::element);
        size += element(reader, sink)?;
    }
    put(sink, JsonWriter::end_list);
    Ok((size, count))
}

fn text(reader: &mut Reader<'_>, sink: &mut Sink<'_>) -> Result<usize, CodecError> {
    let text = reader.text()?;
    put(sink, |writer| writer.string(text));
    Ok(text.len())
}

fn number(reader: &mut Reader<'_>, sink: &mut Sink<'_>) -> Result<usize, CodecError> {
    let number = reader.number()?;
    put(sink, |writer| writer.string(number.text().as_str()));
    Ok(number_bytes(&number))
}

fn blob(reader: &mut Reader<'_>, sink: &mut Sink<'_>) -> Result<usize, CodecError> {
    let blob = reader.blob()?;
    put(sink, |writer| writer.blob(blob));
    Ok(blob.len())
}

fn put(sink: &mut Sink<'_>, write: impl FnOnce(&mut JsonWriter)) {
    if let Some(writer) = sink {
        write(writer);
    }
}

#[cfg(test)]
mod tests {
    use dynamodb_api::types::Image;

    use super::*;
    use crate::engine::codec::tests::any_item;
    use crate::engine::codec::{decode, encode};
    use crate::engine::size::item_bytes;

    #[test]
    fn it_is_what_the_item_gives() {
        arbtest::arbtest(|random| {
            let item = any_item(random, 3)?;
            let bytes = encode(&item);
            let expected = (Image::of(&item).json().to_owned(), item_bytes(&item));
            assert_eq!(json(&bytes), Ok(expected));
            assert_eq!(size(&bytes), Ok(item_bytes(&item)));
            Ok(())
        });
    }

    #[test]
    fn rubbish_is_an_error_or_read_as_decoding_reads_it() {
        arbtest::arbtest(|random| {
            let mut bytes = encode(&any_item(random, 2)?);
            let at = random.choose_index(bytes.len())?;
            bytes[at] = random.arbitrary()?;
            bytes.truncate(random.int_in_range(0..=bytes.len())?);
            if let Ok(item) = decode(&bytes) {
                assert_eq!(json(&bytes), Ok((Image::of(&item).json().to_owned(), item_bytes(&item))));
            } else {
                let _ = json(&bytes);
            }
            Ok(())
        });
    }
}
