//! What is refused, and in whose words.

use kernel::Timestamp;

use super::super::{Dialect, PayloadHash, Refusal, SignError, SignatureError, parse, presign, sign};
use super::{THEN, check, credentials, request, with};

const LIST: &str = "host;x-amz-date";

fn header(credential: &str, list: &str) -> String {
    format!("AWS4-HMAC-SHA256 Credential={credential}, SignedHeaders={list}, Signature=00")
}

fn refusal(headers: &[(&str, &str)], uri: &str, dialect: Dialect) -> Refusal {
    check(&request("POST", uri, headers), b"", THEN).unwrap_err().refusal(dialect)
}

#[test]
fn unsigned_and_foreign_schemes() {
    for headers in [&[][..], &[("Authorization", "Bearer a.b.c")], &[("Authorization", "AWS key:signature")]]
    {
        assert_eq!(parse(&request("GET", "/?a=X-Amz-Algorithm", headers)), Ok(None));
    }
    let answer = SignatureError::Unsigned.refusal(Dialect::Json);
    assert_eq!((answer.status, answer.code), (400, "MissingAuthenticationTokenException"));
    assert_eq!(answer.message, "Missing Authentication Token");
    assert_eq!(SignatureError::Unsigned.refusal(Dialect::Query).status, 403);
    let unknown = SignatureError::UnknownClient { token: false }.refusal(Dialect::Query);
    assert_eq!((unknown.status, unknown.code), (403, "InvalidClientTokenId"));
}

#[test]
fn incomplete_headers_name_all_that_is_missing() {
    let answer = refusal(&[("Authorization", "AWS4-HMAC-SHA256 a=b")], "/", Dialect::Json);
    assert_eq!((answer.status, answer.code), (400, "IncompleteSignatureException"));
    assert_eq!(
        answer.message,
        "Authorization header requires 'Credential' parameter. Authorization header requires 'Signature' \
         parameter. Authorization header requires 'SignedHeaders' parameter. Authorization header requires \
         existence of either a 'X-Amz-Date' or a 'Date' header. (Hashed with SHA-256 and encoded with \
         Base64) Authorization=tQMSUCqjFonXdxKG2efiX/o+qpOi15V3d11zOi3G62w="
    );
    let answer = refusal(&[("Authorization", "AWS4-HMAC-SHA256 a")], "/", Dialect::Query);
    assert_eq!((answer.status, answer.code), (400, "IncompleteSignature"));
    assert!(answer.message.starts_with("Invalid key=value pair (missing equal-sign) in Authorization"));
    let answer = refusal(&[], "/?X-Amz-Algorithm=&X-Amz-Date=x", Dialect::RestJson);
    assert_eq!(
        answer.message,
        "AWS query-string parameters must include 'X-Amz-Algorithm'. AWS query-string parameters must \
         include 'X-Amz-Credential'. AWS query-string parameters must include 'X-Amz-Signature'. AWS \
         query-string parameters must include 'X-Amz-SignedHeaders'. Re-examine the query-string parameters."
    );
    let both = refusal(&[("Authorization", "x")], "/?X-Amz-Algorithm=x", Dialect::Json);
    assert_eq!(both.code, "InvalidSignatureException");
}

#[test]
fn malformed_headers() {
    let good = "a/20150830/us-east-1/iam/aws4_request";
    let date = ("X-Amz-Date", "20150830T123600Z");
    for (authorization, date, text) in [
        (
            header(good, LIST),
            ("X-Amz-Date", "201"),
            "Date must be in ISO-8601 'basic format'. Got '201'. See http://en.wikipedia.org/wiki/ISO_8601",
        ),
        (
            header(good, LIST).replace("SHA256", "SHA25"),
            date,
            "Unsupported AWS 'algorithm': 'AWS4-HMAC-SHA25' (only AWS4-HMAC-SHA256 for now). ",
        ),
        (
            header("a/b/c/d", LIST),
            date,
            "Credential must have exactly 5 slash-delimited elements, e.g. \
             keyid/date/region/service/term, got 'a/b/c/d'",
        ),
        (
            header("a/20150830/us-east-1/iam/e", LIST),
            date,
            "Credential should be scoped with a valid terminator: 'aws4_request', not 'e'. ",
        ),
        (
            header("a/20150829/us-east-1/iam/aws4_request/", LIST),
            date,
            "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: \
             '20150829' != '20150830', from '20150830T123600Z'.",
        ),
        (
            header(good, "x-amz-date"),
            date,
            "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.",
        ),
    ] {
        let headers = [("Authorization", authorization.as_str()), date];
        assert_eq!(refusal(&headers, "/", Dialect::Json).message, text);
    }
    for list in ["x-amz-date;host", "host;host", "Host;host", "host;X-amz-date"] {
        let headers = [("Authorization", &*header(good, list)), date];
        let refused = check(&request("GET", "/", &headers), b"", THEN);
        assert_eq!(refused, Err(SignatureError::HeadersUnordered), "{list}");
    }
}

#[test]
fn blanks_and_order_in_the_header_are_free() {
    let mut parts = request("GET", "http://localhost/", &[]);
    sign(&mut parts, b"", &credentials(None), "us-east-1", "iam", THEN).unwrap();
    let written = parts.headers["authorization"].to_str().unwrap().to_owned();
    let (algorithm, rest) = written.split_once(' ').unwrap();
    let mut pairs: Vec<_> = rest.split(", ").collect();
    pairs.reverse();
    for text in [
        written.replace(", ", ","),
        written.replace(", ", "  ,\t"),
        format!(" {algorithm}  {}", pairs.join(" ")),
    ] {
        check(&with(parts.clone(), "authorization", &text), b"", THEN).unwrap();
    }
}

#[test]
fn a_clock_may_be_a_quarter_of_an_hour_off() {
    let mut parts = request("GET", "http://localhost/", &[]);
    sign(&mut parts, b"", &credentials(None), "us-east-1", "iam", THEN).unwrap();
    for skew in [-900_000, 900_999] {
        check(&parts, b"", Timestamp(THEN.0.saturating_add_signed(skew))).unwrap();
    }
    let late = check(&parts, b"", Timestamp(THEN.0 + 901_000)).unwrap_err();
    assert_eq!(
        late.refusal(Dialect::Json).message,
        "Signature expired: 20150830T123600Z is now earlier than 20150830T123601Z (20150830T125101Z - 15 min.)"
    );
    assert_eq!(late.refusal(Dialect::S3).code, "RequestTimeTooSkewed");
    let early = check(&parts, b"", Timestamp(THEN.0 - 901_000)).unwrap_err();
    assert_eq!(
        early.refusal(Dialect::Query).message,
        "Signature not yet current: 20150830T123600Z is still later than 20150830T123559Z \
         (20150830T122059Z + 15 min.)"
    );
}

#[test]
fn presigned_requests_state_how_long_they_live() {
    let base = "/?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=a/20150830/r/s3/aws4_request\
                &X-Amz-Date=20150830T123600Z&X-Amz-SignedHeaders=host&X-Amz-Signature=00";
    for (expires, expected) in [
        ("&X-Amz-Expires=x", "X-Amz-Expires should be a number"),
        ("&X-Amz-Expires=-1", "X-Amz-Expires must be non-negative"),
        ("&X-Amz-Expires=604801", "X-Amz-Expires must be less than a week"),
        ("&X-Amz-Expires=4294967296", "X-Amz-Expires must be less than a week"),
        ("", "Query-string authentication version 4 requires"),
    ] {
        let answer = refusal(&[("Host", "h")], &format!("{base}{expires}"), Dialect::S3);
        assert_eq!((answer.status, answer.code), (400, "AuthorizationQueryParametersError"));
        assert!(answer.message.starts_with(expected), "{}", answer.message);
    }
    let mut parts = request("GET", "http://localhost/", &[]);
    let refused = presign(&mut parts, &credentials(None), "r", "s3", 604_801, THEN);
    assert_eq!(refused, Err(SignError::TooLong));
}

#[test]
fn s3_wants_its_headers_signed_and_its_body_hashed() {
    let mut parts = request("PUT", "http://localhost/b/k", &[("x-amz-acl", "private")]);
    sign(&mut parts, b"x", &credentials(None), "us-east-1", "s3", THEN).unwrap();
    check(&parts, b"x", THEN).unwrap();
    let more = with(parts.clone(), "x-amz-meta-a", "b");
    assert!(matches!(check(&more, b"x", THEN), Err(SignatureError::HeaderUnsigned { .. })));
    let vague = with(parts.clone(), "x-amz-content-sha256", "abc");
    assert_eq!(check(&vague, b"x", THEN), Err(SignatureError::PayloadHashMalformed));
    parts.headers.remove("x-amz-content-sha256");
    assert_eq!(check(&parts, b"x", THEN), Err(SignatureError::PayloadHashMissing));
}

#[test]
fn streaming_bodies_are_s3s_alone() {
    for (service, is_fine) in [("s3", true), ("kinesis", false)] {
        let literal = ("x-amz-content-sha256", "STREAMING-UNSIGNED-PAYLOAD-TRAILER");
        let mut parts = request("PUT", "http://localhost/b/k", &[literal]);
        sign(&mut parts, b"", &credentials(None), "us-east-1", service, THEN).unwrap();
        assert!(matches!(parse(&parts).unwrap().unwrap().payload_hash, PayloadHash::Streaming(_)));
        assert_eq!(check(&parts, b"chunks", THEN).is_ok(), is_fine);
    }
}

#[test]
fn other_services_and_other_hosts() {
    let mut parts = request("GET", "http://localhost:4566/", &[]);
    sign(&mut parts, b"", &credentials(None), "us-east-1", "kinesis", THEN).unwrap();
    let claim = parse(&parts).unwrap().unwrap();
    claim.require_service("kinesis").unwrap();
    assert_eq!(
        claim.require_service("dynamodb").unwrap_err().refusal(Dialect::Json).message,
        "Credential should be scoped to correct service: 'dynamodb'. "
    );
    // HTTP/2 has no `Host` header.
    parts.headers.remove("host");
    check(&parts, b"", THEN).unwrap();
    let mut nowhere = request("GET", "/", &[]);
    let refused = sign(&mut nowhere, b"", &credentials(None), "us-east-1", "iam", THEN);
    assert_eq!(refused, Err(SignError::NoHost));
}

#[test]
fn a_mismatch_shows_what_was_signed() {
    let mut parts = request("GET", "http://localhost/?b&a", &[]);
    sign(&mut parts, b"", &credentials(None), "us-east-1", "iam", THEN).unwrap();
    let Err(SignatureError::Mismatch(mismatch)) = check(&parts, b"x", THEN) else { panic!("must not match") };
    assert!(mismatch.canonical_request.starts_with("GET\n/\na=&b=\nhost:localhost\n"));
    assert!(
        mismatch
            .string_to_sign
            .starts_with("AWS4-HMAC-SHA256\n20150830T123600Z\n20150830/us-east-1/iam/aws4_request\n")
    );
}
