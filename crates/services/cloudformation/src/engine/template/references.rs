//! What a value refers to: walks a value and every call in it, in the order written.

use serde_json::Value;

use super::functions::{Attribute, Function};
use super::substitution::{self, Piece};
use super::{Conditions, TemplateError};

/// Something that a value needs from elsewhere in the template.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reference<'t> {
    /// A parameter, pseudo parameter or resource, from `Ref` or `Fn::Sub`.
    Name(&'t str),
    /// A resource, for one of its attributes, from `Fn::GetAtt`.
    Resource(&'t str),
    /// A resource, for one of its attributes, from `Fn::Sub`.
    Substituted(&'t str),
    /// A condition, from `Fn::If`.
    Condition(&'t str),
    /// A mapping, from `Fn::FindInMap`.
    Mapping(&'t str),
}

/// Calls `found` for all that `value` refers to. With `conditions` known, only the branch of an
/// `Fn::If` that is taken counts; without, both do.
pub(super) fn visit<'t>(
    value: &'t Value,
    conditions: Option<&Conditions>,
    found: &mut dyn FnMut(Reference<'t>),
) -> Result<(), TemplateError> {
    let Some(function) = Function::of(value)? else {
        return match value {
            Value::Array(items) => items.iter().try_for_each(|item| visit(item, conditions, found)),
            Value::Object(members) => {
                members.values().try_for_each(|member| visit(member, conditions, found))
            }
            _ => Ok(()),
        };
    };
    match function {
        Function::Ref(name) => found(Reference::Name(name)),
        Function::GetAtt { resource, attribute } => {
            found(Reference::Resource(resource));
            if let Attribute::Computed(value) = attribute {
                visit(value, conditions, found)?;
            }
        }
        Function::Sub { text, variables } => {
            let given = |name: &str| variables.is_some_and(|variables| variables.contains_key(name));
            for piece in substitution::pieces(text)? {
                match piece {
                    Piece::Name(name) if !given(name) => found(Reference::Name(name)),
                    Piece::Attribute(resource, attribute) if !given(&format!("{resource}.{attribute}")) => {
                        found(Reference::Substituted(resource));
                    }
                    _ => {}
                }
            }
            for value in variables.into_iter().flat_map(|variables| variables.values()) {
                visit(value, conditions, found)?;
            }
        }
        Function::If { condition, then, otherwise } => {
            found(Reference::Condition(condition));
            match conditions.and_then(|conditions| conditions.get(condition)) {
                Some(true) => visit(then, conditions, found)?,
                Some(false) => visit(otherwise, conditions, found)?,
                None => {
                    visit(then, conditions, found)?;
                    visit(otherwise, conditions, found)?;
                }
            }
        }
        Function::FindInMap { map, key, attribute } => {
            if let Some(name) = map.as_str() {
                found(Reference::Mapping(name));
            }
            for value in [map, key, attribute] {
                visit(value, conditions, found)?;
            }
        }
        Function::Select { index, items } => {
            visit(index, conditions, found)?;
            visit(items, conditions, found)?;
        }
        Function::Join { items: value, .. }
        | Function::Split { text: value, .. }
        | Function::Base64(value) => {
            visit(value, conditions, found)?;
        }
    }
    Ok(())
}
