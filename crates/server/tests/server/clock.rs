//! The clock as users move it: what comes due, who still gets in, and what a restart keeps.

use kernel::{Clock, SystemClock, Timestamp};
use serde_json::{Value, json};

use crate::aws::{create_stream, create_table, dynamodb, kinesis, records};
use crate::directory::Directory;
use crate::process::{Server, fail, succeed};

/// What `pumphouse clock …` prints for programs.
fn clock(server: &Server, arguments: &[&str]) -> Value {
    let endpoint = server.endpoint();
    let words = [&["clock"], arguments, &["--json", "--endpoint", &endpoint]].concat();
    serde_json::from_str(&succeed(&words)).unwrap()
}

fn now(reading: &Value) -> Timestamp {
    Timestamp::parse_iso8601(reading["now"].as_str().unwrap()).unwrap()
}

#[test]
fn an_advance_drops_what_has_outlived_its_time_before_it_answers() {
    let server = Server::ephemeral();
    let address = server.address();
    create_stream(address, "clicks", 1);
    let record = json!({"StreamName": "clicks", "PartitionKey": "a", "Data": "YQ=="});
    kinesis(address, "PutRecord", record.clone()).success();
    create_table(address, "orders");
    let specification = json!({"Enabled": true, "AttributeName": "Ends"});
    dynamodb(
        address,
        "UpdateTimeToLive",
        json!({"TableName": "orders", "TimeToLiveSpecification": specification}),
    )
    .success();
    let ends = SystemClock::machine_now().seconds() + 3600;
    let item = json!({"Id": {"S": "1"}, "Ends": {"N": ends.to_string()}});
    dynamodb(address, "PutItem", json!({"TableName": "orders", "Item": item})).success();
    let count = || dynamodb(address, "Scan", json!({"TableName": "orders"})).success()["Count"].clone();
    clock(&server, &["advance", "23h"]);
    assert_eq!((records(address, "clicks").len(), count()), (1, json!(0)), "an hour is over, a day is not");
    let reading = clock(&server, &["advance", "2h"]);
    assert_eq!(records(address, "clicks").len(), 0, "a day is over");
    assert!(reading["shiftMs"].as_i64().unwrap() >= 25 * 3_600_000, "{reading}");
    kinesis(address, "PutRecord", record).success();
    assert_eq!(records(address, "clicks").len(), 1, "a new record is of the new time");
    let status = succeed(&["status", "--endpoint", &server.endpoint()]);
    assert!(status.contains("1 d 1 h"), "{status}");
}

#[test]
fn it_never_goes_back_and_is_where_it_was_after_a_kill() {
    let directory = Directory::new();
    let mut server = Server::on(directory.path());
    let began = SystemClock::default().now();
    let set = clock(&server, &["set", "2100-01-01T00:00:00Z"]);
    assert!(set["now"].as_str().unwrap().starts_with("2100-01-01T00:00:0"), "{set}");
    create_stream(server.address(), "clicks", 1);
    let endpoint = server.endpoint();
    let refusal = fail(1, &["clock", "set", "2027-01-01T00:00:00Z", "--endpoint", &endpoint]);
    assert!(refusal.contains("forwards only"), "{refusal}");
    let refusal = fail(1, &["clock", "set", "soon", "--endpoint", &endpoint]);
    assert!(refusal.contains("2026-12-01T00:00:00Z"), "{refusal}");
    let refusal = fail(1, &["clock", "advance", "99999d", "--endpoint", &endpoint]);
    assert!(refusal.contains("up to 2200"), "{refusal}");
    let frozen = clock(&server, &["freeze"]);
    assert_eq!(frozen["frozen"], true);
    server.kill();
    let server = Server::on(directory.path());
    assert_eq!(now(&clock(&server, &[])), now(&frozen));
    assert!(now(&frozen).millis_since(began) > 1000);
    let on = clock(&server, &["resume"]);
    assert!(on["frozen"] == false && now(&on) >= now(&frozen));
    assert!(now(&on).millis_since(now(&frozen)) < 60_000, "it goes on from where it stood: {on}");
}
