//! What tables report: what writes consumed is exact across kills, calls are counted by what came of them.

#![allow(clippy::unwrap_used, reason = "a panic is the message of a test")]

use std::sync::Arc;

use dispatch::{Call, Carrier, Dispatch, MemoryMeasure, Metered, Origin, Principal};
use dynamodb_service::DynamoDb;
use http::{HeaderMap, Method};
use kernel::{AccountId, ManualClock, Place, RequestId, SeededRandom, Timestamp};
use storage::Volume;
use wire::Question;

const NOW: u64 = 1_800_000_000_000;

/// A house that may be dropped, as if it were killed, and made again on its volume.
struct House {
    dispatch: Dispatch,
    clock: Arc<ManualClock>,
    dynamodb: Arc<DynamoDb>,
    measure: Arc<MemoryMeasure>,
}

impl House {
    fn on(volume: &Volume, measure: &Arc<MemoryMeasure>, now: u64) -> Self {
        let clock = ManualClock::at(Timestamp(now));
        let dispatch = Dispatch::new(clock.clone(), Arc::new(SeededRandom::new(now)));
        let dynamodb = DynamoDb::new(volume.clone(), &dispatch);
        dispatch.connect([Carrier::embedded(dynamodb.routes()), Carrier::embedded(dynamodb.stream_routes())]);
        dispatch.meter(measure.clone());
        Self { dispatch, clock, dynamodb, measure: measure.clone() }
    }

    async fn new() -> Self {
        let house = Self::on(&Volume::memory(), &Arc::new(MemoryMeasure::default()), NOW);
        house.create().await;
        house
    }

    async fn create(&self) {
        let table = r#"{"TableName":"ttt","AttributeDefinitions":[{"AttributeName":"k","AttributeType":"S"},
            {"AttributeName":"g","AttributeType":"S"}],"KeySchema":[{"AttributeName":"k","KeyType":"HASH"}],
            "ProvisionedThroughput":{"ReadCapacityUnits":3,"WriteCapacityUnits":4},
            "GlobalSecondaryIndexes":[{"IndexName":"iii","KeySchema":[{"AttributeName":"g","KeyType":"HASH"}],
                "Projection":{"ProjectionType":"ALL"},
                "ProvisionedThroughput":{"ReadCapacityUnits":5,"WriteCapacityUnits":6}}],
            "StreamSpecification":{"StreamEnabled":true,"StreamViewType":"KEYS_ONLY"}}"#;
        let made = self.ask("dynamodb", "CreateTable", table).await;
        assert!(made.contains("TableDescription"), "{made}");
    }

    async fn ask(&self, service: &str, operation: &str, body: &str) -> String {
        let place = Place::default();
        let call = Call {
            principal: Principal::Account(AccountId::default()),
            place,
            request_id: RequestId("test".into()),
            origin: Origin::Door { endpoint: "http://localhost:4566".into() },
        };
        let question = Question {
            method: Method::POST,
            uri: "/".parse().unwrap(),
            headers: HeaderMap::new(),
            body: body.to_owned().into(),
        };
        let carrier = self.dispatch.carrier(service).unwrap();
        let answer = self.dispatch.serve_named(carrier, operation, call, question).await;
        String::from_utf8(answer.body.to_vec()).unwrap()
    }

    async fn put(&self, key: &str, bytes: usize) {
        let value = "x".repeat(bytes);
        let body = format!(r#"{{"TableName":"ttt","Item":{{"k":{{"S":"{key}"}},"v":{{"S":"{value}"}}}}}}"#);
        assert_eq!(self.ask("dynamodb", "PutItem", &body).await, "{}");
    }

    async fn report(&self) {
        self.dynamodb.report_metrics().await.unwrap();
    }

    fn sum(&self, name: &str) -> f64 {
        self.measure.total(name, &[("TableName", "ttt")]).sum
    }

    fn of(&self, name: &str, dimension: (&str, &str)) -> (f64, f64) {
        let total = self.measure.total(name, &[("TableName", "ttt"), dimension]);
        (total.count, total.sum)
    }
}

#[tokio::test]
async fn what_writes_consumed_counts_once_whoever_is_killed() {
    let (volume, measure) = (Volume::memory(), Arc::new(MemoryMeasure::default()));
    let house = House::on(&volume, &measure, NOW);
    house.report().await;
    house.create().await;
    for number in 0..10 {
        house.put(&format!("a{number}"), 10).await;
    }
    house.report().await;
    assert_eq!(house.sum("ConsumedWriteCapacityUnits"), 10.0);
    house.put("large", 2000).await;
    house.clock.advance(60_000);
    house.put("b", 10).await;
    // Killed before it could say so; it goes on in the same minute.
    drop(house);
    let house = House::on(&volume, &measure, NOW + 60_500);
    house.put("c", 10).await;
    house.report().await;
    assert_eq!(house.sum("ConsumedWriteCapacityUnits"), 14.0);
    // Once more changes nothing, nor when the totals go.
    for minutes in [0, 3, 10, 20] {
        let house = House::on(&volume, &measure, NOW + 61_000 + minutes * 60_000);
        house.report().await;
        house.clock.advance(600_000);
        house.report().await;
        assert_eq!(house.sum("ConsumedWriteCapacityUnits"), 14.0);
    }
    let mut totals = 0;
    let mut count = |_: &[u8], _: &bytes::Bytes| {
        totals += 1;
        std::ops::ControlFlow::Continue(())
    };
    volume.key_value("dynamodb").unwrap().scan_prefix(b"\0\0\0\0meter/", &mut count).unwrap();
    assert_eq!(totals, 0, "totals that were reported and can change no more are gone");
}

#[tokio::test]
async fn what_could_not_be_kept_is_said_again() {
    let house = House::new().await;
    house.put("a", 10).await;
    house.measure.refuse(true);
    assert!(house.dynamodb.report_metrics().await.is_err());
    house.put("b", 10).await;
    assert!(house.dynamodb.report_metrics().await.is_err());
    house.measure.refuse(false);
    house.report().await;
    assert_eq!(house.sum("ConsumedWriteCapacityUnits"), 2.0);
    assert_eq!(house.of("SuccessfulRequestLatency", ("Operation", "PutItem")).0, 2.0);
}

#[tokio::test]
async fn indexes_conditions_and_reads_are_told_apart() {
    let house = House::new().await;
    let ask = async |operation: &str, body: &str| house.ask("dynamodb", operation, body).await;
    house.put("a", 10).await;
    ask("PutItem", r#"{"TableName":"ttt","Item":{"k":{"S":"b"},"g":{"S":"x"}}}"#).await;
    let refused =
        r#"{"TableName":"ttt","Item":{"k":{"S":"a"}},"ConditionExpression":"attribute_not_exists(k)"}"#;
    assert!(ask("PutItem", refused).await.contains("ConditionalCheckFailed"));
    assert!(ask("PutItem", r#"{"TableName":"ttt","Item":{}}"#).await.contains("Validation"));
    assert!(ask("GetItem", r#"{"TableName":"none","Key":{"k":{"S":"a"}}}"#).await.contains("NotFound"));
    ask("GetItem", r#"{"TableName":"ttt","Key":{"k":{"S":"a"}}}"#).await;
    ask("GetItem", r#"{"TableName":"ttt","Key":{"k":{"S":"a"}},"ConsistentRead":true}"#).await;
    ask("Scan", r#"{"TableName":"ttt"}"#).await;
    let query = r#"{"TableName":"ttt","IndexName":"iii","KeyConditionExpression":"g = :g",
        "ExpressionAttributeValues":{":g":{"S":"x"}}}"#;
    assert!(ask("Query", query).await.contains(r#""Count":1"#));
    let batch = r#"{"RequestItems":{"ttt":[{"PutRequest":{"Item":{"k":{"S":"c"}}}},
        {"PutRequest":{"Item":{"k":{"S":"d"}}}}]}}"#;
    ask("BatchWriteItem", batch).await;
    house.report().await;
    // Two puts, one that failed at its condition, two of the batch.
    assert_eq!(house.sum("ConsumedWriteCapacityUnits"), 5.0);
    let index = ("GlobalSecondaryIndexName", "iii");
    assert_eq!(house.of("ConsumedWriteCapacityUnits", index), (1.0, 1.0));
    assert_eq!(house.sum("ConsumedReadCapacityUnits"), 0.5 + 1.0 + 0.5);
    assert_eq!(house.of("ConsumedReadCapacityUnits", index), (1.0, 0.5));
    assert_eq!(house.sum("ConditionalCheckFailedRequests"), 1.0);
    assert_eq!(house.measure.total("UserErrors", &[]).sum, 2.0);
    assert_eq!(house.of("ReturnedItemCount", ("Operation", "Scan")), (1.0, 2.0));
    assert_eq!(house.of("ReturnedItemCount", ("Operation", "Query")), (1.0, 1.0));
    for (operation, count) in [("PutItem", 2.0), ("GetItem", 2.0), ("BatchWriteItem", 1.0), ("Scan", 1.0)] {
        assert_eq!(house.of("SuccessfulRequestLatency", ("Operation", operation)).0, count, "{operation}");
    }
    assert_eq!(house.sum("ProvisionedWriteCapacityUnits"), 4.0);
    assert_eq!(house.of("ProvisionedReadCapacityUnits", index), (1.0, 5.0));
}

#[tokio::test]
async fn items_that_expire_cost_nothing_and_are_counted() {
    let house = House::new().await;
    let ttl = r#"{"TableName":"ttt","TimeToLiveSpecification":{"Enabled":true,"AttributeName":"until"}}"#;
    house.ask("dynamodb", "UpdateTimeToLive", ttl).await;
    let past = NOW / 1000 - 60;
    let item = format!(r#"{{"TableName":"ttt","Item":{{"k":{{"S":"a"}},"until":{{"N":"{past}"}}}}}}"#);
    house.ask("dynamodb", "PutItem", &item).await;
    house.dynamodb.sweep().await.unwrap();
    house.report().await;
    assert_eq!(house.sum("TimeToLiveDeletedItemCount"), 1.0);
    assert_eq!(house.sum("ConsumedWriteCapacityUnits"), 1.0);
}

#[tokio::test]
async fn a_table_that_is_deleted_has_said_all() {
    let house = House::new().await;
    house.put("a", 10).await;
    house.ask("dynamodb", "DeleteTable", r#"{"TableName":"ttt"}"#).await;
    assert_eq!(house.sum("ConsumedWriteCapacityUnits"), 1.0);
    house.create().await;
    house.put("a", 10).await;
    house.report().await;
    assert_eq!(house.sum("ConsumedWriteCapacityUnits"), 2.0);
}
