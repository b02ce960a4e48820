//! Cases of AWS's published Signature Version 4 test suite: their requests and their signatures.

use super::super::canonical::{path_into, query_into};
use super::super::sign;
use super::{THEN, check, credentials, request, signature_of};

const FORM: &str = "application/x-www-form-urlencoded";
const UNRESERVED: &str = "/-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

type Case = (&'static str, &'static str, &'static str, &'static [(&'static str, &'static str)], &'static str);

/// Name, method, path and query, headers, signature.
const CASES: &[Case] = &[
    ("get-vanilla", "GET", "/", &[], "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"),
    (
        "get-vanilla-query-order-key-case",
        "GET",
        "/?Param2=value2&Param1=value1",
        &[],
        "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500",
    ),
    (
        "get-vanilla-query-order-value",
        "GET",
        "/?Param1=value2&Param1=value1",
        &[],
        "5772eed61e12b33fae39ee5e7012498b51d56abc0abb7c60486157bd471c4694",
    ),
    (
        "get-vanilla-utf8-query",
        "GET",
        "/?%E1%88%B4=bar",
        &[],
        "2cdec8eed098649ff3a119c94853b13c643bcf08f8b0a1d91e12c9027818dd04",
    ),
    ("get-utf8", "GET", "/ሴ", &[], "8318018e0b0f223aa2bbf98705b62bb787dc9c0e678f255a891fd03141be5d85"),
    (
        "get-unreserved",
        "GET",
        UNRESERVED,
        &[],
        "07ef7494c76fa4850883e2b006601f940f8a34d404d0cfa977f52a65bbf5f24f",
    ),
    (
        "get-relative",
        "GET",
        "/example/..",
        &[],
        "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31",
    ),
    (
        "get-slash-pointless-dot",
        "GET",
        "/./example",
        &[],
        "ef75d96142cf21edca26f06005da7988e4f8dc83a165a80865db7089db637ec5",
    ),
    (
        "get-slashes",
        "GET",
        "//example//",
        &[],
        "9a624bd73a37c9a373b5312afbebe7a714a789de108f0bdfe846570885f57e84",
    ),
    (
        "get-header-key-duplicate",
        "GET",
        "/",
        &[("My-Header1", "value2"), ("My-Header1", "value2"), ("My-Header1", "value1")],
        "c9d5ea9f3f72853aea855b47ea873832890dbdd183b4468f858259531a5138ea",
    ),
    (
        "get-header-value-order",
        "GET",
        "/",
        &[
            ("My-Header1", "value4"),
            ("My-Header1", "value1"),
            ("My-Header1", "value3"),
            ("My-Header1", "value2"),
        ],
        "08c7e5a9acfcfeb3ab6b2185e75ce8b1deb5e634ec47601a50643f830c755c01",
    ),
    (
        "get-header-value-trim",
        "GET",
        "/",
        &[("My-Header1", " value1 "), ("My-Header2", " \"a   b   c\" ")],
        "acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736",
    ),
    ("post-vanilla", "POST", "/", &[], "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b"),
    (
        "post-vanilla-query",
        "POST",
        "/?Param1=value1",
        &[],
        "28038455d6de14eafc1f9222cf5aa6f1a96197d7deb8263271d420d138af7f11",
    ),
    (
        "post-x-www-form-urlencoded",
        "POST",
        "/",
        &[("Content-Type", FORM)],
        "ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a",
    ),
    (
        "post-x-www-form-urlencoded-parameters",
        "POST",
        "/",
        &[("Content-Type", "application/x-www-form-urlencoded; charset=utf8")],
        "1a72ec8f64bd914b0e42e42607c7fbce7fb2c7465f63e3092b3b0d39fa77a6fe",
    ),
];

#[test]
fn signatures_are_those_of_the_suite() {
    for (name, method, uri, headers, signature) in CASES {
        let body: &[u8] = if name.contains("form") { b"Param1=value1" } else { b"" };
        let mut headers = headers.to_vec();
        headers.push(("Host", "example.amazonaws.com"));
        let mut parts = request(method, uri, &headers);
        sign(&mut parts, body, &credentials(None), "us-east-1", "service", THEN).unwrap();
        assert_eq!(signature_of(&parts), *signature, "{name}");
        check(&parts, body, THEN).unwrap();
    }
}

#[test]
fn the_header_is_written_as_aws_writes_it() {
    let mut parts = request("GET", "https://example.amazonaws.com:443/", &[]);
    sign(&mut parts, b"", &credentials(None), "us-east-1", "service", THEN).unwrap();
    assert_eq!(
        parts.headers["authorization"],
        "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, \
         SignedHeaders=host;x-amz-date, \
         Signature=5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"
    );
}

#[test]
fn paths() {
    let canonical = |path: &str, is_s3| {
        let mut out = Vec::new();
        path_into(&mut out, path.as_bytes(), is_s3);
        String::from_utf8(out).unwrap()
    };
    for (wire, s3, others) in [
        ("", "/", "/"),
        ("/", "/", "/"),
        ("/example space/", "/example%20space/", "/example%20space/"),
        ("/example1/example2/../..", "/example1/example2/../..", "/"),
        ("/../../a", "/../../a", "/a"),
        ("/a//b/./c", "/a//b/./c", "/a/b/c"),
        ("/a%2Fb%20c", "/a/b%20c", "/a%252Fb%2520c"),
        ("/a+b:c%zz%", "/a%2Bb%3Ac%25zz%25", "/a%2Bb%3Ac%25zz%25"),
        ("*", "%2A", "/%2A"),
    ] {
        assert_eq!(canonical(wire, true), s3);
        assert_eq!(canonical(wire, false), others);
    }
}

#[test]
fn queries() {
    let canonical = |query: &str| {
        let mut out = Vec::new();
        query_into(&mut out, query, |name| name != b"drop");
        String::from_utf8(out).unwrap()
    };
    assert_eq!(canonical("b=2&a=1&&a&drop=x&c=%7e%2f"), "a=&a=1&b=2&c=~%2F");
    assert_eq!(canonical("x=a+b&x=a%20b&y==&%64rop=1"), "x=a%20b&x=a%20b&y=%3D");
}
