//! Shapes as stored records: compact JSON that must be whole when it is read back.

use crate::{Checker, Constraints, JsonReader, JsonWriter, ReadError, Shape};

/// `value` as compact JSON.
pub fn to_json<S: Shape>(value: &S) -> Vec<u8> {
    let mut writer = JsonWriter::with_capacity(256);
    value.write(&mut writer);
    writer.finish().into_bytes()
}

/// The value in JSON that [`to_json`] wrote. A missing member or a value out of its set is an error here:
/// a stored record is not a request, whose faults are reported later.
pub fn from_json<S: Shape>(bytes: &[u8]) -> Result<S, ReadError> {
    let mut reader = JsonReader::new(bytes)?;
    let value = S::read(&mut reader)?;
    let mut checker = Checker::notes_of_reading(reader.finish()?);
    value.check(&Constraints::NONE, &mut checker);
    checker.finish().map_err(|violations| ReadError::Malformed(violations.message()))?;
    Ok(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, PartialEq, Shape)]
    struct Record {
        name: String,
        count: Option<i32>,
    }

    #[test]
    fn a_record_is_whole_or_refused() {
        let record = Record { name: "n".into(), count: None };
        assert_eq!(to_json(&record), br#"{"Name":"n"}"#);
        assert_eq!(from_json::<Record>(br#"{"Name":"n"}"#), Ok(record));
        for wrong in [&b"{}"[..], b"", b"{\"Name\":1}", b"{\"Name\":\"n\"", b"\xff"] {
            assert!(from_json::<Record>(wrong).is_err(), "{wrong:?}");
        }
    }
}
