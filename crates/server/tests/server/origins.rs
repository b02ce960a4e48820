//! Web pages of strangers that a browser on this machine shows must not reach what listens on loopback.

use serde_json::json;

use crate::aws::{IAM_VERSION, form, json_headers, kinesis, query};
use crate::http1::ask;
use crate::process::Server;

#[test]
fn pages_of_strangers_are_refused() {
    let server = Server::ephemeral();
    let trust = json!({"Version": "2012-10-17", "Statement": []}).to_string();
    let body = form(IAM_VERSION, "CreateRole", &[("RoleName", "r"), ("AssumeRolePolicyDocument", &trust)]);
    // A form that any page may post without asking first.
    let kind = ("content-type", "application/x-www-form-urlencoded");
    for origin in [
        "http://example.com",
        "https://localhost.example.com",
        "http://127.0.0.1.example.com:4566",
        "null",
        "",
    ] {
        let reply = ask(server.address(), "POST /", &[kind, ("origin", origin)], body.as_bytes());
        assert_eq!(reply.status, 403, "`{origin}`");
        assert!(reply.refusal().2.contains("web page"), "{reply:?}");
    }
    let put = ask(server.address(), "PUT /_pumphouse/artifacts/x", &[("origin", "http://example.com")], b"");
    assert_eq!(put.status, 403);
    let roles = query(server.address(), IAM_VERSION, "ListRoles", &[]);
    assert!(!roles.text().contains("<RoleName>"), "{roles:?}");
    kinesis(server.address(), "ListStreams", json!({})).success();
}

#[test]
fn pages_of_this_machine_are_served() {
    let server = Server::ephemeral();
    let target = json_headers("Kinesis_20131202.ListStreams");
    for origin in
        ["http://localhost:3000", "https://127.0.0.1", "http://[::1]:8080", "http://console.localhost:4566"]
    {
        let headers = [target.to_vec(), vec![("origin", origin)]].concat();
        ask(server.address(), "POST /", &headers, b"{}").success();
    }
}
