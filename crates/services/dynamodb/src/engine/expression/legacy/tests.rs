//! The old parameters against AWS's answers.

use std::collections::BTreeMap;

use dynamodb_api::AttributeValue;

use super::super::tests::{item, list, message, n, s, ss};
use super::*;
use crate::engine::key::{KeyAttribute, KeySchema, ScalarType};

const WRONG: &str = "One or more parameter values were invalid: ";

fn one<T>(value: T) -> BTreeMap<String, T> {
    [("a".to_owned(), value)].into()
}

fn comparison<const N: usize>(operator: &str, values: [AttributeValue; N]) -> Comparison {
    Comparison { operator: operator.parse().unwrap(), values: values.into() }
}

#[test]
fn filters_hold() {
    let thing = item([("a", s("hello")), ("b", n("2"))]);
    for (comparison, want) in [
        (comparison("EQ", [s("hello")]), true),
        (comparison("NE", [s("hello")]), false),
        (comparison("LT", [s("i")]), true),
        (comparison("GE", [n("1")]), false),
        (comparison("NOT_NULL", []), true),
        (comparison("NULL", []), false),
        (comparison("CONTAINS", [s("ell")]), true),
        (comparison("NOT_CONTAINS", [s("ell")]), false),
        (comparison("BEGINS_WITH", [s("he")]), true),
        (comparison("IN", [s("x"), s("y"), s("hello")]), true),
        (comparison("BETWEEN", [s("a"), s("i")]), true),
    ] {
        let condition = filter(one(comparison.clone()), ConditionalOperator::And).unwrap();
        assert_eq!(condition.holds(&thing), want, "{comparison:?}");
    }
    let both = || -> BTreeMap<String, Comparison> {
        [("a".to_owned(), comparison("NULL", [])), ("b".to_owned(), comparison("EQ", [n("2.0")]))].into()
    };
    assert!(!filter(both(), ConditionalOperator::And).unwrap().holds(&thing));
    assert!(filter(both(), ConditionalOperator::Or).unwrap().holds(&thing));
    let absent =
        |operator: &str| filter(one(comparison(operator, [s("x")])), ConditionalOperator::And).unwrap();
    assert!(absent("NE").holds(&item([])));
    assert!(!absent("NOT_CONTAINS").holds(&item([])));
}

#[test]
fn filters_are_checked() {
    let types = "AttributeValues inside AttributeValueList must be of same type";
    for (comparison, want) in [
        (comparison("EQ", []), "Invalid number of argument(s) for the EQ ComparisonOperator"),
        (comparison("NULL", [n("1")]), "Invalid number of argument(s) for the NULL ComparisonOperator"),
        (comparison("BETWEEN", [n("1")]), "Invalid number of argument(s) for the BETWEEN ComparisonOperator"),
        (comparison("IN", [n("1"), s("1")]), types),
        (comparison("LT", [list([])]), "ComparisonOperator LT is not valid for L AttributeValue type"),
        (
            comparison("BEGINS_WITH", [n("1")]),
            "ComparisonOperator BEGINS_WITH is not valid for N AttributeValue type",
        ),
    ] {
        assert_eq!(message(filter(one(comparison), ConditionalOperator::And)), format!("{WRONG}{want}"));
    }
    assert_eq!(
        message(filter(one(comparison("BETWEEN", [n("2"), n("1")])), ConditionalOperator::And)),
        "The BETWEEN condition was provided a range where the lower bound is greater than the upper bound"
    );
}

#[test]
fn expectations_are_checked_and_hold() {
    let check = |expectation: Expectation| expected(one(expectation), ConditionalOperator::And);
    let value = || Some(s("x"));
    let eq = "EQ".parse().ok();
    for (expectation, want) in [
        (Expectation::default(), "Value must be provided when Exists is null for Attribute: a"),
        (
            Expectation { exists: Some(true), ..Default::default() },
            "Value must be provided when Exists is true for Attribute: a",
        ),
        (
            Expectation { exists: Some(false), value: value(), ..Default::default() },
            "Value cannot be used when Exists is false for Attribute: a",
        ),
        (
            Expectation { value: value(), values: Some(vec![]), ..Default::default() },
            "Value and AttributeValueList cannot be used together for Attribute: a",
        ),
        (
            Expectation { values: Some(vec![]), ..Default::default() },
            "AttributeValueList can only be used with a ComparisonOperator for Attribute: a",
        ),
        (
            Expectation { exists: Some(true), operator: eq, ..Default::default() },
            "Exists and ComparisonOperator cannot be used together for Attribute: a",
        ),
        (
            Expectation { operator: eq, ..Default::default() },
            "Value or AttributeValueList must be used with ComparisonOperator: EQ for Attribute: a",
        ),
        (
            Expectation { operator: eq, values: Some(vec![]), ..Default::default() },
            "Invalid number of argument(s) for the EQ ComparisonOperator",
        ),
    ] {
        assert_eq!(message(check(expectation)), format!("{WRONG}{want}"));
    }
    let equal = check(Expectation { value: value(), ..Default::default() }).unwrap();
    assert!(equal.holds(&item([("a", s("x"))])) && !equal.holds(&item([])));
    let absent = check(Expectation { exists: Some(false), ..Default::default() }).unwrap();
    assert!(absent.holds(&item([])) && !absent.holds(&item([("a", s("x"))])));
    let newer = check(Expectation { operator: eq, value: value(), ..Default::default() }).unwrap();
    assert!(newer.holds(&item([("a", s("x"))])));
}

#[test]
fn key_conditions_fit_or_are_refused() {
    let schema = KeySchema {
        partition: KeyAttribute::new("a", ScalarType::S),
        sort: Some(KeyAttribute::new("b", ScalarType::N)),
    };
    let two = |operator: &str, values: &[AttributeValue]| {
        let sort = Comparison { operator: operator.parse().unwrap(), values: values.into() };
        let all = [("a".to_owned(), comparison("EQ", [s("x")])), ("b".to_owned(), sort)];
        key_conditions(all.into()).and_then(|condition| condition.against(&schema))
    };
    assert!(two("BETWEEN", &[n("1"), n("3")]).unwrap().admits_sort(&n("2")));
    assert!(!two("GT", &[n("2")]).unwrap().admits_sort(&n("2")));
    assert_eq!(
        message(two("NE", &[n("1")])),
        "Attempted conditional constraint is not an indexable operation"
    );
    assert_eq!(
        message(two("EQ", &[s("1")])),
        format!("{WRONG}Condition parameter type does not match schema type")
    );
    assert_eq!(message(key_conditions(BTreeMap::new())), "Conditions can be of length 1 or 2 only");
}

#[test]
fn attribute_updates_change_items() {
    let update = |action: UpdateAction, value: Option<AttributeValue>| {
        attribute_updates(one(AttributeUpdate { action, value }))
    };
    let applied = |action, value, old| update(action, value).unwrap().apply(old);
    assert_eq!(applied(UpdateAction::Put, Some(n("1")), item([])), Ok(item([("a", n("1"))])));
    assert_eq!(applied(UpdateAction::Add, Some(n("1")), item([("a", n("1"))])), Ok(item([("a", n("2"))])));
    assert_eq!(applied(UpdateAction::Delete, None, item([("a", n("1"))])), Ok(item([])));
    assert_eq!(applied(UpdateAction::Delete, Some(ss(&["x"])), item([("a", ss(&["x"]))])), Ok(item([])));
    let longer = applied(UpdateAction::Add, Some(list([n("2")])), item([("a", list([n("1")]))]));
    assert_eq!(longer, Ok(item([("a", list([n("1"), n("2")]))])));
    assert_eq!(
        message(applied(UpdateAction::Add, Some(n("1")), item([("a", s("x"))]))),
        "Type mismatch for attribute to update"
    );
    for (action, value, want) in [
        (UpdateAction::Put, None, "Only DELETE action is allowed when no attribute value is specified"),
        (UpdateAction::Delete, Some(n("1")), "DELETE action with value is not supported for the type N"),
        (UpdateAction::Add, Some(s("x")), "ADD action is not supported for the type S"),
    ] {
        assert_eq!(message(update(action, value)), format!("{WRONG}{want}"));
    }
}

#[test]
fn names_are_got_once() {
    let get = |names: &[&str]| attributes_to_get(names.iter().map(|&name| name.to_owned()).collect());
    let thing = item([("a.b", n("1")), ("c", n("2"))]);
    assert_eq!(get(&["a.b", "d"]).unwrap().apply(&thing), item([("a.b", n("1"))]));
    assert_eq!(message(get(&["a", "b", "a"])), format!("{WRONG}Duplicate value in attribute name: a"));
    assert_eq!(message(check_not_mixed(&[], &["Expected"])), "accepted");
    assert_eq!(
        message(check_not_mixed(
            &["UpdateExpression", "ConditionExpression"],
            &["AttributeUpdates", "Expected"]
        )),
        "Can not use both expression and non-expression parameters in the same request: Non-expression parameters: \
         {AttributeUpdates, Expected} Expression parameters: {UpdateExpression, ConditionExpression}"
    );
}
