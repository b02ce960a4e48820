//! Every operator by table: `(operator, key, policy values, request values, holds)`.

use kernel::Timestamp;

use super::*;
use crate::engine::policy::Context;

fn holds(operator: &str, wanted: &[&str], given: Option<&[&str]>) -> bool {
    let mut request = Context::new().with("aws:username", "anna");
    if let Some(given) = given {
        request.set("x:key", given.iter().map(|&text| text.to_owned()).collect());
    }
    let nothing = Context::new();
    let facts = Facts { principal: &nothing, request: &request, now: Timestamp(0) };
    let values = wanted.iter().map(|&text| text.to_owned()).collect();
    let conditions = Condition::compile(operator, vec![("X:Key".to_owned(), values)], true).unwrap();
    conditions.iter().all(|condition| condition.holds(&facts))
}

#[test]
fn one_value() {
    for (operator, wanted, given, expected) in [
        ("StringEquals", "a", "a", true),
        ("StringEquals", "a*", "ab", false),
        ("StringEquals", "${aws:username}", "anna", true),
        ("StringNotEquals", "a", "b", true),
        ("StringNotEquals", "a", "a", false),
        ("StringEqualsIgnoreCase", "Ab", "aB", true),
        ("StringNotEqualsIgnoreCase", "Ab", "aB", false),
        ("StringLike", "a*c?", "abbcd", true),
        ("StringLike", "A*", "ab", false),
        ("StringNotLike", "a*", "ab", false),
        ("NumericEquals", "1.0", "1", true),
        ("NumericNotEquals", "1", "2", true),
        ("NumericLessThan", "10", "9.5", true),
        ("NumericLessThan", "10", "10", false),
        ("NumericLessThanEquals", "10", "10", true),
        ("NumericGreaterThan", "10", "10.1", true),
        ("NumericGreaterThanEquals", "10", "9", false),
        ("NumericEquals", "1", "one", false),
        ("NumericEquals", "one", "1", false),
        ("DateEquals", "1970-01-01", "0", true),
        ("DateNotEquals", "1970-01-01", "0", false),
        ("DateLessThan", "2026-01-01T00:00:00Z", "2025-12-31T23:59:59Z", true),
        ("DateGreaterThanEquals", "2026-01-01T00:00:00Z", "2025-12-31T23:59:59Z", false),
        ("Bool", "true", "TRUE", true),
        ("Bool", "true", "false", false),
        ("BinaryEquals", "QmluYXJ5", "QmluYXJ5", true),
        ("BinaryEquals", "QmluYXJ5", "qmluYXJ5", false),
        ("IpAddress", "10.0.0.0/8", "10.1.2.3", true),
        ("NotIpAddress", "10.0.0.0/8", "10.1.2.3", false),
        ("ArnLike", "arn:aws:sns:*:*:t*", "arn:aws:sns:eu-west-1:1:topic", true),
        ("ArnEquals", "arn:aws:sns:*:*:t*", "arn:aws:sns:eu-west-1:1:topic", true),
        ("ArnNotLike", "arn:aws:sns:*:*:t*", "arn:aws:sns:eu-west-1:1:topic", false),
        ("Null", "true", "x", false),
        ("Null", "false", "x", true),
    ] {
        assert_eq!(holds(operator, &[wanted], Some(&[given])), expected, "{operator} {wanted} {given}");
    }
}

#[test]
fn a_missing_key() {
    for (operator, expected) in [
        ("StringEquals", false),
        ("StringNotEquals", true),
        ("ArnNotLike", true),
        ("NotIpAddress", true),
        ("NumericNotEquals", true),
        ("Bool", false),
        ("StringEqualsIfExists", true),
        ("BoolIfExists", true),
        ("ForAllValues:StringEquals", true),
        ("ForAnyValue:StringEquals", false),
        ("ForAnyValue:StringNotEquals", false),
        ("ForAnyValue:StringEqualsIfExists", true),
    ] {
        assert_eq!(holds(operator, &["true"], None), expected, "{operator}");
        assert_eq!(holds(operator, &["true"], Some(&[])), expected, "{operator}, no values");
    }
    assert!(holds("Null", &["true"], None) && !holds("Null", &["false"], None));
}

#[test]
fn several_values() {
    for (operator, wanted, given, expected) in [
        ("StringEquals", &["a", "b"][..], &["b"][..], true),
        ("StringNotEquals", &["a", "b"], &["b"], false),
        ("StringNotEquals", &["a", "b"], &["c"], true),
        ("StringEquals", &[], &["a"], false),
        ("StringNotEquals", &[], &["a"], true),
        ("ForAllValues:StringEquals", &["a", "b"], &["a", "b", "a"], true),
        ("ForAllValues:StringEquals", &["a", "b"], &["a", "c"], false),
        ("ForAnyValue:StringEquals", &["a", "b"], &["c", "a"], true),
        ("ForAnyValue:StringEquals", &["a", "b"], &["c", "d"], false),
        ("ForAllValues:StringNotEquals", &["a"], &["b", "c"], true),
        ("ForAllValues:StringNotEquals", &["a"], &["b", "a"], false),
        ("ForAnyValue:StringNotLike", &["a*"], &["ab", "b"], true),
        ("ForAnyValue:StringNotLike", &["a*"], &["ab", "ac"], false),
    ] {
        assert_eq!(holds(operator, wanted, Some(given)), expected, "{operator} {wanted:?} {given:?}");
    }
}
