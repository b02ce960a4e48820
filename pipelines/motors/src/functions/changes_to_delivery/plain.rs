//! An item as DynamoDB's JSON has it (`{"pm":{"N":"24.5"}}`) as plain JSON (`{"pm":24.5}`).
//!
//! One pass, from text to text. Numbers stay digit for digit, all 38 of them. Sets become lists, bytes stay base64.

use bytes::Bytes;
use dynamodb_api::Number;
use wire::{JsonReader, ReadError, Reader, write_json_string};

/// The item whose JSON is `image`, as a line.
pub fn line(image: &str) -> Result<Bytes, String> {
    let mut text = String::with_capacity(image.len());
    write(image, &mut text).map_err(|error| error.to_string())?;
    text.push('\n');
    Ok(Bytes::from(text))
}

fn write(image: &str, text: &mut String) -> Result<(), ReadError> {
    let mut reader = JsonReader::new(image.as_bytes())?;
    write_map(&mut reader, text)?;
    reader.finish().map(drop)
}

fn write_map(reader: &mut dyn Reader, text: &mut String) -> Result<(), ReadError> {
    text.push('{');
    reader.map(&mut |name, reader| {
        separate(text);
        write_json_string(text, &name);
        text.push(':');
        write_value(reader, text).map_err(|error| wrong(format!("attribute `{name}`: {error}")))
    })?;
    text.push('}');
    Ok(())
}

fn write_list(
    reader: &mut dyn Reader,
    text: &mut String,
    write: impl Fn(&mut dyn Reader, &mut String) -> Result<(), ReadError>,
) -> Result<(), ReadError> {
    text.push('[');
    reader.list(&mut |reader| {
        separate(text);
        write(reader, text)
    })?;
    text.push(']');
    Ok(())
}

fn write_value(reader: &mut dyn Reader, text: &mut String) -> Result<(), ReadError> {
    let mut values = 0;
    reader.map(&mut |kind, reader| {
        values += 1;
        match kind.as_str() {
            "N" => write_number(reader, text)?,
            "S" | "B" => write_string(reader, text)?,
            "BOOL" => text.push_str(if reader.boolean()? { "true" } else { "false" }),
            "NULL" => {
                reader.boolean()?;
                text.push_str("null");
            }
            "M" => write_map(reader, text)?,
            "L" => write_list(reader, text, write_value)?,
            "NS" => write_list(reader, text, write_number)?,
            "SS" | "BS" => write_list(reader, text, write_string)?,
            _ => return Err(wrong(format!("`{kind}` is no type of attribute values"))),
        }
        Ok(())
    })?;
    if values == 1 { Ok(()) } else { Err(wrong(format!("{values} values, where one belongs"))) }
}

fn write_number(reader: &mut dyn Reader, text: &mut String) -> Result<(), ReadError> {
    let digits = reader.string()?;
    let number: Number = digits.parse().map_err(|_| wrong(format!("\"{digits}\" is no number")))?;
    text.push_str(number.text().as_str());
    Ok(())
}

fn write_string(reader: &mut dyn Reader, text: &mut String) -> Result<(), ReadError> {
    write_json_string(text, &reader.string()?);
    Ok(())
}

fn separate(text: &mut String) {
    if !text.ends_with(['{', '[']) {
        text.push(',');
    }
}

fn wrong(reason: String) -> ReadError {
    ReadError::Type(reason)
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;

    #[test]
    fn every_type_has_its_plain_form() {
        let image = serde_json::json!({
            "n": {"N": "12345678901234567890.123456789012345678"}, "e": {"N": "1E-7"}, "s": {"S": "a\"b\n"},
            "b": {"B": "aGk="}, "t": {"BOOL": true}, "z": {"NULL": true}, "q\"": {"SS": ["x", "y"]},
            "m": {"M": {"inner": {"M": {}}, "two": {"N": "2"}}}, "l": {"L": [{"N": "1"}, {"L": []}, {"S": ""}]},
            "ns": {"NS": ["1", "2.50"]},
        });
        let line = line(&image.to_string()).unwrap();
        assert_eq!(
            std::str::from_utf8(&line).unwrap(),
            concat!(
                r#"{"n":12345678901234567890.123456789012345678,"e":0.0000001,"s":"a\"b\n","b":"aGk=","t":true,"#,
                r#""z":null,"q\"":["x","y"],"m":{"inner":{},"two":2},"l":[1,[],""],"ns":[1,2.5]}"#,
                "\n"
            )
        );
        serde_json::from_slice::<Value>(&line).unwrap();
    }

    #[test]
    fn what_is_no_item_is_refused_by_name() {
        for (image, said) in [
            (r#"[]"#, "list"),
            (r#"{"pm": 1}"#, "attribute `pm`: "),
            (r#"{"pm": {}}"#, "attribute `pm`: 0 values"),
            (r#"{"pm": {"N": "1", "S": "1"}}"#, "attribute `pm`: 2 values"),
            (r#"{"pm": {"N": "warm"}}"#, "attribute `pm`: \"warm\" is no number"),
            (r#"{"pm": {"X": "1"}}"#, "attribute `pm`: `X` is no type"),
        ] {
            let error = line(image).unwrap_err();
            assert!(error.contains(said), "{error}");
        }
    }
}
