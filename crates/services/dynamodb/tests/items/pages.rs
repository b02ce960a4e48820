//! Pages: order, limits, filters, segments.

use std::collections::BTreeSet;

use crate::house::House;

/// Follows `LastEvaluatedKey` to the end; the answers of all pages.
async fn pages(house: &House, operation: &str, body: &str) -> Vec<String> {
    let mut answers = Vec::new();
    let mut start = String::new();
    loop {
        let answer = house.ok(operation, &body.replace("START", &start)).await;
        start = match answer.split_once(r#""LastEvaluatedKey":"#) {
            Some((_, key)) => format!(r#""ExclusiveStartKey":{},"#, key.strip_suffix('}').unwrap()),
            None => String::new(),
        };
        answers.push(answer);
        if start.is_empty() {
            return answers;
        }
    }
}

/// The sort keys in answers that show no other attribute.
fn sort_keys(answers: &[String]) -> Vec<String> {
    let text = answers.concat();
    text.split(r#"{"b":{"S":""#).skip(1).map(|rest| rest.split('"').next().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn a_partition_is_read_in_order_page_by_page_both_ways() {
    let house = House::new().await;
    for b in ["b", "a", "aa", "B", "é", "c"] {
        house.put("range", &format!(r#"{{"a":{{"S":"1"}},"b":{{"S":"{b}"}},"c":{{"S":"x"}}}}"#)).await;
        house.put("range", &format!(r#"{{"a":{{"S":"2"}},"b":{{"S":"{b}"}}}}"#)).await;
    }
    let ordered = ["B", "a", "aa", "b", "c", "é"];
    let query = |rest: &str| {
        format!(
            r##"{{"TableName":"range",START{rest}"ProjectionExpression":"#b","ExpressionAttributeNames":{{"#b":"b"}},"KeyConditionExpression":"a = :a","ExpressionAttributeValues":{{":a":{{"S":"1"}}}}}}"##
        )
    };
    for (limit, count) in [(1, 7), (2, 4), (4, 2), (6, 2), (7, 1)] {
        for index in ["", r#""IndexName":"l-c","#] {
            let rest = format!(r#""Limit":{limit},{index}"#);
            let forward = pages(&house, "Query", &query(&rest)).await;
            assert_eq!((sort_keys(&forward), forward.len()), (ordered.map(str::to_owned).to_vec(), count));
            let backward =
                pages(&house, "Query", &query(&format!(r#"{rest}"ScanIndexForward":false,"#))).await;
            let reversed: Vec<String> = ordered.iter().rev().map(|&key| key.to_owned()).collect();
            assert_eq!(sort_keys(&backward), reversed);
        }
    }
    let range = |condition: &str, values: &str| {
        query("")
            .replace("START", "")
            .replace("a = :a", condition)
            .replace(r#"{":a""#, &format!(r#"{{{values}":a""#))
    };
    for (condition, expected) in [
        ("a = :a and b = :b", vec!["b"]),
        ("a = :a and b < :b", vec!["B", "a", "aa"]),
        ("a = :a and :b <= b", vec!["b", "c", "é"]),
        ("a = :a and begins_with(b, :b)", vec!["b"]),
    ] {
        let answer = house.ok("Query", &range(condition, r#"":b":{"S":"b"},"#)).await;
        assert_eq!(sort_keys(&[answer]), expected, "{condition}");
    }
    let between = range("a = :a and b between :b and :c", r#"":b":{"S":"aa"},":c":{"S":"c"},"#);
    assert_eq!(sort_keys(&[house.ok("Query", &between).await]), ["aa", "b", "c"]);
}

#[tokio::test]
async fn a_filter_comes_after_the_limit() {
    let house = House::new().await;
    for b in 0..5 {
        house.put("range", &format!(r#"{{"a":{{"S":"1"}},"b":{{"S":"{b}"}},"n":{{"N":"{b}"}}}}"#)).await;
    }
    let query = r#"{"TableName":"range","KeyConditionExpression":"a = :a","FilterExpression":"n >= :n","Limit":3,"Select":"COUNT","ExpressionAttributeValues":{":a":{"S":"1"},":n":{"N":"2"}}}"#;
    let expected = r#"{"Count":1,"ScannedCount":3,"LastEvaluatedKey":{"a":{"S":"1"},"b":{"S":"2"}}}"#;
    assert_eq!(house.ok("Query", query).await, expected);
    let legacy = r#"{"TableName":"range","KeyConditions":{"a":{"ComparisonOperator":"EQ","AttributeValueList":[{"S":"1"}]},"b":{"ComparisonOperator":"GT","AttributeValueList":[{"S":"2"}]}},"QueryFilter":{"n":{"ComparisonOperator":"NE","AttributeValueList":[{"N":"3"}]}},"AttributesToGet":["b"]}"#;
    assert_eq!(house.ok("Query", legacy).await, r#"{"Items":[{"b":{"S":"4"}}],"Count":1,"ScannedCount":2}"#);
    let scan = r#"{"TableName":"range","ScanFilter":{"n":{"ComparisonOperator":"LT","AttributeValueList":[{"N":"1"}]}}}"#;
    let expected = r#"{"Items":[{"a":{"S":"1"},"b":{"S":"0"},"n":{"N":"0"}}],"Count":1,"ScannedCount":5}"#;
    assert_eq!(house.ok("Scan", scan).await, expected);
}

#[tokio::test]
async fn a_page_ends_at_a_megabyte() {
    let house = House::new().await;
    let filler = "x".repeat(250_000);
    for b in 0..6 {
        house.put("range", &format!(r#"{{"a":{{"S":"1"}},"b":{{"S":"{b}"}},"x":{{"S":"{filler}"}}}}"#)).await;
    }
    let scan =
        r##"{"TableName":"range",START"ProjectionExpression":"#b","ExpressionAttributeNames":{"#b":"b"}}"##;
    let answers = pages(&house, "Scan", scan).await;
    assert_eq!(sort_keys(&answers), ["0", "1", "2", "3", "4", "5"]);
    assert!(
        answers[0].contains(r#""ScannedCount":5,"LastEvaluatedKey":{"a":{"S":"1"},"b":{"S":"4"}}"#),
        "{}",
        answers[0]
    );
}

#[tokio::test]
async fn segments_share_a_table_out() {
    let house = House::new().await;
    let mut expected = BTreeSet::new();
    for number in 0..100 {
        house
            .put("range", &format!(r#"{{"a":{{"S":"{number}"}},"b":{{"S":"{number}"}},"c":{{"S":"x"}}}}"#))
            .await;
        expected.insert(number.to_string());
    }
    for index in ["", r#""IndexName":"l-c","#] {
        let mut found = Vec::new();
        for segment in 0..3 {
            let scan = format!(
                r##"{{"TableName":"range",START{index}"Segment":{segment},"TotalSegments":3,"Limit":7,"ProjectionExpression":"#b","ExpressionAttributeNames":{{"#b":"b"}}}}"##
            );
            let keys = sort_keys(&pages(&house, "Scan", &scan).await);
            assert!(keys.len() > 10, "segment {segment} has {} of 100", keys.len());
            found.extend(keys);
        }
        assert_eq!(found.len(), 100);
        assert_eq!(found.into_iter().collect::<BTreeSet<_>>(), expected);
    }
}
