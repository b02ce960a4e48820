//! The declaration of one resource.

use serde_json::{Map, Value};

use super::TemplateError;
use crate::engine::names::LogicalId;

/// A resource as the template declares it, its properties not yet evaluated.
#[derive(Clone, Debug)]
pub struct Resource {
    /// Its name in the template.
    pub id: LogicalId,
    /// Its type, such as `AWS::Kinesis::Stream`.
    pub type_name: String,
    /// Its properties, with intrinsics; an object.
    pub properties: Value,
    /// What it waits for beyond what it refers to.
    pub depends_on: Vec<LogicalId>,
    /// The condition under which it exists.
    pub condition: Option<String>,
    /// What becomes of it when the stack goes.
    pub deletion_policy: DeletionPolicy,
    /// What becomes of the thing that there was when an update replaces it.
    pub update_replace_policy: DeletionPolicy,
    /// The author's metadata, with intrinsics.
    pub metadata: Option<Value>,
}

/// What becomes of a resource when its stack is deleted or rolled back.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DeletionPolicy {
    /// It is deleted.
    #[default]
    Delete,
    /// It is kept, also when its creation is rolled back.
    Retain,
    /// It is kept, but not when its creation is rolled back.
    RetainExceptOnCreate,
}

impl DeletionPolicy {
    /// As templates write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Delete => "Delete",
            Self::Retain => "Retain",
            Self::RetainExceptOnCreate => "RetainExceptOnCreate",
        }
    }

    /// Reads what templates write. `Snapshot` is not among them: nothing here can be restored from one.
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Delete, Self::Retain, Self::RetainExceptOnCreate]
            .into_iter()
            .find(|policy| policy.as_str() == text)
    }
}

impl Resource {
    /// Reads the declaration of `id`.
    pub(super) fn parse(id: &str, declaration: &Value) -> Result<Self, TemplateError> {
        let members = declaration
            .as_object()
            .ok_or_else(|| TemplateError::format("Any Resources member must be an object."))?;
        let type_name = members.get("Type").and_then(Value::as_str).ok_or_else(|| {
            TemplateError::format(format!(
                "[/Resources/{id}] Every Resources object must contain a Type member."
            ))
        })?;
        members.keys().try_for_each(|key| known(id, key))?;
        let properties = match members.get("Properties") {
            None => Value::Object(Map::new()),
            Some(properties @ Value::Object(_)) => properties.clone(),
            Some(_) => {
                return Err(TemplateError::format(format!(
                    "[/Resources/{id}/Properties] Properties must be an object."
                )));
            }
        };
        Ok(Self {
            id: LogicalId::from(id),
            type_name: type_name.to_owned(),
            properties,
            depends_on: depends_on(id, members)?,
            condition: condition(members)?,
            deletion_policy: policy(id, members, "DeletionPolicy")?,
            update_replace_policy: replace_policy(id, members)?,
            metadata: members.get("Metadata").cloned(),
        })
    }
}

fn known(id: &str, key: &str) -> Result<(), TemplateError> {
    match key {
        "Type"
        | "Properties"
        | "DependsOn"
        | "Condition"
        | "DeletionPolicy"
        | "UpdateReplacePolicy"
        | "Metadata" => Ok(()),
        "CreationPolicy" | "UpdatePolicy" => {
            Err(TemplateError::Unsupported(format!("the attribute `{key}` of resource `{id}`")))
        }
        other => Err(TemplateError::plain(format!("Invalid template resource property '{other}'"))),
    }
}

fn depends_on(id: &str, members: &Map<String, Value>) -> Result<Vec<LogicalId>, TemplateError> {
    let one = |value: &Value| value.as_str().map(LogicalId::from);
    let found = match members.get("DependsOn") {
        None => Some(Vec::new()),
        Some(Value::Array(items)) => items.iter().map(one).collect(),
        Some(value) => one(value).map(|id| vec![id]),
    };
    found.ok_or_else(|| {
        TemplateError::format(format!(
            "[/Resources/{id}/DependsOn] Every DependsOn value must be a string or a list of strings."
        ))
    })
}

fn condition(members: &Map<String, Value>) -> Result<Option<String>, TemplateError> {
    match members.get("Condition") {
        None => Ok(None),
        Some(Value::String(name)) => Ok(Some(name.clone())),
        Some(_) => Err(TemplateError::format("Every Condition member must be a string.")),
    }
}

/// `RetainExceptOnCreate` is for deletion only.
fn replace_policy(id: &str, members: &Map<String, Value>) -> Result<DeletionPolicy, TemplateError> {
    match policy(id, members, "UpdateReplacePolicy")? {
        DeletionPolicy::RetainExceptOnCreate => Err(TemplateError::function(format!(
            "Unrecognized UpdateReplacePolicy RetainExceptOnCreate for resource {id}"
        ))),
        policy => Ok(policy),
    }
}

fn policy(id: &str, members: &Map<String, Value>, key: &str) -> Result<DeletionPolicy, TemplateError> {
    match members.get(key) {
        None => Ok(DeletionPolicy::Delete),
        Some(Value::String(text)) if text == "Snapshot" => {
            Err(TemplateError::Unsupported(format!("{key} `Snapshot` of resource `{id}`")))
        }
        Some(value) => value.as_str().and_then(DeletionPolicy::parse).ok_or_else(|| {
            let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            TemplateError::function(format!("Unrecognized {key} {text} for resource {id}"))
        }),
    }
}
