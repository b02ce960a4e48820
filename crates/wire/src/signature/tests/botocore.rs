//! Requests that botocore 1.43 signed at 2026-11-20T14:52:05Z, as they left for the wire.

use http::request::Parts;
use kernel::Timestamp;

use super::super::{Credentials, PayloadHash, SignatureError, parse, presign, sign};
use super::{SECRET, check, request, signature_of};

const NOW: Timestamp = Timestamp(1_795_186_325_000);
const DATE: (&str, &str) = ("X-Amz-Date", "20261120T145205Z");
const HOST: (&str, &str) = ("Host", "localhost:4566");
const TOKEN: (&str, &str) = ("X-Amz-Security-Token", "FwoGZXIvYXdzEBYaD//token+with/slashes==");

fn authorized(
    method: &str,
    uri: &str,
    key_and_service: (&str, &str),
    signed_headers: &str,
    signature: &str,
    headers: &[(&str, &str)],
) -> Parts {
    let (key, service) = key_and_service;
    let authorization = format!(
        "AWS4-HMAC-SHA256 Credential={key}/20261120/eu-central-1/{service}/aws4_request, \
         SignedHeaders={signed_headers}, Signature={signature}"
    );
    let mut all = vec![HOST, DATE, ("User-Agent", "Botocore/1.43.11"), ("Authorization", &authorization)];
    all.extend(headers);
    request(method, uri, &all)
}

/// Verifies `parts`, and signs them anew to the same signature.
fn agree(mut parts: Parts, body: &[u8]) {
    check(&parts, body, NOW).unwrap();
    let theirs = signature_of(&parts);
    let claim = parse(&parts).unwrap().unwrap();
    let service = claim.scope.service.clone().into_owned();
    let credentials = Credentials {
        access_key: claim.access_key.clone().into_owned(),
        secret_key: SECRET.into(),
        session_token: claim.session_token.map(|token| token.into_owned()),
    };
    sign(&mut parts, body, &credentials, "eu-central-1", &service, NOW).unwrap();
    assert_eq!(signature_of(&parts), theirs);
}

#[test]
fn dynamodb_with_a_session_token() {
    let parts = authorized(
        "POST",
        "/",
        ("ASIAEXAMPLE", "dynamodb"),
        "content-type;host;x-amz-date;x-amz-security-token;x-amz-target",
        "050bff3fdc325b23875dea86db75bb678fe6182b1aff867fc658aec3f768dea8",
        &[
            ("X-Amz-Target", "DynamoDB_20120810.PutItem"),
            ("Content-Type", "application/x-amz-json-1.0"),
            TOKEN,
        ],
    );
    agree(parts, br#"{"TableName": "t", "Item": {"k": {"S": "v \u00e9"}}}"#);
}

#[test]
fn lambda_encodes_its_path_twice() {
    let parts = authorized(
        "POST",
        "/2015-03-31/functions/arn%3Aaws%3Alambda%3Aeu-central-1%3A000000000000%3Afunction%3Af/invocations\
         ?Qualifier=%24LATEST",
        ("AKIDEXAMPLE", "lambda"),
        "host;x-amz-date",
        "2aa862e8d4a09924f10bf28a85dd37075648c75d8753619f5f26594538362bdc",
        &[],
    );
    agree(parts, b"{}");
    let parts = authorized(
        "GET",
        "/restapis/a%2F..%2Fb%20c",
        ("AKIDEXAMPLE", "apigateway"),
        "accept;host;x-amz-date",
        "927d9a382eca4de517bdd64f3200740e833cfc5acc7499657b98444200339dff",
        &[("Accept", "application/json")],
    );
    agree(parts, b"");
}

#[test]
fn iam_posts_a_form() {
    let parts = authorized(
        "POST",
        "/",
        ("AKIDEXAMPLE", "iam"),
        "content-type;host;x-amz-date",
        "e04d43d2dc5d1c6e31490b206aa59bcf6b2be50417eb72ad772296ef42bbe650",
        &[("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")],
    );
    agree(parts, b"Action=GetUser&Version=2010-05-08&UserName=a+b%2Bc%2Fd");
}

#[test]
fn s3_objects_and_lists() {
    let put = authorized(
        "PUT",
        "/b/a%20b/%C3%BC%2Bc~%27%28x%29%2A.txt",
        ("ASIAEXAMPLE", "s3"),
        "host;x-amz-content-sha256;x-amz-date;x-amz-meta-x;x-amz-security-token",
        "9f7c48e2401364aa22016cb6a251e14f1e825ae318633504c59501353f732e6a",
        &[
            ("x-amz-meta-x", "1   2"),
            ("Expect", "100-continue"),
            TOKEN,
            ("X-Amz-Content-SHA256", "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"),
        ],
    );
    assert_eq!(check(&put, b"hellO", NOW), Err(SignatureError::PayloadMismatch));
    agree(put, b"hello");
    let list = authorized(
        "GET",
        "/b?list-type=2&prefix=a%20b%2F%26%2B~%2A&delimiter=%2F&encoding-type=url",
        ("AKIDEXAMPLE", "s3"),
        "host;x-amz-content-sha256;x-amz-date",
        "90547c259ce1e338a2f8a639dbbcd6fb62503c83786734555f8e1f6f20a0be1a",
        &[("X-Amz-Content-SHA256", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")],
    );
    agree(list, b"");
}

#[test]
fn s3_with_an_unsigned_body() {
    let parts = authorized(
        "PUT",
        "/b/k",
        ("AKIDEXAMPLE", "s3"),
        "host;x-amz-content-sha256;x-amz-date",
        "d74d935391fd4ef49b162e2b2d0e25c70625c4b02c102953255f99d68e808a95",
        &[("X-Amz-Content-SHA256", "UNSIGNED-PAYLOAD")],
    );
    assert_eq!(parse(&parts).unwrap().unwrap().payload_hash, PayloadHash::Unsigned);
    check(&parts, b"anything", NOW).unwrap();
    agree(parts, b"hello");
}

#[test]
fn presigned() {
    const S3: &str = "/b/%C3%BC/a%20b?response-content-type=text%2Fplain%3B%20charset%3Dutf-8\
        &X-Amz-Algorithm=AWS4-HMAC-SHA256\
        &X-Amz-Credential=ASIAEXAMPLE%2F20261120%2Feu-central-1%2Fs3%2Faws4_request\
        &X-Amz-Date=20261120T145205Z&X-Amz-Expires=600&X-Amz-SignedHeaders=host\
        &X-Amz-Security-Token=FwoGZXIvYXdzEBYaD%2F%2Ftoken%2Bwith%2Fslashes%3D%3D\
        &X-Amz-Signature=b4b5577f35189c1c345bf1e696c71be0db4c82fb0ca1d1b8a015050f6a437e17";
    const STS: &str = "/?Action=GetCallerIdentity&Version=2011-06-15&X-Amz-Algorithm=AWS4-HMAC-SHA256\
        &X-Amz-Credential=AKIDEXAMPLE%2F20261120%2Feu-central-1%2Fsts%2Faws4_request\
        &X-Amz-Date=20261120T145205Z&X-Amz-Expires=60&X-Amz-SignedHeaders=host\
        &X-Amz-Signature=c02f3674ba1b2239e0c0956201163fb664e92cbed2e58a08e640e827bb14fcdc";
    for (uri, key, service, expires, token) in
        [(S3, "ASIAEXAMPLE", "s3", 600, Some(TOKEN.1)), (STS, "AKIDEXAMPLE", "sts", 60, None)]
    {
        let parts = request("GET", uri, &[HOST]);
        let claim = parse(&parts).unwrap().unwrap();
        assert_eq!((&*claim.access_key, &*claim.scope.service), (key, service));
        assert_eq!((claim.expires_seconds, claim.session_token.as_deref()), (Some(expires), token));
        check(&parts, b"", NOW).unwrap();
        let last = Timestamp(NOW.0 + u64::from(expires) * 1000);
        check(&parts, b"", last).unwrap();
        assert!(matches!(check(&parts, b"", Timestamp(last.0 + 1000)), Err(SignatureError::Late { .. })));

        let plain = uri.split_once("&X-Amz-Algorithm").unwrap().0;
        let mut ours = request("GET", plain, &[HOST]);
        let credentials = Credentials {
            access_key: key.into(),
            secret_key: SECRET.into(),
            session_token: token.map(str::to_owned),
        };
        presign(&mut ours, &credentials, "eu-central-1", service, expires, NOW).unwrap();
        assert_eq!(ours.uri, uri);
    }
}
