//! What SearchTables is asked.

use wire::Shape;

/// AWS's `PropertyPredicate`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct PropertyPredicate {
    #[shape(length(1..=1024))]
    pub key: Option<String>,
    #[shape(length(1..=1024))]
    pub value: Option<String>,
    pub comparator: Option<Comparator>,
}

/// AWS's `SortCriterion`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct SortCriterion {
    #[shape(length(1..=1024))]
    pub field_name: Option<String>,
    pub sort: Option<Sort>,
}

/// AWS's `Comparator`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum Comparator {
    Equals,
    GreaterThan,
    LessThan,
    GreaterThanEquals,
    LessThanEquals,
}

/// AWS's `Sort`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum Sort {
    Asc,
    Desc,
}
