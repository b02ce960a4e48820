//! Injected faults as clients meet them: refusals, waits, cut connections, a killed server; by command and by API.

use std::os::unix::process::ExitStatusExt;

use serde_json::{Value, json};

use crate::aws::{create_stream, create_table, dynamodb, kinesis};
use crate::http1::{Connection, ask, request};
use crate::process::{Server, fail, succeed};

fn put(id: &str) -> Value {
    json!({"TableName": "orders", "Item": {"Id": {"S": id}}})
}

/// Adds a fault and answers its number.
fn add(server: &Server, arguments: &str) -> u64 {
    let endpoint = server.endpoint();
    let words = ["fault", "add", "--json", "--endpoint", endpoint.as_str()];
    let words = words.into_iter().chain(arguments.split(' ')).collect::<Vec<_>>();
    serde_json::from_str::<Value>(&succeed(&words)).unwrap()["id"].as_u64().unwrap()
}

fn count(server: &Server) -> u64 {
    dynamodb(server.address(), "Scan", json!({"TableName": "orders"})).success()["Count"].as_u64().unwrap()
}

#[test]
fn calls_are_throttled_refused_and_counted_until_the_fault_is_removed() {
    let server = Server::ephemeral();
    let address = server.address();
    create_table(address, "orders");
    create_table(address, "others");
    let id = add(&server, "dynamodb:PutItem --throttle --resource orders");
    let refused = dynamodb(address, "PutItem", put("1")).refusal();
    assert_eq!((refused.0, refused.1.as_str()), (400, "ProvisionedThroughputExceededException"));
    dynamodb(address, "PutItem", json!({"TableName": "others", "Item": {"Id": {"S": "1"}}})).success();
    let endpoint = server.endpoint();
    let list = succeed(&["fault", "list", "--endpoint", &endpoint]);
    assert!(list.contains("dynamodb:PutItem") && list.contains("struck 1 of 1 calls"), "{list}");
    let status = succeed(&["status", "--endpoint", &endpoint]);
    assert!(status.contains("fault") && status.contains("struck 1 of 1"), "{status}");
    succeed(&["fault", "remove", &id.to_string(), "--endpoint", &endpoint]);
    dynamodb(address, "PutItem", put("1")).success();
    add(&server, "dynamodb:PutItem --error OddException:418 --message odd --count 2");
    for _ in 0..2 {
        assert_eq!(
            dynamodb(address, "PutItem", put("2")).refusal(),
            (418, "OddException".into(), "odd".into())
        );
    }
    dynamodb(address, "PutItem", put("2")).success();
    assert!(succeed(&["fault", "list", "--endpoint", &endpoint]).contains("No faults"));
    add(&server, "kinesis:* --error internal");
    let refused = kinesis(address, "ListStreams", json!({})).refusal();
    assert_eq!((refused.0, refused.1.as_str()), (500, "InternalFailure"));
    assert!(succeed(&["fault", "clear", "--endpoint", &endpoint]).starts_with("1 removed"));
    kinesis(address, "ListStreams", json!({})).success();
}

#[test]
fn a_dropped_call_did_nothing_and_a_lost_answer_hides_what_was_done() {
    let server = Server::ephemeral();
    let address = server.address();
    create_table(address, "orders");
    let send = |id: &str| {
        let headers = crate::aws::json_headers("DynamoDB_20120810.PutItem");
        let mut connection = Connection::open(address);
        connection.send(&request("POST /", &headers, put(id).to_string().as_bytes())).unwrap();
        connection.receive()
    };
    add(&server, "dynamodb:PutItem --drop --count 1");
    assert!(send("1").is_err(), "the connection is closed without an answer");
    assert_eq!(count(&server), 0);
    add(&server, "dynamodb:PutItem --lose-answer --count 1");
    assert!(send("1").is_err());
    assert_eq!(count(&server), 1);
    assert_eq!(send("2").unwrap().status, 200);
}

#[test]
fn a_delay_holds_a_call_back_and_a_crash_is_a_kill() {
    let server = Server::ephemeral();
    let address = server.address();
    create_stream(address, "clicks", 1);
    add(&server, "kinesis:PutRecord --delay 300ms --count 1");
    let record = json!({"StreamName": "clicks", "PartitionKey": "a", "Data": "YQ=="});
    let began = std::time::Instant::now();
    kinesis(address, "PutRecord", record.clone()).success();
    assert!(began.elapsed().as_millis() >= 300, "{:?}", began.elapsed());
    add(&server, "kinesis:PutRecord --crash --nth 2");
    kinesis(address, "PutRecord", record.clone()).success();
    let headers = crate::aws::json_headers("Kinesis_20131202.PutRecord");
    let mut connection = Connection::open(address);
    connection.send(&request("POST /", &headers, record.to_string().as_bytes())).unwrap();
    assert!(connection.receive().is_err());
    let (_, _, status) = server.ended();
    assert_eq!(status.signal(), Some(9), "{status:?}");
}

#[test]
fn senseless_faults_are_refused_in_words() {
    let server = Server::ephemeral();
    let endpoint = server.endpoint();
    let refusal = fail(1, &["fault", "add", "PutItem", "--throttle", "--endpoint", &endpoint]);
    assert!(refusal.contains("SERVICE:OPERATION"), "{refusal}");
    let refusal = fail(1, &["fault", "add", "s3:*", "--lose-function", "--endpoint", &endpoint]);
    assert!(refusal.contains("lambda:Invoke"), "{refusal}");
    let refusal = fail(1, &["fault", "remove", "7", "--endpoint", &endpoint]);
    assert!(refusal.contains("there is no fault `7`"), "{refusal}");
    for (body, words) in [
        ("{", "not JSON"),
        ("[]", "not a JSON object"),
        (r#"{"operation":"s3:*","effect":"throttle","percentage":5}"#, "`percentage` is not known"),
        (r#"{"operation":"s3:*","effect":"melt"}"#, "`melt` is not an `effect`"),
        (r#"{"operation":"s3:*","effect":"delay","delayMs":-1}"#, "not a whole number"),
        (r#"{"operation":"s3:*","effect":"error","code":"x","status":99999}"#, "status from 400 to 599"),
    ] {
        let reply = ask(server.address(), "POST /_pumphouse/api/faults", &[], body.as_bytes());
        assert!(reply.status == 400 && reply.text().contains(words), "{body}: {reply:?}");
    }
    let reply = ask(server.address(), "PATCH /_pumphouse/api/faults", &[], b"");
    assert_eq!(reply.status, 405, "{reply:?}");
    let page = [("origin", "http://example.com")];
    let reply = ask(server.address(), "DELETE /_pumphouse/api/faults", &page, b"");
    assert_eq!(reply.status, 403, "pages of others may not: {reply:?}");
}
