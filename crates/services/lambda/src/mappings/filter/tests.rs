//! Patterns: what they let through, and what is none.

use serde_json::json;

use super::*;

fn filter(patterns: &[Value]) -> Filter {
    Filter::parse(&patterns.iter().map(Value::to_string).collect::<Vec<_>>()).unwrap()
}

fn holds(pattern: &Value, document: &Value) -> bool {
    filter(std::slice::from_ref(pattern)).admits(|| document.clone())
}

#[test]
fn every_rule_of_the_guide() {
    let event = json!({
        "UserID": null, "LastName": "", "Name": "Alice", "Location": "New York", "Day": "Monday", "Price": 100,
        "File": "image.png", "Region": "us-east-1", "Tags": ["a", "b"], "Inner": {"Leaf": 1.5},
    });
    for (pattern, expected) in [
        (json!({}), true),
        (json!({"UserID": [null]}), true),
        (json!({"Name": [null]}), false),
        (json!({"LastName": [""]}), true),
        (json!({"Name": ["Alice"]}), true),
        (json!({"Name": [{"equals-ignore-case": "aLICE"}]}), true),
        (json!({"Location": ["New York"], "Day": ["Monday"]}), true),
        (json!({"Location": ["New York"], "Day": ["Tuesday"]}), false),
        (json!({"Day": ["Tuesday", "Monday"]}), true),
        (json!({"$or": [{"Location": ["Paris"]}, {"Day": ["Monday"]}]}), true),
        (json!({"Name": ["Bob"], "$or": [{"Location": ["Paris"]}, {"Day": ["Monday"]}]}), false),
        (json!({"Location": [{"anything-but": ["Paris"]}]}), true),
        (json!({"Location": [{"anything-but": ["Paris", "New York"]}]}), false),
        (json!({"Gone": [{"anything-but": ["Paris"]}]}), false),
        (json!({"Region": [{"anything-but": {"prefix": "us-"}}]}), false),
        (json!({"Price": [100]}), true),
        (json!({"Price": [100.0]}), false),
        (json!({"Price": [{"numeric": ["=", 100.0]}]}), true),
        (json!({"Price": [{"numeric": [">", 10, "<=", 100]}]}), true),
        (json!({"Price": [{"numeric": ["<", 100]}]}), false),
        (json!({"Name": [{"numeric": ["<", 100]}]}), false),
        (json!({"Price": [{"exists": true}]}), true),
        (json!({"Gone": [{"exists": false}]}), true),
        (json!({"Inner": [{"exists": true}]}), false),
        (json!({"Inner": {"Leaf": [{"exists": true}]}}), true),
        (json!({"Gone": {"Leaf": [{"exists": false}]}}), true),
        (json!({"Gone": {"Leaf": [1]}}), false),
        (json!({"Region": [{"prefix": "us-"}]}), true),
        (json!({"File": [{"suffix": ".png"}]}), true),
        (json!({"File": [{"suffix": ".jpg"}]}), false),
        (json!({"Tags": ["b"]}), true),
        (json!({"Tags": ["c"]}), false),
    ] {
        assert_eq!(holds(&pattern, &event), expected, "{pattern}");
    }
}

#[test]
fn one_filter_of_several_is_enough_and_fields_of_a_list_belong_together() {
    let two = filter(&[json!({"a": [1]}), json!({"b": [2]})]);
    assert!(two.admits(|| json!({"b": 2})) && !two.admits(|| json!({"a": 2})));
    let together = json!({"list": {"x": [1], "y": [2]}});
    assert!(holds(&together, &json!({"list": [{"x": 3}, {"x": 1, "y": 2}]})));
    assert!(!holds(&together, &json!({"list": [{"x": 1}, {"y": 2}]})));
    assert!(Filter::default().admits(|| unreachable!("nothing is looked at")));
}

#[test]
fn what_is_no_pattern() {
    for text in [
        "",
        "no",
        "[]",
        "7",
        r#"{"a":1}"#,
        r#"{"a":[]}"#,
        r#"{"a":[[1]]}"#,
        r#"{"a":[{"prefix":1}]}"#,
        r#"{"a":[{"unknown":"x"}]}"#,
        r#"{"a":[{"prefix":"x","suffix":"y"}]}"#,
        r#"{"a":[{"numeric":["=","x"]}]}"#,
        r#"{"a":[{"numeric":[">"]}]}"#,
        r#"{"a":[{"anything-but":[]}]}"#,
        r#"{"a":[{"anything-but":{"exists":true}}]}"#,
        r#"{"$or":[{"a":[1]}]}"#,
        r#"{"a":{"b":2}}"#,
    ] {
        assert_eq!(Filter::parse(&[text.to_owned()]).unwrap_err(), NoPattern, "{text}");
    }
}

#[test]
fn what_a_pattern_looks_at() {
    let nested = filter(&[json!({"$or": [{"data": {"a": [1]}}, {"b": [2]}]})]);
    assert!(nested.looks_at("data") && nested.looks_inside("data") && nested.looks_inside("c"));
    assert!(!nested.looks_at("a") && !nested.looks_inside("b"));
}
