//! The console's rooms over HTTP, in a house that has things in it: what pages say, what forms do, and that no name, no
//! data and no parameter breaks them.

use std::io::{Read, Write};
use std::net::SocketAddr;

use serde_json::{Value, json};

use crate::aws::{IAM_VERSION, await_table, create_stream, create_table, dynamodb, kinesis, query, records};
use crate::http1::{Connection, Reply, ask, request, tcp};
use crate::process::Server;

const HOSTILE: &str = "<script>alert(1)</script>";
const ESCAPED: &str = "&lt;script&gt;alert(1)&lt;/script&gt;";
const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");
const FIREHOSE: [(&str, &str); 1] = [("content-type", "application/x-amz-json-1.1")];

fn get(address: SocketAddr, path: &str) -> Reply {
    ask(address, &format!("GET /_pumphouse/{path}"), &[], b"")
}

/// A page, which must be there and hold no script of a stranger.
fn page(address: SocketAddr, path: &str) -> String {
    let reply = get(address, path);
    assert_eq!(reply.status, 200, "{path}: {reply:?}");
    assert!(!reply.text().contains(HOSTILE), "{path} lets markup through");
    reply.text().to_owned()
}

fn holds(address: SocketAddr, path: &str, texts: &[&str]) -> String {
    let page = page(address, path);
    texts.iter().for_each(|text| assert!(page.contains(text), "{path} does not say `{text}`: {page}"));
    page
}

/// Sends a form and answers where it leads.
fn post(address: SocketAddr, path: &str, fields: &[(&str, &str)]) -> String {
    let fields: Vec<_> = fields.iter().map(|(name, value)| format!("{name}={}", encoded(value))).collect();
    let reply = ask(address, &format!("POST /_pumphouse/{path}"), &[FORM], fields.join("&").as_bytes());
    assert_eq!(reply.status, 303, "{path}: {reply:?}");
    reply.header("location").unwrap().strip_prefix("/_pumphouse/").unwrap().to_owned()
}

fn encoded(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

fn base64(bytes: &[u8]) -> String {
    let mut writer = wire::JsonWriter::default();
    wire::Writer::blob(&mut writer, bytes);
    writer.finish().trim_matches('"').to_owned()
}

/// A role that `service` may take on.
fn create_role(address: SocketAddr, name: &str, service: &str) {
    let principal = json!({"Service": service});
    let statement = json!({"Effect": "Allow", "Principal": principal, "Action": "sts:AssumeRole"});
    let policy = json!({"Version": "2012-10-17", "Statement": [statement]}).to_string();
    let parameters = [("RoleName", name), ("AssumeRolePolicyDocument", policy.as_str())];
    let made = query(address, IAM_VERSION, "CreateRole", &parameters);
    assert_eq!(made.status, 200, "{made:?}");
}

/// A function whose program prints, and ends.
fn create_function(address: SocketAddr, name: &str) {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default().unix_permissions(0o755);
    zip.start_file("bootstrap", options).unwrap();
    zip.write_all(format!("#!/bin/sh\necho '{HOSTILE} was here'\nexit 3\n").as_bytes()).unwrap();
    let code = base64(&zip.finish().unwrap().into_inner());
    let input = json!({
        "FunctionName": name, "Runtime": "provided.al2023", "Handler": "h",
        "Role": "arn:aws:iam::000000000000:role/lambda", "Code": {"ZipFile": code},
        "Environment": {"Variables": {"GREETING": HOSTILE}},
    });
    create_role(address, "lambda", "lambda.amazonaws.com");
    let made = ask(address, "POST /2015-03-31/functions", &[], input.to_string().as_bytes());
    assert_eq!(made.status, 201, "{made:?}");
}

#[test]
fn empty_rooms_say_what_would_change_that() {
    let server = Server::ephemeral();
    for (room, command) in [
        ("streams", "aws kinesis create-stream"),
        ("tables", "aws dynamodb create-table"),
        ("functions", "pumphouse deploy"),
        ("delivery", "aws firehose create-delivery-stream"),
    ] {
        holds(server.address(), room, &[command]);
        holds(server.address(), &format!("{room}/now"), &[command]);
    }
}

#[test]
fn a_stream_is_looked_into_put_to_and_replayed() {
    let server = Server::ephemeral();
    let address = server.address();
    create_stream(address, "orders", 2);
    holds(address, "streams", &["/_pumphouse/streams/orders\"", "ACTIVE", "provisioned"]);
    holds(
        address,
        "streams/orders",
        &["shardId-000000000001", "50.0 %", "Nobody reads this stream", "data-live"],
    );
    let led = post(
        address,
        "streams/orders/put",
        &[("key", "k1"), ("data", "{\"who\":\"<script>alert(1)</script>\"}")],
    );
    holds(address, &led, &["role=\"status\"", "The record is on shardId-"]);
    let shard = records(address, "orders")[0].0.clone();
    let place = format!("streams/orders/records?shard={shard}&from=TRIM_HORIZON");
    let shown = holds(address, &place, &["k1", "JSON", ESCAPED, "Next records", "This is the newest."]);
    // The page after the last record is empty, and says so.
    let next =
        shown.split("href=\"/_pumphouse/").find(|link| link.contains("AFTER_SEQUENCE_NUMBER&amp;")).unwrap();
    let next = next.split('"').next().unwrap().replace("&amp;", "&");
    holds(address, &next, &["There is nothing on"]);
    holds(address, &format!("streams/orders/records?shard={shard}&from=LATEST"), &["There is nothing on"]);
    holds(
        address,
        &format!("streams/orders/records?shard={shard}&from=AT_TIMESTAMP&at=2020-01-01T00:00:00Z"),
        &["k1"],
    );

    // Onto another stream, and onto itself, where it ends.
    create_stream(address, "copy", 1);
    let replay = |target: &str, kind: &str| {
        let fields = [
            ("shard", shard.as_str()),
            ("from", "TRIM_HORIZON"),
            ("count", "10"),
            ("kind", kind),
            ("target", target),
        ];
        post(address, "streams/orders/replay", &fields)
    };
    holds(address, &replay("copy", "stream"), &["1 records of", "were sent to copy"]);
    assert_eq!(records(address, "copy").len(), 1);
    replay("orders", "stream");
    assert_eq!(records(address, "orders").len(), 2);
    for (target, kind) in [("none-such", "stream"), ("none-such", "function"), ("copy", "bucket")] {
        let led = replay(target, kind);
        holds(address, &led, &["class=\"fault\" role=\"alert\""]);
    }
}

#[test]
fn what_comes_onto_a_stream_is_seen_live() {
    let server = Server::ephemeral();
    let address = server.address();
    create_stream(address, "orders", 1);
    let mut live = tcp(address);
    live.write_all(&request("GET /_pumphouse/streams/orders/tail?filter=LOUD", &[], b"")).unwrap();
    let mut seen = String::new();
    let mut buffer = [0; 4096];
    let mut until = |text: &str| {
        while !seen.contains(text) {
            let count = live.read(&mut buffer).unwrap();
            assert!(count > 0, "it ended: {seen}");
            seen.push_str(std::str::from_utf8(&buffer[..count]).unwrap());
        }
        seen.clone()
    };
    // The first event says that the view stands at the tip.
    until("\"entries\":[]");
    for data in ["quiet words", "loud words"] {
        let input = json!({"StreamName": "orders", "PartitionKey": "k", "Data": base64(data.as_bytes())});
        kinesis(address, "PutRecord", input).success();
    }
    let seen = until("loud words");
    assert!(!seen.contains("quiet words"), "{seen}");
}

#[test]
fn a_table_is_queried_scanned_and_followed() {
    let server = Server::ephemeral();
    let address = server.address();
    let input = json!({
        "TableName": "readings", "BillingMode": "PAY_PER_REQUEST",
        "AttributeDefinitions": [{"AttributeName": "id", "AttributeType": "S"}, {"AttributeName": "at", "AttributeType": "N"}],
        "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}, {"AttributeName": "at", "KeyType": "RANGE"}],
        "StreamSpecification": {"StreamEnabled": true, "StreamViewType": "NEW_AND_OLD_IMAGES"},
    });
    dynamodb(address, "CreateTable", input).success();
    await_table(address, "readings");
    holds(address, "tables/readings", &["The table is empty.", "aws dynamodb put-item", "Changes, live"]);
    for at in 0..30 {
        let id = if at == 7 { HOSTILE } else { "größe/1" };
        let item =
            json!({"id": {"S": id}, "at": {"N": at.to_string()}, "deep": {"M": {"x": {"NULL": true}}}});
        dynamodb(address, "PutItem", json!({"TableName": "readings", "Item": item})).success();
    }
    holds(address, "tables", &["/_pumphouse/tables/readings\"", "NEW_AND_OLD_IMAGES", "id, at"]);
    let first = holds(address, "tables/readings", &["25 shown", "by a scan.", "Next items"]);
    let link = |page: &str, to: &str| {
        let link = page.split("href=\"/_pumphouse/").find(|link| link.starts_with(to)).unwrap();
        link.split('"').next().unwrap().replace("&amp;", "&")
    };
    holds(address, &link(&first, "tables/readings/items?start="), &["5 shown"]);
    holds(
        address,
        &link(&first, "tables/readings/item?key="),
        &["Plain JSON", "With types", "&quot;x&quot;: null"],
    );
    let by_key = format!("tables/readings/items?partition={}", encoded("größe/1"));
    holds(address, &by_key, &["25 shown", "by a query."]);
    holds(address, &format!("{by_key}&sort=ge&sorted=28"), &["2 shown"]);
    holds(address, &format!("tables/readings/items?partition={}", encoded(HOSTILE)), &["1 shown", ESCAPED]);
    holds(address, "tables/readings/items?attribute=at&type=N&comparison=eq&value=7", &["1 shown", ESCAPED]);
    holds(
        address,
        "tables/readings/items?attribute=none&comparison=exists",
        &["No item is so. 30 were looked at."],
    );

    create_table(address, "plain");
    holds(address, "tables/plain", &["aws dynamodb update-table --table-name plain --stream-specification"]);
}

#[test]
fn a_function_is_run_and_its_past_remembered() {
    let server = Server::ephemeral();
    let address = server.address();
    create_function(address, "worker");
    holds(
        address,
        "functions",
        &["/_pumphouse/functions/worker\"", "provided.al2023", "none since the start"],
    );
    holds(
        address,
        "functions/worker",
        &["GREETING", ESCAPED, "Nothing starts this function", "aws lambda invoke"],
    );
    let led =
        post(address, "functions/worker/invoke", &[("event", "{\"order\":12}"), ("how", "RequestResponse")]);
    assert!(led.starts_with("functions/worker/invocations/"), "{led}");
    let shown =
        [ESCAPED, "was here", "process ended", "Runtime.ExitError", "&quot;order&quot;: 12", "Run again"];
    holds(address, &led, &shown);
    holds(address, "functions/worker/now", &["{&quot;order&quot;:12}", "process ended"]);
    holds(address, "functions", &["process ended"]);
    let led = post(address, "functions/worker/invoke", &[("event", "no JSON")]);
    holds(address, &led, &["role=\"alert\"", "InvalidRequestContentException"]);
    // A replayed record comes as a subscription would bring it.
    create_stream(address, "orders", 1);
    post(address, "streams/orders/put", &[("key", "k1"), ("data", "{}")]);
    let led = post(address, "streams/orders/replay", &[("kind", "function"), ("target", "worker")]);
    holds(address, &led, &["worker failed", "0 of 1 records were sent before"]);
    let replayed = page(address, "functions/worker/now");
    let newest = replayed.split("href=\"/_pumphouse/").nth(1).unwrap().split('"').next().unwrap();
    holds(
        address,
        newest,
        &["aws:kinesis:record", "stream/orders&quot;", "&quot;k1&quot;", "&quot;e30=&quot;"],
    );
    let reply = get(address, "functions/worker/invocations/none");
    assert!(reply.status == 404 && reply.text().contains("is not remembered"), "{reply:?}");
    let mut connection = Connection::open(address);
    connection
        .send(&request("DELETE /2015-03-31/functions/worker", &[("connection", "close")], b""))
        .unwrap();
    assert_eq!(connection.status(), Some(204));
    assert_eq!(get(address, "functions/worker").status, 404);
}

fn firehose(address: SocketAddr, operation: &str, input: Value) -> Reply {
    let target = format!("Firehose_20150804.{operation}");
    let headers = [&FIREHOSE[..], &[("x-amz-target", target.as_str())]].concat();
    ask(address, "POST /", &headers, input.to_string().as_bytes())
}

#[test]
fn a_delivery_stream_shows_deliveries_failures_and_buffers() {
    let server = Server::ephemeral();
    let address = server.address();
    let put = |path: &str, body: &[u8]| {
        let reply = ask(address, &format!("PUT /{path}"), &[("host", "s3.localhost")], body);
        assert_eq!(reply.status, 200, "{reply:?}");
    };
    put("lake", b"");
    create_role(address, "delivery", "firehose.amazonaws.com");
    let input = json!({
        "DeliveryStreamName": "clicks",
        "ExtendedS3DestinationConfiguration": {
            "RoleARN": "arn:aws:iam::000000000000:role/delivery", "BucketARN": "arn:aws:s3:::lake",
            "Prefix": "good/", "ErrorOutputPrefix": "bad/!{firehose:error-output-type}/",
            "BufferingHints": {"IntervalInSeconds": 900, "SizeInMBs": 64},
        },
    });
    firehose(address, "CreateDeliveryStream", input).success();
    holds(
        address,
        "delivery/clicks",
        &["Nothing has been delivered yet", "None has failed.", "64 MiB or 15 min 0 s"],
    );
    put("lake/good/2026/a%20b", b"one");
    let failed = json!({"errorCode": "Lambda.FunctionError", "errorMessage": HOSTILE, "rawData": base64(b"{\"n\":1}")});
    put("lake/bad/processing-failed/x", failed.to_string().as_bytes());
    let objects = [
        "good/2026/a b",
        "/_pumphouse/buckets/lake?key=good%2F2026%2Fa%20b",
        "Lambda.FunctionError",
        ESCAPED,
        "&quot;n&quot;: 1",
    ];
    holds(address, "delivery/clicks/objects", &objects);
    // It is CREATING until somebody has seen it so and for a moment more: then it takes records.
    let start = std::time::Instant::now();
    let mut led = post(address, "delivery/clicks/put", &[("data", "hello"), ("newline", "yes")]);
    while led.contains("told=") {
        assert!(start.elapsed() < crate::process::PATIENCE, "{led}");
        led = post(address, "delivery/clicks/put", &[("data", "hello"), ("newline", "yes")]);
    }
    holds(address, &led, &["The record was taken as"]);
    let mut buffered = page(address, "delivery/clicks/now");
    while !buffered.contains("1 record<") {
        assert!(start.elapsed() < crate::process::PATIENCE, "{buffered}");
        buffered = page(address, "delivery/clicks/now");
    }
    holds(address, "delivery", &["bucket ", "/_pumphouse/buckets/lake\"", "within "]);
}

#[test]
fn rubbish_is_refused_in_a_sentence() {
    let server = Server::ephemeral();
    let address = server.address();
    create_stream(address, "s", 1);
    create_table(address, "ttt");
    let hostile = [encoded(HOSTILE), encoded("a/b"), encoded("größe"), encoded(&"x".repeat(2000))];
    for room in ["streams", "tables", "functions", "delivery"] {
        for name in hostile.iter().map(String::as_str).chain(["none-such"]) {
            for tail in ["", "/now", "/records", "/items", "/item", "/objects"] {
                let reply = get(address, &format!("{room}/{name}{tail}"));
                let is_section = room == "functions" && tail == "/now";
                let allowed: &[u16] = if is_section { &[200] } else { &[400, 404] };
                assert!(allowed.contains(&reply.status), "{room}/{name}{tail}: {reply:?}");
                assert!(!reply.text().contains(HOSTILE), "{room}/{name}{tail}");
            }
        }
    }
    for path in [
        "streams/s/records?from=nowhere",
        "streams/s/records?limit=0",
        "streams/s/records?limit=99999999999",
        "streams/s/records?shard=%3Cscript%3E",
        "streams/s/records?from=AT_TIMESTAMP&at=soon",
        "streams/s/records?from=AFTER_SEQUENCE_NUMBER&after=12x",
        "tables/ttt?limit=-1",
        "tables/ttt/items?index=none",
        "tables/ttt/items?start=%7B",
        "tables/ttt/items?start=%7B%22x%22%3A%7B%22S%22%3A%221%22%7D%7D",
        "tables/ttt/items?partition=a&sort=ge&sorted=1",
        "tables/ttt/items?attribute=a&comparison=%3Cscript%3E&value=1",
        "tables/ttt/item",
        "tables/ttt/item?key=%5B%5D",
        "tables/ttt/item?key=%7B%22Id%22%3A%7B%22S%22%3A%22none%22%7D%7D",
    ] {
        let reply = get(address, path);
        assert!([400, 404].contains(&reply.status), "{path}: {reply:?}");
        assert!(reply.text().contains("class=\"fault\" role=\"alert\""), "{path}: {reply:?}");
    }
    for path in ["streams/s/put", "streams/s/replay", "functions/none/invoke", "delivery/none/put"] {
        let led = post(address, path, &[("count", "x"), ("key", "")]);
        assert!(led.contains("told="), "{path}: {led}");
    }
    for path in ["streams/s/elsewhere", "tables/ttt/items/x", "functions/a/b/c/d"] {
        assert_eq!(get(address, path).status, 404, "{path}");
    }
}
