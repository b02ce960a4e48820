//! The value of an expression, given what exists so far.

use std::collections::BTreeMap;

use base64::Engine as _;
use serde_json::{Map, Value};

use super::functions::{Attribute, Function, JOIN_SHAPE, SELECT_SHAPE, SPLIT_SHAPE};
use super::substitution::{self, Piece};
use super::{Conditions, ParameterValues, Template, TemplateError};
use crate::engine::names::{LogicalId, PhysicalId, StackId, StackName};

/// The parameters that every template has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PseudoParameters {
    /// `AWS::AccountId` and `AWS::Region`.
    pub place: kernel::Place,
    /// `AWS::StackName`.
    pub stack_name: StackName,
    /// `AWS::StackId`.
    pub stack_id: StackId,
    /// `AWS::NotificationARNs`.
    pub notification_arns: Vec<String>,
}

/// A resource that exists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Realized {
    /// Its type, for error texts.
    pub type_name: String,
    /// The value of `Ref`.
    pub physical_id: PhysicalId,
    /// The values of `Fn::GetAtt`, by attribute name, dots included.
    pub attributes: Map<String, Value>,
    /// Whether attributes that are not among these may come yet: they have the value [`UNKNOWN`].
    pub is_open: bool,
}

/// What stands for a value that will be known when a change has been carried out, as AWS writes it.
pub const UNKNOWN: &str = "{{changeSet:KNOWN_AFTER_APPLY}}";

/// All that an expression may draw on.
#[derive(Clone, Copy, Debug)]
pub struct Scope<'a> {
    /// The template's parameters.
    pub parameters: &'a ParameterValues,
    /// The parameters that every template has.
    pub pseudo: &'a PseudoParameters,
    /// The settled conditions.
    pub conditions: &'a Conditions,
    /// The resources that exist.
    pub resources: &'a BTreeMap<LogicalId, Realized>,
    /// The values of other stacks' exports, by export name.
    pub exports: &'a BTreeMap<String, String>,
}

/// The zones that every region is said to have: AWS's regions have three or more, `a` to `c` in most.
const ZONES: [&str; 3] = ["a", "b", "c"];
/// AWS's text for this is not known.
const IMPORT_SHAPE: &str = "every Fn::ImportValue object must have a String-typed value.";

const PSEUDO: [&str; 8] = [
    "AWS::AccountId",
    "AWS::NoValue",
    "AWS::NotificationARNs",
    "AWS::Partition",
    "AWS::Region",
    "AWS::StackId",
    "AWS::StackName",
    "AWS::URLSuffix",
];

/// Whether `name` is a parameter that every template has.
pub(super) fn is_pseudo(name: &str) -> bool {
    PSEUDO.contains(&name)
}

impl Template {
    /// The value of `value` with every call carried out. Members and items that are
    /// `AWS::NoValue` are left out; a whole value that is, is null.
    pub fn evaluate(&self, value: &Value, scope: &Scope) -> Result<Value, TemplateError> {
        Ok(Evaluation { template: self, scope }.value(value)?.unwrap_or(Value::Null))
    }
}

struct Evaluation<'a> {
    template: &'a Template,
    scope: &'a Scope<'a>,
}

impl Evaluation<'_> {
    /// `None` is `AWS::NoValue`.
    fn value(&self, value: &Value) -> Result<Option<Value>, TemplateError> {
        if let Some(function) = Function::of(value)? {
            return self.call(function);
        }
        Ok(Some(match value {
            Value::Array(items) => {
                let items = items.iter().filter_map(|item| self.value(item).transpose());
                Value::Array(items.collect::<Result<_, _>>()?)
            }
            Value::Object(members) => {
                let members = members.iter().filter_map(|(key, member)| {
                    self.value(member).transpose().map(|member| member.map(|member| (key.clone(), member)))
                });
                Value::Object(members.collect::<Result<_, _>>()?)
            }
            scalar => scalar.clone(),
        }))
    }

    fn call(&self, function: Function) -> Result<Option<Value>, TemplateError> {
        let value = match function {
            Function::Ref(name) => return self.reference(name),
            Function::GetAtt { resource, attribute } => match attribute {
                Attribute::Named(name) => self.attribute(resource, name)?,
                Attribute::Computed(value) => self.attribute(resource, &self.text(value, "every Fn::GetAtt object requires two non-empty parameters, the resource name and the resource attribute")?)?,
            },
            Function::Sub { text, variables } => Value::String(self.substitute(text, variables)?),
            Function::Join { delimiter, items } => {
                let items = self.list(items, JOIN_SHAPE)?;
                let texts: Option<Vec<String>> = items.iter().map(text_of).collect();
                Value::String(texts.ok_or_else(|| TemplateError::function(JOIN_SHAPE))?.join(delimiter))
            }
            Function::Select { index, items } => self.select(index, items)?,
            Function::Split { delimiter, text } => {
                let text = self.text(text, SPLIT_SHAPE)?;
                Value::Array(text.split(delimiter).map(Value::from).collect())
            }
            Function::If { condition, then, otherwise } => {
                let holds = self.scope.conditions.get(condition).ok_or_else(|| {
                    TemplateError::function(format!("unresolved condition dependency {condition} in Fn::If"))
                })?;
                return self.value(if holds { then } else { otherwise });
            }
            Function::FindInMap { map, key, attribute } => self.find(map, key, attribute)?,
            Function::Base64(value) => {
                let text = self.text(value, "every Fn::Base64 object must have a String-typed value.")?;
                Value::String(base64::engine::general_purpose::STANDARD.encode(text))
            }
            Function::GetAZs(region) => {
                let region =
                    self.text(region, "every Fn::GetAZs object must have a String-typed value.")?;
                let region =
                    if region.is_empty() { self.scope.pseudo.place.region.as_str() } else { &region };
                Value::from(ZONES.map(|zone| format!("{region}{zone}")).to_vec())
            }
            Function::ImportValue(name) => {
                let name = self.text(name, IMPORT_SHAPE)?;
                let value = self.scope.exports.get(&name).cloned();
                Value::String(
                    value.ok_or_else(|| TemplateError::plain(format!("No export named {name} found")))?,
                )
            }
        };
        Ok(Some(value))
    }

    fn reference(&self, name: &str) -> Result<Option<Value>, TemplateError> {
        if name == "AWS::NoValue" {
            return Ok(None);
        }
        if let Some(value) = self.pseudo(name) {
            return Ok(Some(value));
        }
        if let Some(value) = self.scope.parameters.0.get(name) {
            return Ok(Some(match &value.members {
                Some(members) => Value::from(members.clone()),
                None => Value::from(value.text.clone()),
            }));
        }
        match self.scope.resources.get(name) {
            Some(resource) => Ok(Some(Value::from(resource.physical_id.as_str()))),
            None => Err(TemplateError::UnresolvedInResources(vec![name.to_owned()])),
        }
    }

    fn pseudo(&self, name: &str) -> Option<Value> {
        let pseudo = self.scope.pseudo;
        Some(match name {
            "AWS::AccountId" => Value::from(pseudo.place.account.as_str()),
            "AWS::Region" => Value::from(pseudo.place.region.as_str()),
            "AWS::StackName" => Value::from(pseudo.stack_name.as_str()),
            "AWS::StackId" => Value::from(pseudo.stack_id.as_str()),
            "AWS::Partition" => Value::from("aws"),
            "AWS::URLSuffix" => Value::from("amazonaws.com"),
            "AWS::NotificationARNs" => Value::from(pseudo.notification_arns.clone()),
            _ => return None,
        })
    }

    fn attribute(&self, resource: &str, name: &str) -> Result<Value, TemplateError> {
        let found = self.scope.resources.get(resource).ok_or_else(|| {
            TemplateError::function(format!(
                "instance of Fn::GetAtt references undefined resource {resource}"
            ))
        })?;
        let open = found.is_open.then(|| Value::from(UNKNOWN));
        found.attributes.get(name).cloned().or(open).ok_or_else(|| {
            let type_name = &found.type_name;
            TemplateError::plain(format!(
                "Requested attribute {name} does not exist in schema for {type_name}"
            ))
        })
    }

    fn substitute(
        &self,
        text: &str,
        variables: Option<&Map<String, Value>>,
    ) -> Result<String, TemplateError> {
        let mut result = String::with_capacity(text.len());
        for piece in substitution::pieces(text)? {
            let (name, value) = match piece {
                Piece::Text(text) => {
                    result.push_str(text);
                    continue;
                }
                Piece::Escaped(name) => {
                    result.push_str(&format!("${{{name}}}"));
                    continue;
                }
                Piece::Name(name) => match variables.and_then(|variables| variables.get(name)) {
                    Some(value) => (name.to_owned(), self.value(value)?),
                    None => (name.to_owned(), self.reference(name)?),
                },
                Piece::Attribute(resource, attribute) => {
                    let name = format!("{resource}.{attribute}");
                    match variables.and_then(|variables| variables.get(&name)) {
                        Some(value) => (name, self.value(value)?),
                        None => (name, Some(self.attribute(resource, attribute)?)),
                    }
                }
            };
            let text = value.as_ref().and_then(text_of).ok_or_else(|| {
                TemplateError::function(format!(
                    "variable {name} in Fn::Sub expression does not resolve to a string"
                ))
            })?;
            result.push_str(&text);
        }
        Ok(result)
    }

    fn select(&self, index: &Value, items: &Value) -> Result<Value, TemplateError> {
        let index = self.text(index, SELECT_SHAPE)?;
        let items = self.list(items, SELECT_SHAPE)?;
        let position: i64 = index.parse().map_err(|_| TemplateError::function(SELECT_SHAPE))?;
        let found = usize::try_from(position).ok().and_then(|position| items.get(position));
        found.cloned().ok_or_else(|| {
            // AWS has two spaces here.
            TemplateError::function(format!(
                "Fn::Select  cannot select nonexistent value at index {position}"
            ))
        })
    }

    fn find(&self, map: &Value, key: &Value, attribute: &Value) -> Result<Value, TemplateError> {
        let shape = "every Fn::FindInMap object requires three parameters, the map name, map key and the \
                     attribute for return value";
        let (map, key) = (self.text(map, shape)?, self.text(key, shape)?);
        let attribute = self.text(attribute, shape)?;
        let found = self.template.mappings.get(&map).and_then(|keys| keys.get(&key)?.get(&attribute));
        found.cloned().ok_or_else(|| {
            TemplateError::function(format!("Unable to get mapping for {map}::{key}::{attribute}"))
        })
    }

    fn text(&self, value: &Value, shape: &str) -> Result<String, TemplateError> {
        let value = self.value(value)?;
        value.as_ref().and_then(text_of).ok_or_else(|| TemplateError::function(shape))
    }

    fn list(&self, value: &Value, shape: &str) -> Result<Vec<Value>, TemplateError> {
        match self.value(value)? {
            Some(Value::Array(items)) => Ok(items),
            _ => Err(TemplateError::function(shape)),
        }
    }
}

/// A scalar as the text that stands for it; lists and maps have none.
fn text_of(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(_) | Value::Bool(_) => Some(value.to_string()),
        _ => None,
    }
}
