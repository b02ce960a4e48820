//! Keys of sessions at the door: proved by signature, bound by the role's policies.

use kernel::Timestamp;
use serde_json::json;

use crate::aws::{IAM_VERSION, STS_VERSION, Signer, create_stream, json_headers, kinesis, query};
use crate::http1::Reply;
use crate::process::Server;

const ROLE: &str = "arn:aws:iam::000000000000:role/reader";
const STREAM: &str = "arn:aws:kinesis:us-east-1:000000000000:stream/s";

/// Makes the role that this account may take.
pub fn create_role(server: &Server) {
    let trust = json!({"Version": "2012-10-17", "Statement": [{
        "Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::000000000000:root"}, "Action": "sts:AssumeRole",
    }]});
    let parameters = [("RoleName", "reader"), ("AssumeRolePolicyDocument", &trust.to_string())];
    let created = query(server.address(), IAM_VERSION, "CreateRole", &parameters);
    assert_eq!((created.status, created.element("Arn")), (200, ROLE), "{created:?}");
}

/// Allows the role `action` on `resource`.
pub fn allow(server: &Server, action: &str, resource: &str) {
    let statement = json!({"Effect": "Allow", "Action": action, "Resource": resource});
    let policy = json!({"Version": "2012-10-17", "Statement": [statement]}).to_string();
    let parameters = [
        ("RoleName", "reader"),
        ("PolicyName", action.trim_end_matches('*').rsplit(':').next().unwrap()),
        ("PolicyDocument", &policy),
    ];
    let put = query(server.address(), IAM_VERSION, "PutRolePolicy", &parameters);
    assert_eq!(put.status, 200, "{put:?}");
}

/// Takes the role: its keys, signing for `service`.
pub fn assume(server: &Server, service: &'static str) -> Signer {
    let parameters = [("RoleArn", ROLE), ("RoleSessionName", "visit")];
    let assumed = query(server.address(), STS_VERSION, "AssumeRole", &parameters);
    assert_eq!(assumed.status, 200, "{assumed:?}");
    let mut signer = Signer::new(assumed.element("AccessKeyId"), assumed.element("SecretAccessKey"), service);
    signer.credentials.session_token = Some(assumed.element("SessionToken").to_owned());
    signer
}

fn coded(reply: &Reply) -> (u16, String) {
    let (status, code, _) = reply.refusal();
    (status, code)
}

#[test]
fn keys_of_a_session_are_the_role() {
    let server = Server::ephemeral();
    create_role(&server);
    let signer = assume(&server, "sts");
    let identity = signer.query(server.address(), STS_VERSION, "GetCallerIdentity");
    assert_eq!(identity.status, 200, "{identity:?}");
    assert_eq!(identity.element("Arn"), "arn:aws:sts::000000000000:assumed-role/reader/visit");
    assert_eq!(identity.element("Account"), "000000000000");
    assert!(identity.element("UserId").ends_with(":visit"));
}

#[test]
fn keys_that_are_not_proved_are_refused() {
    let server = Server::ephemeral();
    let address = server.address();
    create_role(&server);
    let good = assume(&server, "kinesis");
    let list = |signer: &Signer| signer.kinesis(address, "ListStreams", json!({}));

    let mut wrong = good.clone();
    wrong.credentials.secret_key.push('x');
    let reply = list(&wrong);
    assert_eq!(coded(&reply), (400, "InvalidSignatureException".to_owned()));
    assert!(reply.refusal().2.starts_with("The request signature we calculated does not match"), "{reply:?}");
    wrong.service = "sts";
    let reply = wrong.query(address, STS_VERSION, "GetCallerIdentity");
    assert_eq!((reply.status, reply.element("Code")), (403, "SignatureDoesNotMatch"));

    let mut tokenless = good.clone();
    tokenless.credentials.session_token = None;
    let reply = list(&tokenless);
    assert_eq!(coded(&reply), (400, "UnrecognizedClientException".to_owned()));
    assert_eq!(reply.refusal().2, "The security token included in the request is invalid");
    tokenless.credentials.session_token = Some("x".to_owned());
    assert_eq!(coded(&list(&tokenless)), (400, "UnrecognizedClientException".to_owned()));

    let mut late = good.clone();
    late.now = Timestamp(late.now.0 - 3_600_000);
    let reply = list(&late);
    assert_eq!(coded(&reply), (400, "InvalidSignatureException".to_owned()));
    assert!(reply.refusal().2.starts_with("Signature expired: "), "{reply:?}");

    // A signature for one body does not do for another.
    let headers = good.headers(address, "POST /", &json_headers("Kinesis_20131202.ListStreams"), b"{}");
    let headers: Vec<_> = headers.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let reply = crate::http1::ask(address, "POST /", &headers, b"{ }");
    assert_eq!(coded(&reply), (400, "InvalidSignatureException".to_owned()));
}

#[test]
fn a_role_may_what_its_policies_allow() {
    let server = Server::ephemeral();
    let address = server.address();
    create_role(&server);
    create_stream(address, "s", 1);
    let signer = assume(&server, "kinesis");
    let put = || {
        let input = json!({"StreamName": "s", "PartitionKey": "p", "Data": "AAAA"});
        signer.kinesis(address, "PutRecord", input)
    };
    let (status, code, message) = put().refusal();
    assert_eq!((status, code.as_str()), (400, "AccessDeniedException"));
    assert_eq!(
        message,
        format!(
            "User: arn:aws:sts::000000000000:assumed-role/reader/visit is not authorized to perform: \
             kinesis:PutRecord on resource: {STREAM} because no identity-based policy allows the \
             kinesis:PutRecord action"
        )
    );
    allow(&server, "kinesis:PutRecord", "arn:aws:kinesis:*:*:stream/other");
    assert_eq!(put().refusal().1, "AccessDeniedException");
    allow(&server, "kinesis:PutRecord", STREAM);
    put().success();
    let denied = signer.kinesis(address, "DeleteStream", json!({"StreamName": "s"}));
    assert_eq!(denied.refusal().1, "AccessDeniedException");
    kinesis(address, "DescribeStream", json!({"StreamName": "s"})).success();
}

#[test]
fn a_role_reads_the_one_stream_it_may_read() {
    let server = Server::ephemeral();
    create_role(&server);
    create_stream(server.address(), "s", 1);
    allow(&server, "kinesis:Get*", STREAM);
    let signer = assume(&server, "kinesis");
    let input =
        json!({"StreamName": "s", "ShardId": "shardId-000000000000", "ShardIteratorType": "TRIM_HORIZON"});
    let iterator =
        signer.kinesis(server.address(), "GetShardIterator", input).success()["ShardIterator"].clone();
    signer.kinesis(server.address(), "GetRecords", json!({"ShardIterator": iterator})).success();
}

#[test]
fn sessions_outlive_the_server() {
    let directory = crate::directory::Directory::new();
    let mut server = Server::on(directory.path());
    create_role(&server);
    let signer = assume(&server, "sts");
    server.kill();
    let server = Server::on(directory.path());
    let identity = signer.query(server.address(), STS_VERSION, "GetCallerIdentity");
    assert_eq!(identity.element("Arn"), "arn:aws:sts::000000000000:assumed-role/reader/visit");
}
