//! Attribute values for eyes: as JSON with DynamoDB's types, as plain JSON, and as a few words in a cell.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use dynamodb_api::{AttributeType, AttributeValue, Item, Number};
use wire::{JsonWriter, Shape, write_json_string};

use crate::decoded::laid_out;
use crate::notice::wrong;

/// Characters of a cell.
const CELL_MAX: usize = 60;

/// An item as DynamoDB writes it: `{"id": {"S": "a"}}`. Also what a key is in an address.
pub fn typed(item: &Item) -> String {
    let mut writer = JsonWriter::default();
    item.write(&mut writer);
    writer.finish()
}

/// The item that [`typed`] wrote.
pub fn parse(json: &str) -> Result<Item, wire::Fault> {
    wire::from_json(json.as_bytes()).map_err(|error| wrong(format!("`{json}` is no key of an item: {error}")))
}

/// An item as JSON without types, laid out. Sets are lists, bytes are base64, numbers keep all their digits.
pub fn plain(item: &Item) -> String {
    let mut text = String::new();
    write_map(&mut text, item);
    laid_out(&text)
}

/// A value in few characters.
pub fn short(value: &AttributeValue) -> String {
    let text = whole(value);
    match text.char_indices().nth(CELL_MAX) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}

/// A value as a person would write it.
pub fn whole(value: &AttributeValue) -> String {
    match value {
        AttributeValue::S(text) => text.clone(),
        value => {
            let mut text = String::new();
            write(&mut text, value);
            text.trim_matches('"').to_owned()
        }
    }
}

/// The value of type `kind` that `text` says.
pub fn value(kind: AttributeType, text: &str) -> Result<AttributeValue, wire::Fault> {
    match kind {
        AttributeType::N => {
            let number: Result<Number, _> = text.trim().parse();
            number.map(AttributeValue::N).map_err(|error| wrong(format!("`{text}` is no number: {error}")))
        }
        AttributeType::B => {
            let bytes = STANDARD.decode(text.trim());
            bytes
                .map(|bytes| AttributeValue::B(bytes.into()))
                .map_err(|_| wrong(format!("`{text}` is no base64")))
        }
        AttributeType::Bool => match text.trim() {
            "true" => Ok(AttributeValue::Bool(true)),
            "false" => Ok(AttributeValue::Bool(false)),
            _ => Err(wrong(format!("`{text}` is neither true nor false"))),
        },
        _ => Ok(AttributeValue::S(text.to_owned())),
    }
}

fn write(text: &mut String, value: &AttributeValue) {
    match value {
        AttributeValue::S(value) => write_json_string(text, value),
        AttributeValue::N(number) => text.push_str(&number.to_string()),
        AttributeValue::B(bytes) => write_json_string(text, &STANDARD.encode(bytes)),
        AttributeValue::Ss(all) => write_list(text, all, |text, one| write_json_string(text, one)),
        AttributeValue::Ns(all) => write_list(text, all, |text, one| text.push_str(&one.to_string())),
        AttributeValue::Bs(all) => {
            write_list(text, all, |text, one| write_json_string(text, &STANDARD.encode(one)));
        }
        AttributeValue::M(item) => write_map(text, item),
        AttributeValue::L(all) => write_list(text, all, write),
        AttributeValue::Null => text.push_str("null"),
        AttributeValue::Bool(value) => text.push_str(&value.to_string()),
    }
}

fn write_map(text: &mut String, item: &Item) {
    text.push('{');
    for (at, (name, value)) in item.iter().enumerate() {
        if at > 0 {
            text.push(',');
        }
        write_json_string(text, name);
        text.push(':');
        write(text, value);
    }
    text.push('}');
}

fn write_list<T>(text: &mut String, all: impl IntoIterator<Item = T>, one: impl Fn(&mut String, T)) {
    text.push('[');
    for (at, value) in all.into_iter().enumerate() {
        if at > 0 {
            text.push(',');
        }
        one(text, value);
    }
    text.push(']');
}

#[cfg(test)]
mod tests {
    use super::*;

    const DIGITS: &str = "12345678901234567890123456789012345678";

    fn item() -> Item {
        let number = |text: &str| AttributeValue::N(text.parse().unwrap());
        Item::from([
            ("id".to_owned(), AttributeValue::S("<a>\"".into())),
            ("n".to_owned(), number(DIGITS)),
            ("list".to_owned(), AttributeValue::L(vec![AttributeValue::Null, AttributeValue::Bool(true)])),
            ("raw".to_owned(), AttributeValue::B("hi".into())),
        ])
    }

    #[test]
    fn items_are_written_with_and_without_types() {
        let text = plain(&item());
        assert!(text.contains(&format!("\"n\": {DIGITS}")) && text.contains("\"raw\": \"aGk=\""), "{text}");
        assert!(serde_json::from_str::<serde_json::Value>(&text).is_ok());
        assert_eq!(parse(&typed(&item())).unwrap(), item());
        assert_eq!(parse("{\"id\":1}").unwrap_err().status, 400);
    }

    #[test]
    fn values_are_read_by_type_or_refused() {
        assert_eq!(value(AttributeType::N, " 1.50 ").unwrap(), AttributeValue::N("1.5".parse().unwrap()));
        assert_eq!(value(AttributeType::S, "1").unwrap(), AttributeValue::S("1".into()));
        assert_eq!(value(AttributeType::Bool, "true").unwrap(), AttributeValue::Bool(true));
        for (kind, bad) in [(AttributeType::N, "x"), (AttributeType::B, "%"), (AttributeType::Bool, "yes")] {
            assert_eq!(value(kind, bad).unwrap_err().status, 400);
        }
        assert_eq!(short(&AttributeValue::S("ö".repeat(61))).chars().count(), 61);
        assert_eq!(short(&AttributeValue::B("hi".into())), "aGk=");
    }
}
