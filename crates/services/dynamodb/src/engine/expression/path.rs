//! Document paths: an attribute's name, then names in maps and indexes in lists.

use std::fmt;

use dynamodb_api::{AttributeValue, Item};

/// One step of a path.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// Into a map.
    Name(String),
    /// Into a list, from 0.
    Index(usize),
}

/// Where a value is in an item.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Path {
    attribute: String,
    steps: Vec<Step>,
}

impl Path {
    /// The attribute itself.
    #[must_use]
    pub fn attribute(name: impl Into<String>) -> Self {
        Self { attribute: name.into(), steps: Vec::new() }
    }

    /// `steps` into the attribute.
    #[must_use]
    pub fn nested(name: impl Into<String>, steps: Vec<Step>) -> Self {
        Self { attribute: name.into(), steps }
    }

    /// The attribute the path begins with.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.attribute
    }

    /// The steps behind the attribute.
    #[must_use]
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// True when the path leads into the attribute, not just to it.
    #[must_use]
    pub fn is_nested(&self) -> bool {
        !self.steps.is_empty()
    }

    /// The value there, if there is one.
    #[must_use]
    pub fn find<'i>(&self, item: &'i Item) -> Option<&'i AttributeValue> {
        self.steps.iter().try_fold(item.get(&self.attribute)?, child)
    }

    /// The value that holds the last step of a nested path.
    pub(super) fn parent<'i>(&self, item: &'i Item) -> Option<&'i AttributeValue> {
        let (_, steps) = self.steps.split_last()?;
        steps.iter().try_fold(item.get(&self.attribute)?, child)
    }

    /// As [`Self::parent`].
    pub(super) fn parent_mut<'i>(&self, item: &'i mut Item) -> Option<&'i mut AttributeValue> {
        let (_, steps) = self.steps.split_last()?;
        steps.iter().try_fold(item.get_mut(&self.attribute)?, |value, step| match (value, step) {
            (AttributeValue::M(map), Step::Name(name)) => map.get_mut(name),
            (AttributeValue::L(list), Step::Index(index)) => list.get_mut(*index),
            _ => None,
        })
    }

    /// How one path lies to another: the steps they share, from the attribute on, and whether they part
    /// there because one goes into a map and the other into a list.
    pub(super) fn relation(&self, other: &Self) -> Relation {
        if self.attribute != other.attribute {
            return Relation::Apart;
        }
        for pair in self.steps.iter().zip(&other.steps) {
            match pair {
                (left, right) if left == right => {}
                (Step::Name(_), Step::Index(_)) | (Step::Index(_), Step::Name(_)) => {
                    return Relation::Conflict;
                }
                _ => return Relation::Apart,
            }
        }
        Relation::Overlap
    }
}

/// How two paths lie to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Relation {
    Apart,
    /// They are the same, or one leads into the other.
    Overlap,
    /// They want the same value to be a list and a map.
    Conflict,
}

fn child<'i>(value: &'i AttributeValue, step: &Step) -> Option<&'i AttributeValue> {
    match (value, step) {
        (AttributeValue::M(map), Step::Name(name)) => map.get(name),
        (AttributeValue::L(list), Step::Index(index)) => list.get(*index),
        _ => None,
    }
}

/// As AWS writes paths in errors: `[a, [1], b]`.
impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "[{}", self.attribute)?;
        self.steps.iter().try_for_each(|step| match step {
            Step::Name(name) => write!(f, ", {name}"),
            Step::Index(index) => write!(f, ", [{index}]"),
        })?;
        f.write_str("]")
    }
}
