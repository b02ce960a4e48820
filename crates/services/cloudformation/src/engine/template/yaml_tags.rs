//! Short-form intrinsics: `!Ref X` becomes `{"Ref": "X"}`, `!Sub …` becomes `{"Fn::Sub": …}`.

use saphyr_parser::Tag;
use serde_json::{Map, Value};

use super::{TemplateError, yaml_scalar};

/// The functions with a short form, by the name after the exclamation mark.
const SHORT: [&str; 17] = [
    "And",
    "Base64",
    "Cidr",
    "Equals",
    "FindInMap",
    "GetAZs",
    "GetAtt",
    "If",
    "ImportValue",
    "Join",
    "Not",
    "Or",
    "Select",
    "Split",
    "Sub",
    "Transform",
    "ToJsonString",
];

/// The value of a tagged scalar. The argument of a function is text whatever it looks like.
pub(super) fn scalar(tag: &Tag, text: &str, line: usize) -> Result<Value, TemplateError> {
    if tag.is_yaml_core_schema() {
        return match tag.suffix.as_str() {
            "str" => Ok(Value::from(text)),
            "int" | "float" | "bool" | "null" => Ok(yaml_scalar::resolve(text)),
            other => Err(unknown(&format!("!!{other}"), line)),
        };
    }
    if tag.handle.is_empty() && tag.suffix == "!" {
        return Ok(Value::from(text));
    }
    let argument = match (short_name(tag), text.split_once('.')) {
        (Some("GetAtt"), Some((resource, attribute))) => Value::from(vec![resource, attribute]),
        _ => Value::from(text),
    };
    long_form(tag, argument, line)
}

/// The value of a tagged list or map.
pub(super) fn collection(tag: &Tag, value: Value, line: usize) -> Result<Value, TemplateError> {
    if tag.is_yaml_core_schema() {
        return match (tag.suffix.as_str(), &value) {
            ("seq", Value::Array(_)) | ("map", Value::Object(_)) => Ok(value),
            (other, _) => Err(unknown(&format!("!!{other}"), line)),
        };
    }
    long_form(tag, value, line)
}

fn short_name(tag: &Tag) -> Option<&str> {
    (tag.handle == "!").then_some(tag.suffix.as_str())
}

fn long_form(tag: &Tag, argument: Value, line: usize) -> Result<Value, TemplateError> {
    let key = match short_name(tag) {
        Some(name @ ("Ref" | "Condition")) => name.to_owned(),
        Some(name) if SHORT.contains(&name) => format!("Fn::{name}"),
        _ => return Err(unknown(&tag.to_string(), line)),
    };
    Ok(Value::Object(Map::from_iter([(key, argument)])))
}

/// AWS's text for this is not known.
fn unknown(tag: &str, line: usize) -> TemplateError {
    TemplateError::format(format!("unrecognized tag `{tag}`. (line {line})"))
}
