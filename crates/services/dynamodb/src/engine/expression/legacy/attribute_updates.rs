//! `AttributeUpdates`.

use std::collections::BTreeMap;
use std::sync::Arc;

use dynamodb_api::{AttributeType, AttributeValue};

use super::super::{Action, ExpressionError, Path, SetValue, Update};
use super::wrong;

/// What is done with one attribute.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AttributeUpdate {
    /// `Action`
    pub action: UpdateAction,
    /// `Value`
    pub value: Option<AttributeValue>,
}

/// `Action`
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum UpdateAction {
    /// Puts the value there.
    #[default]
    Put,
    /// Adds to a number, members to a set, or elements to a list.
    Add,
    /// Takes members from a set; without a value, removes the attribute.
    Delete,
}

/// `AttributeUpdates` as an update.
///
/// # Errors
/// When an action has no value, or one of a type it cannot have.
pub fn attribute_updates(all: BTreeMap<String, AttributeUpdate>) -> Result<Update, ExpressionError> {
    let actions = all.into_iter().map(|(name, update)| update.action(Path::attribute(name)));
    Ok(Update::from_attribute_updates(actions.collect::<Result<_, _>>()?))
}

impl AttributeUpdate {
    fn action(self, path: Path) -> Result<Action, ExpressionError> {
        let Some(value) = self.value.map(Arc::new) else {
            return match self.action {
                UpdateAction::Delete => Ok(Action::Remove(path)),
                UpdateAction::Put | UpdateAction::Add => Err(wrong(format_args!(
                    "Only DELETE action is allowed when no attribute value is specified"
                ))),
            };
        };
        let kind = value.attribute_type();
        let is_set = matches!(kind, AttributeType::Ss | AttributeType::Ns | AttributeType::Bs);
        match self.action {
            UpdateAction::Put => Ok(Action::Set(path, SetValue::Value(value))),
            UpdateAction::Delete if is_set => Ok(Action::Delete(path, value)),
            UpdateAction::Delete => {
                Err(wrong(format_args!("DELETE action with value is not supported for the type {kind}")))
            }
            UpdateAction::Add if is_set || kind == AttributeType::N => Ok(Action::Add(path, value)),
            UpdateAction::Add if kind == AttributeType::L => {
                let none = Arc::new(AttributeValue::L(Vec::new()));
                let old = SetValue::IfNotExists(path.clone(), Box::new(SetValue::Value(none)));
                let both = SetValue::ListAppend(Box::new(old), Box::new(SetValue::Value(value)));
                Ok(Action::Set(path, both))
            }
            UpdateAction::Add => Err(wrong(format_args!("ADD action is not supported for the type {kind}"))),
        }
    }
}
