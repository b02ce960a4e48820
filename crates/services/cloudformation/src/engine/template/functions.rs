//! The intrinsic functions that make values: recognising one and the shape of its arguments.
//!
//! An object with one member named `Ref` or `Fn::…` is a call. What each one means stands in
//! [`super::evaluate`]; the functions that make conditions stand in [`super::conditions`].

use serde_json::{Map, Value};

use super::TemplateError;

/// A call, its arguments still to be evaluated.
#[derive(Debug)]
pub(super) enum Function<'t> {
    Ref(&'t str),
    GetAtt { resource: &'t str, attribute: Attribute<'t> },
    Sub { text: &'t str, variables: Option<&'t Map<String, Value>> },
    Join { delimiter: &'t str, items: &'t Value },
    Select { index: &'t Value, items: &'t Value },
    Split { delimiter: &'t str, text: &'t Value },
    If { condition: &'t str, then: &'t Value, otherwise: &'t Value },
    FindInMap { map: &'t Value, key: &'t Value, attribute: &'t Value },
    Base64(&'t Value),
    GetAZs(&'t Value),
    ImportValue(&'t Value),
}

/// The second argument of `Fn::GetAtt`: given, or a `Ref` to a parameter.
#[derive(Debug)]
pub(super) enum Attribute<'t> {
    Named(&'t str),
    Computed(&'t Value),
}

/// Functions that AWS has and Pumphouse does not, and what they would need.
const REFUSED: [(&str, &str); 7] = [
    ("Fn::Cidr", "`Fn::Cidr` (there are no networks here)"),
    ("Fn::Transform", "`Fn::Transform`"),
    ("Fn::ForEach", "`Fn::ForEach` of the transform `AWS::LanguageExtensions`"),
    ("Fn::Length", "`Fn::Length` of the transform `AWS::LanguageExtensions`"),
    ("Fn::ToJsonString", "`Fn::ToJsonString` of the transform `AWS::LanguageExtensions`"),
    ("Fn::GetStackOutput", "`Fn::GetStackOutput`"),
    ("Fn::Contains", "`Fn::Contains` of the section `Rules`"),
];

impl<'t> Function<'t> {
    /// The call that `value` is, if it is one.
    pub(super) fn of(value: &'t Value) -> Result<Option<Self>, TemplateError> {
        let Some((name, argument)) = only_member(value) else { return Ok(None) };
        let list = argument.as_array().map(Vec::as_slice);
        let wrong = |message: &str| Err(TemplateError::function(message));
        let function = match name {
            "Ref" => match argument.as_str() {
                Some(name) => Self::Ref(name),
                None => return wrong("every Ref object must have a single String value."),
            },
            "Fn::GetAtt" => get_att(argument)?,
            "Fn::Sub" => match (argument, list) {
                (Value::String(text), _) => Self::Sub { text, variables: None },
                (_, Some([Value::String(text), Value::Object(variables)])) => {
                    Self::Sub { text, variables: Some(variables) }
                }
                _ => {
                    return wrong(
                        "One or more Fn::Sub intrinsic functions don't specify expected arguments. Specify a \
                         string as first argument, and an optional second argument to specify a mapping of \
                         values to replace in the string",
                    );
                }
            },
            "Fn::Join" => match list {
                Some([Value::String(delimiter), items]) if !items.is_string() => {
                    Self::Join { delimiter, items }
                }
                _ => return wrong(JOIN_SHAPE),
            },
            "Fn::Select" => match list {
                Some([index, items]) => Self::Select { index, items },
                _ => return wrong(SELECT_SHAPE),
            },
            "Fn::Split" => match list {
                Some([Value::String(delimiter), text]) if !delimiter.is_empty() => {
                    Self::Split { delimiter, text }
                }
                _ => return wrong(SPLIT_SHAPE),
            },
            "Fn::If" => match list {
                Some([Value::String(condition), then, otherwise]) => Self::If { condition, then, otherwise },
                _ => return wrong("Fn::If requires a list argument with three elements, a condition first"),
            },
            "Fn::FindInMap" => match list {
                Some([map, key, attribute]) => Self::FindInMap { map, key, attribute },
                _ => {
                    return wrong(
                        "every Fn::FindInMap object requires three parameters, the map name, map key and the \
                         attribute for return value",
                    );
                }
            },
            "Fn::Base64" => Self::Base64(argument),
            "Fn::GetAZs" => Self::GetAZs(argument),
            "Fn::ImportValue" => Self::ImportValue(argument),
            "Fn::Equals" | "Fn::And" | "Fn::Or" | "Fn::Not" => {
                return wrong(&format!("{name} can be used only in the Conditions block of the template"));
            }
            _ => return other(name).map(|()| None),
        };
        Ok(Some(function))
    }
}

pub(super) const SELECT_SHAPE: &str =
    "Fn::Select requires a list argument with two elements: an integer index and a list";
pub(super) const JOIN_SHAPE: &str = "every Fn::Join object requires two parameters, (1) a string delimiter and (2) a list of strings to be \
     joined or a function that returns a list of strings (such as Fn::GetAZs) to be joined.";
pub(super) const SPLIT_SHAPE: &str = "every Fn::Split object requires two parameters, (1) a string delimiter \
     and (2) a string to be split or a function that returns a string to be split.";

/// The name and argument of an object with a single member.
pub(super) fn only_member(value: &Value) -> Option<(&str, &Value)> {
    let members = value.as_object().filter(|members| members.len() == 1)?;
    members.iter().next().map(|(name, argument)| (name.as_str(), argument))
}

fn other(name: &str) -> Result<(), TemplateError> {
    if let Some((_, refusal)) = REFUSED.iter().find(|(refused, _)| *refused == name) {
        return Err(TemplateError::Unsupported((*refusal).to_owned()));
    }
    if name.starts_with("Fn::") {
        return Err(TemplateError::function(format!(
            "encountered unsupported function: {name} Supported functions are: [Fn::Base64, Fn::GetAtt, \
             Fn::Join, Fn::Split, Fn::FindInMap, Fn::Select, Ref, Fn::Equals, Fn::If, Fn::Not, Condition, \
             Fn::And, Fn::Or, Fn::Sub, Fn::GetAZs, Fn::ImportValue]"
        )));
    }
    Ok(())
}

fn get_att(argument: &Value) -> Result<Function<'_>, TemplateError> {
    match argument {
        Value::String(text) => match text.split_once('.') {
            Some((resource, attribute)) if !resource.is_empty() && !attribute.is_empty() => {
                Ok(Function::GetAtt { resource, attribute: Attribute::Named(attribute) })
            }
            _ => Err(TemplateError::function(
                "if specifying one argument to Fn::GetAtt, that argument must be a non-empty string in format \
                 <LogicalId>.<Attribute>",
            )),
        },
        Value::Array(items) => match items.as_slice() {
            [Value::String(resource), Value::String(attribute)]
                if !resource.is_empty() && !attribute.is_empty() =>
            {
                Ok(Function::GetAtt { resource, attribute: Attribute::Named(attribute) })
            }
            [Value::String(resource), attribute @ Value::Object(_)] if !resource.is_empty() => {
                Ok(Function::GetAtt { resource, attribute: Attribute::Computed(attribute) })
            }
            _ => Err(get_att_shape()),
        },
        _ => Err(get_att_shape()),
    }
}

fn get_att_shape() -> TemplateError {
    TemplateError::function(
        "every Fn::GetAtt object requires two non-empty parameters, the resource name and the resource attribute",
    )
}
