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
    /// A resource, for one of its attributes, from `Fn::GetAtt`; which one, unless that is computed.
    Resource(&'t str, Option<&'t str>),
    /// A resource, for one of its attributes, from `Fn::Sub`.
    Substituted(&'t str, &'t str),
    /// A condition, from `Fn::If`.
    Condition(&'t str),
    /// A mapping, from `Fn::FindInMap`.
    Mapping(&'t str),
    /// An export of another stack, from `Fn::ImportValue`: the value that is its name.
    Import(&'t Value),
    /// The zones of a region, from `Fn::GetAZs`.
    Zones,
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
        Function::GetAtt { resource, attribute } => match attribute {
            Attribute::Named(name) => found(Reference::Resource(resource, Some(name))),
            Attribute::Computed(value) => {
                found(Reference::Resource(resource, None));
                visit(value, conditions, found)?;
            }
        },
        Function::Sub { text, variables } => {
            let given = |name: &str| variables.is_some_and(|variables| variables.contains_key(name));
            for piece in substitution::pieces(text)? {
                match piece {
                    Piece::Name(name) if !given(name) => found(Reference::Name(name)),
                    Piece::Attribute(resource, attribute) if !given(&format!("{resource}.{attribute}")) => {
                        found(Reference::Substituted(resource, attribute));
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
        Function::ImportValue(name) => {
            found(Reference::Import(name));
            visit(name, conditions, found)?;
        }
        Function::GetAZs(region) => {
            found(Reference::Zones);
            visit(region, conditions, found)?;
        }
        Function::Join { items: value, .. }
        | Function::Split { text: value, .. }
        | Function::Base64(value) => {
            visit(value, conditions, found)?;
        }
    }
    Ok(())
}

/// The names that `value` refers to, with the attribute where it is one, in the order written.
pub fn names_in(value: &Value) -> Result<Vec<(String, Option<String>)>, TemplateError> {
    let mut names = Vec::new();
    visit(value, None, &mut |reference| match reference {
        Reference::Name(name) => names.push((name.to_owned(), None)),
        Reference::Resource(name, attribute) => {
            names.push((name.to_owned(), Some(attribute.unwrap_or_default().to_owned())));
        }
        Reference::Substituted(name, attribute) => {
            names.push((name.to_owned(), Some(attribute.to_owned())));
        }
        Reference::Condition(_) | Reference::Mapping(_) | Reference::Import(_) | Reference::Zones => {}
    })?;
    Ok(names)
}
