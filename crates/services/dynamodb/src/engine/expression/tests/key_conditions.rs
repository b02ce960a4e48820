//! Key conditions: what is refused, and which stored keys they ask for.

use dynamodb_api::AttributeValue;

use super::super::{ExpressionError, KeyCondition, KeyTest, Placeholders};
use super::{message, n, placeholders, s};
use crate::engine::key::{KeyAttribute, KeySchema, Keyspace, Scalar, ScalarType, TableId};

fn values() -> Placeholders {
    placeholders(
        &[],
        &[(":a", s("a")), (":b", s("b")), (":n", n("1")), (":e", s("")), (":t", AttributeValue::Bool(true))],
    )
}

fn schema(sort: Option<ScalarType>) -> KeySchema {
    KeySchema {
        partition: KeyAttribute::new("pk", ScalarType::S),
        sort: sort.map(|scalar| KeyAttribute::new("sk", scalar)),
    }
}

fn against(text: &str, schema: &KeySchema) -> Result<KeyTest, ExpressionError> {
    KeyCondition::parse(text, &mut values())?.against(schema)
}

#[test]
fn operators_that_keys_lack_are_refused() {
    for (text, operator) in [
        ("a > b and size(b) > c or a > c", "OR"),
        ("a in (b, size(c), d)", "IN"),
        ("attribute_exists(a)", "attribute_exists"),
        ("attribute_not_exists(a)", "attribute_not_exists"),
        ("contains(a.d, b)", "contains"),
        ("not a > b", "NOT"),
        ("a <> b", "<>"),
    ] {
        let got = message(KeyCondition::parse(text, &mut values()));
        assert_eq!(got, format!("Invalid operator used in KeyConditionExpression: {operator}"), "{text}");
    }
    let bare = "Invalid condition in KeyConditionExpression: ";
    let named = "Invalid KeyConditionExpression: KeyConditionExpressions ";
    for (text, start, rest) in [
        (
            ":a between size(b) and size(a) and b > :b",
            bare,
            "BETWEEN operator must have the key attribute as its first operand",
        ),
        (
            "begins_with(:a, b) and a > :b",
            bare,
            "begins_with operator must have the key attribute as its first operand",
        ),
        ("size(b) > a AND a.b > b AND b > c", named, "cannot contain nested operations"),
        ("a > size(b.d)", named, "cannot contain nested operations"),
        ("b > a.b", bare, "Multiple attribute names used in one condition"),
        ("a between b and size(a)", bare, "Multiple attribute names used in one condition"),
        ("a.d > c", named, "cannot have conditions on nested attributes"),
        (":b > :a AND a < :b", bare, "No key attribute specified"),
        ("b > :a AND b < :a and c = :a", named, "must only contain one condition per key"),
        ("(a > :a and b > :a) and (b > :a and c > :a)", named, "must only contain one condition per key"),
    ] {
        assert_eq!(message(KeyCondition::parse(text, &mut values())), format!("{start}{rest}"), "{text}");
    }
}

#[test]
fn conditions_have_to_fit_the_schema() {
    let (hash, strings, numbers) = (schema(None), schema(Some(ScalarType::S)), schema(Some(ScalarType::N)));
    let mismatch =
        "One or more parameter values were invalid: Condition parameter type does not match schema type";
    let operand = |operator: &str, kind: &str| {
        format!(
            "Invalid KeyConditionExpression: Incorrect operand type for operator or function; \
             operator or function: {operator}, operand type: {kind}"
        )
    };
    for (text, schema, want) in [
        ("sk = :a", &strings, "Query condition missed key schema element: pk"),
        ("elsewhere = :a", &strings, "Query condition missed key schema element: pk"),
        ("pk = :a AND elsewhere = :a", &strings, "Query condition missed key schema element: sk"),
        ("pk > :a", &strings, "Query key condition not supported"),
        ("begins_with(pk, :a)", &hash, "Query key condition not supported"),
        ("pk = :n", &strings, mismatch),
        ("pk = :a AND sk = :n", &strings, mismatch),
        ("pk = :a AND sk = :t", &numbers, mismatch),
        ("pk = :a AND begins_with(sk, :a)", &numbers, mismatch),
        ("pk = :a AND sk < :t", &numbers, &operand("<", "BOOL")),
        ("pk = :a AND begins_with(sk, :n)", &numbers, &operand("begins_with", "N")),
        (
            "pk = :a AND sk > :n AND extra = :n",
            &numbers,
            "The number of query conditions (3) exceeds the number of key attributes defined in the schema (2)",
        ),
        (
            "pk = :e",
            &hash,
            "One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an \
             empty string value. Key: pk",
        ),
        ("(pk = :a AND (sk = :n))", &numbers, "accepted"),
        (":n <= sk AND :a = pk", &numbers, "accepted"),
        ("pk = :a", &numbers, "accepted"),
    ] {
        assert_eq!(message(against(text, schema)), want, "{text}");
    }
}

#[test]
fn ranges_follow_the_condition() {
    let space = Keyspace::table(TableId(7));
    let row = |partition: &str, sort: &str| space.row(Scalar::S(partition), Some(Scalar::S(sort)));
    for (text, inside) in [
        ("pk = :a", ["a", "ab", "b", "c"].as_slice()),
        ("pk = :a AND sk = :a", &["a"]),
        ("pk = :a AND sk < :b", &["a", "ab"]),
        ("pk = :a AND :b > sk", &["a", "ab"]),
        ("pk = :a AND :b <= sk", &["b", "c"]),
        ("sk BETWEEN :a AND :b AND pk = :a", &["a", "ab", "b"]),
        ("pk = :a AND begins_with(sk, :a)", &["a", "ab"]),
    ] {
        let test = against(text, &schema(Some(ScalarType::S))).unwrap();
        let range = test.range(&space);
        for sort in ["a", "ab", "b", "c"] {
            assert_eq!(range.contains(&row("a", sort)), inside.contains(&sort), "{text} {sort}");
            assert_eq!(test.admits_sort(&s(sort)), inside.contains(&sort), "{text} {sort}");
            assert!(!range.contains(&row("b", sort)));
        }
    }
}
