//! Parameters: how they are declared, and the values that a stack is given for them.
//!
//! Texts: `must be a number.`, `must match pattern`, `must be one of AllowedValues` and
//! `failed to satisfy constraint` are as AWS was seen to answer; those on lengths and bounds follow
//! their form.

use std::collections::BTreeMap;

use regex_lite::{Regex, RegexBuilder};
use serde_json::{Map, Value};

use super::TemplateError;

/// Bytes that the value of a parameter may have. Source: CloudFormation quotas, "Parameter values".
const VALUE_BYTES_MAX: usize = 4096;
/// Bytes that a compiled `AllowedPattern` may take; bounds the work a template can ask for.
const PATTERN_BYTES_MAX: usize = 1 << 20;

/// The type of a parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParameterKind {
    /// `String`.
    Text,
    /// `Number`: checked as one, handed on as text.
    Number,
    /// `CommaDelimitedList`: texts, trimmed.
    List,
    /// `List<Number>`.
    NumberList,
}

/// A parameter as the template declares it.
#[derive(Clone, Debug)]
pub struct Parameter {
    /// Its name.
    pub name: String,
    /// Its type.
    pub kind: ParameterKind,
    /// The value taken where none is given.
    pub default: Option<String>,
    /// What it is for, in the author's words.
    pub description: Option<String>,
    /// What a value must be, in the author's words; replaces AWS's text.
    pub constraint: Option<String>,
    /// Whether answers show asterisks instead of the value.
    pub no_echo: bool,
    /// The values it may have, if they are listed.
    pub allowed_values: Option<Vec<String>>,
    pattern: Option<(String, Regex)>,
    length: (Option<f64>, Option<f64>),
    bounds: (Option<f64>, Option<f64>),
}

/// The value of a parameter: the text as given, and the members where it is a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParameterValue {
    /// As given, or the default.
    pub text: String,
    /// The members of a list, trimmed; `None` where the type is no list.
    pub members: Option<Vec<String>>,
}

/// The value of every parameter of a template.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ParameterValues(pub BTreeMap<String, ParameterValue>);

impl ParameterValues {
    /// The texts, by name, as a stack stores them.
    pub fn texts(&self) -> BTreeMap<String, String> {
        self.0.iter().map(|(name, value)| (name.clone(), value.text.clone())).collect()
    }
}

impl Parameter {
    /// Reads the declaration of `name`.
    pub(super) fn parse(name: &str, declaration: &Value) -> Result<Self, TemplateError> {
        let members = declaration
            .as_object()
            .ok_or_else(|| TemplateError::format("Any Parameters member must be an object."))?;
        let kind = kind(members)?;
        for key in members.keys() {
            if !KEYS.contains(&key.as_str()) {
                return Err(TemplateError::plain(format!("Invalid template parameter property '{key}'")));
            }
        }
        let parameter = Self {
            name: name.to_owned(),
            kind,
            default: scalar(members, "Default")?,
            description: scalar(members, "Description")?,
            constraint: scalar(members, "ConstraintDescription")?,
            no_echo: scalar(members, "NoEcho")?.is_some_and(|text| text == "true"),
            allowed_values: allowed_values(members)?,
            pattern: pattern(name, members)?,
            length: (number(members, "MinLength")?, number(members, "MaxLength")?),
            bounds: (number(members, "MinValue")?, number(members, "MaxValue")?),
        };
        Ok(parameter)
    }

    /// `text` as a value of this parameter, if it may be one.
    pub fn value(&self, text: &str) -> Result<ParameterValue, TemplateError> {
        let members = match self.kind {
            ParameterKind::Text | ParameterKind::Number => None,
            ParameterKind::List | ParameterKind::NumberList if text.is_empty() => Some(Vec::new()),
            ParameterKind::List | ParameterKind::NumberList => {
                Some(text.split(',').map(|member| member.trim().to_owned()).collect::<Vec<_>>())
            }
        };
        let value = ParameterValue { text: text.to_owned(), members };
        match &value.members {
            None => self.check(text)?,
            Some(members) => members.iter().try_for_each(|member| self.check(member))?,
        }
        if text.len() > VALUE_BYTES_MAX {
            return Err(self.refusal(format!("must have at most {VALUE_BYTES_MAX} bytes")));
        }
        Ok(value)
    }

    fn check(&self, text: &str) -> Result<(), TemplateError> {
        let numeric = matches!(self.kind, ParameterKind::Number | ParameterKind::NumberList);
        let parsed = text.trim().parse::<f64>().ok().filter(|number| number.is_finite());
        if numeric && parsed.is_none() {
            return Err(self.refusal("must be a number.".into()));
        }
        if let Some(allowed) = &self.allowed_values
            && !allowed.iter().any(|value| value == text)
        {
            return Err(self.refusal("must be one of AllowedValues".into()));
        }
        if let Some((source, pattern)) = &self.pattern
            && !pattern.is_match(text)
        {
            return Err(self.refusal(format!("must match pattern {source}")));
        }
        let characters = text.chars().count() as f64;
        match (self.length, self.bounds, parsed) {
            ((Some(least), _), ..) if characters < least => {
                Err(self.refusal(format!("must contain at least {least} characters")))
            }
            ((_, Some(most)), ..) if characters > most => {
                Err(self.refusal(format!("must contain at most {most} characters")))
            }
            (_, (Some(least), _), Some(value)) if numeric && value < least => {
                Err(self.refusal(format!("must be a number not less than {least}")))
            }
            (_, (_, Some(most)), Some(value)) if numeric && value > most => {
                Err(self.refusal(format!("must be a number not greater than {most}")))
            }
            _ => Ok(()),
        }
    }

    fn refusal(&self, what: String) -> TemplateError {
        TemplateError::plain(match &self.constraint {
            Some(words) => format!("Parameter {} failed to satisfy constraint: {words}", self.name),
            None => format!("Parameter '{}' {what}", self.name),
        })
    }
}

/// The value of every one of `parameters`: from `given`, else its default.
pub(super) fn resolve(
    parameters: &[Parameter],
    given: &BTreeMap<String, String>,
) -> Result<ParameterValues, TemplateError> {
    let known = |name: &&String| parameters.iter().any(|parameter| parameter.name == **name);
    let unknown: Vec<String> = given.keys().filter(|name| !known(name)).cloned().collect();
    if !unknown.is_empty() {
        return Err(TemplateError::ParametersUnknown(unknown));
    }
    let text = |parameter: &Parameter| given.get(&parameter.name).or(parameter.default.as_ref()).cloned();
    let missing: Vec<String> = parameters
        .iter()
        .filter(|parameter| text(parameter).is_none())
        .map(|parameter| parameter.name.clone())
        .collect();
    if !missing.is_empty() {
        return Err(TemplateError::ParametersMissing(missing));
    }
    let mut values = BTreeMap::new();
    for parameter in parameters {
        let value = parameter.value(&text(parameter).unwrap_or_default())?;
        values.insert(parameter.name.clone(), value);
    }
    Ok(ParameterValues(values))
}

const KEYS: [&str; 11] = [
    "Type",
    "Default",
    "Description",
    "ConstraintDescription",
    "NoEcho",
    "AllowedValues",
    "AllowedPattern",
    "MinLength",
    "MaxLength",
    "MinValue",
    "MaxValue",
];

fn kind(members: &Map<String, Value>) -> Result<ParameterKind, TemplateError> {
    let text = members
        .get("Type")
        .and_then(Value::as_str)
        .ok_or_else(|| TemplateError::format("Every Parameters object must contain a Type member."))?;
    match text {
        "String" => Ok(ParameterKind::Text),
        "Number" => Ok(ParameterKind::Number),
        "CommaDelimitedList" => Ok(ParameterKind::List),
        "List<Number>" => Ok(ParameterKind::NumberList),
        _ if text.starts_with("AWS::") || text.starts_with("List<AWS::") => {
            Err(TemplateError::Unsupported(format!("parameter type `{text}`")))
        }
        _ => Err(TemplateError::format(format!("Unrecognized parameter type: {text}"))),
    }
}

/// A member as text; numbers and booleans are taken as written.
fn scalar(members: &Map<String, Value>, key: &str) -> Result<Option<String>, TemplateError> {
    match members.get(key) {
        None => Ok(None),
        Some(Value::String(text)) => Ok(Some(text.clone())),
        Some(value @ (Value::Number(_) | Value::Bool(_))) => Ok(Some(value.to_string())),
        Some(_) => Err(TemplateError::format(format!("Every {key} member must be a string."))),
    }
}

fn number(members: &Map<String, Value>, key: &str) -> Result<Option<f64>, TemplateError> {
    let Some(text) = scalar(members, key)? else { return Ok(None) };
    let number = text.parse::<f64>().ok().filter(|number| number.is_finite());
    number.map(Some).ok_or_else(|| TemplateError::format(format!("Every {key} member must be a number.")))
}

fn allowed_values(members: &Map<String, Value>) -> Result<Option<Vec<String>>, TemplateError> {
    let Some(value) = members.get("AllowedValues") else { return Ok(None) };
    let list = value
        .as_array()
        .ok_or_else(|| TemplateError::format("Every AllowedValues member must be a list."))?;
    let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    Ok(Some(list.iter().map(text).collect()))
}

/// AWS matches the whole value with Java's engine; look-around and back-references are refused here.
fn pattern(name: &str, members: &Map<String, Value>) -> Result<Option<(String, Regex)>, TemplateError> {
    let Some(source) = scalar(members, "AllowedPattern")? else { return Ok(None) };
    let regex = RegexBuilder::new(&format!("^(?:{source})$")).size_limit(PATTERN_BYTES_MAX).build();
    match regex {
        Ok(regex) => Ok(Some((source, regex))),
        Err(error) => {
            Err(TemplateError::Unsupported(format!("the AllowedPattern of parameter `{name}` ({error})")))
        }
    }
}
