//! Records as Parquet files.

use serde_json::{Value, json};

use crate::house::House;

fn converting() -> Value {
    json!({"DataFormatConversionConfiguration": {
        "Enabled": true,
        "SchemaConfiguration": {"DatabaseName": "pmsm", "TableName": "readings"},
        "InputFormatConfiguration": {"Deserializer": {"OpenXJsonSerDe": {}}},
        "OutputFormatConfiguration": {"Serializer": {"ParquetSerDe": {}}},
    }})
}

#[tokio::test]
async fn records_become_a_file_and_those_that_do_not_fit_a_failure() {
    let house = House::new();
    house.create_to_bucket(converting()).await;
    let described = house.describe().await;
    let hints = &described["Destinations"][0]["ExtendedS3DestinationDescription"]["BufferingHints"];
    assert_eq!(*hints, json!({"SizeInMBs": 128, "IntervalInSeconds": 300}));
    house.put(&[r#"{"id":1,"pm":20.5}"#, "rubbish", r#"{"id":2,"pm":21}"#]).await;
    house.fill_interval();
    let objects = house.s3.once(2).await;
    let file = &objects[0];
    assert!(file.key.starts_with("2027/01/15/08/d-1-") && file.key.ends_with(".parquet"), "{}", file.key);
    assert!(file.body.starts_with(b"PAR1") && file.body.ends_with(b"PAR1"));
    let failed = &objects[1];
    assert!(failed.key.starts_with("format-conversion-failed/2027/01/15/08/d-1-"), "{}", failed.key);
    let line = &failed.lines()[0];
    assert_eq!(
        (&line["rawData"], &line["lastErrorCode"]),
        (&"cnViYmlzaA==".into(), &"DataFormatConversion.MalformedData".into())
    );
    assert_eq!(line["dataCatalogTable"]["tableName"], "readings");
}

#[tokio::test]
async fn what_is_not_built_is_refused() {
    let house = House::new();
    for (pointer, value, expected) in [
        ("OutputFormatConfiguration", json!({"Serializer": {"OrcSerDe": {}}}), "OrcSerDe is not supported"),
        ("OutputFormatConfiguration", json!({}), "OutputFormatConfiguration with a Serializer is required"),
    ] {
        let mut config = converting();
        config["DataFormatConversionConfiguration"][pointer] = value;
        let input = json!({
            "DeliveryStreamName": "d", "ExtendedS3DestinationConfiguration": crate::house::bucket(config),
        });
        let (code, text) = house.refused("CreateDeliveryStream", input).await;
        assert_eq!(code, "InvalidArgumentException");
        assert!(text.starts_with(expected), "{text}");
    }
}
