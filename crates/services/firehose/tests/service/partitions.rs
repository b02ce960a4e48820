//! Dynamic partitions: by a query, by a function, and too many of them; and records cut up before.

use serde_json::{Value, json};

use crate::fakes::until;
use crate::house::{House, processing, processor};

fn partitioned(prefix: &str, processors: &[Value]) -> Value {
    json!({
        "DynamicPartitioningConfiguration": {"Enabled": true}, "Prefix": prefix, "ErrorOutputPrefix": "failed/",
        "ProcessingConfiguration": processing(processors),
    })
}

#[tokio::test]
async fn records_are_buffered_by_what_a_query_makes_of_them() {
    let house = House::new();
    let query = [("MetadataExtractionQuery", "{customer:.customer}"), ("JsonParsingEngine", "JQ-1.6")];
    let processors = [
        processor("RecordDeAggregation", &[("SubRecordType", "JSON")]),
        processor("MetadataExtraction", &query),
        processor("AppendDelimiterToRecord", &[]),
    ];
    house.create_to_bucket(partitioned("c=!{partitionKeyFromQuery:customer}/", &processors)).await;
    house
        .put(&[r#"{"customer":"x","n":1}{"customer":"y","n":2}"#, r#"{"customer":"x","n":3}"#, "rubbish"])
        .await;
    house.fill_interval();
    let mut objects = house.s3.once(3).await;
    objects.sort_by(|left, right| left.key.cmp(&right.key));
    assert!(objects[0].key.starts_with("c=x/d-1-"), "{}", objects[0].key);
    assert_eq!(objects[0].text(), "{\"customer\":\"x\",\"n\":1}\n{\"customer\":\"x\",\"n\":3}\n");
    assert!(objects[1].key.starts_with("c=y/d-1-"), "{}", objects[1].key);
    assert!(objects[2].key.starts_with("failed/processing-failed/2027/"), "{}", objects[2].key);
    assert_eq!(objects[2].lines()[0]["rawData"], "cnViYmlzaA==");
}

#[tokio::test]
async fn a_function_may_say_where_records_go() {
    let house = House::new();
    house.lambda.answers_each(|text| {
        let keys = json!({"partitionKeys": {"k": text}});
        json!({"result": "Ok", "data": "eA==", "metadata": keys})
    });
    let function = ("LambdaArn", "arn:aws:lambda:us-east-1:000000000000:function:f");
    let processors = [processor("Lambda", &[function, ("BufferIntervalInSeconds", "0")])];
    house.create_to_bucket(partitioned("!{partitionKeyFromLambda:k}/", &processors)).await;
    house.put(&["a", "b"]).await;
    until(&house.lambda.events, |events| !events.is_empty()).await;
    house.fill_interval();
    let objects = house.s3.once(2).await;
    let mut keys: Vec<_> = objects.iter().map(|object| &object.key[..2]).collect();
    keys.sort_unstable();
    assert_eq!(keys, ["a/", "b/"]);
}

#[tokio::test]
async fn the_501st_partition_goes_to_the_failures() {
    let house = House::new();
    let query = [("MetadataExtractionQuery", "{k:.k}"), ("JsonParsingEngine", "JQ-1.6")];
    let split = processor("RecordDeAggregation", &[("SubRecordType", "JSON")]);
    let processors = [split, processor("MetadataExtraction", &query)];
    house.create_to_bucket(partitioned("!{partitionKeyFromQuery:k}/", &processors)).await;
    // In one call, of which all is read at once.
    let mut records: Vec<_> = (0..500).map(|k| format!("{{\"k\":{k}}}")).collect();
    records[499].push_str("{\"k\":500}");
    house.put(&records.iter().map(String::as_str).collect::<Vec<_>>()).await;
    house.fill_interval();
    let objects = house.s3.once(501).await;
    let failed: Vec<_> = objects.iter().filter(|object| object.key.starts_with("failed/")).collect();
    assert_eq!(failed.len(), 1);
    assert_eq!(failed[0].lines()[0]["errorCode"], "DynamicPartitioning.ActivePartitionLimitExceeded");
}
