//! What is refused, in AWS's words.

use crate::house::House;

#[tokio::test]
async fn keys_that_are_not_the_tables() {
    let house = House::new().await;
    let schema = "The provided key element does not match the schema";
    let invalid = "One or more parameter values were invalid: ";
    let empty = "One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: ";
    let long = format!(r#"{{"TableName":"hash","Key":{{"id":{{"S":"{}"}}}}}}"#, "x".repeat(2049));
    let long_sort =
        format!(r#"{{"TableName":"range","Item":{{"a":{{"S":"1"}},"b":{{"S":"{}"}}}}}}"#, "x".repeat(1025));
    for (operation, body, expected) in [
        ("GetItem", r#"{"TableName":"hash","Key":{}}"#, schema.to_owned()),
        ("GetItem", r#"{"TableName":"hash","Key":{"id":{"N":"1"}}}"#, schema.to_owned()),
        ("GetItem", r#"{"TableName":"range","Key":{"a":{"S":"1"}}}"#, schema.to_owned()),
        ("DeleteItem", r#"{"TableName":"hash","Key":{"id":{"S":"1"},"x":{"S":"1"}}}"#, schema.to_owned()),
        ("UpdateItem", r#"{"TableName":"hash","Key":{"id":{"S":""}}}"#, format!("{empty}id")),
        ("PutItem", r#"{"TableName":"range","Item":{"a":{"S":"1"}}}"#, format!("{invalid}Missing the key b in the item")),
        ("PutItem", r#"{"TableName":"hash","Item":{"id":{"N":"1"}}}"#, format!("{invalid}Type mismatch for key id expected: S actual: N")),
        ("PutItem", r#"{"TableName":"hash","Item":{"id":{"S":""}}}"#, format!("{empty}id")),
        ("PutItem", r#"{"TableName":"range","Item":{"a":{"S":"1"},"b":{"S":"1"},"d":{"N":"1"}}}"#, format!("{invalid}Type mismatch for Index Key d Expected: S Actual: N IndexName: l-d")),
        ("PutItem", r#"{"TableName":"range","Item":{"a":{"S":"1"},"b":{"S":"1"},"c":{"S":""}}}"#, "One or more parameter values are not valid. A value specified for a secondary index key is not supported. The AttributeValue for a key attribute cannot contain an empty string value. IndexName: l-c, IndexKey: c".to_owned()),
        ("DeleteItem", &long, format!("{invalid}Size of hashkey has exceeded the maximum size limit of2048 bytes")),
        ("PutItem", &long_sort, format!("{invalid}Aggregated size of all range keys has exceeded the size limit of 1024 bytes")),
    ] {
        assert_eq!(house.refused(operation, body).await, expected, "{operation} {body}");
    }
}

#[tokio::test]
async fn updates_of_keys() {
    let house = House::new().await;
    house.put("range", r#"{"a":{"S":"1"},"b":{"S":"1"},"e":{"N":"1"}}"#).await;
    let update =
        |rest: &str| format!(r#"{{"TableName":"range","Key":{{"a":{{"S":"1"}},"b":{{"S":"1"}}}},{rest}}}"#);
    let invalid = "One or more parameter values were invalid: ";
    for (rest, expected) in [
        (r#""UpdateExpression":"SET b = :v","ExpressionAttributeValues":{":v":{"S":"x"}}"#, format!("{invalid}Cannot update attribute b. This attribute is part of the key")),
        (r#""AttributeUpdates":{"a":{"Value":{"S":"x"}}}"#, format!("{invalid}Cannot update attribute a. This attribute is part of the key")),
        (r#""UpdateExpression":"SET c = :v","ExpressionAttributeValues":{":v":{"N":"1"}}"#, format!("{invalid}Type mismatch for Index Key c Expected: S Actual: N IndexName: l-c")),
        (r#""UpdateExpression":"SET c = e""#, "The update expression attempted to update the secondary index key to unsupported type".to_owned()),
        (r#""UpdateExpression":"SET c = :v","ExpressionAttributeValues":{":v":{"S":""}}"#, "One or more parameter values are not valid. The update expression attempted to update a secondary index key to a value that is not supported. The AttributeValue for a key attribute cannot contain an empty string value.".to_owned()),
        (r#""UpdateExpression":"SET x = d.y""#, "Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed: IndexKey: d".to_owned()),
        (r#""UpdateExpression":"SET x = gone""#, "The provided expression refers to an attribute that does not exist in the item".to_owned()),
    ] {
        assert_eq!(house.refused("UpdateItem", &update(rest)).await, expected, "{rest}");
    }
}

#[tokio::test]
async fn requests_of_single_writes_in_an_envelope() {
    let house = House::new().await;
    let one = |text: &str| format!("1 validation error detected: {text}");
    let item = r#""TableName":"hash","Item":{"id":{"S":"1"}}"#;
    let key = r#""TableName":"hash","Key":{"id":{"S":"1"}}"#;
    for (operation, body, expected) in [
        (
            "PutItem",
            format!(r#"{{{item},"ReturnValues":"ALL_NEW"}}"#),
            "ReturnValues can only be ALL_OLD or NONE",
        ),
        (
            "DeleteItem",
            format!(r#"{{{key},"ReturnValues":"UPDATED_NEW"}}"#),
            "ReturnValues can only be ALL_OLD or NONE",
        ),
        (
            "PutItem",
            format!(
                r#"{{{item},"Expected":{{"id":{{"Exists":false}}}},"ConditionExpression":"attribute_exists(id)"}}"#
            ),
            "Can not use both expression and non-expression parameters in the same request: Non-expression parameters: {Expected} Expression parameters: {ConditionExpression}",
        ),
        (
            "UpdateItem",
            format!(
                r#"{{{key},"AttributeUpdates":{{}},"ConditionalOperator":"AND","UpdateExpression":"SET a = :v"}}"#
            ),
            "Can not use both expression and non-expression parameters in the same request: Non-expression parameters: {AttributeUpdates, ConditionalOperator} Expression parameters: {UpdateExpression}",
        ),
        (
            "PutItem",
            format!(r#"{{{item},"ExpressionAttributeValues":{{":v":{{"S":"x"}}}}}}"#),
            "ExpressionAttributeValues can only be specified when using expressions: ConditionExpression is null",
        ),
        (
            "DeleteItem",
            format!(r##"{{{key},"ExpressionAttributeNames":{{"#v":"x"}}}}"##),
            "ExpressionAttributeNames can only be specified when using expressions",
        ),
        (
            "PutItem",
            format!(r#"{{{item},"ConditionalOperator":"AND"}}"#),
            "ConditionalOperator cannot be used without Filter or Expected",
        ),
        (
            "DeleteItem",
            format!(r#"{{{key},"ConditionalOperator":"OR","Expected":{{"id":{{"Exists":false}}}}}}"#),
            "ConditionalOperator can only be used when Filter or Expected has two or more elements",
        ),
        (
            "PutItem",
            format!(r#"{{{item},"ConditionExpression":""}}"#),
            "Invalid ConditionExpression: The expression can not be empty;",
        ),
        (
            "UpdateItem",
            format!(r#"{{{key},"ExpressionAttributeValues":{{":v":{{"S":"x"}}}}}}"#),
            "ExpressionAttributeValues can only be specified when using expressions: UpdateExpression is null and ConditionExpression is null",
        ),
        (
            "PutItem",
            r#"{"TableName":"hash","Item":{"id":{"SS":[]}}}"#.to_owned(),
            "One or more parameter values were invalid: An string set  may not be empty",
        ),
        (
            "DeleteItem",
            r#"{"TableName":"hash","Key":{"id":{"NULL":false}}}"#.to_owned(),
            "One or more parameter values were invalid: Null attribute value types must have the value of true",
        ),
        (
            "UpdateItem",
            format!(
                r#"{{{key},"UpdateExpression":"SET a = :v","ExpressionAttributeValues":{{":v":{{"NS":["1","1"]}}}}}}"#
            ),
            "ExpressionAttributeValues contains invalid value: Input collection contains duplicates for key :v",
        ),
    ] {
        assert_eq!(house.refused(operation, &body).await, one(expected), "{operation} {expected}");
    }
    let body = r#"{"TableName":"bad table!","Item":{},"ConditionalOperator":"AND"}"#;
    let expected = "Value 'bad table!' at 'tableName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+";
    assert_eq!(house.refused("PutItem", body).await, one(expected));
    let (status, answer) = house.ask("PutItem", r#"{"TableName":"ab","Item":{}}"#).await;
    assert!(status == 400 && answer.contains("ResourceNotFoundException"), "{answer}");
    let large = "x".repeat(409_600);
    for (item, bare) in [
        (format!(r#""x":{{"S":"{large}"}}"#), "Item size has exceeded the maximum allowed size"),
        (
            r#""x":{}"#.to_owned(),
            "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes",
        ),
    ] {
        let body = format!(r#"{{"TableName":"hash","Item":{{"id":{{"S":"1"}},{item}}}}}"#);
        assert_eq!(house.refused("PutItem", &body).await, bare);
    }
    let get = r#"{"TableName":"hash","Key":{"id":{"SS":[]}}}"#;
    let bare = "One or more parameter values were invalid: An string set  may not be empty";
    assert_eq!(house.refused("GetItem", get).await, bare);
}

#[tokio::test]
async fn items_that_grow_too_large() {
    let house = House::new().await;
    let half = "x".repeat(300_000);
    house.put("hash", &format!(r#"{{"id":{{"S":"1"}},"x":{{"S":"{half}"}}}}"#)).await;
    let update = format!(
        r#"{{"TableName":"hash","Key":{{"id":{{"S":"1"}}}},"UpdateExpression":"SET y = :y","ExpressionAttributeValues":{{":y":{{"S":"{half}"}}}}}}"#
    );
    assert_eq!(
        house.refused("UpdateItem", &update).await,
        "Item size to update has exceeded the maximum allowed size"
    );
}

#[tokio::test]
async fn what_a_read_cannot_select() {
    let house = House::new().await;
    let query = |rest: &str| {
        format!(
            r#"{{"TableName":"range","KeyConditionExpression":"a = :a","ExpressionAttributeValues":{{":a":{{"S":"1"}}}},{rest}}}"#
        )
    };
    let global = |rest: &str| query(rest).replace("a = :a", "c = :a");
    let when = "Cannot specify the ProjectionExpression when choosing to get";
    for (body, expected) in [
        (query(r#""Select":"ALL_ATTRIBUTES","ProjectionExpression":"b""#), format!("{when} ALL_ATTRIBUTES")),
        (query(r#""Select":"COUNT","ProjectionExpression":"b""#), format!("{when} only the Count")),
        (query(r#""Select":"ALL_PROJECTED_ATTRIBUTES""#), "ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName".to_owned()),
        (query(r#""Select":"SPECIFIC_ATTRIBUTES""#), "Must specify the AttributesToGet or ProjectionExpression when choosing to get SPECIFIC_ATTRIBUTES".to_owned()),
        (query(r#""IndexName":"none""#), "The table does not have the specified index: none".to_owned()),
        (global(r#""IndexName":"g-c","ConsistentRead":true"#), "Consistent reads are not supported on global secondary indexes".to_owned()),
        (global(r#""IndexName":"g-cd","Select":"ALL_ATTRIBUTES""#), "One or more parameter values were invalid: Select type ALL_ATTRIBUTES is not supported for global secondary index g-cd because its projection type is not ALL".to_owned()),
        (global(r#""IndexName":"g-cd","ProjectionExpression":"f, e, h""#), "One or more parameter values were invalid: Global secondary index g-cd does not project [f, h]".to_owned()),
        (query(r#""Limit":0"#), "1 validation error detected: Value at 'Limit' failed to satisfy constraint: Member must have value greater than or equal to 1".to_owned()),
        (query(r#""FilterExpression":"b = :a""#), "Filter Expression can only contain non-primary key attributes: Primary key attribute: b".to_owned()),
        (query(r#""FilterExpression":"d.x = :a""#), "Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed: IndexKey: d".to_owned()),
        (r#"{"TableName":"range"}"#.to_owned(), "Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.".to_owned()),
        (r#"{"TableName":"range","KeyConditions":{"a":{"ComparisonOperator":"EQ","AttributeValueList":[{"S":"1"}]}},"QueryFilter":{"b":{"ComparisonOperator":"NULL"}}}"#.to_owned(), "QueryFilter can only contain non-primary key attributes: Primary key attribute: b".to_owned()),
    ] {
        assert_eq!(house.refused("Query", &body).await, expected, "{body}");
    }
    for (body, expected) in [
        (
            r#"{"TableName":"range","Limit":0}"#,
            "1 validation error detected: Value '0' at 'limit' failed to satisfy constraint: Member must have value greater than or equal to 1",
        ),
        (
            r#"{"TableName":"range","Segment":0}"#,
            "The TotalSegments parameter is required but was not present in the request when Segment parameter is present",
        ),
        (
            r#"{"TableName":"range","TotalSegments":4}"#,
            "The Segment parameter is required but was not present in the request when parameter TotalSegments is present",
        ),
        (
            r#"{"TableName":"range","Segment":5,"TotalSegments":5}"#,
            "The Segment parameter is zero-based and must be less than parameter TotalSegments: Segment: 5 is not less than TotalSegments: 5",
        ),
        (
            r#"{"TableName":"range","ConditionalOperator":"AND","ScanFilter":{}}"#,
            "ConditionalOperator cannot be used without Filter or Expected",
        ),
        (
            r#"{"TableName":"range","ExpressionAttributeValues":{":a":{"S":"1"}}}"#,
            "ExpressionAttributeValues can only be specified when using expressions: FilterExpression is null",
        ),
    ] {
        assert_eq!(house.refused("Scan", body).await, expected, "{body}");
    }
}

#[tokio::test]
async fn start_keys() {
    let house = House::new().await;
    let query = |condition: &str, rest: &str, start: &str| {
        format!(
            r#"{{"TableName":"range",{rest}"KeyConditionExpression":"{condition}","ExpressionAttributeValues":{{":b":{{"S":"b"}}}},"ExclusiveStartKey":{start}}}"#
        )
    };
    let (invalid, schema) =
        ("The provided starting key is invalid", "The provided key element does not match the schema");
    let both = "The provided starting key is invalid: The provided key element does not match the schema";
    let outside = "The provided starting key is outside query boundaries based on provided conditions";
    let predicate = "The provided starting key does not match the range key predicate";
    for (condition, rest, start, expected) in [
        ("a = :b", "", r#"{"a":{"S":"b"}}"#, invalid),
        ("a = :b", "", r#"{"a":{"S":"b"},"c":{"S":"b"}}"#, invalid),
        ("a = :b", "", r#"{"a":{"N":"1"},"b":{"S":"b"}}"#, schema),
        ("a = :b", "", r#"{"a":{"S":"b"},"b":{"N":"1"}}"#, schema),
        ("z = :b", "", r#"{"a":{"S":"b"},"b":{"N":"1"}}"#, "Query condition missed key schema element: a"),
        ("a = :b", "", r#"{"a":{"S":"a"},"b":{"S":"a"}}"#, outside),
        ("a = :b and b > :b", "", r#"{"a":{"S":"b"},"b":{"S":"b"}}"#, predicate),
        (
            "a = :b and b < :b",
            "",
            r#"{"a":{"S":"a"},"b":{"S":"a"}}"#,
            "The query can return at most one row and cannot be restarted",
        ),
        ("a = :b", r#""IndexName":"l-c","#, r#"{"a":{"S":"b"},"b":{"N":"1"},"c":{"S":"c"}}"#, both),
        ("c = :b", r#""IndexName":"g-c","#, r#"{"a":{"S":"a"},"b":{"S":"a"},"c":{"S":"a"}}"#, outside),
        ("c = :b", r#""IndexName":"g-c","#, r#"{"a":{"S":"a"},"c":{"S":"b"}}"#, invalid),
        ("c = :b", r#""IndexName":"g-c","#, r#"{"x":{"S":"a"},"y":{"S":"a"},"c":{"S":"b"}}"#, both),
    ] {
        let body = query(condition, rest, start);
        assert_eq!(house.refused("Query", &body).await, expected, "{body}");
    }
    let scan =
        |rest: &str, start: &str| format!(r#"{{"TableName":"range",{rest}"ExclusiveStartKey":{start}}}"#);
    assert_eq!(house.refused("Scan", &scan("", r#"{"a":{"S":"1"}}"#)).await, both);
    assert_eq!(house.refused("Scan", &scan(r#""IndexName":"g-c","#, r#"{"a":{"S":"1"}}"#)).await, invalid);
    let start = r#"{"a":{"S":"1"},"b":{"S":"1"}}"#;
    let mut refused = 0;
    for segment in 0..4 {
        let body = scan(&format!(r#""Segment":{segment},"TotalSegments":4,"#), start);
        let (status, answer) = house.ask("Scan", &body).await;
        let expected = format!(
            "{invalid}: Invalid ExclusiveStartKey. Please use ExclusiveStartKey with correct Segment. TotalSegments: 4 Segment: {segment}"
        );
        refused += usize::from(status == 400 && answer.contains(&expected));
    }
    assert_eq!(refused, 3);
}
