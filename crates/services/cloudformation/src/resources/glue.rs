//! Types of the Glue Data Catalog.

pub(super) mod classifier;
pub(super) mod crawler;
pub(super) mod database;
pub(super) mod partition;
mod schema;
pub(super) mod table;

use serde_json::{Map, Value};

use super::properties::Properties;

/// The text called `name` in the object `input`.
fn inner<'p>(properties: &'p Properties, input: &str, name: &str) -> Option<&'p str> {
    properties.get(input)?.get(name)?.as_str()
}

/// `given` as AWS's input, under `name`.
fn named(given: Option<&Value>, name: &str) -> Value {
    let mut members = given.and_then(Value::as_object).cloned().unwrap_or_default();
    members.insert("Name".to_owned(), Value::from(name));
    Value::Object(members)
}

/// Whether the object `input` has another `name` than before.
fn renamed(before: &Map<String, Value>, after: &Map<String, Value>, input: &str, name: &str) -> bool {
    let of =
        |properties: &Map<String, Value>| properties.get(input).and_then(|given| given.get(name)).cloned();
    of(before) != of(after)
}
