//! What filters say of a table's keys, as DynamoDB can be asked for it.
//!
//! What is made of filters is never too narrow, as they are applied again above. Keys that are doubles are not asked
//! for: one double stands for many numbers.

use datafusion::common::ScalarValue;
use datafusion::logical_expr::Expr;
use dynamodb_api::{AttributeValue, Number};

use super::Described;
use crate::lake::fixed;
use crate::limits::LIVE_KEYS_MAX;
use crate::live::bounds::Bounds;
use crate::live::columns::{Column, Kind};

/// The longest text or bytes of a partition key: DynamoDB's.
const PARTITION_BYTES_MAX: usize = 2_048;
/// The same of a sort key.
const SORT_BYTES_MAX: usize = 1_024;

/// Between which values a sort key lies, both included.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Range {
    /// The least.
    pub lower: Option<AttributeValue>,
    /// The greatest.
    pub upper: Option<AttributeValue>,
}

/// The partitions that can hold what filters ask for.
#[derive(Clone, Debug, PartialEq)]
pub enum Asked {
    /// Any.
    All,
    /// These, and of them what the sort key says.
    Some(Vec<AttributeValue>, Range),
}

/// What filters ask for.
pub fn asked(table: &Described, filters: &[Expr]) -> Asked {
    let column = |name: &str| table.columns.iter().find(|column| is_of(column, name));
    let Some(partition) = column(&table.partition) else { return Asked::All };
    let Some(values) = fixed(&partition.name, filters) else { return Asked::All };
    if values.len() > LIVE_KEYS_MAX {
        return Asked::All;
    }
    let mut keys: Vec<AttributeValue> = Vec::new();
    for value in values.iter().filter(|value| !value.is_null()) {
        let Some(key) = key(partition.kind, value) else { return Asked::All };
        // A key is never empty, nor longer than keys may be.
        if can_be(&key, PARTITION_BYTES_MAX) && !keys.contains(&key) {
            keys.push(key);
        }
    }
    let Some(sort) = table.sort.as_deref().and_then(column) else {
        return Asked::Some(keys, Range::default());
    };
    let bounds = Bounds::of(&sort.name, filters);
    let bound = |value: Option<ScalarValue>| {
        value.and_then(|value| key(sort.kind, &value)).filter(|key| can_be(key, SORT_BYTES_MAX))
    };
    let range = Range { lower: bound(bounds.lower), upper: bound(bounds.upper) };
    if is_empty(&range) { Asked::Some(Vec::new(), range) } else { Asked::Some(keys, range) }
}

/// Whether a column is that attribute and no other of the same lower case.
fn is_of(column: &Column, attribute: &str) -> bool {
    column.spellings.iter().eq([attribute])
}

fn key(kind: Kind, value: &ScalarValue) -> Option<AttributeValue> {
    match (kind, value) {
        (Kind::Text, ScalarValue::Utf8(Some(text))) => Some(AttributeValue::S(text.clone())),
        (Kind::Integer, ScalarValue::Int64(Some(number))) => Some(AttributeValue::N(Number::from(*number))),
        (Kind::Binary, ScalarValue::Binary(Some(bytes))) => Some(AttributeValue::B(bytes.clone().into())),
        _ => None,
    }
}

fn can_be(key: &AttributeValue, bytes_max: usize) -> bool {
    let length = match key {
        AttributeValue::S(text) => text.len(),
        AttributeValue::B(bytes) => bytes.len(),
        _ => return true,
    };
    (1..=bytes_max).contains(&length)
}

fn is_empty(range: &Range) -> bool {
    match (&range.lower, &range.upper) {
        (Some(AttributeValue::S(lower)), Some(AttributeValue::S(upper))) => lower > upper,
        (Some(AttributeValue::N(lower)), Some(AttributeValue::N(upper))) => lower > upper,
        (Some(AttributeValue::B(lower)), Some(AttributeValue::B(upper))) => lower > upper,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use datafusion::prelude::{col, lit};

    fn table(kind: Kind) -> Described {
        let column =
            |name: &str, kind| Column { name: name.to_lowercase(), spellings: vec![name.to_owned()], kind };
        Described {
            name: "T".to_owned(),
            partition: "Id".to_owned(),
            sort: Some("at".to_owned()),
            columns: vec![column("Id", kind), column("at", Kind::Integer)],
        }
    }

    fn number(value: i64) -> AttributeValue {
        AttributeValue::N(value.into())
    }

    #[test]
    fn keys_are_asked_for_where_filters_fix_them() {
        let (text, whole) = (table(Kind::Text), table(Kind::Integer));
        let id = || col("id");
        let filters = [id().eq(lit("a")), col("at").gt(lit(3_i64)), col("at").lt(lit(9_i64))];
        let range = Range { lower: Some(number(3)), upper: Some(number(9)) };
        assert_eq!(asked(&text, &filters), Asked::Some(vec!["a".into()], range));
        assert_eq!(asked(&text, &filters[1..]), Asked::All);
        let both = [id().in_list(vec![lit("a"), lit("b"), lit("a")], false)];
        assert_eq!(asked(&text, &both), Asked::Some(vec!["a".into(), "b".into()], Range::default()));
        assert_eq!(asked(&whole, &[id().eq(lit(7_i64))]), Asked::Some(vec![number(7)], Range::default()));
    }

    #[test]
    fn what_no_key_can_be_is_not_asked_for() {
        let nothing = Asked::Some(Vec::new(), Range::default());
        assert_eq!(asked(&table(Kind::Text), &[col("id").eq(lit(""))]), nothing);
        let never = [col("id").eq(lit("a")), col("at").between(lit(9_i64), lit(3_i64))];
        assert!(matches!(asked(&table(Kind::Text), &never), Asked::Some(keys, _) if keys.is_empty()));
        assert_eq!(asked(&table(Kind::Double), &[col("id").eq(lit(1.5))]), Asked::All);
    }
}
