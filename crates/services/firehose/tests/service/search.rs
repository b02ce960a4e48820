//! Delivery to the `_bulk` of a cluster.

use firehose_service::limits::ANSWER_TIME_MAX;
use serde_json::{Value, json};
use storage::Volume;

use crate::fakes::until;
use crate::house::{House, NOW, ROLE, bucket, logging, merge};
use crate::server::{NONE, Server};

fn to(server: &Server, kind: &str, change: Value) -> Value {
    let mut config = json!({
        "ClusterEndpoint": server.url, "IndexName": "i", "RoleARN": ROLE, "CloudWatchLoggingOptions": logging(),
        "BufferingHints": {"SizeInMBs": 1, "IntervalInSeconds": 60},
        "S3Configuration": bucket(json!({"Prefix": "es/"})),
    });
    merge(&mut config, change);
    json!({ kind: config })
}

fn lines(body: &[u8]) -> Vec<Value> {
    let text = std::str::from_utf8(body).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[tokio::test]
async fn documents_are_indexed_and_the_refused_tried_again_alone() {
    let refused = json!({"index": {"status": 429, "error": {"type": "es_rejected_execution_exception"}}});
    let server = Server::start(move |request, before| {
        let indexed = json!({"index": {"status": 201}});
        match before {
            0 => (200, json!({"errors": true, "items": [indexed, refused]})),
            _ => (200, json!({"errors": false, "items": vec![indexed; lines(&request.body).len() / 2]})),
        }
    })
    .await;
    let house = House::new();
    let kind = "AmazonopensearchserviceDestinationConfiguration";
    house.create(to(&server, kind, json!({"IndexRotationPeriod": "OneMonth"}))).await;
    house.put(&["{\"n\":1}\n", "{\"n\":2}"]).await;
    house.advance(60_000);
    let first = until(&server.requests, |requests| requests.len() == 1).await.remove(0);
    assert!(first.head.starts_with("post /_bulk http/1.1"), "{}", first.head);
    let sent = lines(&first.body);
    assert_eq!(
        (&sent[0]["index"]["_index"], &sent[1], &sent[3]),
        (&"i-2027-01".into(), &json!({"n": 1}), &json!({"n": 2}))
    );
    assert_ne!(sent[0]["index"]["_id"], sent[2]["index"]["_id"]);
    house.logs.once(1).await;
    house.advance(1000);
    let second = until(&server.requests, |requests| requests.len() == 2).await.remove(1);
    assert_eq!(lines(&second.body), sent[2..]);
    house.fill_interval();
    tokio::task::yield_now().await;
    assert_eq!(house.s3.count(), 0);
}

#[tokio::test]
async fn documents_that_stay_refused_go_to_the_bucket() {
    for (kind, prefix) in [
        (
            "AmazonopensearchserviceDestinationConfiguration",
            "es/AmazonOpenSearchService_failed/2027/01/15/08/d-1-",
        ),
        ("ElasticsearchDestinationConfiguration", "es/elasticsearch-failed/2027/01/15/08/d-1-"),
    ] {
        let error = json!({"type": "mapper_parsing_exception"});
        let items = json!({"items": [{"index": {"status": 400, "error": error}}]});
        let server = Server::start(move |_, _| (200, items.clone())).await;
        let house = House::new();
        let change = json!({"RetryOptions": {"DurationInSeconds": 0}, "IndexRotationPeriod": "NoRotation"});
        house.create(to(&server, kind, change)).await;
        house.put(&["{\"n\":1}"]).await;
        house.advance(60_000);
        until(&server.requests, |requests| requests.len() == 1).await;
        house.fill_interval();
        let object = house.s3.only().await;
        assert!(object.key.starts_with(prefix), "{}", object.key);
        let line = &object.lines()[0];
        let id = lines(&server.requests.borrow()[0].body)[0]["index"]["_id"].clone();
        assert_eq!((&line["esDocumentId"], &line["esIndexName"]), (&id, &"i".into()));
        assert_eq!((&line["errorCode"], &line["attemptsMade"]), (&"400".into(), &1.into()));
        assert_eq!(line["errorMessage"], "{\"type\":\"mapper_parsing_exception\"}");
    }
}

#[tokio::test]
async fn a_cluster_that_hangs_or_errs_as_a_whole_fails_every_document() {
    let server = Server::start(|_, before| match before {
        0 => (NONE, Value::Null),
        _ => (503, json!({"error": "full"})),
    })
    .await;
    let house = House::new();
    let change = json!({"RetryOptions": {"DurationInSeconds": 182}, "IndexRotationPeriod": "NoRotation"});
    house.create(to(&server, "AmazonopensearchserviceDestinationConfiguration", change)).await;
    house.put(&["{\"n\":1}", "{\"n\":2}"]).await;
    house.advance(60_000);
    until(&server.requests, |requests| requests.len() == 1).await;
    house.let_pass(ANSWER_TIME_MAX).await;
    let told = house.logs.once(1).await.remove(0).2;
    assert!(told.to_string().contains("RequestTimeout"), "{told}");
    house.advance(1000);
    until(&server.requests, |requests| requests.len() == 2).await;
    house.logs.once(2).await;
    house.fill_interval();
    let lines = house.s3.only().await.lines();
    assert_eq!(lines.len(), 2);
    for line in lines {
        assert_eq!((&line["errorCode"], &line["attemptsMade"]), (&"503".into(), &2.into()));
        assert_eq!(line["errorMessage"], "{\"error\":\"full\"}");
    }
}

#[tokio::test]
async fn documents_on_their_way_when_the_server_ends_have_not_failed() {
    let server = Server::start(|_, _| (NONE, Value::Null)).await;
    let volume = Volume::memory();
    let house = House::on(volume.clone(), NOW);
    let change =
        json!({"RetryOptions": {"DurationInSeconds": 0}, "BufferingHints": {"IntervalInSeconds": 0}});
    house.create(to(&server, "AmazonopensearchserviceDestinationConfiguration", change)).await;
    house.put(&["{\"n\":1}"]).await;
    until(&server.requests, |requests| requests.len() == 1).await;
    house.firehose.shutdown().await;
    assert_eq!(house.s3.count(), 0);
    assert!(house.logs.events.borrow().is_empty());
    let again = House::on(volume, NOW + 600_000);
    again.firehose.resume().await.unwrap();
    let requests = until(&server.requests, |requests| requests.len() == 2).await;
    assert_eq!(lines(&requests[0].body)[1], lines(&requests[1].body)[1]);
    assert_eq!(again.s3.count(), 0);
}

#[tokio::test]
async fn a_change_keeps_what_it_leaves_out() {
    let server = Server::start(|_, _| (200, json!({"items": [{"index": {"status": 201}}]}))).await;
    let house = House::new();
    house.create(to(&server, "AmazonopensearchserviceDestinationConfiguration", json!({}))).await;
    let update = json!({
        "DeliveryStreamName": "d", "CurrentDeliveryStreamVersionId": "1",
        "DestinationId": "destinationId-000000000001",
        "AmazonopensearchserviceDestinationUpdate": {
            "IndexName": "other", "BufferingHints": {"IntervalInSeconds": 0},
            "DocumentIdOptions": {"DefaultDocumentIdFormat": "NO_DOCUMENT_ID"},
        },
    });
    house.done("UpdateDestination", update).await;
    let described = house.describe().await;
    let described = &described["Destinations"][0]["AmazonopensearchserviceDestinationDescription"];
    assert_eq!(described["BufferingHints"], json!({"SizeInMBs": 1, "IntervalInSeconds": 0}));
    assert_eq!(described["ClusterEndpoint"], server.url.as_str());
    house.put(&["{\"n\":1}"]).await;
    let request = until(&server.requests, |requests| requests.len() == 1).await.remove(0);
    assert_eq!(lines(&request.body)[0], json!({"index": {"_index": "other-2027-01-15"}}));
}
