//! The template of the pipeline `sensors`, as it is in the project, over the fakes.

use cloudformation_api::*;

use crate::house::{House, new};

const TEMPLATE: &str = include_str!("../../../../../pipelines/sensors/template.yaml");

#[tokio::test]
async fn the_pipeline_is_made_and_removed() {
    let house = House::new();
    let packaged = TEMPLATE
        .replace("Code: ../../target/release/bootstrap", "Code: {S3Bucket: bucket, S3Key: function.zip}");
    assert_ne!(packaged, TEMPLATE);
    let id = house.call::<CreateStack>(new("sensors", &packaged)).await.unwrap().stack_id.unwrap();
    let stack = house.until(&id, StackStatus::CreateComplete).await;
    let things = [
        "function/ProcessKinesisRecords",
        "mapping/mapping-5",
        "role/kinesis-lambda-dynamodb",
        "stream/temperature-sensor-data",
        "table/SensorData",
        "table/ShoppingCart",
    ];
    assert_eq!(house.fakes.things(), things);
    let output = |name: &str| {
        let outputs = stack.outputs.as_ref().unwrap();
        let found = outputs.iter().find(|output| output.output_key.as_deref() == Some(name));
        found.unwrap().output_value.clone().unwrap()
    };
    assert_eq!(output("MappingId"), "mapping-5");
    assert_eq!(output("TableArn"), "arn:aws:dynamodb:us-east-1:000000000000:table/SensorData");
    let asked = house.fakes.asked();
    let mapping = r#"CreateEventSourceMapping {"EventSourceArn":"arn:aws:kinesis:us-east-1:000000000000:stream/temperature-sensor-data","FunctionName":"ProcessKinesisRecords","BatchSize":100,"StartingPosition":"LATEST"}"#;
    assert!(asked.iter().any(|line| line == mapping), "{asked:#?}");
    house.delete("sensors").await.unwrap();
    house.until(&id, StackStatus::DeleteComplete).await;
    assert!(house.fakes.things().is_empty());
}
