//! Updates: what to set, remove, add and delete.
//!
//! Everything an update reads, it reads of the item as it was. Sets and removals inside lists mean the
//! elements that were at these indexes; what is set behind a list's end is appended, lower indexes first.

mod apply;
mod resolve;

use std::sync::Arc;

use dynamodb_api::{AttributeValue, Item};

use super::{ExpressionError, Path, Placeholders, Projection, grammar, parser};
use crate::engine::key::KeySchema;

/// An `UpdateExpression`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Update {
    actions: Vec<Action>,
    /// Translated from `AttributeUpdates`, which words one error differently.
    from_attribute_updates: bool,
}

/// One change of an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    /// Puts a value there.
    Set(Path, SetValue),
    /// Leaves nothing there.
    Remove(Path),
    /// Adds to a number, or members to a set; without either, puts the value there.
    Add(Path, Arc<AttributeValue>),
    /// Takes members from a set, and removes it when none are left.
    Delete(Path, Arc<AttributeValue>),
}

/// What SET puts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SetValue {
    /// A value of the item.
    Path(Path),
    /// A value of the request.
    Value(Arc<AttributeValue>),
    /// The sum of two numbers.
    Sum(Box<SetValue>, Box<SetValue>),
    /// Their difference.
    Difference(Box<SetValue>, Box<SetValue>),
    /// What is at the path, or else the value.
    IfNotExists(Path, Box<SetValue>),
    /// Two lists, one after the other.
    ListAppend(Box<SetValue>, Box<SetValue>),
}

impl Action {
    /// Where it changes the item.
    #[must_use]
    pub fn path(&self) -> &Path {
        match self {
            Self::Set(path, _) | Self::Remove(path) | Self::Add(path, _) | Self::Delete(path, _) => path,
        }
    }
}

impl Update {
    /// Reads an update.
    ///
    /// # Errors
    /// In AWS's order and words: syntax, reserved words and functions, paths in each other's way,
    /// placeholders, operands.
    pub fn parse(text: &str, placeholders: &mut Placeholders) -> Result<Self, ExpressionError> {
        let raw = parser::update(text)?;
        grammar::check_update(&raw)?;
        Ok(Self { actions: resolve::actions(&raw, placeholders)?, from_attribute_updates: false })
    }

    /// The update that `AttributeUpdates` stands for; no attribute twice.
    pub(super) fn from_attribute_updates(actions: Vec<Action>) -> Self {
        Self { actions, from_attribute_updates: true }
    }

    /// The changes, in the order they were written.
    #[must_use]
    pub fn actions(&self) -> &[Action] {
        &self.actions
    }

    /// The item after the update, of the item before it; for a new item that is its key alone.
    ///
    /// # Errors
    /// When the item does not have what the update needs, or a number grows past its limits.
    pub fn apply(&self, item: Item) -> Result<Item, ExpressionError> {
        apply::apply(self, item)
    }

    /// The touched parts of an item: of the old one for `UPDATED_OLD`, of the new one for `UPDATED_NEW`.
    #[must_use]
    pub fn touched(&self, item: &Item) -> Item {
        Projection::of(self.actions.iter().map(|action| action.path().clone()).collect()).apply(item)
    }

    /// Checks that the update leaves the table's key alone, and leads into no key attribute of an index.
    ///
    /// # Errors
    /// With the first key attribute, in the order of the schemas, that it changes or leads into.
    pub fn check_keys(&self, schema: &KeySchema, indexes: &[&KeySchema]) -> Result<(), ExpressionError> {
        let changed = |name: &str| self.actions.iter().any(|action| action.path().name() == name);
        if let Some(key) = schema.attributes().find(|key| changed(&key.name)) {
            return Err(ExpressionError::new(format!(
                "One or more parameter values were invalid: Cannot update attribute {}. This attribute is part of \
                 the key",
                key.name
            )));
        }
        let mut paths: Vec<&Path> = self.actions.iter().map(Action::path).collect();
        for action in &self.actions {
            if let Action::Set(_, value) = action {
                value.collect_paths(&mut paths);
            }
        }
        super::resolve::check_key_paths(&paths, schema, indexes)
    }
}

impl SetValue {
    fn collect_paths<'a>(&'a self, paths: &mut Vec<&'a Path>) {
        match self {
            Self::Path(path) => paths.push(path),
            Self::Value(_) => {}
            Self::IfNotExists(path, other) => {
                paths.push(path);
                other.collect_paths(paths);
            }
            Self::Sum(left, right) | Self::Difference(left, right) | Self::ListAppend(left, right) => {
                left.collect_paths(paths);
                right.collect_paths(paths);
            }
        }
    }
}
