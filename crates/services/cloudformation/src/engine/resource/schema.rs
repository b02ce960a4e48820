//! Properties as data: what a resource type takes, checked and converted in one place.
//!
//! CloudFormation converts between text, numbers and booleans where a property wants the other;
//! so does this. Texts: an unknown property at the top, and keys missing or not permitted below, are
//! worded as AWS words them; which of its two styles AWS uses for a given type is not documented.

use serde_json::{Map, Number, Value};

use crate::engine::names::LogicalId;

/// A property of a resource type.
#[derive(Clone, Copy, Debug)]
pub struct Property {
    /// Its name.
    pub name: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// Whether it must be given.
    pub required: bool,
    /// Whether a thing has to be replaced for another value of it. Counts for the top of a schema.
    pub replaces: bool,
}

/// What a property holds.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    /// Text.
    Text,
    /// A whole number.
    Integer,
    /// Any number.
    Number,
    /// True or false.
    Boolean,
    /// Any JSON at all, such as a policy document; not converted.
    Json,
    /// A list of one kind.
    List(&'static Kind),
    /// A map from texts of the author's choice to one kind.
    Map(&'static Kind),
    /// An object with these members.
    Object(&'static [Property]),
    /// AWS has it, Pumphouse does not; given, it is refused rather than ignored.
    Unsupported,
}

impl Property {
    /// A property that must be given.
    pub const fn required(name: &'static str, kind: Kind) -> Self {
        Self { name, kind, required: true, replaces: false }
    }

    /// A property that may be left out.
    pub const fn optional(name: &'static str, kind: Kind) -> Self {
        Self { name, kind, required: false, replaces: false }
    }

    /// The same, where another value takes another thing.
    pub const fn replacing(self) -> Self {
        Self { replaces: true, ..self }
    }
}

/// `properties` converted to what `schema` wants, or the reason for refusing them.
pub(in crate::engine) fn conform(
    id: &LogicalId,
    type_name: &str,
    schema: &[Property],
    properties: Value,
) -> Result<Map<String, Value>, String> {
    let Value::Object(members) = properties else {
        return Err(format!("Value of property Properties of resource {id} must be an object"));
    };
    let unknown = members.keys().find(|key| !schema.iter().any(|property| property.name == **key));
    if let Some(name) = unknown {
        return Err(format!("Encountered unsupported property {name}"));
    }
    let mut faults = Vec::new();
    let converted = object(schema, members, type_name, "#", &mut faults);
    match (converted, faults.is_empty()) {
        (Value::Object(members), true) => Ok(members),
        _ => Err(format!(
            "Properties validation failed for resource {id} with message:\n{}",
            faults.join("\n")
        )),
    }
}

fn object(
    schema: &[Property],
    members: Map<String, Value>,
    type_name: &str,
    path: &str,
    faults: &mut Vec<String>,
) -> Value {
    for property in schema.iter().filter(|property| property.required) {
        if !members.contains_key(property.name) {
            faults.push(format!("{path}: required key [{}] not found", property.name));
        }
    }
    let mut converted = Map::new();
    for (name, value) in members {
        match schema.iter().find(|property| property.name == name) {
            None => faults.push(format!("{path}: extraneous key [{name}] is not permitted")),
            Some(property) => {
                let value = convert(property.kind, value, type_name, &format!("{path}/{name}"), faults);
                converted.insert(name, value);
            }
        }
    }
    Value::Object(converted)
}

fn convert(kind: Kind, value: Value, type_name: &str, path: &str, faults: &mut Vec<String>) -> Value {
    let expected = match (kind, value) {
        (Kind::Json, value) => return value,
        (Kind::Text, value @ Value::String(_)) => return value,
        (Kind::Text, value @ (Value::Number(_) | Value::Bool(_))) => return Value::from(value.to_string()),
        (Kind::Integer, Value::Number(number)) if number.is_i64() || number.is_u64() => return number.into(),
        (Kind::Number, Value::Number(number)) => return number.into(),
        (Kind::Boolean, value @ Value::Bool(_)) => return value,
        (Kind::Integer | Kind::Number | Kind::Boolean, Value::String(text)) => match parsed(kind, &text) {
            Some(value) => return value,
            None => ("String", kind.name()),
        },
        (Kind::List(item), Value::Array(items)) => {
            let items = items.into_iter().enumerate();
            return items
                .map(|(index, value)| convert(*item, value, type_name, &format!("{path}/{index}"), faults))
                .collect();
        }
        (Kind::Map(member), Value::Object(members)) => {
            return members
                .into_iter()
                .map(|(key, value)| {
                    let value = convert(*member, value, type_name, &format!("{path}/{key}"), faults);
                    (key, value)
                })
                .collect();
        }
        (Kind::Object(schema), Value::Object(members)) => {
            return object(schema, members, type_name, path, faults);
        }
        (Kind::Unsupported, _) => {
            faults.push(format!("{path}: this property of {type_name} is not supported by Pumphouse"));
            return Value::Null;
        }
        (kind, value) => (found(&value), kind.name()),
    };
    let (found, wanted) = expected;
    faults.push(format!("{path}: expected type: {wanted}, found: {found}"));
    Value::Null
}

fn parsed(kind: Kind, text: &str) -> Option<Value> {
    match kind {
        Kind::Integer => text.parse::<i64>().ok().map(Value::from),
        Kind::Number => {
            let whole = text.parse::<i64>().ok().map(Number::from);
            whole.or_else(|| Number::from_f64(text.parse().ok()?)).map(Value::Number)
        }
        _ => match text {
            "true" | "True" | "TRUE" => Some(Value::Bool(true)),
            "false" | "False" | "FALSE" => Some(Value::Bool(false)),
            _ => None,
        },
    }
}

fn found(value: &Value) -> &'static str {
    match value {
        Value::Null => "Null",
        Value::Bool(_) => "Boolean",
        Value::Number(_) => "Number",
        Value::String(_) => "String",
        Value::Array(_) => "JSONArray",
        Value::Object(_) => "JSONObject",
    }
}

impl Kind {
    fn name(self) -> &'static str {
        match self {
            Self::Text => "String",
            Self::Integer => "Integer",
            Self::Number => "Number",
            Self::Boolean => "Boolean",
            Self::List(_) => "JSONArray",
            Self::Map(_) | Self::Object(_) | Self::Json | Self::Unsupported => "JSONObject",
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const SCHEMA: &[Property] = &[
        Property::required("Name", Kind::Text),
        Property::optional("Count", Kind::Integer),
        Property::optional("On", Kind::Boolean),
        Property::optional("Document", Kind::Json),
        Property::optional("Keys", Kind::List(&Kind::Object(&[Property::required("Key", Kind::Text)]))),
        Property::optional("Environment", Kind::Map(&Kind::Text)),
        Property::optional("Cluster", Kind::Unsupported),
    ];

    fn conform_all(properties: Value) -> Result<Value, String> {
        conform(&"Thing".into(), "A::B::C", SCHEMA, properties).map(Value::Object)
    }

    #[test]
    fn values_become_what_the_property_wants() {
        let given = json!({
            "Name": 7, "Count": "2", "On": "true", "Document": {"Version": 1},
            "Keys": [{"Key": true}], "Environment": {"A": 1.5}
        });
        let expected = json!({
            "Name": "7", "Count": 2, "On": true, "Document": {"Version": 1},
            "Keys": [{"Key": "true"}], "Environment": {"A": "1.5"}
        });
        assert_eq!(conform_all(given), Ok(expected));
    }

    #[test]
    fn refusals_name_the_place() {
        let refused = |properties| conform_all(properties).unwrap_err();
        assert_eq!(refused(json!({"Name": "a", "Size": 1})), "Encountered unsupported property Size");
        assert_eq!(
            refused(json!({"Count": "two", "Keys": [{"key": "a"}], "On": 1, "Cluster": {}})),
            "Properties validation failed for resource Thing with message:\n\
             #: required key [Name] not found\n\
             #/Count: expected type: Integer, found: String\n\
             #/Keys/0: required key [Key] not found\n\
             #/Keys/0: extraneous key [key] is not permitted\n\
             #/On: expected type: Boolean, found: Number\n\
             #/Cluster: this property of A::B::C is not supported by Pumphouse"
        );
    }
}
