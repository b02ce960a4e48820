//! UpdateTable: capacity and indexes.

use super::house::{House, definitions, index, table};

fn updates(actions: &str) -> String {
    format!(r#"{{"TableName":"tab","GlobalSecondaryIndexUpdates":[{actions}]}}"#)
}

fn create(name: &str, attributes: &[&str], keys: &[&str]) -> String {
    let (attributes, index) = (definitions(attributes), index(name, keys));
    format!(
        r#"{{"TableName":"tab","AttributeDefinitions":{attributes},"GlobalSecondaryIndexUpdates":[{{"Create":{index}}}]}}"#
    )
}

fn units(read: u32, write: u32) -> String {
    format!(r#""ProvisionedThroughput":{{"ReadCapacityUnits":{read},"WriteCapacityUnits":{write}}}"#)
}

#[tokio::test]
async fn capacity_goes_up_and_down_and_is_switched() {
    let house = House::new();
    let global = format!(
        r#","{}"GlobalSecondaryIndexes":[{}]"#,
        format!("{},", units(10, 10)).trim_start_matches('"'),
        index("glo", &["a:HASH"]).replace(r#"{"IndexName""#, &format!(r#"{{{},"IndexName""#, units(3, 3)))
    );
    house.ok("CreateTable", &table("tab", &["a:S"], &["a:HASH"], &global)).await;
    let update = |rest: &str| format!(r#"{{"TableName":"tab",{rest}}}"#);
    let updated = house.ok("UpdateTable", &update(&units(8, 12))).await;
    assert!(updated.contains(r#""TableStatus":"UPDATING""#), "{updated}");
    assert!(updated.contains(r#""ProvisionedThroughput":{"LastIncreaseDateTime":1763650000.0,"LastDecreaseDateTime":1763650000.0,"NumberOfDecreasesToday":1,"ReadCapacityUnits":8,"WriteCapacityUnits":12}"#), "{updated}");
    assert!(house.describe("tab").await.contains(r#""TableStatus":"ACTIVE""#));
    let (_, same) = house.refused("UpdateTable", &update(&units(8, 12))).await;
    assert!(same.starts_with("The provisioned throughput for the table will not change. The requested value equals the current value. Current ReadCapacityUnits provisioned for the table: 8. Requested ReadCapacityUnits: 8."), "{same}");
    let switched = house.ok("UpdateTable", &update(r#""BillingMode":"PAY_PER_REQUEST""#)).await;
    assert!(switched.contains(r#""IndexStatus":"UPDATING""#), "{switched}");
    let described = house.describe("tab").await;
    assert!(!described.contains("UPDATING"), "{described}");
    assert!(
        described
            .contains(r#""BillingMode":"PAY_PER_REQUEST","LastUpdateToPayPerRequestDateTime":1763650000.0"#),
        "{described}"
    );
    assert_eq!(
        described.matches(r#""ReadCapacityUnits":0,"WriteCapacityUnits":0"#).count(),
        2,
        "{described}"
    );
    let provisioned = format!(r#""BillingMode":"PROVISIONED",{}"#, units(1, 1));
    let cases = [
        (
            units(1, 1),
            "Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST",
        ),
        (
            r#""BillingMode":"PROVISIONED""#.to_owned(),
            "ProvisionedThroughput must be specified when BillingMode is PROVISIONED",
        ),
        (provisioned.clone(), "ProvisionedThroughput must be specified for index: glo"),
        (
            format!(r#""GlobalSecondaryIndexUpdates":[{{"Update":{{"IndexName":"glo",{}}}}}]"#, units(1, 1)),
            "The only Updates for index: glo when TableThroughputMode is PAY_PER_REQUEST can be to OnDemandThroughput, WarmThroughput",
        ),
    ];
    for (rest, message) in cases {
        let (_, refused) = house.refused("UpdateTable", &update(&rest)).await;
        assert_eq!(refused, format!("One or more parameter values were invalid: {message}"));
    }
    let back = format!(
        r#"{provisioned},"GlobalSecondaryIndexUpdates":[{{"Update":{{"IndexName":"glo",{}}}}}]"#,
        units(2, 2)
    );
    let switched = house.ok("UpdateTable", &update(&back)).await;
    assert!(switched.contains(r#""BillingModeSummary":{"BillingMode":"PROVISIONED""#), "{switched}");
    assert!(switched.contains(r#""ReadCapacityUnits":2,"WriteCapacityUnits":2"#), "{switched}");
}

#[tokio::test]
async fn an_index_is_added_filled_and_taken_away() {
    let house = House::new();
    house.table("tab", &["a:S"], &["a:HASH"]).await;
    for number in 0..600 {
        let other = if number % 2 == 0 { r#"{"N":"7"}"# } else { r#"{"S":"no number"}"# };
        house.put("tab", &format!(r#"{{"a":{{"S":"{number}"}},"b":{other}}}"#)).await;
    }
    let made = house.ok("UpdateTable", &create("new", &["b:N"], &["b:HASH"])).await;
    assert!(made.contains(r#""TableStatus":"UPDATING""#), "{made}");
    assert!(made.contains(r#""IndexStatus":"CREATING","Backfilling":false"#), "{made}");
    house.service.sweep().await.unwrap();
    let described = house.describe("tab").await;
    assert!(described.contains(r#""IndexStatus":"ACTIVE","Prov"#), "{described}");
    assert!(described.contains(r#""ItemCount":300,"IndexArn""#), "{described}");
    let query = r#"{"TableName":"tab","IndexName":"new","Select":"COUNT","KeyConditionExpression":"b = :b","ExpressionAttributeValues":{":b":{"N":"7"}}}"#;
    assert_eq!(house.ok("Query", query).await, r#"{"Count":300,"ScannedCount":300}"#);
    let gone = house.ok("UpdateTable", &updates(r#"{"Delete":{"IndexName":"new"}}"#)).await;
    assert!(!gone.contains("GlobalSecondaryIndexes") && !gone.contains(r#""AttributeName":"b""#), "{gone}");
    assert_eq!(house.refused("Query", query).await.1, "The table does not have the specified index: new");
    house.service.sweep().await.unwrap();
    house.ok("UpdateTable", &create("new", &["b:S"], &["b:HASH"])).await;
    house.service.sweep().await.unwrap();
    assert!(house.describe("tab").await.contains(r#""ItemCount":300,"IndexArn""#));
}

#[tokio::test]
async fn what_does_not_go_together_or_is_not_there_is_refused() {
    let house = House::new();
    let local = format!(
        r#","BillingMode":"PAY_PER_REQUEST","LocalSecondaryIndexes":[{}]"#,
        index("loc", &["a:HASH", "b:RANGE"])
    );
    house.ok("CreateTable", &table("tab", &["a:S", "b:S"], &["a:HASH", "b:RANGE"], &local)).await;
    let delete = |name: &str| format!(r#"{{"Delete":{{"IndexName":"{name}"}}}}"#);
    let cases = [
        (
            r#"{"TableName":"tab"}"#.to_owned(),
            "At least one of ProvisionedThroughput, BillingMode, UpdateStreamEnabled, GlobalSecondaryIndexUpdates, SSESpecification, ReplicaUpdates, MultiAccountReplicaReady, ReplicaTransitRoleArn, MultiRegionConsistency, DeletionProtectionEnabled, OnDemandThroughput, WarmThroughput or TableClass is required",
        ),
        (
            r#"{"TableName":"tab","DeletionProtectionEnabled":true,"BillingMode":"PAY_PER_REQUEST"}"#.into(),
            "One or more parameter values were invalid: DeletionProtection modification must be the only operation in the request",
        ),
        (
            r#"{"TableName":"tab","DeletionProtectionEnabled":true,"GlobalSecondaryIndexUpdates":[]}"#.into(),
            "One or more parameter values were invalid: List of GlobalSecondaryIndexUpdates is empty",
        ),
        (
            updates("{}"),
            "One or more parameter values were invalid: One of GlobalSecondaryIndexUpdate.Update, GlobalSecondaryIndexUpdate.Create, GlobalSecondaryIndexUpdate.Delete must not be null",
        ),
        (
            updates(&format!("{0},{0}", delete("glo"))),
            "One or more parameter values were invalid: Only one global secondary index update per index is allowed simultaneously. Index: glo",
        ),
        (
            updates(&format!("{},{}", delete("glo"), delete("gla"))),
            "Subscriber limit exceeded: Only 1 online index can be created or deleted simultaneously per table",
        ),
        (updates(&delete("glo")), "Requested resource not found: Index glo for table tab"),
        (updates(&delete("loc")), "Cannot delete an index that is not a GlobalSecondaryIndex: loc"),
        (create("loc", &["c:S"], &["c:HASH"]), "Attempting to create an index which already exists"),
        (
            create("glo", &[], &["c:HASH"]),
            "One or more parameter values were invalid: AttributeDefinitions is not specified for index: glo",
        ),
        (
            create("glo", &["d:S"], &["c:HASH"]),
            "One or more parameter values were invalid: Some index key attributes are not defined in AttributeDefinitions. Keys: [c], AttributeDefinitions: [d]",
        ),
        (
            r#"{"TableName":"tab","StreamSpecification":{"StreamEnabled":false}}"#.into(),
            "Table has no stream to disable: TableName: tab",
        ),
        (
            r#"{"TableName":"tab","SSESpecification":{"Enabled":false}}"#.into(),
            "One or more parameter values were invalid: Table is already encrypted by default",
        ),
        (
            r#"{"TableName":"tab","ReplicaUpdates":[{}]}"#.into(),
            "One or more parameter values were invalid: ReplicaUpdates is not supported by Pumphouse; its coverage page lists what is",
        ),
    ];
    for (body, message) in cases {
        assert_eq!(house.refused("UpdateTable", &body).await.1, message, "{body}");
    }
}
