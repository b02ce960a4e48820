//! Which service and operation a request is for, and what nobody's requests are answered.

use std::collections::HashSet;

use kernel::{Clock, SystemClock, Timestamp};
use serde_json::json;
use wire::signature::{Credentials, presign};

use crate::aws::{DYNAMODB, IAM_VERSION, KINESIS, STS_VERSION, Signer, form, json_headers, kinesis, query};
use crate::http1::{Reply, ask};
use crate::process::Server;

const FUNCTIONS: &str = "/2015-03-31/functions/";

#[test]
fn targets_name_service_and_operation_whatever_else_is_said() {
    let server = Server::ephemeral();
    let streams = kinesis(server.address(), "ListStreams", json!({})).success();
    assert_eq!(streams["StreamNames"], json!([]));
    // A signature for another service and a host of a third do not change what the target says.
    let signer = Signer::new("123456789012", "any", "dynamodb");
    let headers =
        [json_headers("Kinesis_20131202.ListStreams").to_vec(), vec![("host", "lambda.localhost")]].concat();
    let reply = signer.ask(server.address(), "POST /", &headers, b"{}");
    assert_eq!(reply.success()["StreamNames"], json!([]));
    assert_eq!(reply.header("content-type"), Some("application/x-amz-json-1.1"));
}

#[test]
fn signatures_hosts_paths_and_versions_name_services() {
    let server = Server::ephemeral();
    let address = server.address();
    let signed = |service| Signer::new("123456789012", "any", service);
    let body = "Action=GetCallerIdentity&Version=2011-06-15";
    let form_kind = ("content-type", "application/x-www-form-urlencoded");
    // By the signature's scope, even where the form's version is another's.
    let identity = signed("sts").query(address, IAM_VERSION, "GetCallerIdentity");
    assert_eq!((identity.status, identity.element("Account")), (200, "123456789012"));
    let functions = signed("lambda").ask(address, &format!("GET {FUNCTIONS}"), &[], b"");
    assert_eq!(functions.success()["Functions"], json!([]));
    // By host, unsigned: AWS's names and ours.
    for host in ["sts.us-east-1.amazonaws.com", "sts.localhost:4566"] {
        let reply = ask(address, "POST /", &[("host", host), form_kind], b"Action=GetCallerIdentity");
        assert_eq!((reply.status, reply.element("Account")), (200, "000000000000"), "{host}");
    }
    let reply = ask(address, &format!("GET {FUNCTIONS}"), &[("host", "lambda.eu-west-1.amazonaws.com")], b"");
    assert_eq!(reply.success()["Functions"], json!([]));
    // By path and by version, with nothing else.
    let reply = ask(address, &format!("GET {FUNCTIONS}"), &[], b"");
    assert_eq!(reply.success()["Functions"], json!([]));
    let reply = ask(address, "POST /", &[form_kind], body.as_bytes());
    assert_eq!(reply.element("Arn"), "arn:aws:iam::000000000000:root");
    let reply = ask(address, &format!("GET /?{body}"), &[], b"");
    assert_eq!(reply.element("Account"), "000000000000");
    assert_eq!(query(address, IAM_VERSION, "ListRoles", &[]).element("IsTruncated"), "false");
}

#[test]
fn presigned_links_have_their_time_whoever_signed_them() {
    let server = Server::ephemeral();
    let credentials =
        Credentials { access_key: "any".to_owned(), secret_key: "any".to_owned(), session_token: None };
    let asked = |signed: Timestamp| {
        let request = http::Request::get("/nowhere/k").header("host", "s3.localhost").body(()).unwrap();
        let (mut parts, ()) = request.into_parts();
        presign(&mut parts, &credentials, "us-east-1", "s3", 60, signed).unwrap();
        let reply = ask(server.address(), &format!("GET {}", parts.uri), &[("host", "s3.localhost")], b"");
        (reply.status, reply.element("Code").to_owned())
    };
    let now = SystemClock::default().now();
    assert_eq!(asked(now), (404, "NoSuchBucket".to_owned()));
    assert_eq!(asked(Timestamp(now.0 - 62_000)), (403, "AccessDenied".to_owned()));
    let old = |ends: u64| format!("GET /nowhere/k?AWSAccessKeyId=any&Signature=x&Expires={ends}");
    for (ends, status) in [(now.seconds() + 60, 404), (now.seconds() - 2, 403)] {
        assert_eq!(ask(server.address(), &old(ends), &[("host", "s3.localhost")], b"").status, status);
    }
}

#[test]
fn browsers_forms_are_answered_as_buckets_answer() {
    let server = Server::ephemeral();
    let kind = [("content-type", "multipart/form-data; boundary=x")];
    let reply = ask(server.address(), "POST /bucket", &kind, b"--x--\r\n");
    assert_eq!((reply.status, reply.element("Code")), (501, "NotImplemented"));
}

#[test]
fn keys_and_scopes_name_account_and_region() {
    let server = Server::ephemeral();
    let mut signer = Signer::new("111122223333", "any", "kinesis");
    signer.region = "eu-west-1";
    let address = server.address();
    let created = signer.kinesis(address, "CreateStream", json!({"StreamName": "here", "ShardCount": 1}));
    assert_eq!((created.status, created.text()), (200, ""));
    let described = signer.kinesis(address, "DescribeStreamSummary", json!({"StreamName": "here"})).success();
    let arn = "arn:aws:kinesis:eu-west-1:111122223333:stream/here";
    assert_eq!(described["StreamDescriptionSummary"]["StreamARN"], arn);
    let names =
        |signer: &Signer| signer.kinesis(address, "ListStreams", json!({})).success()["StreamNames"].clone();
    assert_eq!(names(&signer), json!(["here"]));
    signer.region = "us-east-1";
    assert_eq!(names(&signer), json!([]), "another region");
    signer.region = "eu-west-1";
    signer.credentials.access_key = "AKIDEXAMPLE".to_owned();
    assert_eq!(names(&signer), json!([]), "another account");
    let unsigned = kinesis(address, "ListStreams", json!({})).success();
    assert_eq!(unsigned["StreamNames"], json!([]), "the default account");
}

#[test]
fn a_service_of_two_protocols_answers_in_that_of_the_request() {
    let server = Server::ephemeral();
    let address = server.address();
    let signer = Signer::new("1", "any", "sqs");
    let reply = signer.ask(address, "POST /", &[], b"Action=GetQueueUrl&QueueName=q");
    assert_eq!((reply.status, reply.element("Code")), (400, "AWS.SimpleQueueService.NonExistentQueue"));
    let json = json_headers("AmazonSQS.GetQueueUrl");
    let (status, code, _) = ask(address, "POST /", &json, br#"{"QueueName":"q"}"#).refusal();
    assert_eq!((status, code.as_str()), (400, "QueueDoesNotExist"));
    // By its version alone, and without an action.
    let form = b"Action=ListQueues&Version=2012-11-05";
    assert_eq!(ask(address, "POST /000000000000/q", &[], form).status, 200);
    let reply = signer.ask(address, "POST /", &[], b"");
    assert_eq!((reply.status, reply.element("Code")), (400, "MissingAction"));
    let (_, code, message) = ask(address, "POST /", &json_headers("AmazonSQS.SplitHair"), b"{}").refusal();
    assert!(code == "UnknownOperationException" && message.contains("SQS.SplitHair"), "{message}");
}

#[test]
fn what_nobody_serves_is_refused_clearly() {
    let server = Server::ephemeral();
    let address = server.address();
    let target = |target: &str| ask(address, "POST /", &json_headers(target), b"{}").refusal();
    let (status, code, message) = target("AmazonMQ_20171127.ListBrokers");
    assert_eq!((status, code.as_str()), (400, "UnknownOperationException"));
    assert!(message.contains("`AmazonMQ_20171127.ListBrokers`") && message.contains("coverage"), "{message}");
    for nonsense in ["", ".", "nonsense", "Kinesis_20131202", "."] {
        assert_eq!(target(nonsense).1, "UnknownOperationException", "`{nonsense}`");
    }
    let (status, code, message) = target("Kinesis_20131202.SplitHair");
    assert_eq!((status, code.as_str()), (400, "UnknownOperationException"));
    assert!(message.contains("Kinesis.SplitHair") && message.contains("coverage"), "{message}");
    // A service that is signed for but not here, and one that is meant by nothing at all.
    let reply = Signer::new("1", "any", "mq").ask(address, "POST /", &[], b"Action=ListBrokers");
    let (status, code, message) = reply.refusal();
    assert_eq!((status, code.as_str()), (501, "NotImplemented"));
    assert!(message.contains("`mq`"), "{message}");
    let (status, _, message) = ask(address, "POST /favicon.ico", &[], b"").refusal();
    assert_eq!(status, 501);
    assert!(message.contains("POST /favicon.ico"), "{message}");
    // What looks like no other service's is a bucket's.
    let reply = ask(address, "GET /favicon.ico", &[], b"");
    assert_eq!((reply.status, reply.element("Code")), (404, "NoSuchBucket"));
    // JSON services without a target, forms without an action, paths without an operation.
    let reply = Signer::new("1", "any", "kinesis").ask(address, "POST /", &[], b"{}");
    assert_eq!((reply.status, reply.refusal().1.as_str()), (400, "UnknownOperationException"));
    let reply = Signer::new("1", "any", "iam").ask(address, "POST /", &[], b"");
    assert_eq!((reply.status, reply.element("Code")), (400, "MissingAction"));
    let reply = query(address, STS_VERSION, "DecodeNothing", &[]);
    assert_eq!((reply.status, reply.element("Type")), (400, "Sender"));
    let reply = ask(address, "PATCH /2015-03-31/functions/", &[], b"");
    assert!(!(200..300).contains(&reply.status) && reply.text().contains("PATCH"), "{reply:?}");
    let reply = ask(address, "GET /_pumphouse/nothing", &[], b"");
    assert_eq!(reply.status, 404);
}

#[test]
fn what_is_refused_before_its_body_was_read_ends_the_connection() {
    let server = Server::ephemeral();
    let put = |line: &str, headers: &[(&str, &str)]| {
        let reply = ask(server.address(), line, headers, &[b'x'; 100_000]);
        (reply.status, reply.header("connection").map(str::to_owned))
    };
    let close = Some("close".to_owned());
    assert_eq!(put("PUT /nobody/k", &[]), (404, close.clone()));
    assert_eq!(ask(server.address(), "PUT /bucket", &[], b"").status, 200);
    assert_eq!(put("PUT /bucket/k?partNumber=1&uploadId=x", &[]), (404, close));
    assert_eq!(put("PUT /bucket/k", &[("if-match", "x")]), (404, None), "it was read");
}

#[test]
fn every_answer_has_a_request_id_of_its_own() {
    let server = Server::ephemeral();
    let address = server.address();
    let replies = [
        kinesis(address, "ListStreams", json!({})),
        kinesis(address, "ListStreams", json!({})),
        kinesis(address, "Nonsense", json!({})),
        kinesis(address, "DescribeStream", json!({"StreamName": "missing"})),
        query(address, STS_VERSION, "GetCallerIdentity", &[]),
        query(address, STS_VERSION, "AssumeRole", &[]),
        ask(address, &format!("GET {FUNCTIONS}"), &[], b""),
        ask(address, "GET /nowhere", &[], b""),
    ];
    let id = |reply: &Reply| {
        let header = reply.header("x-amzn-requestid").or_else(|| reply.header("x-amz-request-id"));
        header.unwrap().to_owned()
    };
    let ids: HashSet<_> = replies.iter().map(id).collect();
    assert_eq!(ids.len(), replies.len(), "{ids:?}");
    for reply in &replies[4..6] {
        assert_eq!(Some(reply.element("RequestId")), reply.header("x-amzn-requestid"));
    }
}

#[test]
fn dynamodb_answers_carry_their_checksum() {
    let server = Server::ephemeral();
    for (operation, input) in [
        ("ListTables", "{}"),
        ("DescribeTable", r#"{"TableName": "missing"}"#),
        ("Nonsense", "{}"),
        ("ListTables", "{"),
    ] {
        let target = format!("{DYNAMODB}.{operation}");
        let reply = ask(server.address(), "POST /", &json_headers(&target), input.as_bytes());
        let mut crc = flate2::Crc::new();
        crc.update(&reply.body);
        assert_eq!(reply.header("x-amz-crc32"), Some(crc.sum().to_string().as_str()), "{reply:?}");
        assert_eq!(reply.header("content-type"), Some("application/x-amz-json-1.0"));
    }
    let reply = ask(server.address(), "POST /", &json_headers(&format!("{KINESIS}.ListStreams")), b"{}");
    assert_eq!(reply.header("x-amz-crc32"), None);
}

#[test]
fn forms_may_come_in_the_query_and_the_body() {
    let server = Server::ephemeral();
    let form_kind = ("content-type", "application/x-www-form-urlencoded");
    let line = format!("POST /?{}", form(STS_VERSION, "GetAccessKeyInfo", &[]));
    let reply = ask(server.address(), &line, &[form_kind], b"AccessKeyId=123456789012345678");
    assert_eq!(reply.status, 200, "{reply:?}");
    assert_eq!(reply.element("Account").len(), 12);
}
