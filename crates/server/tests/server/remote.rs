//! The one idea: where a service lives is configuration, and nobody can tell.

use kernel::{AccountId, Clock, Place, Region, RequestId, SystemClock};
use kinesis_api::{ListStreams, ListStreamsInput, PutRecord, PutRecordInput};
use serde_json::json;
use wire::Shape;
use wire::signature::Credentials;

use crate::aws::{KINESIS, STS_VERSION, Signer, create_stream, json_headers, kinesis, query, records};
use crate::http1::{Connection, ask, request};
use crate::process::{Server, command};
use crate::sessions::{allow, assume, create_role};

/// A server, and one whose streams live there.
fn pair() -> (Server, Server) {
    let first = Server::ephemeral();
    let remote = format!("kinesis={}", first.endpoint());
    let second = Server::start(&["--ephemeral", "--remote", &remote]);
    (first, second)
}

#[test]
fn what_is_put_at_the_one_lies_at_the_other() {
    let (first, second) = pair();
    create_stream(second.address(), "s", 2);
    assert_eq!(kinesis(first.address(), "ListStreams", json!({})).success()["StreamNames"], json!(["s"]));
    let put = kinesis(
        second.address(),
        "PutRecord",
        json!({"StreamName": "s", "PartitionKey": "p", "Data": "AAAA"}),
    );
    let number = put.success()["SequenceNumber"].as_str().unwrap().to_owned();
    let at_first = records(first.address(), "s");
    assert_eq!(at_first.len(), 1);
    assert_eq!((at_first[0].1.as_str(), at_first[0].2.as_str()), (number.as_str(), "AAAA"));
    assert_eq!(records(second.address(), "s"), at_first);
    let homes = ask(second.address(), "GET /_pumphouse/health", &[], b"").success();
    let kinesis =
        homes["services"].as_array().unwrap().iter().find(|service| service["name"] == "kinesis").unwrap();
    assert_eq!(kinesis["home"], "remote");
}

#[test]
fn refusals_come_through_as_they_are() {
    let (first, second) = pair();
    for (operation, input) in [
        ("DescribeStream", json!({"StreamName": "missing"})),
        ("PutRecord", json!({"StreamName": "s"})),
        ("PutRecord", json!({"StreamName": 7})),
        ("Nonsense", json!({})),
    ] {
        let (here, there) =
            (kinesis(first.address(), operation, input.clone()), kinesis(second.address(), operation, input));
        assert_eq!((here.status, here.json()), (there.status, there.json()));
        assert!(there.header("x-amzn-requestid").is_some());
    }
}

#[test]
fn the_region_goes_along() {
    let (first, second) = pair();
    let mut signer = Signer::new("000000000000", "any", "kinesis");
    signer.region = "eu-west-1";
    let created =
        signer.kinesis(second.address(), "CreateStream", json!({"StreamName": "s", "ShardCount": 1}));
    assert_eq!(created.status, 200);
    let at_first =
        signer.kinesis(first.address(), "DescribeStreamSummary", json!({"StreamName": "s"})).success();
    let arn = at_first["StreamDescriptionSummary"]["StreamARN"].as_str().unwrap();
    assert!(arn.starts_with("arn:aws:kinesis:eu-west-1:"), "{arn}");
}

#[test]
fn bodies_in_chunks_and_connections_that_end_go_through() {
    let (_first, second) = pair();
    let target = format!("{KINESIS}.ListStreams");
    let chunked = [json_headers(&target).to_vec(), vec![("transfer-encoding", "chunked")]].concat();
    ask(second.address(), "POST /", &chunked, b"2\r\n{}\r\n0\r\n\r\n").success();
    let hop = [
        json_headers(&target).to_vec(),
        vec![("connection", "close, x-hop"), ("x-hop", "1"), ("te", "trailers"), ("expect", "100-continue")],
    ];
    let mut connection = Connection::open(second.address());
    connection.send(&request("POST /", &hop.concat(), b"{}")).unwrap();
    let replies = [connection.receive().unwrap(), connection.receive().unwrap()];
    assert_eq!(replies.map(|reply| reply.status), [100, 200]);
    // The way from the second to the first is none of the client's business.
    ask(second.address(), "POST /", &json_headers(&target), b"{}").success();
}

#[test]
fn roles_hold_wherever_the_service_lives() {
    let (first, second) = pair();
    create_stream(first.address(), "s", 1);
    create_role(&second);
    let signer = assume(&second, "kinesis");
    let input = json!({"StreamName": "s", "PartitionKey": "p", "Data": "AAAA"});
    let denied = signer.kinesis(second.address(), "PutRecord", input).refusal();
    assert_eq!(denied.1, "AccessDeniedException", "{denied:?}");
    assert_eq!(records(first.address(), "s").len(), 0);
}

#[test]
fn roles_are_allowed_wherever_the_service_lives() {
    let (first, second) = pair();
    create_stream(first.address(), "s", 1);
    create_role(&second);
    let signer = assume(&second, "kinesis");
    let input = json!({"StreamName": "s", "PartitionKey": "p", "Data": "AAAA"});
    allow(&second, "kinesis:PutRecord", "arn:aws:kinesis:us-east-1:000000000000:stream/s");
    signer.kinesis(second.address(), "PutRecord", input).success();
    let denied = signer.kinesis(second.address(), "DeleteStream", json!({"StreamName": "s"}));
    assert!(denied.refusal().2.contains("no identity-based policy allows the kinesis:DeleteStream action"));
    assert_eq!(records(first.address(), "s").len(), 1);
}

#[test]
fn a_remote_that_is_gone_is_named_and_found_again() {
    let (mut first, second) = pair();
    let list = || kinesis(second.address(), "ListStreams", json!({}));
    list().success();
    let gone = first.address();
    first.kill();
    let (status, _, message) = list().refusal();
    assert_eq!(status, 503);
    assert!(message.contains(&gone.to_string()), "{message}");
    assert_eq!(query(second.address(), STS_VERSION, "GetCallerIdentity", &[]).status, 200);
    let _again = Server::spawn(command(&["up", "--ephemeral", "--port", &gone.port().to_string()]));
    list().success();
}

#[tokio::test]
async fn typed_calls_reach_a_server() {
    let server = Server::ephemeral();
    create_stream(server.address(), "s", 1);
    let credentials =
        Credentials { access_key: "000000000000".into(), secret_key: "any".into(), session_token: None };
    let remote = dispatch::Remote::new(&server.endpoint(), credentials).unwrap();
    let account = AccountId::default();
    let place = Place { account: account.clone(), region: Region::default() };
    let principal = dispatch::Principal::Account(account);
    let call = dispatch::Call::inside("test", principal, place, RequestId("test".to_owned()));
    let now = SystemClock::default().now();
    let input = PutRecordInput {
        stream_name: Some("s".to_owned()),
        data: "typed".into(),
        partition_key: "p".to_owned(),
        ..PutRecordInput::placeholder()
    };
    let put = remote.call::<PutRecord>(&call, &input, now).await.unwrap();
    assert_eq!(records(server.address(), "s")[0].1, put.sequence_number);
    let missing = PutRecordInput { stream_name: Some("missing".to_owned()), ..input };
    let fault = remote.call::<PutRecord>(&call, &missing, now).await.unwrap_err();
    assert_eq!(fault.code, "ResourceNotFoundException");
    let streams = remote.call::<ListStreams>(&call, &ListStreamsInput::default(), now).await.unwrap();
    assert_eq!(streams.stream_names, ["s"]);
}
