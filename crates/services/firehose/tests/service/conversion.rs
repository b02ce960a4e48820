//! Records as Parquet files.

use serde_json::{Value, json};

use crate::house::{House, ROLE};

const COLUMNS: [(&str, &str); 3] = [("id", "int"), ("pm", "double"), ("torque", "double")];

fn converting() -> Value {
    json!({"DataFormatConversionConfiguration": {
        "Enabled": true,
        "SchemaConfiguration": {"RoleARN": ROLE, "DatabaseName": "pmsm", "TableName": "readings"},
        "InputFormatConfiguration": {"Deserializer": {"OpenXJsonSerDe": {}}},
        "OutputFormatConfiguration": {"Serializer": {"ParquetSerDe": {}}},
    }})
}

#[tokio::test]
async fn records_become_a_file_and_those_that_do_not_fit_a_failure() {
    let house = House::new();
    house.glue.state(&COLUMNS);
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

/// What makes the delivery stream, with the table changed so.
fn naming(table: Value) -> Value {
    let mut config = converting();
    let schema = &mut config["DataFormatConversionConfiguration"]["SchemaConfiguration"];
    crate::house::merge(schema, table);
    config
}

async fn refused(house: &House, config: Value) -> (String, String) {
    let input = json!({
        "DeliveryStreamName": "d", "ExtendedS3DestinationConfiguration": crate::house::bucket(config),
    });
    house.refused("CreateDeliveryStream", input).await
}

/// What a Parquet file says of itself: names of columns are in its footer as they are.
fn names(file: &[u8], name: &str) -> bool {
    file.windows(name.len()).any(|part| part == name.as_bytes())
}

#[tokio::test]
async fn columns_are_those_of_the_table_and_change_with_it() {
    let house = House::new();
    house.glue.state(&COLUMNS);
    house.create_to_bucket(converting()).await;
    let asked_as = house.glue.asked_as.lock().unwrap().clone();
    let role = |principal: Option<dispatch::Principal>| match principal {
        Some(dispatch::Principal::Session { role, session, .. }) => (role, session),
        other => panic!("{other:?}"),
    };
    assert_eq!(role(asked_as), ("delivers".to_owned(), "d_".to_owned()));
    // What the table does not name is left out, and what it does is read whatever its case.
    house.put(&[r#"{"ID":1,"Pm":20.5,"unknown":true}"#, r#"{"id":"x"}"#]).await;
    house.fill_interval();
    let objects = house.s3.once(2).await;
    assert!(names(&objects[0].body, "torque") && !names(&objects[0].body, "unknown"));
    let line = &objects[1].lines()[0];
    assert_eq!(line["lastErrorMessage"], "column `id` is `int`, which `\"x\"` is not");
    house.glue.state(&[("id", "int"), ("ambient", "double")]);
    house.put(&[r#"{"id":2,"ambient":20}"#]).await;
    house.fill_interval();
    let file = house.s3.once(3).await.remove(2);
    assert!(names(&file.body, "ambient") && !names(&file.body, "torque"));
}

#[tokio::test]
async fn a_version_that_is_named_stays() {
    let house = House::new();
    house.glue.state(&COLUMNS);
    house.glue.state(&[("other", "string")]);
    house.create_to_bucket(naming(json!({"VersionId": "0"}))).await;
    house.put(&[r#"{"id":1}"#]).await;
    house.fill_interval();
    let file = house.s3.only().await;
    assert!(names(&file.body, "torque") && !names(&file.body, "other"));
}

#[tokio::test]
async fn a_table_that_is_not_there_or_not_seen_is_refused() {
    let house = House::new();
    let missing = "The schema is invalid. Entity Not Found (Service: AWSGlue; Status Code: 400; \
                   Error Code: EntityNotFoundException)";
    assert_eq!(refused(&house, converting()).await, ("InvalidArgumentException".into(), missing.into()));
    house.glue.state(&[]);
    let (_, text) = refused(&house, converting()).await;
    assert_eq!(text, "The schema is invalid. The specified table has no columns.");
    house.glue.state(&[("a", "array<")]);
    let (_, text) = refused(&house, converting()).await;
    assert!(text.starts_with("The schema is invalid. Error parsing the schema: the type `array<`"), "{text}");
    let (_, text) = refused(&house, naming(json!({"VersionId": "7"}))).await;
    assert_eq!(text, missing);
    house.glue.fail(Some(dispatch_denied()));
    let (_, text) = refused(&house, converting()).await;
    assert!(text.starts_with("Access was denied when calling Glue. Please ensure that the role"), "{text}");
    for (name, expected) in [
        ("RoleARN", "needs a RoleARN"),
        ("DatabaseName", "needs a DatabaseName"),
        ("TableName", "needs a TableName"),
    ] {
        let (code, text) = refused(&house, naming(json!({name: null}))).await;
        assert!(code == "InvalidArgumentException" && text.contains(expected), "{text}");
    }
}

fn dispatch_denied() -> wire::Fault {
    wire::Fault::sender("AccessDeniedException", "User: x is not authorized to perform: glue:GetTable")
}

#[tokio::test]
async fn records_wait_for_a_catalogue_that_does_not_answer_and_fail_without_a_table() {
    let house = House::new();
    house.glue.state(&COLUMNS);
    let mut config = converting();
    config["CloudWatchLoggingOptions"] = crate::house::logging();
    house.create_to_bucket(config).await;
    house.glue.fail(Some(wire::Fault::internal("the disk is full")));
    house.put(&[r#"{"id":1}"#]).await;
    house.fill_interval();
    let errors = house.logs.once(1).await;
    assert_eq!(errors[0].2["errorCode"], "DataFormatConversion.InternalServiceException");
    assert_eq!(house.s3.count(), 0);
    house.glue.fail(None);
    house.fill_interval();
    assert!(house.s3.only().await.key.ends_with(".parquet"));
    house.glue.versions.lock().unwrap().clear();
    house.put(&[r#"{"id":2}"#]).await;
    house.fill_interval();
    let failed = house.s3.once(2).await.remove(1);
    assert!(failed.key.starts_with("format-conversion-failed/"), "{}", failed.key);
    assert_eq!(failed.lines()[0]["lastErrorCode"], "DataFormatConversion.EntityNotFound");
}

#[tokio::test]
async fn columns_are_inferred_where_no_table_is_named() {
    let house = House::new();
    let mut config = converting();
    config["DataFormatConversionConfiguration"]["SchemaConfiguration"] = Value::Null;
    house.create_to_bucket(config).await;
    house.put(&[r#"{"anything":1}"#]).await;
    house.fill_interval();
    assert!(names(&house.s3.only().await.body, "anything"));
    assert!(house.glue.asked_as.lock().unwrap().is_none());
}

#[tokio::test]
async fn what_is_not_built_is_refused() {
    let house = House::new();
    house.glue.state(&COLUMNS);
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
