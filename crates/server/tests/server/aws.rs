//! AWS's requests by hand: targets, forms and signatures.

use std::net::SocketAddr;

use kernel::{Clock, SystemClock, Timestamp};
use serde_json::{Value, json};
use wire::signature::{Credentials, sign};

use crate::http1::{Reply, ask, request};

pub const KINESIS: &str = "Kinesis_20131202";
pub const DYNAMODB: &str = "DynamoDB_20120810";
pub const IAM_VERSION: &str = "2010-05-08";
pub const STS_VERSION: &str = "2011-06-15";
const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded; charset=utf-8");

/// The bytes of an unsigned request for `target`'s operation, such as `Kinesis_20131202.PutRecord`.
pub fn json_request(target: &str, input: &Value) -> Vec<u8> {
    request("POST /", &json_headers(target), input.to_string().as_bytes())
}

/// Headers that name `target`'s operation.
pub fn json_headers(target: &str) -> [(&str, &str); 2] {
    let version = if target.starts_with(DYNAMODB) { "1.0" } else { "1.1" };
    let kind = if version == "1.0" { "application/x-amz-json-1.0" } else { "application/x-amz-json-1.1" };
    [("content-type", kind), ("x-amz-target", target)]
}

/// Calls a Kinesis operation, unsigned.
pub fn kinesis(address: SocketAddr, operation: &str, input: Value) -> Reply {
    let target = format!("{KINESIS}.{operation}");
    ask(address, "POST /", &json_headers(&target), input.to_string().as_bytes())
}

/// Calls a DynamoDB operation, unsigned.
pub fn dynamodb(address: SocketAddr, operation: &str, input: Value) -> Reply {
    let target = format!("{DYNAMODB}.{operation}");
    ask(address, "POST /", &json_headers(&target), input.to_string().as_bytes())
}

/// Calls a CloudWatch Logs operation, unsigned.
pub fn logs(address: SocketAddr, operation: &str, input: Value) -> Reply {
    let target = format!("Logs_20140328.{operation}");
    ask(address, "POST /", &json_headers(&target), input.to_string().as_bytes())
}

/// Calls an operation of the query protocol, unsigned: its version says whose it is.
pub fn query(address: SocketAddr, version: &str, operation: &str, parameters: &[(&str, &str)]) -> Reply {
    ask(address, "POST /", &[FORM], form(version, operation, parameters).as_bytes())
}

/// The body of a request of the query protocol.
pub fn form(version: &str, operation: &str, parameters: &[(&str, &str)]) -> String {
    let mut form = format!("Action={operation}&Version={version}");
    for (name, value) in parameters {
        form.push_str(&format!("&{name}="));
        for byte in value.bytes() {
            match byte {
                b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' => form.push(char::from(byte)),
                _ => form.push_str(&format!("%{byte:02X}")),
            }
        }
    }
    form
}

/// Creates an active stream.
pub fn create_stream(address: SocketAddr, name: &str, shards: u32) {
    let created = kinesis(address, "CreateStream", json!({"StreamName": name, "ShardCount": shards}));
    assert_eq!(created.status, 200, "{created:?}");
    await_stream(address, name);
}

/// Waits until a stream is active.
pub fn await_stream(address: SocketAddr, name: &str) {
    until_active(name, || {
        let summary = kinesis(address, "DescribeStreamSummary", json!({"StreamName": name})).success();
        summary["StreamDescriptionSummary"]["StreamStatus"] == "ACTIVE"
    });
}

/// Creates an active table with the partition key `Id`, a string.
pub fn create_table(address: SocketAddr, name: &str) {
    let input = json!({
        "TableName": name,
        "AttributeDefinitions": [{"AttributeName": "Id", "AttributeType": "S"}],
        "KeySchema": [{"AttributeName": "Id", "KeyType": "HASH"}],
        "BillingMode": "PAY_PER_REQUEST",
    });
    dynamodb(address, "CreateTable", input).success();
    await_table(address, name);
}

/// Waits until a table is active.
pub fn await_table(address: SocketAddr, name: &str) {
    until_active(name, || {
        dynamodb(address, "DescribeTable", json!({"TableName": name})).success()["Table"]["TableStatus"]
            == "ACTIVE"
    });
}

/// Asks until `is_active` says so.
fn until_active(name: &str, is_active: impl Fn() -> bool) {
    let start = std::time::Instant::now();
    while !is_active() {
        assert!(start.elapsed() < crate::process::PATIENCE, "`{name}` does not become active");
    }
}

/// The records of a stream's shards from the oldest on: shard, sequence number, data in base64.
pub fn records(address: SocketAddr, stream: &str) -> Vec<(String, String, String)> {
    let shards = kinesis(address, "ListShards", json!({"StreamName": stream})).success();
    let mut all = Vec::new();
    for shard in shards["Shards"].as_array().unwrap() {
        let shard = shard["ShardId"].as_str().unwrap();
        let input = json!({"StreamName": stream, "ShardId": shard, "ShardIteratorType": "TRIM_HORIZON"});
        let mut page = kinesis(address, "GetShardIterator", input).success();
        page["NextShardIterator"] = page["ShardIterator"].take();
        loop {
            page =
                kinesis(address, "GetRecords", json!({"ShardIterator": page["NextShardIterator"]})).success();
            for record in page["Records"].as_array().unwrap() {
                let text = |name: &str| record[name].as_str().unwrap().to_owned();
                all.push((shard.to_owned(), text("SequenceNumber"), text("Data")));
            }
            if page["MillisBehindLatest"] == 0 {
                break;
            }
        }
    }
    all
}

/// Who signs what, and when.
#[derive(Clone, Debug)]
pub struct Signer {
    pub credentials: Credentials,
    pub region: &'static str,
    pub service: &'static str,
    pub now: Timestamp,
}

impl Signer {
    /// Keys signing for `service` in us-east-1, now.
    pub fn new(access_key: &str, secret_key: &str, service: &'static str) -> Self {
        let (access_key, secret_key) = (access_key.to_owned(), secret_key.to_owned());
        let credentials = Credentials { access_key, secret_key, session_token: None };
        Self { credentials, region: "us-east-1", service, now: SystemClock::default().now() }
    }

    /// Asks for `line` (a verb and a target), signed.
    pub fn ask(&self, address: SocketAddr, line: &str, headers: &[(&str, &str)], body: &[u8]) -> Reply {
        let headers = self.headers(address, line, headers, body);
        let headers: Vec<_> = headers.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        ask(address, line, &headers, body)
    }

    /// Calls a Kinesis operation, signed.
    pub fn kinesis(&self, address: SocketAddr, operation: &str, input: Value) -> Reply {
        let target = format!("{KINESIS}.{operation}");
        self.ask(address, "POST /", &json_headers(&target), input.to_string().as_bytes())
    }

    /// Calls an operation of the query protocol, signed.
    pub fn query(&self, address: SocketAddr, version: &str, operation: &str) -> Reply {
        self.ask(address, "POST /", &[FORM], form(version, operation, &[]).as_bytes())
    }

    /// `headers` with a signature and a host.
    pub fn headers(
        &self,
        address: SocketAddr,
        line: &str,
        headers: &[(&str, &str)],
        body: &[u8],
    ) -> Vec<(String, String)> {
        let (method, target) = line.split_once(' ').unwrap();
        let mut request = http::Request::builder().method(method).uri(target);
        if !headers.iter().any(|(name, _)| *name == "host") {
            request = request.header("host", address.to_string());
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let mut parts = request.body(()).unwrap().into_parts().0;
        sign(&mut parts, body, &self.credentials, self.region, self.service, self.now).unwrap();
        let text = |value: &http::HeaderValue| value.to_str().unwrap().to_owned();
        parts.headers.iter().map(|(name, value)| (name.to_string(), text(value))).collect()
    }
}
