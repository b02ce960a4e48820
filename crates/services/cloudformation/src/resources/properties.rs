//! From the properties of a resource to the input of an operation.

use std::collections::BTreeMap;

use kernel::Timestamp;
use serde_json::{Map, Value, json};
use wire::{Checker, Constraints, JsonReader, Shape};

use super::calls::Done;
use crate::engine::resource::{
    Creation, FailureCode, Kind, Modification, Property, ResourceFailure, StackContext,
};

/// The properties of a resource.
pub(super) type Properties = Map<String, Value>;

/// What `Tags` holds for most types: a list of keys and values.
pub(super) const TAGS: Kind = Kind::List(&Kind::Object(&[
    Property::required("Key", Kind::Text),
    Property::required("Value", Kind::Text),
]));

/// `properties` as a shape whose members have the same names; `null` is what is not given.
pub(super) fn input<S: Shape>(properties: Value) -> Done<S> {
    let text = properties.to_string();
    let mut reader = JsonReader::new(text.as_bytes()).map_err(|error| invalid(error.to_string()))?;
    let shape = S::read(&mut reader).map_err(|error| invalid(error.to_string()))?;
    let faults = reader.finish().map_err(|error| invalid(error.to_string()))?;
    let mut checker = Checker::after_reading(faults);
    shape.check(&Constraints::NONE, &mut checker);
    checker.finish().map_err(|violations| invalid(violations.message()))?;
    Ok(shape)
}

/// That the properties make no sense.
pub(super) fn invalid(message: impl Into<String>) -> ResourceFailure {
    ResourceFailure::new(FailureCode::InvalidRequest, message)
}

/// The text of `name`.
pub(super) fn text<'p>(properties: &'p Properties, name: &str) -> Option<&'p str> {
    properties.get(name).and_then(Value::as_str)
}

/// The texts of the list `name`; none where it is not given.
pub(super) fn texts(properties: &Properties, name: &str) -> Vec<String> {
    let items = properties.get(name).and_then(Value::as_array).into_iter().flatten();
    items.filter_map(|item| item.as_str().map(str::to_owned)).collect()
}

/// What the thing is to be called: the value of `property`, or the name that the engine made up.
pub(super) fn name_of(request: &Creation<'_>, property: &str) -> String {
    text(request.properties, property).unwrap_or(request.name).to_owned()
}

/// The stack's tags and over them the resource's own; `None` where there are none at all.
pub(super) fn tags(stack: &StackContext<'_>, properties: &Properties) -> Option<BTreeMap<String, String>> {
    let tags = all_tags(stack.tags, properties);
    (!tags.is_empty()).then_some(tags)
}

/// The tags to be put on a thing that is changed, and the keys of those to be taken off.
pub(super) struct TagChange {
    pub(super) put: BTreeMap<String, String>,
    pub(super) take: Vec<String>,
}

impl TagChange {
    pub(super) fn of(change: &Modification<'_>) -> Self {
        let before = all_tags(change.tags_before, change.before);
        let mut put = all_tags(change.thing.stack.tags, change.thing.properties);
        let take = before.keys().filter(|key| !put.contains_key(*key)).cloned().collect();
        put.retain(|key, value| before.get(key) != Some(value));
        Self { put, take }
    }

    /// Those to be put as a list of keys and values.
    pub(super) fn list(&self) -> Value {
        list(self.put.clone())
    }
}

fn list(tags: BTreeMap<String, String>) -> Value {
    tags.into_iter().map(|(key, value)| json!({"Key": key, "Value": value})).collect()
}

/// Why `before` cannot become `after`, if that changes one of `names`, which the service of `type_name` has no
/// operation for.
pub(super) fn unchangeable(
    type_name: &str,
    names: &[&str],
    (before, after): (&Properties, &Properties),
) -> Option<String> {
    let name = names.iter().find(|name| before.get(**name) != after.get(**name))?;
    Some(format!(
        "changing {name} of {type_name} is not supported by Pumphouse; give the resource another name in the \
         template to have it made anew"
    ))
}

fn all_tags(of_stack: &[(String, String)], properties: &Properties) -> BTreeMap<String, String> {
    let mut tags: BTreeMap<String, String> = of_stack.iter().cloned().collect();
    for tag in properties.get("Tags").and_then(Value::as_array).into_iter().flatten() {
        if let (Some(Value::String(key)), Some(Value::String(value))) = (tag.get("Key"), tag.get("Value")) {
            tags.insert(key.clone(), value.clone());
        }
    }
    tags
}

/// The same as a list of keys and values.
pub(super) fn tag_list(stack: &StackContext<'_>, properties: &Properties) -> Value {
    tags(stack, properties).map_or(Value::Null, list)
}

/// A policy document as the text that operations take.
pub(super) fn document(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// Whether what was made at `created` can be what the resource's first call made. Services keep seconds.
pub(super) fn is_ours(request: &Creation<'_>, created: Timestamp) -> bool {
    request.resumed && created.seconds() >= request.since.seconds()
}

/// Attributes by name; those that the service did not tell are left out.
pub(super) fn attributes<const N: usize>(attributes: [(&str, Value); N]) -> Map<String, Value> {
    let told = attributes.into_iter().filter(|(_, value)| !value.is_null());
    told.map(|(name, value)| (name.to_owned(), value)).collect()
}
