//! Metrics of a whole house: what its streams and tables did, once, whoever is killed; and the page for Prometheus.

use std::net::SocketAddr;
use std::time::Instant;

use kernel::{Clock, SystemClock};
use rustix::process::Signal;
use serde_json::json;

use crate::aws::{Signer, create_stream, create_table, dynamodb, kinesis};
use crate::directory::Directory;
use crate::http1::ask;
use crate::process::{PATIENCE, Server};

const CLOUDWATCH: &str = "GraniteServiceVersion20100801";

/// The sum of a metric over the last ten minutes.
fn sum(address: SocketAddr, namespace: &str, name: &str, dimension: (&str, &str)) -> f64 {
    let now_s = SystemClock::default().now().seconds();
    let input = json!({
        "Namespace": namespace, "MetricName": name, "Period": 60, "Statistics": ["Sum"],
        "Dimensions": [{"Name": dimension.0, "Value": dimension.1}],
        "StartTime": now_s - 600, "EndTime": now_s + 120,
    });
    let target = format!("{CLOUDWATCH}.GetMetricStatistics");
    let headers = [("content-type", "application/x-amz-json-1.0"), ("x-amz-target", target.as_str())];
    let answer = ask(address, "POST /", &headers, input.to_string().as_bytes()).success();
    answer["Datapoints"].as_array().unwrap().iter().map(|point| point["Sum"].as_f64().unwrap()).sum()
}

/// Asks until `look` answers this; services report once a second.
fn until<T: PartialEq + std::fmt::Debug>(expected: T, mut look: impl FnMut() -> T) {
    let begun = Instant::now();
    loop {
        let seen = look();
        if seen == expected {
            return;
        }
        assert!(begun.elapsed() < PATIENCE, "{seen:?}, where {expected:?} should come");
    }
}

fn put_records(address: SocketAddr, count: usize) {
    let record = |number: usize| json!({"Data": "Zm91cg==", "PartitionKey": format!("{number:04}")});
    let records: Vec<_> = (0..count).map(record).collect();
    let answer = kinesis(address, "PutRecords", json!({"StreamName": "s", "Records": records})).success();
    assert_eq!(answer["FailedRecordCount"], 0);
}

fn put_item(address: SocketAddr, id: &str) {
    dynamodb(address, "PutItem", json!({"TableName": "ttt", "Item": {"Id": {"S": id}}})).success();
}

#[test]
fn what_was_acknowledged_counts_once_whoever_is_killed() {
    let directory = Directory::new();
    let mut server = Server::on(directory.path());
    create_stream(server.address(), "s", 2);
    create_table(server.address(), "ttt");
    let (mut records, mut items) = (0, 0);
    for round in 0..4 {
        for number in 0..10 {
            put_records(server.address(), 10);
            put_item(server.address(), &format!("{round}-{number}"));
            (records, items) = (records + 10, items + 1);
        }
        // At once, so that not all can have been reported.
        server.kill();
        server = Server::on(directory.path());
    }
    let address = server.address();
    let stream = |name: &str| sum(address, "AWS/Kinesis", name, ("StreamName", "s"));
    let all = (f64::from(records), f64::from(records * 8));
    until(all, || (stream("IncomingRecords"), stream("IncomingBytes")));
    let units = || sum(address, "AWS/DynamoDB", "ConsumedWriteCapacityUnits", ("TableName", "ttt"));
    until(f64::from(items), units);
    // What was counted in memory is reported when the server ends.
    put_records(address, 5);
    server.signal(Signal::TERM);
    assert!(server.ended().2.success());
    let server = Server::on(directory.path());
    assert_eq!(
        sum(server.address(), "AWS/Kinesis", "PutRecords.TotalRecords", ("StreamName", "s")) % 10.0,
        5.0
    );
    assert_eq!(sum(server.address(), "AWS/Kinesis", "IncomingRecords", ("StreamName", "s")), all.0 + 5.0);
}

#[test]
fn prometheus_finds_all_metrics_and_a_bucket_called_metrics_is_one() {
    let server = Server::ephemeral();
    let address = server.address();
    let scrape = |path: &str| ask(address, &format!("GET {path}"), &[], b"");
    let empty = scrape("/metrics");
    assert_eq!((empty.status, empty.text()), (200, ""));
    create_stream(address, "s", 1);
    put_records(address, 7);
    let line =
        r#"aws_kinesis_incoming_records_sum{account_id="000000000000",region="us-east-1",stream_name="s"} 7"#;
    for path in ["/metrics", "/_pumphouse/metrics"] {
        until(true, || scrape(path).text().lines().any(|found| found == line));
    }
    assert_eq!(scrape("/metrics").header("content-type"), Some("text/plain; version=0.0.4; charset=utf-8"));
    // A bucket of that name: by signature, by host, by query, by another verb.
    let signer = Signer::new("000000000000", "any", "s3");
    assert_eq!(signer.ask(address, "PUT /metrics", &[], b"").status, 200);
    let listed = signer.ask(address, "GET /metrics", &[], b"");
    assert!(listed.text().contains("<Name>metrics</Name>"), "{listed:?}");
    for (line, host) in [
        ("GET /metrics?list-type=2", "localhost"),
        ("GET /metrics", "s3.us-east-1.amazonaws.com"),
        ("GET /metrics/", "localhost"),
    ] {
        let listed = ask(address, line, &[("host", host)], b"");
        assert!(listed.text().contains("<Name>metrics</Name>"), "{line} {host}: {listed:?}");
    }
}

#[test]
fn nothing_is_measured_where_cloudwatch_is_elsewhere() {
    let server = Server::start(&["--ephemeral", "--remote", "monitoring=http://127.0.0.1:1"]);
    create_stream(server.address(), "s", 1);
    put_records(server.address(), 7);
    let reply = ask(server.address(), "GET /metrics", &[], b"");
    assert_eq!(reply.status, 404);
    assert!(reply.text().contains("elsewhere"), "{reply:?}");
}
