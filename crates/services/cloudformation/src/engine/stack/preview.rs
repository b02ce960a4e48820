//! What an update would do, as far as that can be told before it is done.
//!
//! The new template is evaluated over what there is. A thing that would be new has the value [`UNKNOWN`]
//! wherever it is referred to; a property that draws on it is said to change, since ids of new things do.

mod compare;

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::values::realized;
use super::{Definition, Stack, StackResource};
use crate::engine::names::{LogicalId, PhysicalId};
use crate::engine::resource::{ResourceTypes, schema};
use crate::engine::template::{
    DeletionPolicy, Realized, Resource, Scope as Values, TEMPLATE_URL_BYTES_MAX, Template, TemplateError,
    UNKNOWN,
};
use compare::Compared;

/// What an update would do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Previewed {
    /// To each resource that it would do something to: the template's order, then those that go.
    pub changes: Vec<ResourceChange>,
    /// Whether it would do anything, be it to outputs or tags alone.
    pub has_effect: bool,
    /// Resources whose type would become another, which is refused.
    pub retyped: Vec<LogicalId>,
}

/// What an update would do to a resource.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResourceChange {
    /// Its name in the template.
    pub id: LogicalId,
    /// What its service calls it.
    pub physical_id: Option<PhysicalId>,
    /// Its type.
    pub type_name: String,
    /// Whether it would be added, changed or removed.
    pub what: What,
}

/// Whether a resource would be added, changed or removed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// It would be new.
    Add,
    /// It would go, as the policy says.
    Remove(DeletionPolicy),
    /// It would be another.
    Modify {
        /// Whether by another thing.
        replaced: Replaced,
        /// What becomes of the thing there is, if it is replaced.
        policy: DeletionPolicy,
        /// What would change, and why.
        details: Vec<Detail>,
    },
}

/// Whether a resource would be replaced by another thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Replaced {
    /// No.
    False,
    /// If a value that is not known yet turns out to be another.
    Conditional,
    /// Yes.
    True,
}

/// A part of a resource that would change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Detail {
    /// Which part.
    pub scope: Scope,
    /// The property, where it is one.
    pub property: Option<String>,
    /// Whether that takes another thing.
    pub replaces: bool,
    /// Whether the value is known only when the update is done.
    pub is_dynamic: bool,
    /// Why it changes.
    pub cause: Cause,
}

/// The parts of a resource.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// A property.
    Properties,
    /// The metadata.
    Metadata,
    /// The tags, through those of the stack.
    Tags,
    /// The deletion policy.
    DeletionPolicy,
    /// The policy for the thing that is replaced.
    UpdateReplacePolicy,
}

/// Why something changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cause {
    /// The template says otherwise.
    Direct,
    /// This parameter has another value.
    Parameter(String),
    /// This resource would be another thing.
    Resource(String),
    /// This attribute, `Resource.Attribute`, would have another value.
    Attribute(String),
}

/// What would come of making `stack` what `definition` says.
pub fn preview(
    stack: &Stack,
    definition: &Definition,
    types: &ResourceTypes,
    exports: &BTreeMap<String, String>,
) -> Result<Previewed, TemplateError> {
    let template = Template::parse(&definition.template_body, TEMPLATE_URL_BYTES_MAX)?;
    let parameters = template.values(&definition.parameters)?;
    let pseudo = stack.pseudo_parameters();
    let plan = template.plan(&parameters, &pseudo)?;
    let old = Template::parse(&stack.definition.template_body, TEMPLATE_URL_BYTES_MAX).ok();
    let mut resources: BTreeMap<LogicalId, Realized> = BTreeMap::new();
    let mut found: BTreeMap<LogicalId, ResourceChange> = BTreeMap::new();
    let mut retyped = Vec::new();
    for id in plan.levels()?.into_iter().flatten() {
        let Some(declared) = template.resource(id.as_str()) else { continue };
        let there = stack.resources.iter().find(|each| each.id == id && each.physical_id.is_some());
        let Some(there) = there else {
            resources.insert(id.clone(), unknown(declared));
            found.insert(id.clone(), change(&id, None, &declared.type_name, What::Add));
            continue;
        };
        if there.type_name != declared.type_name {
            retyped.push(id.clone());
            continue;
        }
        let values = Values {
            parameters: &parameters,
            pseudo: &pseudo,
            conditions: &plan.conditions,
            resources: &resources,
            exports,
        };
        let wanted = wanted(&template, declared, types, &values);
        let compared = Compared {
            stack,
            definition,
            there,
            declared,
            before: old.as_ref().and_then(|old| old.resource(id.as_str())),
            changed: &found,
        };
        let (replaced, details) = compared.with(wanted.as_ref(), types)?;
        let known = match replaced {
            Replaced::False => changed(there, &details, types),
            _ => Some(unknown(declared)),
        };
        resources.extend(known.map(|known| (id.clone(), known)));
        if !details.is_empty() {
            let policy = declared.update_replace_policy;
            let what = What::Modify { replaced, policy, details };
            found.insert(id.clone(), change(&id, Some(there), &there.type_name, what));
        }
    }
    let planned = |id: &LogicalId| plan.resources.iter().any(|each| each.id == *id);
    let gone = stack.resources.iter().filter(|each| !each.status.is_absent() && !planned(&each.id));
    let gone: Vec<ResourceChange> = gone
        .map(|each| change(&each.id, Some(each), &each.type_name, What::Remove(each.deletion_policy)))
        .collect();
    let mut changes: Vec<ResourceChange> =
        plan.resources.iter().filter_map(|planned| found.remove(&planned.id)).collect();
    changes.extend(gone);
    let values = Values {
        parameters: &parameters,
        pseudo: &pseudo,
        conditions: &plan.conditions,
        resources: &resources,
        exports,
    };
    let has_effect = !changes.is_empty()
        || definition.tags != stack.definition.tags
        || outputs_differ(stack, &template, &values);
    Ok(Previewed { changes, has_effect, retyped })
}

/// The properties that the template gives, as far as they are known; none where they cannot be worked out,
/// which the update itself will tell.
fn wanted(
    template: &Template,
    declared: &Resource,
    types: &ResourceTypes,
    values: &Values<'_>,
) -> Option<Map<String, Value>> {
    let provider = types.get(&declared.type_name)?;
    let properties = template.evaluate(&declared.properties, values).ok()?;
    schema::conform(&declared.id, &declared.type_name, provider.properties(), properties).ok()
}

fn change(id: &LogicalId, there: Option<&StackResource>, type_name: &str, what: What) -> ResourceChange {
    let physical_id = there.and_then(|there| there.physical_id.clone());
    ResourceChange { id: id.clone(), physical_id, type_name: type_name.to_owned(), what }
}

/// A thing that is changed where it is, without the attributes that this changes.
fn changed(there: &StackResource, details: &[Detail], types: &ResourceTypes) -> Option<Realized> {
    let mut known = realized(there, !details.is_empty())?;
    let provider = types.get(&there.type_name);
    for property in details.iter().filter_map(|detail| detail.property.as_deref()) {
        for attribute in provider.map_or(&[][..], |provider| provider.attributes_of(property)) {
            known.attributes.remove(*attribute);
        }
    }
    Some(known)
}

/// A thing that there is not yet.
fn unknown(declared: &Resource) -> Realized {
    Realized {
        type_name: declared.type_name.clone(),
        physical_id: PhysicalId::from(UNKNOWN),
        attributes: Map::new(),
        is_open: true,
    }
}

fn outputs_differ(stack: &Stack, template: &Template, values: &Values<'_>) -> bool {
    let live = template.outputs.iter().filter(|output| {
        output.condition.as_ref().is_none_or(|name| values.conditions.get(name) == Some(true))
    });
    let text = |value: &Value| match template.evaluate(value, values) {
        Ok(Value::String(text)) => Some(text),
        Ok(value) => Some(value.to_string()),
        Err(_) => None,
    };
    let new: Vec<_> = live
        .map(|output| {
            let export = output.export.as_ref().and_then(text);
            (output.name.clone(), text(&output.value), output.description.clone(), export)
        })
        .collect();
    let old: Vec<_> = stack
        .outputs
        .iter()
        .map(|output| {
            let (value, export) = (Some(output.value.clone()), output.export_name.clone());
            (output.name.clone(), value, output.description.clone(), export)
        })
        .collect();
    new != old
}
