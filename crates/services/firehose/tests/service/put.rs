//! Putting records: answers, limits.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::json;

use crate::house::House;

#[tokio::test]
async fn every_record_gets_an_id_of_its_own() {
    let house = House::new();
    house.create_to_bucket(json!({})).await;
    let one = house.done("PutRecord", json!({"DeliveryStreamName": "d", "Record": {"Data": "AA=="}})).await;
    let records = [json!({"Data": "AA=="}), json!({"Data": "AQ=="})];
    let two = house.done("PutRecordBatch", json!({"DeliveryStreamName": "d", "Records": records})).await;
    assert_eq!((&one["Encrypted"], &two["FailedPutCount"]), (&false.into(), &0.into()));
    let id = |index: usize| two["RequestResponses"][index]["RecordId"].as_str().unwrap();
    assert!(one["RecordId"] != id(0) && id(0) != id(1), "{one} {two}");
}

#[tokio::test]
async fn limits_hold_exactly() {
    let house = House::new();
    house.create_to_bucket(json!({})).await;
    let batch = |count: usize, bytes: usize| {
        let record = json!({"Data": STANDARD.encode(vec![0; bytes])});
        json!({"DeliveryStreamName": "d", "Records": vec![record; count]})
    };
    house.done("PutRecordBatch", batch(500, 1)).await;
    let (code, text) = house.refused("PutRecordBatch", batch(501, 1)).await;
    assert_eq!(code, "ValidationException");
    assert!(text.contains("Member must have length less than or equal to 500"), "{text}");
    house.done("PutRecordBatch", batch(4, 1 << 20 >> 1)).await;
    house.done("PutRecordBatch", batch(5, 838_860)).await;
    let refused = house.refused("PutRecordBatch", batch(5, 838_861)).await;
    assert_eq!(refused, ("InvalidArgumentException".into(), "Records size exceeds 4 MB limit".into()));
    house.done("PutRecordBatch", batch(1, 1_024_000)).await;
    let (code, text) = house.refused("PutRecordBatch", batch(1, 1_024_001)).await;
    assert_eq!(code, "ValidationException");
    assert!(text.contains("less than or equal to 1024000"), "{text}");
    let (code, _) =
        house.refused("PutRecord", json!({"DeliveryStreamName": "x", "Record": {"Data": ""}})).await;
    assert_eq!(code, "ResourceNotFoundException");
}
