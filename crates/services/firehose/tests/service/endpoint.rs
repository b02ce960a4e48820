//! Delivery to an HTTP endpoint.

use firehose_service::limits::ANSWER_TIME_MAX;
use flate2::read::GzDecoder;
use serde_json::{Value, json};

use crate::fakes::until;
use crate::house::{ARN, House, NOW, ROLE, bucket, logging};
use crate::server::{NONE, Request, Server};

fn to(server: &Server, change: Value) -> Value {
    let mut config = json!({
        "EndpointConfiguration": {"Url": format!("{}/in", server.url), "AccessKey": "secret", "Name": "sink"},
        "RequestConfiguration": {
            "ContentEncoding": "NONE",
            "CommonAttributes": [{"AttributeName": "stage", "AttributeValue": "test"}],
        },
        "BufferingHints": {"SizeInMBs": 1, "IntervalInSeconds": 60},
        "CloudWatchLoggingOptions": logging(), "RoleARN": ROLE, "S3Configuration": bucket(json!({})),
    });
    crate::house::merge(&mut config, change);
    json!({"HttpEndpointDestinationConfiguration": config})
}

fn took(request: &Request) -> (u16, Value) {
    (200, json!({"requestId": request.header("x-amz-firehose-request-id").unwrap(), "timestamp": 1}))
}

#[tokio::test]
async fn a_request_is_made_by_the_contract() {
    let server = Server::start(|request, _| took(request)).await;
    let house = House::new();
    house.create(to(&server, json!({}))).await;
    house.put(&["one", "two"]).await;
    house.advance(60_000);
    let request = until(&server.requests, |requests| requests.len() == 1).await.remove(0);
    assert!(request.head.starts_with("post /in http/1.1"), "{}", request.head);
    let id = request.header("x-amz-firehose-request-id").unwrap();
    for (name, value) in [
        ("x-amz-firehose-protocol-version", "1.0"),
        ("x-amz-firehose-access-key", "secret"),
        ("x-amz-firehose-source-arn", ARN),
        ("x-amz-firehose-common-attributes", r#"{"commonattributes":{"stage":"test"}}"#),
        ("content-type", "application/json"),
    ] {
        assert_eq!(request.header(name), Some(value), "{name}");
    }
    let body: Value = serde_json::from_slice(&request.body).unwrap();
    let expected =
        json!({"requestId": id, "timestamp": NOW + 60_500, "records": [{"data": "b25l"}, {"data": "dHdv"}]});
    assert_eq!(body, expected);
    assert_eq!(house.s3.count(), 0);
    let described = house.describe().await;
    let described = &described["Destinations"][0]["HttpEndpointDestinationDescription"];
    assert_eq!(
        described["EndpointConfiguration"],
        json!({"Url": format!("{}/in", server.url), "Name": "sink"})
    );
    assert_eq!(described["RetryOptions"]["DurationInSeconds"], 300);
}

#[tokio::test]
async fn what_is_not_taken_in_time_goes_to_the_bucket() {
    let server = Server::start(|_, before| match before {
        0 => (200, json!({"requestId": "another"})),
        _ => (503, json!({"errorMessage": "full"})),
    })
    .await;
    let house = House::new();
    let change = json!({
        "RequestConfiguration": {"ContentEncoding": "GZIP"}, "RetryOptions": {"DurationInSeconds": 3},
        "S3BackupMode": "AllData",
    });
    house.create(to(&server, change)).await;
    house.put(&["one"]).await;
    house.advance(60_000);
    let first = until(&server.requests, |requests| requests.len() == 1).await.remove(0);
    assert_eq!(first.header("content-encoding"), Some("gzip"));
    let body: Value = serde_json::from_reader(GzDecoder::new(&first.body[..])).unwrap();
    assert_eq!(body["records"][0]["data"], "b25l");
    house.logs.once(1).await;
    house.advance(1000);
    let requests = until(&server.requests, |requests| requests.len() == 2).await;
    assert_eq!(requests[1].header("x-amz-firehose-request-id"), first.header("x-amz-firehose-request-id"));
    house.logs.once(2).await;
    house.advance(2000);
    until(&server.requests, |requests| requests.len() == 3).await;
    house.fill_interval();
    let mut objects = house.s3.once(2).await;
    objects.sort_by(|left, right| left.key.cmp(&right.key));
    assert_eq!(objects[0].text(), "one");
    assert!(objects[1].key.starts_with("http-endpoint-failed/2027/"), "{}", objects[1].key);
    let line = &objects[1].lines()[0];
    assert_eq!((&line["attemptsMade"], &line["rawData"]), (&3.into(), &"b25l".into()));
    assert_eq!(line["errorCode"], "HttpEndpoint.DestinationException");
    assert_eq!(line["errorMessage"], "The endpoint answered with status 503. full");
}

#[tokio::test]
async fn an_endpoint_that_hangs_is_waited_for_and_that_does_not_count_as_trying() {
    let server = Server::start(|_, _| (NONE, Value::Null)).await;
    let house = House::new();
    house.create(to(&server, json!({"RetryOptions": {"DurationInSeconds": 1}}))).await;
    house.put(&["one", "two"]).await;
    house.advance(60_000);
    until(&server.requests, |requests| requests.len() == 1).await;
    house.let_pass(ANSWER_TIME_MAX).await;
    house.logs.once(1).await;
    house.advance(1000);
    until(&server.requests, |requests| requests.len() == 2).await;
    house.let_pass(ANSWER_TIME_MAX).await;
    house.logs.once(2).await;
    house.fill_interval();
    let lines = house.s3.only().await.lines();
    assert_eq!(lines.len(), 2);
    for (line, data) in lines.iter().zip(["b25l", "dHdv"]) {
        assert_eq!((&line["attemptsMade"], &line["rawData"]), (&2.into(), &data.into()));
        assert_eq!(line["errorCode"], "HttpEndpoint.RequestTimeout");
    }
}

#[tokio::test]
async fn a_change_keeps_what_it_leaves_out() {
    let server = Server::start(|request, _| took(request)).await;
    let house = House::new();
    house.create(to(&server, json!({}))).await;
    let update = json!({
        "DeliveryStreamName": "d", "CurrentDeliveryStreamVersionId": "1",
        "DestinationId": "destinationId-000000000001",
        "HttpEndpointDestinationUpdate": {
            "EndpointConfiguration": {"Url": format!("{}/other", server.url)},
            "BufferingHints": {"IntervalInSeconds": 0}, "S3Update": {"Prefix": "failed/"},
        },
    });
    house.done("UpdateDestination", update).await;
    let described = house.describe().await;
    let described = &described["Destinations"][0]["HttpEndpointDestinationDescription"];
    assert_eq!(described["BufferingHints"], json!({"SizeInMBs": 1, "IntervalInSeconds": 0}));
    let failed = &described["S3DestinationDescription"];
    assert_eq!((&failed["Prefix"], &failed["BucketARN"]), (&"failed/".into(), &"arn:aws:s3:::b".into()));
    house.put(&["one"]).await;
    let request = until(&server.requests, |requests| requests.len() == 1).await.remove(0);
    assert!(request.head.starts_with("post /other http/1.1"), "{}", request.head);
    assert_eq!(request.header("x-amz-firehose-access-key"), None);
}
