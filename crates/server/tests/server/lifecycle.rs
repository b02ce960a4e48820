//! How a server begins and ends, and what it leaves behind.

use std::process::Stdio;
use std::time::{Duration, Instant};

use rustix::process::Signal;
use serde_json::json;

use crate::aws::{await_stream, create_stream, kinesis, records};
use crate::directory::Directory;
use crate::http1::{Connection, ask, tcp};
use crate::process::{Server, command, fail};

/// How long the door waits for requests that are open; nothing here is.
const CLOSING_TIME_MAX: Duration = Duration::from_secs(5);

#[test]
fn it_ends_well_when_told_to() {
    for signal in [Signal::TERM, Signal::INT] {
        let directory = Directory::new();
        let server = Server::on(directory.path());
        create_stream(server.address(), "s", 1);
        kinesis(
            server.address(),
            "PutRecord",
            json!({"StreamName": "s", "PartitionKey": "p", "Data": "AAAA"}),
        )
        .success();
        // Clients that keep their connections do not hold it up.
        let _silent = tcp(server.address());
        let mut idle = Connection::open(server.address());
        idle.exchange(&crate::aws::json_request("Kinesis_20131202.ListStreams", &json!({}))).success();
        let address = server.address();
        let told = Instant::now();
        server.signal(signal);
        let (output, errors, status) = server.ended();
        assert!(told.elapsed() < CLOSING_TIME_MAX, "it waited for somebody: {:?}", told.elapsed());
        assert_eq!(status.code(), Some(0), "{errors}");
        assert_eq!(output.last().map(String::as_str), Some("Closing."));
        assert_eq!(errors, "");
        assert!(std::net::TcpStream::connect(address).is_err());
        let server = Server::on(directory.path());
        await_stream(server.address(), "s");
        assert_eq!(records(server.address(), "s").len(), 1);
    }
}

#[test]
fn what_was_active_stays_active() {
    let directory = Directory::new();
    let mut server = Server::on(directory.path());
    create_stream(server.address(), "s", 1);
    server.kill();
    let server = Server::on(directory.path());
    kinesis(server.address(), "PutRecord", json!({"StreamName": "s", "PartitionKey": "p", "Data": "AAAA"}))
        .success();
}

#[test]
fn it_says_where_it_is_and_what_to_do() {
    let directory = Directory::new();
    let server = Server::on(directory.path());
    let second = server.line().unwrap();
    assert!(second.contains("postgresql://127.0.0.1:"), "{second}");
    let console = server.line().unwrap();
    assert!(console.contains(&format!("{}/_pumphouse/", server.endpoint())), "{console}");
    let hint = server.line().unwrap();
    assert!(hint.contains(&format!("pumphouse env --endpoint {}", server.endpoint())), "{hint}");
    let health = ask(server.address(), "GET /_pumphouse/health", &[], b"").success();
    assert_eq!(health["status"], "running");
    let services: Vec<_> = health["services"]
        .as_array()
        .unwrap()
        .iter()
        .map(|service| service["name"].as_str().unwrap())
        .collect();
    assert_eq!(
        services,
        [
            "athena",
            "cloudformation",
            "dynamodb",
            "firehose",
            "glue",
            "iam",
            "kinesis",
            "lambda",
            "logs",
            "monitoring",
            "s3",
            "sns",
            "sqs",
            "streams.dynamodb",
            "sts"
        ]
    );
}

#[test]
fn a_directory_has_one_server() {
    let directory = Directory::new();
    let path = directory.path().to_str().unwrap().to_owned();
    let mut server = Server::on(directory.path());
    let message = fail(1, &["up", "--port", "0", "--data", &path]);
    assert!(message.starts_with("pumphouse: cannot open `--data "), "{message}");
    assert!(message.contains(&path) && message.contains("in use"), "{message}");
    kinesis(server.address(), "ListStreams", json!({})).success();
    server.kill();
    // A lock does not outlive its holder.
    kinesis(Server::on(directory.path()).address(), "ListStreams", json!({})).success();
}

#[test]
fn a_port_has_one_server() {
    let server = Server::ephemeral();
    let port = server.address().port().to_string();
    let message = fail(1, &["up", "--ephemeral", "--port", &port]);
    assert!(
        message.contains(&format!("cannot listen on 127.0.0.1:{port}")) && message.contains("--port 0"),
        "{message}"
    );
}

#[test]
fn a_directory_that_cannot_be_is_named() {
    let directory = Directory::new();
    std::fs::write(directory.join("file"), "").unwrap();
    let path = directory.join("file/below").to_str().unwrap().to_owned();
    let message = fail(1, &["up", "--port", "0", "--data", &path]);
    assert!(message.contains(&path), "{message}");
}

#[test]
fn ephemeral_leaves_nothing_behind() {
    let (home, scratch) = (Directory::new(), Directory::new());
    let mut up = command(&["up", "--port", "0", "--ephemeral"]);
    up.current_dir(home.path()).env("TMPDIR", scratch.path()).stdin(Stdio::null());
    let server = Server::spawn(up);
    create_stream(server.address(), "s", 1);
    kinesis(server.address(), "PutRecord", json!({"StreamName": "s", "PartitionKey": "p", "Data": "AAAA"}))
        .success();
    assert_eq!(ask(server.address(), "GET /_pumphouse/ca.pem", &[], b"").status, 200);
    let zip = ring::digest::digest(&ring::digest::SHA256, b"code");
    let hex: String = zip.as_ref().iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(ask(server.address(), &format!("PUT /_pumphouse/artifacts/{hex}"), &[], b"code").status, 201);
    server.signal(Signal::TERM);
    assert!(server.ended().2.success());
    assert_eq!((home.names(), scratch.names()), (vec![], vec![]));
}

#[test]
fn code_is_kept_under_its_own_digest_only() {
    let server = Server::ephemeral();
    let line = format!("PUT /_pumphouse/artifacts/{}", "0".repeat(64));
    let reply = ask(server.address(), &line, &[], b"code");
    assert_eq!(reply.status, 400);
    assert!(reply.json()["message"].as_str().unwrap().contains("SHA-256"), "{reply:?}");
}
