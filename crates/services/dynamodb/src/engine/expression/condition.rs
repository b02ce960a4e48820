//! Conditions and filters, ready to be asked of items.

use std::borrow::Cow;
use std::sync::Arc;

use dynamodb_api::{AttributeType, AttributeValue, Item, Number};

use super::{
    Comparator, ExpressionError, ExpressionKind, Path, Placeholders, compare, grammar, parser, resolve,
};
use crate::engine::key::KeySchema;

/// A `ConditionExpression` or `FilterExpression`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Condition {
    test: Test,
}

/// What a condition asks. Paths that lead nowhere are no error: they hold nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Test {
    /// One of them holds.
    Or(Vec<Test>),
    /// All of them hold.
    And(Vec<Test>),
    /// It does not hold.
    Not(Box<Test>),
    /// The operands compare so. Only `<>` holds of a missing one.
    Compare(Comparator, Operand, Operand),
    /// The first lies between the others, or is one of them.
    Between(Operand, Operand, Operand),
    /// The first equals one of the others.
    In(Operand, Vec<Operand>),
    /// Something is there.
    Exists(Path),
    /// Nothing is there.
    NotExists(Path),
    /// Something of this type is there.
    HasType(Path, AttributeType),
    /// The first begins with the second.
    BeginsWith(Operand, Operand),
    /// The first contains the second.
    Contains(Operand, Operand),
}

/// What a test looks at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Operand {
    /// A value of the item.
    Path(Path),
    /// A value of the request.
    Value(Arc<AttributeValue>),
    /// The size of an operand.
    Size(Box<Operand>),
}

impl Condition {
    /// Reads a condition or filter; `kind` is how errors call it.
    ///
    /// # Errors
    /// In AWS's order and words: syntax, reserved words and functions, placeholders, operands.
    pub fn parse(
        kind: ExpressionKind,
        text: &str,
        placeholders: &mut Placeholders,
    ) -> Result<Self, ExpressionError> {
        let raw = parser::condition(kind, text)?;
        grammar::check_condition(kind, &raw)?;
        Ok(Self { test: resolve::condition(kind, &raw, placeholders)? })
    }

    /// The condition that asks this.
    #[must_use]
    pub fn of(test: Test) -> Self {
        Self { test }
    }

    /// What it asks.
    #[must_use]
    pub fn test(&self) -> &Test {
        &self.test
    }

    /// True when the item meets the condition. An item that does not exist is an empty one.
    #[must_use]
    pub fn holds(&self, item: &Item) -> bool {
        self.test.holds(item)
    }

    /// The paths it looks at, in the order they were written.
    #[must_use]
    pub fn paths(&self) -> Vec<&Path> {
        let mut paths = Vec::new();
        self.test.collect_paths(&mut paths);
        paths
    }

    /// Checks that no path leads into a key attribute of the table or of an index: those are scalars.
    ///
    /// # Errors
    /// With the first attribute, in the order of the schemas, that one leads into.
    pub fn check_key_paths(&self, schema: &KeySchema, indexes: &[&KeySchema]) -> Result<(), ExpressionError> {
        super::resolve::check_key_paths(&self.paths(), schema, indexes)
    }

    /// Checks that a Query's filter leaves the key of what it reads alone; `parameter` is how errors call the
    /// filter.
    ///
    /// # Errors
    /// With the first attribute of `schema`, in its order, that the filter looks at.
    pub fn check_filters_no_key(&self, schema: &KeySchema, parameter: &str) -> Result<(), ExpressionError> {
        let paths = self.paths();
        let used = |name: &str| paths.iter().any(|path| path.name() == name);
        match schema.attributes().find(|attribute| used(&attribute.name)) {
            None => Ok(()),
            Some(attribute) => Err(ExpressionError::new(format!(
                "{parameter} can only contain non-primary key attributes: Primary key attribute: {}",
                attribute.name
            ))),
        }
    }
}

impl Test {
    /// True when the item meets it.
    #[must_use]
    pub fn holds(&self, item: &Item) -> bool {
        match self {
            Self::Or(all) => all.iter().any(|test| test.holds(item)),
            Self::And(all) => all.iter().all(|test| test.holds(item)),
            Self::Not(test) => !test.holds(item),
            Self::Compare(comparator, left, right) => {
                compare::compares(*comparator, left.value(item).as_deref(), right.value(item).as_deref())
            }
            Self::Between(operand, low, high) => operand.value(item).is_some_and(|value| {
                let at_most = |left: &AttributeValue, right: &AttributeValue| {
                    compare::order(left, right).is_some_and(std::cmp::Ordering::is_le)
                };
                low.value(item).is_some_and(|low| at_most(&low, &value))
                    && high.value(item).is_some_and(|high| at_most(&value, &high))
            }),
            Self::In(operand, list) => operand.value(item).is_some_and(|value| {
                list.iter().any(|other| other.value(item).is_some_and(|other| value == other))
            }),
            Self::Exists(path) => path.find(item).is_some(),
            Self::NotExists(path) => path.find(item).is_none(),
            Self::HasType(path, kind) => path.find(item).is_some_and(|value| value.attribute_type() == *kind),
            Self::BeginsWith(value, prefix) => both(item, value, prefix, compare::begins_with),
            Self::Contains(value, part) => both(item, value, part, compare::contains),
        }
    }

    fn collect_paths<'a>(&'a self, paths: &mut Vec<&'a Path>) {
        match self {
            Self::Or(all) | Self::And(all) => all.iter().for_each(|test| test.collect_paths(paths)),
            Self::Not(test) => test.collect_paths(paths),
            Self::Compare(_, left, right) | Self::BeginsWith(left, right) | Self::Contains(left, right) => {
                paths.extend([left, right].into_iter().filter_map(Operand::path));
            }
            Self::Between(operand, low, high) => {
                paths.extend([operand, low, high].into_iter().filter_map(Operand::path));
            }
            Self::In(operand, list) => {
                paths.extend(std::iter::once(operand).chain(list).filter_map(Operand::path));
            }
            Self::Exists(path) | Self::NotExists(path) | Self::HasType(path, _) => paths.push(path),
        }
    }
}

fn both(
    item: &Item,
    left: &Operand,
    right: &Operand,
    holds: fn(&AttributeValue, &AttributeValue) -> bool,
) -> bool {
    match (left.value(item), right.value(item)) {
        (Some(left), Some(right)) => holds(&left, &right),
        _ => false,
    }
}

impl Operand {
    /// A value of the request.
    #[must_use]
    pub fn constant(value: AttributeValue) -> Self {
        Self::Value(Arc::new(value))
    }

    /// The value it stands for, of this item.
    #[must_use]
    pub fn value<'a>(&'a self, item: &'a Item) -> Option<Cow<'a, AttributeValue>> {
        match self {
            Self::Path(path) => path.find(item).map(Cow::Borrowed),
            Self::Value(value) => Some(Cow::Borrowed(value.as_ref())),
            Self::Size(operand) => {
                let size = compare::size(operand.value(item)?.as_ref())?;
                Some(Cow::Owned(AttributeValue::N(Number::from(size as u64))))
            }
        }
    }

    /// The type it has whatever the item; a path's depends on that.
    pub(super) fn static_type(&self) -> Option<AttributeType> {
        match self {
            Self::Path(_) => None,
            Self::Value(value) => Some(value.attribute_type()),
            Self::Size(_) => Some(AttributeType::N),
        }
    }

    /// The path it looks at, itself or for its size.
    pub(super) fn path(&self) -> Option<&Path> {
        match self {
            Self::Path(path) => Some(path),
            Self::Value(_) => None,
            Self::Size(operand) => operand.path(),
        }
    }
}
