//! Filters of mappings: what reaches the function, and that what does not is noted all the same.

use serde_json::{Value, json};

use crate::house::House;
use crate::oracle::has_python;
use crate::table::TABLE;

fn filters(patterns: &[Value]) -> Value {
    let filters: Vec<_> = patterns.iter().map(|pattern| json!({"Pattern": pattern.to_string()})).collect();
    json!({"FilterCriteria": {"Filters": filters}})
}

fn with(mut change: Value, other: Value) -> Value {
    for (name, value) in other.as_object().unwrap() {
        change[name] = value.clone();
    }
    change
}

#[tokio::test]
async fn only_what_a_filter_lets_through_is_handed_over() {
    if !has_python() {
        return;
    }
    let house = House::new();
    house.create("f").await;
    let hot = r#"{"kind":"hot","n":1}"#;
    house.kinesis.put("a", &[r#"{"kind":"cold"}"#, hot, "no JSON", r#"{"kind":"cold"}"#]);
    let patterns = [json!({"data": {"kind": ["hot"]}}), json!({"data": {"n": [{"numeric": [">", 5]}]}})];
    let id = house.map(filters(&patterns)).await;
    let described = house.mapping(&id).await["FilterCriteria"].clone();
    assert_eq!(described, filters(&patterns)["FilterCriteria"]);
    let asked = house.oracle.asked().await;
    assert_eq!(asked.data(), [hot]);
    asked.done().await;
    // What was passed over after the batch is noted with it, and what comes alone by itself.
    house.until_stored("checkpoint/", |stored| stored.len() == 1 && stored[0].1 == "1000004").await;
    house.kinesis.put("a", &[r#"{"kind":"cold"}"#]);
    house.until_stored("checkpoint/", |stored| stored[0].1 == "1000005").await;
    assert!(house.oracle.is_quiet().await, "a batch is never empty");
    let house = house.again().await;
    house.lambda.resume().await.unwrap();
    let (status, _) = house.update_mapping(&id, json!({"FilterCriteria": {}})).await;
    assert_eq!(status, 202);
    house.kinesis.put("a", &["anything"]);
    assert_eq!(house.oracle.asked().await.data(), ["anything"]);
    assert_eq!(house.mapping(&id).await.get("FilterCriteria"), None);
}

#[tokio::test]
async fn changes_of_items_are_filtered_by_their_images() {
    if !has_python() {
        return;
    }
    let house = House::new();
    house.create("f").await;
    house.table.put("a", &["apple", "pear", "apricot"]);
    let pattern =
        json!({"eventName": ["INSERT"], "dynamodb": {"NewImage": {"Id": {"S": [{"prefix": "ap"}]}}}});
    house.map(with(filters(&[pattern]), json!({"EventSourceArn": TABLE}))).await;
    let asked = house.oracle.asked().await;
    let records = asked.told["event"]["Records"].as_array().unwrap();
    let keys: Vec<_> = records.iter().map(|record| &record["dynamodb"]["Keys"]["Id"]["S"]).collect();
    assert_eq!(keys, ["apple", "apricot"]);
}

#[tokio::test]
async fn filters_that_make_no_sense_are_refused() {
    let house = House::new();
    house.create("f").await;
    let wrong = "Invalid filter pattern definition.";
    let none = json!({"FilterCriteria": {"Filters": [{"Pattern": "no JSON"}]}});
    let eleven = filters(&vec![json!({}); 11]);
    for (change, text) in [
        (none, wrong),
        (filters(&[json!({"data": {"a": "b"}})]), wrong),
        (filters(&[json!({"data": ["text"]})]), wrong),
        (eleven, "A mapping may have 10 filters at most."),
    ] {
        let (status, body) = house.try_map(change).await;
        assert_eq!((status, &body["message"]), (400, &json!(text)));
    }
}
