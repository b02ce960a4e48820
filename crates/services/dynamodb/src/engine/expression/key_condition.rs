//! Key conditions: one partition, and a stretch of its sort keys.

use std::sync::Arc;

use dynamodb_api::AttributeValue;

use super::{Comparator, Condition, ExpressionError, ExpressionKind, Operand, Path, Placeholders, Test};
use crate::engine::key::{KeyAttribute, KeyRange, KeySchema, Keyspace, Scalar, SortCondition};

/// A `KeyConditionExpression`, not yet held against the key it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyCondition {
    /// Each attribute and what is asked of it; no attribute twice.
    pub(super) tests: Vec<(String, SortTest)>,
}

/// What is asked of one key attribute.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SortTest {
    /// `=`, `<`, `<=`, `>` or `>=`; never `<>`.
    Compare(Comparator, Arc<AttributeValue>),
    /// `BETWEEN`, both ends included.
    Between(Arc<AttributeValue>, Arc<AttributeValue>),
    /// `begins_with`
    BeginsWith(Arc<AttributeValue>),
}

/// A key condition that fits a key: every value has its attribute's type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyTest {
    /// The partition key's value.
    pub partition: Arc<AttributeValue>,
    /// What is asked of the sort key, if anything.
    pub sort: Option<SortTest>,
}

impl KeyCondition {
    /// Reads a key condition.
    ///
    /// # Errors
    /// What is wrong whatever the table: as for conditions, then operators a key condition cannot have.
    pub fn parse(text: &str, placeholders: &mut Placeholders) -> Result<Self, ExpressionError> {
        let condition = Condition::parse(ExpressionKind::KeyCondition, text, placeholders)?;
        let mut tests = Vec::with_capacity(2);
        collect(condition.test(), &mut tests)?;
        Ok(Self { tests })
    }

    /// Holds the condition against the key of the table or index to be read.
    ///
    /// # Errors
    /// When the partition key is not asked to equal something, or another attribute is asked for.
    pub fn against(self, schema: &KeySchema) -> Result<KeyTest, ExpressionError> {
        let attributes = schema.attributes().count();
        if self.tests.len() > attributes {
            return Err(ExpressionError::new(format!(
                "The number of query conditions ({}) exceeds the number of key attributes defined in the schema \
                 ({attributes})",
                self.tests.len()
            )));
        }
        let more_than_partition = self.tests.len() > 1;
        let mut tests = self.tests;
        let mut take = |attribute: &KeyAttribute| -> Option<SortTest> {
            let index = tests.iter().position(|(name, _)| *name == attribute.name)?;
            Some(tests.swap_remove(index).1)
        };
        let partition = take(&schema.partition).ok_or_else(|| missing(&schema.partition))?;
        check_values(&schema.partition, &partition)?;
        let SortTest::Compare(Comparator::Equal, partition) = partition else {
            return Err(ExpressionError::new("Query key condition not supported"));
        };
        let sort = match &schema.sort {
            None => None,
            Some(attribute) => match take(attribute) {
                None if more_than_partition => return Err(missing(attribute)),
                None => None,
                Some(test) => {
                    check_values(attribute, &test)?;
                    Some(test)
                }
            },
        };
        Ok(KeyTest { partition, sort })
    }
}

fn missing(attribute: &KeyAttribute) -> ExpressionError {
    ExpressionError::new(format!("Query condition missed key schema element: {}", attribute.name))
}

fn check_values(attribute: &KeyAttribute, test: &SortTest) -> Result<(), ExpressionError> {
    let (first, second) = test.values();
    for value in std::iter::once(first).chain(second) {
        let empty = match Scalar::typed(value, attribute.scalar) {
            None => {
                return Err(ExpressionError::new(
                    "One or more parameter values were invalid: Condition parameter type does not match schema type",
                ));
            }
            Some(Scalar::S("")) => "string",
            Some(Scalar::B([])) => "binary",
            Some(_) => continue,
        };
        return Err(ExpressionError::new(format!(
            "One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an \
             empty {empty} value. Key: {}",
            attribute.name
        )));
    }
    Ok(())
}

impl SortTest {
    fn values(&self) -> (&AttributeValue, Option<&AttributeValue>) {
        match self {
            Self::Compare(_, value) | Self::BeginsWith(value) => (value, None),
            Self::Between(low, high) => (low, Some(high)),
        }
    }

    /// The same for stored keys; `None` where a value is no scalar.
    fn condition(&self) -> Option<SortCondition<'_>> {
        Some(match self {
            Self::Compare(comparator, value) => {
                let value = Scalar::of(value)?;
                match comparator {
                    Comparator::Equal | Comparator::NotEqual => SortCondition::Equal(value),
                    Comparator::Less => SortCondition::Less(value),
                    Comparator::LessOrEqual => SortCondition::LessOrEqual(value),
                    Comparator::Greater => SortCondition::Greater(value),
                    Comparator::GreaterOrEqual => SortCondition::GreaterOrEqual(value),
                }
            }
            Self::Between(low, high) => SortCondition::Between(Scalar::of(low)?, Scalar::of(high)?),
            Self::BeginsWith(value) => SortCondition::BeginsWith(Scalar::of(value)?),
        })
    }
}

impl KeyTest {
    /// The stored keys of `space` that meet the condition.
    #[must_use]
    pub fn range(&self, space: &Keyspace) -> KeyRange {
        let partition = Scalar::of(&self.partition).expect("invariant: the type was checked");
        space.query(partition, self.sort.as_ref().and_then(SortTest::condition))
    }

    /// True when a sort key meets the condition, for checking `ExclusiveStartKey`.
    #[must_use]
    pub fn admits_sort(&self, sort: &AttributeValue) -> bool {
        let operand = Operand::Path(Path::attribute("sort"));
        let constant = |value: &Arc<AttributeValue>| Operand::Value(Arc::clone(value));
        let test = match &self.sort {
            None => return true,
            Some(SortTest::Compare(comparator, value)) => {
                Test::Compare(*comparator, operand, constant(value))
            }
            Some(SortTest::Between(low, high)) => Test::Between(operand, constant(low), constant(high)),
            Some(SortTest::BeginsWith(value)) => Test::BeginsWith(operand, constant(value)),
        };
        test.holds(&[("sort".to_owned(), sort.clone())].into())
    }
}

/// Takes a condition apart, refusing what keys cannot be asked.
fn collect(test: &Test, tests: &mut Vec<(String, SortTest)>) -> Result<(), ExpressionError> {
    let operator = match test {
        Test::And(all) => return all.iter().try_for_each(|test| collect(test, tests)),
        Test::Or(_) => "OR",
        Test::Not(_) => "NOT",
        Test::In(..) => "IN",
        Test::Compare(Comparator::NotEqual, ..) => "<>",
        Test::Exists(_) => "attribute_exists",
        Test::NotExists(_) => "attribute_not_exists",
        Test::HasType(..) => "attribute_type",
        Test::Contains(..) => "contains",
        Test::Compare(comparator, left, right) => {
            let flipped = match comparator {
                Comparator::Less => Comparator::Greater,
                Comparator::LessOrEqual => Comparator::GreaterOrEqual,
                Comparator::Greater => Comparator::Less,
                Comparator::GreaterOrEqual => Comparator::LessOrEqual,
                Comparator::Equal | Comparator::NotEqual => *comparator,
            };
            let comparator = if matches!(left, Operand::Path(_)) { *comparator } else { flipped };
            let (name, values) = one_attribute(&[left, right])?;
            return add(tests, name, values, |first, _| SortTest::Compare(comparator, first));
        }
        Test::Between(operand, low, high) => {
            first_operand("BETWEEN", operand)?;
            let (name, values) = one_attribute(&[operand, low, high])?;
            return add(tests, name, values, |low, high| match high {
                Some(high) => SortTest::Between(low, high),
                None => SortTest::Compare(Comparator::Equal, low),
            });
        }
        Test::BeginsWith(operand, prefix) => {
            first_operand("begins_with", operand)?;
            let (name, values) = one_attribute(&[operand, prefix])?;
            return add(tests, name, values, |prefix, _| SortTest::BeginsWith(prefix));
        }
    };
    Err(ExpressionError::new(format!("Invalid operator used in KeyConditionExpression: {operator}")))
}

fn first_operand(operator: &str, operand: &Operand) -> Result<(), ExpressionError> {
    match operand {
        Operand::Path(_) => Ok(()),
        _ => Err(ExpressionError::new(format!(
            "Invalid condition in KeyConditionExpression: {operator} operator must have the key attribute as its \
             first operand"
        ))),
    }
}

type Values = Vec<Arc<AttributeValue>>;

/// The one attribute among the operands, and the values.
fn one_attribute<'o>(operands: &[&'o Operand]) -> Result<(&'o str, Values), ExpressionError> {
    let problem = |text: &str| ExpressionError::invalid(ExpressionKind::KeyCondition, text);
    let bare =
        |text: &str| ExpressionError::new(format!("Invalid condition in KeyConditionExpression: {text}"));
    let mut name = None;
    let mut values = Vec::with_capacity(2);
    for operand in operands {
        match operand {
            Operand::Value(value) => values.push(Arc::clone(value)),
            Operand::Size(_) => {
                return Err(problem("KeyConditionExpressions cannot contain nested operations"));
            }
            Operand::Path(_) if name.is_some() => {
                return Err(bare("Multiple attribute names used in one condition"));
            }
            Operand::Path(path) if path.is_nested() => {
                return Err(problem("KeyConditionExpressions cannot have conditions on nested attributes"));
            }
            Operand::Path(path) => name = Some(path.name()),
        }
    }
    name.map(|name| (name, values)).ok_or_else(|| bare("No key attribute specified"))
}

fn add(
    tests: &mut Vec<(String, SortTest)>,
    name: &str,
    values: Values,
    test: impl FnOnce(Arc<AttributeValue>, Option<Arc<AttributeValue>>) -> SortTest,
) -> Result<(), ExpressionError> {
    if tests.iter().any(|(other, _)| other == name) {
        return Err(ExpressionError::invalid(
            ExpressionKind::KeyCondition,
            "KeyConditionExpressions must only contain one condition per key",
        ));
    }
    let mut values = values.into_iter();
    let first = values.next().expect("invariant: one operand is the attribute, the others are values");
    tests.push((name.to_owned(), test(first, values.next())));
    Ok(())
}
