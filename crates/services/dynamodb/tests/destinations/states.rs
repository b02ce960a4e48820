//! How destinations come to be, change and end, and what is refused meanwhile.

use serde_json::json;
use storage::Volume;

use super::house::House;
use super::kinesis::{Fate, Kinesis, SINK};

const OTHER: &str = "arn:aws:kinesis:us-east-1:000000000000:stream/other";
const WRONG: &str = "Table is not in a valid state to enable Kinesis Streaming Destination: ";

#[tokio::test]
async fn a_destination_goes_from_enabling_to_disabled() {
    let house = House::new();
    house.table().await;
    assert_eq!(house.destinations().await, json!([]));
    let body = json!({"TableName": "tab", "StreamArn": SINK});
    let answer = house.ok("EnableKinesisStreamingDestination", body).await;
    let expected = json!({"TableName": "tab", "StreamArn": SINK, "DestinationStatus": "ENABLING",
        "EnableKinesisStreamingConfiguration": {}});
    assert_eq!(answer, expected);
    let active = house.until(SINK, "ACTIVE").await;
    assert_eq!(active, json!({"StreamArn": SINK, "DestinationStatus": "ACTIVE"}));
    let refused = async |kind: &str, arn: &str| {
        let operation = format!("{kind}KinesisStreamingDestination");
        let (code, text) = house.refused(&operation, json!({"TableName": "tab", "StreamArn": arn})).await;
        assert_eq!(code, "ValidationException");
        text
    };
    for arn in [SINK, OTHER] {
        assert_eq!(
            refused("Enable", arn).await,
            format!(
                "{WRONG}EnableKinesisStreamingDestination must be DISABLED or ENABLE_FAILED to perform ENABLE operation."
            )
        );
    }
    let not_active =
        format!("{WRONG}KinesisStreamingDestination must be ACTIVE to perform DISABLE operation.");
    assert_eq!(refused("Disable", OTHER).await, not_active);
    assert_eq!(house.destination("Disable", SINK).await["DestinationStatus"], "DISABLING");
    house.until(SINK, "DISABLED").await;
    assert_eq!(refused("Disable", SINK).await, not_active);
    house.destination("Enable", SINK).await;
    house.until(SINK, "ACTIVE").await;
    assert_eq!(house.destinations().await.as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn streams_that_cannot_be_used_are_found_out_afterwards() {
    let house = House::new();
    house.table().await;
    let elsewhere = SINK.replace("us-east-1", "us-west-2");
    let of_others = SINK.replace("000000000000", "111111111111");
    let table = "arn:aws:dynamodb:us-east-1:000000000000:table/tab";
    let stream = "The kinesis Arn used to enable kinesis replication belongs to a stream which is not in";
    for (arn, reason) in [
        (OTHER, "User does not have a permission to use kinesis stream".to_owned()),
        (table, "User does not have a permission to use kinesis stream".to_owned()),
        (&elsewhere, format!("{stream} the current region")),
        (&of_others, format!("{stream} Active state")),
    ] {
        house.destination("Enable", arn).await;
        let failed = house.until(arn, "ENABLE_FAILED").await;
        assert_eq!(failed["DestinationStatusDescription"], reason, "{arn}");
    }
    house.destination("Enable", SINK).await;
    house.until(SINK, "ACTIVE").await;
    let all = house.destinations().await;
    assert_eq!((all.as_array().unwrap().len(), &all[0]["StreamArn"]), (5, &SINK.into()));
    house.put("a", 1).await;
    house.kinesis.arrived(1).await;
}

#[tokio::test]
async fn the_precision_can_be_changed() {
    let house = House::new();
    house.enabled().await;
    let update = |precision: &str| {
        json!({"TableName": "tab", "StreamArn": SINK,
            "UpdateKinesisStreamingConfiguration": {"ApproximateCreationDateTimePrecision": precision}})
    };
    let operation = "UpdateKinesisStreamingDestination";
    let answer = house.ok(operation, update("MICROSECOND")).await;
    assert_eq!(answer["DestinationStatus"], "UPDATING");
    let active = house.until(SINK, "ACTIVE").await;
    assert_eq!(active["ApproximateCreationDateTimePrecision"], "MICROSECOND");
    house.put("a", 1).await;
    let data = house.kinesis.arrived(1).await[0].data.clone();
    let record: serde_json::Value = serde_json::from_slice(&data).unwrap();
    assert_eq!(record["dynamodb"]["ApproximateCreationDateTime"], 1_763_650_000_000_000_u64);
    assert_eq!(record["dynamodb"]["ApproximateCreationDateTimePrecision"], "MICROSECOND");
    let (_, text) = house.refused(operation, update("MICROSECOND")).await;
    assert!(text.starts_with(
        "Invalid Request: Precision is already set to the desired value of MICROSECOND for tableId: "
    ));
    let (_, text) = house.refused(operation, json!({"TableName": "tab", "StreamArn": SINK})).await;
    assert_eq!(
        text,
        "Streaming destination cannot be updated with given parameters: UpdateKinesisStreamingConfiguration cannot be null or contain only null values"
    );
    let mut other = update("MILLISECOND");
    other["StreamArn"] = OTHER.into();
    let (_, text) = house.refused(operation, other).await;
    assert_eq!(text, format!("{WRONG}No streaming destination with streamArn: {OTHER}"));
}

#[tokio::test]
async fn tables_that_are_not_there_have_no_destinations() {
    let house = House::new();
    for kind in ["Enable", "Disable", "Describe", "Update"] {
        let mut body = json!({"TableName": "tab"});
        if kind != "Describe" {
            body["StreamArn"] = SINK.into();
        }
        if kind == "Update" {
            body["UpdateKinesisStreamingConfiguration"] =
                json!({"ApproximateCreationDateTimePrecision": "MICROSECOND"});
        }
        let (code, text) = house.refused(&format!("{kind}KinesisStreamingDestination"), body).await;
        assert_eq!(code, "ResourceNotFoundException");
        assert_eq!(text, "Requested resource not found: Table: tab not found");
    }
}

#[tokio::test]
async fn a_house_without_destinations_opens_nothing() {
    let volume = Volume::memory();
    let house = House::on(volume.clone(), Kinesis::new(|_| Fate::Taken));
    house.service.resume().unwrap();
    assert!(!volume.has_key_value("dynamodb").unwrap());
    assert!(!volume.has_key_value("dynamodb-destinations").unwrap());
}
