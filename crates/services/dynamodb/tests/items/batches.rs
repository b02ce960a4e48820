//! Batches: many tables in one call, limits, what is left.

use crate::house::House;

#[tokio::test]
async fn batches_write_and_read_several_tables() {
    let house = House::new().await;
    house.put("hash", r#"{"id":{"S":"old"}}"#).await;
    let write = r#"{"RequestItems":{"hash":[{"PutRequest":{"Item":{"id":{"S":"1"},"x":{"N":"1"}}}},{"DeleteRequest":{"Key":{"id":{"S":"old"}}}}],"range":[{"PutRequest":{"Item":{"a":{"S":"1"},"b":{"S":"2"}}}}]},"ReturnConsumedCapacity":"TOTAL","ReturnItemCollectionMetrics":"SIZE"}"#;
    assert_eq!(
        house.ok("BatchWriteItem", write).await,
        r#"{"UnprocessedItems":{},"ItemCollectionMetrics":{"range":[{"ItemCollectionKey":{"a":{"S":"1"}},"SizeEstimateRangeGB":[0.0,1.0]}]},"ConsumedCapacity":[{"TableName":"hash","CapacityUnits":2.0},{"TableName":"range","CapacityUnits":1.0}]}"#
    );
    let read = r#"{"RequestItems":{"hash":{"Keys":[{"id":{"S":"old"}},{"id":{"S":"1"}}],"ProjectionExpression":"x"},"range":{"Keys":[{"a":{"S":"1"},"b":{"S":"2"}}],"ConsistentRead":true}},"ReturnConsumedCapacity":"INDEXES"}"#;
    assert_eq!(
        house.ok("BatchGetItem", read).await,
        r#"{"Responses":{"hash":[{"x":{"N":"1"}}],"range":[{"a":{"S":"1"},"b":{"S":"2"}}]},"UnprocessedKeys":{},"ConsumedCapacity":[{"TableName":"hash","CapacityUnits":1.0,"Table":{"CapacityUnits":1.0}},{"TableName":"range","CapacityUnits":1.0,"Table":{"CapacityUnits":1.0}}]}"#
    );
}

#[tokio::test]
async fn batches_that_are_refused_change_nothing() {
    let house = House::new().await;
    let put = |id: &str| format!(r#"{{"PutRequest":{{"Item":{{"id":{{"S":"{id}"}}}}}}}}"#);
    let requests = |all: &[String]| format!(r#"{{"RequestItems":{{"hash":[{}]}}}}"#, all.join(","));
    let many: Vec<String> = (0..26).map(|number| put(&number.to_string())).collect();
    let delete = r#"{"DeleteRequest":{"Key":{"id":{"S":"1"}}}}"#.to_owned();
    for (body, expected) in [
        (r#"{"RequestItems":{}}"#.to_owned(), "The requestItems parameter is required for BatchWriteItem"),
        (
            requests(&many),
            "1 validation error detected: Value '{hash=[26 requests]}' at 'requestItems' failed to satisfy constraint: Map value must satisfy constraint: [Member must have length less than or equal to 25, Member must have length greater than or equal to 1]",
        ),
        (requests(&[put("1"), delete]), "Provided list of item keys contains duplicates"),
        (
            requests(&[put("1"), "{}".to_owned()]),
            "Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes",
        ),
        (
            requests(&[put("1"), put("2").replace("id", "no")]),
            "The provided key element does not match the schema",
        ),
        (requests(&[put("1"), put(&"x".repeat(410_000))]), "Item size has exceeded the maximum allowed size"),
    ] {
        assert_eq!(house.refused("BatchWriteItem", &body).await, expected);
    }
    let missing = requests(&[put("1")]).replace("}}]}", r#"}}],"none":[{"DeleteRequest":{"Key":{}}}]}"#);
    let (status, answer) = house.ask("BatchWriteItem", &missing).await;
    assert_eq!(status, 400, "{answer}");
    assert!(
        answer.contains("ResourceNotFoundException") && answer.contains("\"Requested resource not found\""),
        "{answer}"
    );
    assert_eq!(house.items("Scan", r#"{"TableName":"hash"}"#).await, "");

    let keys = |count: usize| {
        (0..count).map(|id| format!(r#"{{"id":{{"S":"{id}"}}}}"#)).collect::<Vec<_>>().join(",")
    };
    let read = |keys: &str| format!(r#"{{"RequestItems":{{"hash":{{"Keys":[{keys}]}}}}}}"#);
    let two = format!(r#"{{"RequestItems":{{"hash":{{"Keys":[{0}]}},"range":{{"Keys":[{0}]}}}}}}"#, keys(51));
    for (body, expected) in [
        (r#"{"RequestItems":{}}"#.to_owned(), "The requestItems parameter is required for BatchGetItem"),
        (
            read(&keys(101)),
            "1 validation error detected: Value at 'RequestItems.hash.member.Keys' failed to satisfy constraint: Member must have length less than or equal to 100",
        ),
        (two, "Too many items requested for the BatchGetItem call"),
        (read(&[keys(2), keys(1)].join(",")), "Provided list of item keys contains duplicates"),
        (read(r#"{"id":{"N":"1"}}"#), "The provided key element does not match the schema"),
    ] {
        assert_eq!(house.refused("BatchGetItem", &body).await, expected);
    }
}

#[tokio::test]
async fn what_is_past_sixteen_megabytes_is_left() {
    let house = House::new().await;
    let filler = "x".repeat(400_000);
    for id in 0..45 {
        house.put("hash", &format!(r#"{{"id":{{"S":"{id}"}},"x":{{"S":"{filler}"}}}}"#)).await;
    }
    let keys: Vec<String> = (0..45).map(|id| format!(r#"{{"id":{{"S":"{id}"}}}}"#)).collect();
    let read = |keys: &[String]| {
        format!(
            r#"{{"RequestItems":{{"hash":{{"Keys":[{}],"ProjectionExpression":"id","ConsistentRead":true}}}}}}"#,
            keys.join(",")
        )
    };
    let left = format!(
        r#""UnprocessedKeys":{{"hash":{{"Keys":[{}],"ConsistentRead":true,"ProjectionExpression":"id"}}}}}}"#,
        keys[41..].join(",")
    );
    let answer = house.ok("BatchGetItem", &read(&keys)).await;
    assert!(answer.ends_with(&left), "{answer}");
    assert!(house.ok("BatchGetItem", &read(&keys[41..])).await.ends_with(r#""UnprocessedKeys":{}}"#));
}
