//! The sections of a template, read and checked one by one.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::{Parameter, ParameterValues, Resource, TemplateError, check, parameters, text};

/// Most resources of a template. Source: CloudFormation quotas.
const RESOURCES_MAX: usize = 500;
/// Most parameters of a template. Source: CloudFormation quotas.
const PARAMETERS_MAX: usize = 200;
/// Most outputs of a template. Source: CloudFormation quotas.
const OUTPUTS_MAX: usize = 200;
/// Most mappings of a template. Source: CloudFormation quotas.
const MAPPINGS_MAX: usize = 200;
/// Bytes of the description of a template. Source: CloudFormation quotas.
const DESCRIPTION_BYTES_MAX: usize = 1024;

/// A template that has been read and found sound, whatever its parameters will be.
#[derive(Clone, Debug)]
pub struct Template {
    /// `AWSTemplateFormatVersion`, where it is given.
    pub version: Option<String>,
    /// What it is for, in the author's words.
    pub description: Option<String>,
    /// The author's metadata, as written.
    pub metadata: Option<Value>,
    /// The parameters, in order.
    pub parameters: Vec<Parameter>,
    /// The resources, in order, those of false conditions included.
    pub resources: Vec<Resource>,
    /// The outputs, in order, those of false conditions included.
    pub outputs: Vec<Output>,
    pub(super) mappings: Map<String, Value>,
    pub(super) conditions: Map<String, Value>,
}

/// An output as the template declares it.
#[derive(Clone, Debug)]
pub struct Output {
    /// Its name.
    pub name: String,
    /// What it is, in the author's words.
    pub description: Option<String>,
    /// Its value, with intrinsics.
    pub value: Value,
    /// The name it is exported by, with intrinsics.
    pub export: Option<Value>,
    /// The condition under which it exists.
    pub condition: Option<String>,
}

impl Template {
    /// Reads `text`, YAML or JSON, of at most `bytes_max` bytes, and checks all that does not
    /// depend on parameters.
    pub fn parse(text: &str, bytes_max: usize) -> Result<Self, TemplateError> {
        let tree = text::read(text, bytes_max)?;
        let empty = Map::new();
        let root = tree.as_object().unwrap_or(&empty);
        refuse_sections(root)?;
        let template = Self {
            version: root.get("AWSTemplateFormatVersion").and_then(Value::as_str).map(str::to_owned),
            description: description(root)?,
            metadata: root.get("Metadata").cloned(),
            parameters: entries(root, "Parameters", PARAMETERS_MAX, Parameter::parse)?,
            resources: resources(root)?,
            outputs: entries(root, "Outputs", OUTPUTS_MAX, output)?,
            mappings: mappings(root)?,
            conditions: section(root, "Conditions")?.cloned().unwrap_or_default(),
        };
        check::names(&template)?;
        check::references(&template)?;
        Ok(template)
    }

    /// The tree of a template's text with all intrinsics in long form, as `GetTemplate` of a
    /// processed template and the golden files show it.
    pub fn tree(text: &str, bytes_max: usize) -> Result<Value, TemplateError> {
        text::read(text, bytes_max)
    }

    /// The value of every parameter: from `given`, else its default.
    pub fn values(&self, given: &BTreeMap<String, String>) -> Result<ParameterValues, TemplateError> {
        parameters::resolve(&self.parameters, given)
    }

    /// The resource called `id`.
    pub fn resource(&self, id: &str) -> Option<&Resource> {
        self.resources.iter().find(|resource| resource.id.as_str() == id)
    }
}

fn refuse_sections(root: &Map<String, Value>) -> Result<(), TemplateError> {
    const KNOWN: [&str; 8] = [
        "AWSTemplateFormatVersion",
        "Description",
        "Metadata",
        "Parameters",
        "Mappings",
        "Conditions",
        "Resources",
        "Outputs",
    ];
    if root.get("AWSTemplateFormatVersion").is_some_and(|version| version != "2010-09-09") {
        return Err(TemplateError::format("unsupported value for AWSTemplateFormatVersion."));
    }
    if let Some(transform) = root.get("Transform") {
        let name = transform.as_str().map_or_else(|| transform.to_string(), str::to_owned);
        return Err(TemplateError::Unsupported(format!("transform `{name}`")));
    }
    if let Some(section) = ["Rules", "Hooks"].into_iter().find(|section| root.contains_key(*section)) {
        return Err(TemplateError::Unsupported(format!("section `{section}`")));
    }
    let unknown: Vec<&str> = root.keys().map(String::as_str).filter(|key| !KNOWN.contains(key)).collect();
    if unknown.is_empty() {
        return Ok(());
    }
    Err(TemplateError::plain(format!("Invalid template property or properties [{}]", unknown.join(", "))))
}

fn description(root: &Map<String, Value>) -> Result<Option<String>, TemplateError> {
    match root.get("Description") {
        None => Ok(None),
        Some(Value::String(text)) if text.len() <= DESCRIPTION_BYTES_MAX => Ok(Some(text.clone())),
        Some(Value::String(_)) => Err(TemplateError::format(format!(
            "'Description' length is greater than {DESCRIPTION_BYTES_MAX}."
        ))),
        Some(_) => Err(TemplateError::format("Template Description must be a string.")),
    }
}

fn section<'t>(
    root: &'t Map<String, Value>,
    name: &str,
) -> Result<Option<&'t Map<String, Value>>, TemplateError> {
    match root.get(name) {
        None => Ok(None),
        Some(Value::Object(members)) => Ok(Some(members)),
        Some(_) => Err(TemplateError::format(format!("[/{name}] {name} must be an object."))),
    }
}

fn entries<T>(
    root: &Map<String, Value>,
    name: &str,
    count_max: usize,
    read: fn(&str, &Value) -> Result<T, TemplateError>,
) -> Result<Vec<T>, TemplateError> {
    let Some(members) = section(root, name)? else { return Ok(Vec::new()) };
    if members.len() > count_max {
        let (count, name) = (members.len(), name.to_lowercase());
        return Err(TemplateError::format(format!(
            "Number of {name}, {count}, is greater than maximum allowed, {count_max}"
        )));
    }
    members.iter().map(|(key, value)| read(key, value)).collect()
}

fn resources(root: &Map<String, Value>) -> Result<Vec<Resource>, TemplateError> {
    let resources = entries(root, "Resources", RESOURCES_MAX, Resource::parse)?;
    if resources.is_empty() {
        return Err(TemplateError::format("At least one Resources member must be defined."));
    }
    Ok(resources)
}

fn mappings(root: &Map<String, Value>) -> Result<Map<String, Value>, TemplateError> {
    let Some(mappings) = section(root, "Mappings")? else { return Ok(Map::new()) };
    if mappings.len() > MAPPINGS_MAX {
        return Err(TemplateError::format(format!(
            "Number of mappings, {}, is greater than maximum allowed, {MAPPINGS_MAX}",
            mappings.len()
        )));
    }
    for (name, mapping) in mappings {
        let member_must_be_map =
            |name: &str| TemplateError::format(format!("Every Mappings member {name} must be a map"));
        let keys = mapping.as_object().ok_or_else(|| member_must_be_map(name))?;
        for (key, attributes) in keys {
            let attributes = attributes.as_object().ok_or_else(|| member_must_be_map(key))?;
            if attributes.values().any(Value::is_object) {
                return Err(TemplateError::format("Every Mappings attribute must be a String or a List."));
            }
        }
    }
    Ok(mappings.clone())
}

fn output(name: &str, declaration: &Value) -> Result<Output, TemplateError> {
    let members = declaration
        .as_object()
        .ok_or_else(|| TemplateError::format("Any Outputs member must be an object."))?;
    let value = members
        .get("Value")
        .ok_or_else(|| TemplateError::format("Every Outputs member must contain a Value object"))?;
    let text = |key: &str| match members.get(key) {
        None => Ok(None),
        Some(Value::String(text)) => Ok(Some(text.clone())),
        Some(_) => Err(TemplateError::format(format!("Every Outputs {key} must be a string."))),
    };
    let unknown = |key: &&String| !["Value", "Description", "Export", "Condition"].contains(&key.as_str());
    if let Some(key) = members.keys().find(unknown) {
        return Err(TemplateError::plain(format!("Invalid template output property '{key}'")));
    }
    let export = match members.get("Export") {
        None => None,
        Some(export) => Some(export.get("Name").cloned().ok_or_else(|| {
            TemplateError::format(format!("Output {name} is malformed. The Name field of every Export member must be specified and consist only of alphanumeric characters, colons, or hyphens."))
        })?),
    };
    Ok(Output {
        name: name.to_owned(),
        description: text("Description")?,
        value: value.clone(),
        export,
        condition: text("Condition")?,
    })
}
