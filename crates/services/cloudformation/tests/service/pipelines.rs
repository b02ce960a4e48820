//! The templates of the pipelines over the lake, as they are in the project, over the fakes.

use cloudformation_api::*;

use crate::house::{House, new};

/// Makes and removes the stack of `template`; answers what was asked for.
async fn deployed(template: &str, things: &[&str]) -> Vec<String> {
    let house = House::new();
    let code = |line: &str| match line.split_once("Code: ../../target/") {
        Some((indent, _)) => format!("{indent}Code: {{S3Bucket: bucket, S3Key: function.zip}}\n"),
        None => format!("{line}\n"),
    };
    let packaged: String = template.lines().map(code).collect();
    assert!(packaged.contains("S3Key: function.zip"));
    let id = house.call::<CreateStack>(new("lake", &packaged)).await.unwrap().stack_id.unwrap();
    house.until(&id, StackStatus::CreateComplete).await;
    let there = house.fakes.things();
    for thing in things {
        assert!(there.iter().any(|each| each == thing), "{thing}: {there:?}");
    }
    let again = UpdateStackInput {
        stack_name: "lake".into(),
        use_previous_template: Some(true),
        capabilities: Some(vec![Capability::CapabilityNamedIam]),
        ..wire::Shape::placeholder()
    };
    let same = house.call::<UpdateStack>(again).await.unwrap_err();
    assert_eq!(same.message, "No updates are to be performed.");
    house.delete("lake").await.unwrap();
    house.until(&id, StackStatus::DeleteComplete).await;
    let left: Vec<String> =
        house.fakes.things().into_iter().filter(|thing| !thing.starts_with("destination/")).collect();
    assert!(left.is_empty(), "{left:?}");
    house.fakes.asked()
}

#[tokio::test]
async fn motors() {
    let asked = deployed(
        include_str!("../../../../../pipelines/motors/template.yaml"),
        &["bucket/pmsm-batches", "delivery/streamtos3", "table/pmsm_temperature", "function/streamlambda"],
    )
    .await;
    let position = |start: &str| asked.iter().position(|line| line.starts_with(start)).unwrap();
    assert!(position("AddPermission") < position(r#"CreateBucket {"Bucket":"pmsm-batches""#));
    let delivery = &asked[position("CreateDeliveryStream")];
    assert!(delivery.contains(r#""BufferingHints":{"SizeInMBs":128,"IntervalInSeconds":300}"#), "{delivery}");
    assert!(delivery.contains(r#""DatabaseName":"pmsmdatas3athena""#), "{delivery}");
    let schema = position(r#"CreateTable {"CatalogId""#);
    assert!(schema < position("CreateDeliveryStream"), "the table is asked for when the stream is made");
    assert!(asked[schema].contains(r#"{"Name":"profile_id","Type":"int"}"#), "{}", asked[schema]);
    let mapping = &asked[position("CreateEventSourceMapping")];
    assert!(mapping.contains("table/pmsm_temperature/stream/"), "{mapping}");
}

#[tokio::test]
async fn bank() {
    let things = ["bucket/bank-marketing-lake", "stream/data-stream", "delivery/Kinesis-data-stream-to-S3"];
    deployed(include_str!("../../../../../pipelines/bank/template.yaml"), &things).await;
}

#[tokio::test]
async fn logs() {
    let things = ["bucket/pumphouse-logs", "delivery/apache-to-json", "delivery/syslog-to-csv"];
    deployed(include_str!("../../../../../pipelines/logs/template.yaml"), &things).await;
}
