//! An item as DynamoDB's JSON has it (`{"pm":{"N":"24.5"}}`) as plain JSON (`{"pm":24.5}`).
//!
//! Numbers stay digit for digit, all 38 of them. Sets become lists, bytes stay base64.

use bytes::Bytes;
use dynamodb_api::Number;
use serde_json::Value;

/// The item `image` as a line.
pub fn line(image: &Value) -> Result<Bytes, String> {
    if !image.is_object() {
        return Err("there is no new image; let the table's stream show NEW_IMAGE".to_owned());
    }
    let mut text = String::with_capacity(512);
    write_map(image, &mut text)?;
    text.push('\n');
    Ok(Bytes::from(text))
}

fn write_map(members: &Value, text: &mut String) -> Result<(), String> {
    text.push('{');
    for (name, value) in members.as_object().into_iter().flatten() {
        if !text.ends_with('{') {
            text.push(',');
        }
        write_text(name, text);
        text.push(':');
        write_value(value, text).map_err(|reason| format!("attribute `{name}`: {reason}"))?;
    }
    text.push('}');
    Ok(())
}

fn write_list(
    members: &Value,
    text: &mut String,
    write: impl Fn(&Value, &mut String) -> Result<(), String>,
) -> Result<(), String> {
    text.push('[');
    for (number, member) in members.as_array().into_iter().flatten().enumerate() {
        if number > 0 {
            text.push(',');
        }
        write(member, text)?;
    }
    text.push(']');
    Ok(())
}

fn write_value(value: &Value, text: &mut String) -> Result<(), String> {
    let (kind, value) = value
        .as_object()
        .and_then(|members| members.iter().next())
        .ok_or_else(|| format!("{value} is no attribute value"))?;
    match kind.as_str() {
        "N" => write_number(value, text)?,
        "S" | "B" | "BOOL" => text.push_str(&value.to_string()),
        "NULL" => text.push_str("null"),
        "M" => write_map(value, text)?,
        "L" => write_list(value, text, write_value)?,
        "NS" => write_list(value, text, write_number)?,
        "SS" | "BS" => text.push_str(&value.to_string()),
        _ => return Err(format!("`{kind}` is no type of attribute values")),
    }
    Ok(())
}

fn write_number(value: &Value, text: &mut String) -> Result<(), String> {
    let number = value.as_str().and_then(|number| number.parse::<Number>().ok());
    text.push_str(&number.ok_or_else(|| format!("{value} is no number"))?.to_string());
    Ok(())
}

fn write_text(name: &str, text: &mut String) {
    text.push_str(&Value::from(name).to_string());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_type_has_its_plain_form() {
        let image = serde_json::json!({
            "n": {"N": "12345678901234567890.123456789012345678"}, "e": {"N": "1E-7"}, "s": {"S": "a\"b\n"},
            "b": {"B": "aGk="}, "t": {"BOOL": true}, "z": {"NULL": true}, "q\"": {"SS": ["x", "y"]},
            "m": {"M": {"inner": {"M": {}}, "two": {"N": "2"}}}, "l": {"L": [{"N": "1"}, {"L": []}, {"S": ""}]},
            "ns": {"NS": ["1", "2.50"]},
        });
        let line = line(&image).unwrap();
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
            (serde_json::json!(null), "NEW_IMAGE"),
            (serde_json::json!({"pm": 1}), "attribute `pm`: 1 is no attribute value"),
            (serde_json::json!({"pm": {"N": "warm"}}), "attribute `pm`: \"warm\" is no number"),
            (serde_json::json!({"pm": {"X": "1"}}), "attribute `pm`: `X` is no type"),
        ] {
            let error = line(&image).unwrap_err();
            assert!(error.contains(said), "{error}");
        }
    }
}
