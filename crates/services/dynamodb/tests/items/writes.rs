//! Put, update and delete: what stays, what is returned, conditions.

use crate::house::House;

#[tokio::test]
async fn a_put_item_comes_back_and_goes_again() {
    let house = House::new().await;
    let item = r#"{"bin":{"B":"AP8="},"id":{"S":"1"},"map":{"M":{"k":{"SS":["x","y"]}}},"num":{"N":"1.5"},"parts":{"L":[{"NULL":true},{"BOOL":false}]}}"#;
    let put = format!(r#"{{"TableName":"hash","Item":{item},"ReturnValues":"ALL_OLD"}}"#);
    assert_eq!(house.ok("PutItem", &put).await, "{}");
    assert_eq!(house.ok("PutItem", &put).await, format!(r#"{{"Attributes":{item}}}"#));
    let key = r#""TableName":"hash","Key":{"id":{"S":"1"}}"#;
    assert_eq!(house.ok("GetItem", &format!("{{{key}}}")).await, format!(r#"{{"Item":{item}}}"#));
    let some = house.ok("GetItem", &format!(r##"{{{key},"ProjectionExpression":"num, parts[1], #m.k","ExpressionAttributeNames":{{"#m":"map"}}}}"##)).await;
    assert_eq!(
        some,
        r#"{"Item":{"map":{"M":{"k":{"SS":["x","y"]}}},"num":{"N":"1.5"},"parts":{"L":[{"BOOL":false}]}}}"#
    );
    let old = house.ok("GetItem", &format!(r#"{{{key},"AttributesToGet":["num","gone"]}}"#)).await;
    assert_eq!(old, r#"{"Item":{"num":{"N":"1.5"}}}"#);
    let delete = format!(r#"{{{key},"ReturnValues":"ALL_OLD"}}"#);
    assert_eq!(house.ok("DeleteItem", &delete).await, format!(r#"{{"Attributes":{item}}}"#));
    assert_eq!(house.ok("DeleteItem", &delete).await, "{}");
    assert_eq!(house.ok("GetItem", &format!("{{{key}}}")).await, "{}");
}

#[tokio::test]
async fn a_table_answers_to_its_arn() {
    let house = House::new().await;
    house.put("arn:aws:dynamodb:us-east-1:000000000000:table/hash", r#"{"id":{"S":"1"}}"#).await;
    let get = r#"{"TableName":"hash","Key":{"id":{"S":"1"}}}"#;
    assert_eq!(house.ok("GetItem", get).await, r#"{"Item":{"id":{"S":"1"}}}"#);
    let other = get.replace("\"hash\"", "\"arn:aws:dynamodb:eu-west-1:000000000000:table/hash\"");
    let (status, answer) = house.ask("GetItem", &other).await;
    assert_eq!(status, 400);
    assert_eq!(
        answer,
        r#"{"__type":"com.amazonaws.dynamodb.v20120810#ResourceNotFoundException","message":"Requested resource not found"}"#
    );
}

#[tokio::test]
async fn an_update_returns_what_is_asked_for() {
    let house = House::new().await;
    let update = |expression: &str, values: &str, returned: &str| {
        let values = if values.is_empty() {
            String::new()
        } else {
            format!(r#""ExpressionAttributeValues":{values},"#)
        };
        format!(
            r#"{{"TableName":"hash","Key":{{"id":{{"S":"1"}}}},{values}"UpdateExpression":"{expression}","ReturnValues":"{returned}"}}"#
        )
    };
    for (expression, values, returned, expected) in [
        ("ADD n :n", r#"{":n":{"N":"2"}}"#, "UPDATED_OLD", "{}"),
        ("ADD n :n", r#"{":n":{"N":"3"}}"#, "UPDATED_OLD", r#"{"Attributes":{"n":{"N":"2"}}}"#),
        ("ADD n :n", r#"{":n":{"N":"-5"}}"#, "UPDATED_NEW", r#"{"Attributes":{"n":{"N":"0"}}}"#),
        (
            "SET m = :m",
            r#"{":m":{"M":{"x":{"N":"1"}}}}"#,
            "ALL_OLD",
            r#"{"Attributes":{"id":{"S":"1"},"n":{"N":"0"}}}"#,
        ),
        (
            "SET m.y = :y REMOVE n",
            r#"{":y":{"S":"s"}}"#,
            "ALL_NEW",
            r#"{"Attributes":{"id":{"S":"1"},"m":{"M":{"x":{"N":"1"},"y":{"S":"s"}}}}}"#,
        ),
        (
            "SET m.y = :y",
            r#"{":y":{"S":"t"}}"#,
            "UPDATED_OLD",
            r#"{"Attributes":{"m":{"M":{"y":{"S":"s"}}}}}"#,
        ),
        ("REMOVE m", "", "UPDATED_NEW", "{}"),
        ("SET z = id", "", "NONE", "{}"),
    ] {
        assert_eq!(
            house.ok("UpdateItem", &update(expression, values, returned)).await,
            expected,
            "{expression}"
        );
    }
    let get = r#"{"TableName":"hash","Key":{"id":{"S":"1"}}}"#;
    assert_eq!(house.ok("GetItem", get).await, r#"{"Item":{"id":{"S":"1"},"z":{"S":"1"}}}"#);
    let touch = r#"{"TableName":"hash","Key":{"id":{"S":"2"}},"ReturnValues":"ALL_NEW"}"#;
    assert_eq!(house.ok("UpdateItem", touch).await, r#"{"Attributes":{"id":{"S":"2"}}}"#);
}

#[tokio::test]
async fn a_condition_that_does_not_hold_changes_nothing() {
    let house = House::new().await;
    house.put("hash", r#"{"id":{"S":"1"},"n":{"N":"1"}}"#).await;
    let key = r#""TableName":"hash","Key":{"id":{"S":"1"}}"#;
    let unless = r#""ConditionExpression":"n > :one","ExpressionAttributeValues":{":one":{"N":"1"}}"#;
    let failed = r#"{"__type":"com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException","message":"The conditional request failed"}"#;
    for (operation, body) in [
        ("PutItem", format!(r#"{{"TableName":"hash","Item":{{"id":{{"S":"1"}}}},{unless}}}"#)),
        (
            "PutItem",
            r#"{"TableName":"hash","Item":{"id":{"S":"1"}},"Expected":{"id":{"Exists":false}}}"#.to_owned(),
        ),
        ("DeleteItem", format!("{{{key},{unless}}}")),
        ("UpdateItem", format!(r#"{{{key},{unless},"UpdateExpression":"SET n = :one"}}"#)),
        (
            "UpdateItem",
            format!(
                r#"{{{key},"AttributeUpdates":{{"n":{{"Action":"DELETE"}}}},"Expected":{{"n":{{"Value":{{"N":"2"}}}},"m":{{"Exists":false}}}}}}"#
            ),
        ),
    ] {
        assert_eq!(house.ask(operation, &body).await, (400, failed.to_owned()), "{body}");
    }
    let shown = format!(r#"{{{key},{unless},"ReturnValuesOnConditionCheckFailure":"ALL_OLD"}}"#);
    let with_item = failed.replace('}', r#","Item":{"id":{"S":"1"},"n":{"N":"1"}}}"#);
    assert_eq!(house.ask("DeleteItem", &shown).await, (400, with_item));
    assert_eq!(
        house.ok("GetItem", &format!("{{{key}}}")).await,
        r#"{"Item":{"id":{"S":"1"},"n":{"N":"1"}}}"#
    );
    let either = format!(
        r#"{{{key},"Expected":{{"n":{{"Value":{{"N":"2"}}}},"m":{{"Exists":false}}}},"ConditionalOperator":"OR","AttributeUpdates":{{"n":{{"Action":"ADD","Value":{{"N":"9"}}}}}},"ReturnValues":"UPDATED_NEW"}}"#
    );
    assert_eq!(house.ok("UpdateItem", &either).await, r#"{"Attributes":{"n":{"N":"10"}}}"#);
}

#[tokio::test]
async fn item_collections_are_measured_where_the_table_has_local_indexes() {
    let house = House::new().await;
    let put =
        r#"{"TableName":"range","Item":{"a":{"S":"1"},"b":{"S":"2"}},"ReturnItemCollectionMetrics":"SIZE"}"#;
    let metrics = r#"{"ItemCollectionKey":{"a":{"S":"1"}},"SizeEstimateRangeGB":[0.0,1.0]}"#;
    assert_eq!(house.ok("PutItem", put).await, format!(r#"{{"ItemCollectionMetrics":{metrics}}}"#));
    let put = put.replace("\"range\"", "\"hash\"").replace("\"a\"", "\"id\"");
    assert_eq!(house.ok("PutItem", &put).await, "{}");
}
