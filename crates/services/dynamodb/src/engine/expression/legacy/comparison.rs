//! `ComparisonOperator` and `AttributeValueList`.

use std::str::FromStr;
use std::sync::Arc;

use dynamodb_api::{AttributeType, AttributeValue};

use super::super::{Comparator, ExpressionError, Operand, Path, SortTest, Test, compare};
use super::wrong;

/// An operator and the values it compares an attribute with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comparison {
    /// `ComparisonOperator`
    pub operator: ComparisonOperator,
    /// `AttributeValueList`
    pub values: Vec<AttributeValue>,
}

/// The operators of the old conditions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ComparisonOperator {
    /// `EQ`
    Equal,
    /// `NE`
    NotEqual,
    /// `LE`
    LessOrEqual,
    /// `LT`
    Less,
    /// `GE`
    GreaterOrEqual,
    /// `GT`
    Greater,
    /// `NOT_NULL`: something is there.
    NotNull,
    /// `NULL`: nothing is there.
    Null,
    /// `CONTAINS`
    Contains,
    /// `NOT_CONTAINS`: something is there that does not contain the value.
    NotContains,
    /// `BEGINS_WITH`
    BeginsWith,
    /// `IN`
    In,
    /// `BETWEEN`
    Between,
}

impl ComparisonOperator {
    const ALL: [Self; 13] = [
        Self::Equal,
        Self::NotEqual,
        Self::LessOrEqual,
        Self::Less,
        Self::GreaterOrEqual,
        Self::Greater,
        Self::NotNull,
        Self::Null,
        Self::Contains,
        Self::NotContains,
        Self::BeginsWith,
        Self::In,
        Self::Between,
    ];

    /// The name on the wire.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Equal => "EQ",
            Self::NotEqual => "NE",
            Self::LessOrEqual => "LE",
            Self::Less => "LT",
            Self::GreaterOrEqual => "GE",
            Self::Greater => "GT",
            Self::NotNull => "NOT_NULL",
            Self::Null => "NULL",
            Self::Contains => "CONTAINS",
            Self::NotContains => "NOT_CONTAINS",
            Self::BeginsWith => "BEGINS_WITH",
            Self::In => "IN",
            Self::Between => "BETWEEN",
        }
    }

    fn takes(self, count: usize) -> bool {
        match self {
            Self::NotNull | Self::Null => count == 0,
            Self::Between => count == 2,
            Self::In => count > 0,
            _ => count == 1,
        }
    }

    fn compares(self, kind: AttributeType) -> bool {
        use AttributeType::{B, Bs, N, Ns, S, Ss};
        match self {
            Self::NotNull | Self::Null | Self::Equal | Self::NotEqual => true,
            Self::BeginsWith => matches!(kind, S | B),
            Self::Contains | Self::NotContains => matches!(kind, S | N | B | Ss | Ns | Bs),
            _ => matches!(kind, S | N | B),
        }
    }
}

impl FromStr for ComparisonOperator {
    type Err = ();

    fn from_str(name: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|operator| operator.name() == name).ok_or(())
    }
}

impl Comparison {
    /// Checks the values of a filter or key condition.
    pub(super) fn check(&self) -> Result<(), ExpressionError> {
        self.check_count()?;
        self.check_same_type()?;
        let kinds = || self.values.iter().map(AttributeValue::attribute_type);
        if let Some(kind) = kinds().find(|&kind| !self.operator.compares(kind)) {
            return Err(wrong(format_args!(
                "ComparisonOperator {} is not valid for {kind} AttributeValue type",
                self.operator.name()
            )));
        }
        self.check_bounds()
    }

    pub(super) fn check_count(&self) -> Result<(), ExpressionError> {
        if self.operator.takes(self.values.len()) {
            return Ok(());
        }
        let name = self.operator.name();
        Err(wrong(format_args!("Invalid number of argument(s) for the {name} ComparisonOperator")))
    }

    pub(super) fn check_same_type(&self) -> Result<(), ExpressionError> {
        let mut kinds = self.values.iter().map(AttributeValue::attribute_type);
        let first = kinds.next();
        if kinds.all(|kind| Some(kind) == first) {
            return Ok(());
        }
        Err(wrong(format_args!("AttributeValues inside AttributeValueList must be of same type")))
    }

    pub(super) fn check_bounds(&self) -> Result<(), ExpressionError> {
        match (self.operator, self.values.as_slice()) {
            (ComparisonOperator::Between, [low, high])
                if compare::order(low, high).is_some_and(std::cmp::Ordering::is_gt) =>
            {
                Err(ExpressionError::new(
                    "The BETWEEN condition was provided a range where the lower bound is greater than the upper \
                     bound",
                ))
            }
            _ => Ok(()),
        }
    }

    /// What it asks of the value at `path`.
    pub(super) fn test(self, path: Path) -> Test {
        let operator = self.operator;
        let mut values = self.values.into_iter().map(Operand::constant);
        let attribute = Operand::Path(path.clone());
        match (operator, values.next(), values.next()) {
            (ComparisonOperator::Null, ..) => Test::NotExists(path),
            (ComparisonOperator::In, Some(first), second) => {
                Test::In(attribute, std::iter::once(first).chain(second).chain(values).collect())
            }
            (ComparisonOperator::Between, Some(low), Some(high)) => Test::Between(attribute, low, high),
            (ComparisonOperator::Contains, Some(value), _) => Test::Contains(attribute, value),
            (ComparisonOperator::NotContains, Some(value), _) => {
                Test::And(vec![Test::Exists(path), Test::Not(Box::new(Test::Contains(attribute, value)))])
            }
            (ComparisonOperator::BeginsWith, Some(value), _) => Test::BeginsWith(attribute, value),
            (_, Some(value), _) => match comparator(operator) {
                Some(comparator) => Test::Compare(comparator, attribute, value),
                None => Test::Exists(path),
            },
            (_, None, _) => Test::Exists(path),
        }
    }

    /// The same of a key attribute.
    pub(super) fn sort_test(self) -> Result<SortTest, ExpressionError> {
        let mut values = self.values.into_iter().map(Arc::new);
        Ok(match (self.operator, comparator(self.operator), values.next(), values.next()) {
            (ComparisonOperator::Between, _, Some(low), Some(high)) => SortTest::Between(low, high),
            (ComparisonOperator::BeginsWith, _, Some(value), _) => SortTest::BeginsWith(value),
            (_, Some(comparator), Some(value), _) if comparator != Comparator::NotEqual => {
                SortTest::Compare(comparator, value)
            }
            _ => {
                return Err(ExpressionError::new(
                    "Attempted conditional constraint is not an indexable operation",
                ));
            }
        })
    }
}

fn comparator(operator: ComparisonOperator) -> Option<Comparator> {
    Some(match operator {
        ComparisonOperator::Equal => Comparator::Equal,
        ComparisonOperator::NotEqual => Comparator::NotEqual,
        ComparisonOperator::LessOrEqual => Comparator::LessOrEqual,
        ComparisonOperator::Less => Comparator::Less,
        ComparisonOperator::GreaterOrEqual => Comparator::GreaterOrEqual,
        ComparisonOperator::Greater => Comparator::Greater,
        _ => return None,
    })
}
