//! Consumed capacity: units by table and index.

use crate::house::House;

fn consumed(table: f64, local: &[(&str, f64)], global: &[(&str, f64)]) -> String {
    let total = table + local.iter().chain(global).map(|(_, units)| units).sum::<f64>();
    let indexes = |name: &str, all: &[(&str, f64)]| {
        let all: Vec<String> =
            all.iter().map(|(index, units)| format!(r#""{index}":{{"CapacityUnits":{units:.1}}}"#)).collect();
        if all.is_empty() { String::new() } else { format!(r#","{name}":{{{}}}"#, all.join(",")) }
    };
    format!(
        r#""ConsumedCapacity":{{"TableName":"range","CapacityUnits":{total:.1},"Table":{{"CapacityUnits":{table:.1}}}{}{}}}"#,
        indexes("LocalSecondaryIndexes", local),
        indexes("GlobalSecondaryIndexes", global),
    )
}

#[tokio::test]
async fn writes_cost_a_unit_per_kilobyte_and_index() {
    let house = House::new().await;
    let filler = "x".repeat(1000);
    let indexes = r#""ReturnConsumedCapacity":"INDEXES""#;
    let put = |attributes: &str| {
        format!(
            r#"{{"TableName":"range",{indexes},"Item":{{"a":{{"S":"1"}},"b":{{"S":"1"}},"x":{{"S":"{filler}"}}{attributes}}}}}"#
        )
    };
    let update = |expression: &str| {
        format!(
            r#"{{"TableName":"range",{indexes},"Key":{{"a":{{"S":"1"}},"b":{{"S":"1"}}}},"UpdateExpression":"{expression}","ExpressionAttributeValues":{{":v":{{"S":"v"}}}}}}"#
        )
    };
    let steps = [
        ("PutItem", put(""), consumed(1.0, &[], &[])),
        ("PutItem", put(r#","c":{"S":"c"}"#), consumed(1.0, &[("l-c", 1.0)], &[("g-c", 1.0)])),
        ("PutItem", put(r#","c":{"S":"c"}"#), consumed(1.0, &[], &[])),
        (
            "UpdateItem",
            update("SET d = :v, y = :v"),
            consumed(1.0, &[("l-c", 1.0), ("l-d", 1.0)], &[("g-c", 1.0), ("g-cd", 1.0)]),
        ),
        ("UpdateItem", update("SET y = x, z = :v"), consumed(2.0, &[("l-c", 2.0)], &[("g-c", 2.0)])),
        (
            "UpdateItem",
            update("SET e = :v"),
            consumed(2.0, &[("l-c", 2.0), ("l-d", 1.0)], &[("g-c", 2.0), ("g-cd", 1.0)]),
        ),
        ("UpdateItem", update("SET c = :v"), consumed(2.0, &[("l-c", 4.0)], &[("g-c", 4.0), ("g-cd", 2.0)])),
        (
            "DeleteItem",
            format!(r#"{{"TableName":"range",{indexes},"Key":{{"a":{{"S":"1"}},"b":{{"S":"1"}}}}}}"#),
            consumed(2.0, &[("l-c", 2.0), ("l-d", 1.0)], &[("g-c", 2.0), ("g-cd", 1.0)]),
        ),
        (
            "DeleteItem",
            format!(r#"{{"TableName":"range",{indexes},"Key":{{"a":{{"S":"1"}},"b":{{"S":"1"}}}}}}"#),
            consumed(1.0, &[], &[]),
        ),
    ];
    for (operation, body, expected) in steps {
        assert_eq!(house.ok(operation, &body).await, format!("{{{expected}}}"), "{body}");
    }
}

#[tokio::test]
async fn reads_cost_a_unit_per_four_kilobytes() {
    let house = House::new().await;
    let filler = "x".repeat(4000);
    for b in 0..3 {
        house
            .put(
                "range",
                &format!(r#"{{"a":{{"S":"1"}},"b":{{"S":"{b}"}},"d":{{"S":"d"}},"x":{{"S":"{filler}"}}}}"#),
            )
            .await;
    }
    let indexes = r#""ReturnConsumedCapacity":"INDEXES""#;
    let query = |rest: &str| {
        format!(
            r#"{{"TableName":"range",{indexes},{rest}"Select":"COUNT","KeyConditionExpression":"a = :a","ExpressionAttributeValues":{{":a":{{"S":"1"}}}}}}"#
        )
    };
    let (count, strong) = (r#"{"Count":3,"ScannedCount":3,"#, r#""ConsistentRead":true,"#);
    let local = r#""IndexName":"l-d","#;
    let fetching = r#""IndexName":"l-d","FilterExpression":"attribute_exists(x)","#;
    for (rest, expected) in [
        (String::new(), consumed(1.5, &[], &[])),
        (strong.to_owned(), consumed(3.0, &[], &[])),
        (local.to_owned(), consumed(0.0, &[("l-d", 0.5)], &[])),
        (format!("{strong}{fetching}"), consumed(3.0, &[("l-d", 1.0)], &[])),
    ] {
        assert_eq!(house.ok("Query", &query(&rest)).await, format!("{count}{expected}}}"), "{rest}");
    }
    let none = query("").replace(r#""S":"1""#, r#""S":"none""#);
    assert_eq!(
        house.ok("Query", &none).await,
        format!(r#"{{"Count":0,"ScannedCount":0,{}}}"#, consumed(0.5, &[], &[]))
    );
    let get = |rest: &str| format!(r#"{{"TableName":"hash","Key":{{"id":{{"S":"1"}}}},{rest}}}"#);
    let total =
        |units: &str| format!(r#"{{"ConsumedCapacity":{{"TableName":"hash","CapacityUnits":{units}}}}}"#);
    assert_eq!(house.ok("GetItem", &get(r#""ReturnConsumedCapacity":"TOTAL""#)).await, total("0.5"));
    assert_eq!(
        house.ok("GetItem", &get(r#""ReturnConsumedCapacity":"TOTAL","ConsistentRead":true"#)).await,
        total("1.0")
    );
    assert_eq!(house.ok("GetItem", &get(r#""ReturnConsumedCapacity":"NONE""#)).await, "{}");
}
