//! What indexes hold, and what reads of them answer.

use crate::house::House;

const WHOLE: &str =
    r#"{"a":{"S":"1"},"b":{"S":"1"},"c":{"S":"c"},"d":{"S":"d"},"e":{"S":"e"},"f":{"S":"f"}}"#;

fn local(index: &str, rest: &str) -> String {
    format!(
        r#"{{"TableName":"range","IndexName":"{index}",{rest}"KeyConditionExpression":"a = :v","ExpressionAttributeValues":{{":v":{{"S":"1"}}}}}}"#
    )
}

fn global(index: &str, rest: &str) -> String {
    local(index, rest).replace("a = :v", "c = :v").replace(r#"{"S":"1"}"#, r#"{"S":"c"}"#)
}

#[tokio::test]
async fn an_index_answers_what_it_holds() {
    let house = House::new().await;
    house.put("range", WHOLE).await;
    house.put("range", r#"{"a":{"S":"1"},"b":{"S":"2"},"f":{"S":"in no index"}}"#).await;
    let projected = WHOLE.replace(r#","f":{"S":"f"}"#, "");
    let projected_local = projected.replace(r#""c":{"S":"c"},"#, "");
    assert_eq!(house.items("Query", &local("l-c", "")).await, WHOLE);
    assert_eq!(house.items("Query", &local("l-d", "")).await, projected_local);
    assert_eq!(house.items("Query", &global("g-c", "")).await, WHOLE);
    assert_eq!(house.items("Query", &global("g-cd", "")).await, projected);
    assert_eq!(
        house.items("Query", &global("g-cd", r#""Select":"ALL_PROJECTED_ATTRIBUTES","#)).await,
        projected
    );
    assert_eq!(house.items("Scan", r#"{"TableName":"range","IndexName":"g-cd"}"#).await, projected);
}

#[tokio::test]
async fn a_local_index_fetches_what_it_lacks() {
    let house = House::new().await;
    house.put("range", WHOLE).await;
    assert_eq!(house.items("Query", &local("l-d", r#""Select":"ALL_ATTRIBUTES","#)).await, WHOLE);
    assert_eq!(
        house.items("Query", &local("l-d", r#""ProjectionExpression":"f","#)).await,
        r#"{"f":{"S":"f"}}"#
    );
    let filtered = local("l-d", r#""FilterExpression":"attribute_exists(f)","Select":"COUNT","#);
    assert_eq!(house.ok("Query", &filtered).await, r#"{"Count":1,"ScannedCount":1}"#);
    let filtered = global("g-cd", r#""FilterExpression":"attribute_exists(f)","Select":"COUNT","#);
    assert_eq!(house.ok("Query", &filtered).await, r#"{"Count":0,"ScannedCount":1}"#);
}

#[tokio::test]
async fn entries_follow_their_item() {
    let house = House::new().await;
    house.put("range", WHOLE).await;
    let update =
        |rest: &str| format!(r#"{{"TableName":"range","Key":{{"a":{{"S":"1"}},"b":{{"S":"1"}}}},{rest}}}"#);
    let moved =
        update(r#""UpdateExpression":"SET c = :c, e = :c","ExpressionAttributeValues":{":c":{"S":"other"}}"#);
    house.ok("UpdateItem", &moved).await;
    assert_eq!(house.items("Query", &global("g-c", "")).await, "");
    let there = global("g-cd", r#""ProjectionExpression":"e","#).replace(r#"{"S":"c"}"#, r#"{"S":"other"}"#);
    assert_eq!(house.items("Query", &there).await, r#"{"e":{"S":"other"}}"#);
    assert_eq!(
        house.items("Query", &local("l-d", r#""ProjectionExpression":"e","#)).await,
        r#"{"e":{"S":"other"}}"#
    );
    house.ok("UpdateItem", &update(r#""UpdateExpression":"REMOVE d""#)).await;
    assert_eq!(house.items("Query", &there).await, "");
    assert_eq!(house.items("Query", &local("l-d", "")).await, "");
    house.ok("DeleteItem", &update(r#""ReturnValues":"NONE""#)).await;
    for index in ["l-c", "l-d", "g-c", "g-cd"] {
        let scan = format!(r#"{{"TableName":"range","IndexName":"{index}"}}"#);
        assert_eq!(house.items("Scan", &scan).await, "");
    }
}

#[tokio::test]
async fn an_item_that_a_later_index_cannot_hold_stays_usable() {
    let house = House::new().await;
    house.put("hash", r#"{"id":{"S":"1"},"g":{"N":"1"}}"#).await;
    let index = r#"{"TableName":"hash","AttributeDefinitions":[{"AttributeName":"g","AttributeType":"S"}],
        "GlobalSecondaryIndexUpdates":[{"Create":{"IndexName":"late","KeySchema":[{"AttributeName":"g","KeyType":"HASH"}],
        "Projection":{"ProjectionType":"ALL"}}}]}"#;
    house.ok("UpdateTable", index).await;
    let update = |expression: &str| {
        format!(
            r#"{{"TableName":"hash","Key":{{"id":{{"S":"1"}}}},"UpdateExpression":"{expression}","ExpressionAttributeValues":{{":v":{{"S":"v"}}}}}}"#
        )
    };
    house.ok("UpdateItem", &update("SET x = :v")).await;
    assert_eq!(
        house
            .refused(
                "UpdateItem",
                &update("SET x = :v ADD g :n").replace(r#"{":v""#, r#"{":n":{"N":"1"},":v""#)
            )
            .await,
        "One or more parameter values were invalid: Type mismatch for Index Key g Expected: S Actual: N IndexName: late"
    );
    house.ok("UpdateItem", &update("SET g = :v")).await;
    let get = r#"{"TableName":"hash","Key":{"id":{"S":"1"}}}"#;
    assert_eq!(house.ok("GetItem", get).await, r#"{"Item":{"g":{"S":"v"},"id":{"S":"1"},"x":{"S":"v"}}}"#);
}
