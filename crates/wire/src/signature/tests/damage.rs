//! Whatever is signed verifies, whatever is damaged does not, and rubbish is only refused.

use arbtest::arbitrary::{Result, Unstructured};
use arbtest::arbtest;
use http::request::Parts;
use http::{HeaderName, HeaderValue, Uri};
use kernel::Timestamp;

use super::super::{parse, presign, sign, verify};
use super::{KEY, SECRET, THEN, check, credentials, request};

const SERVICES: [&str; 4] = ["kinesis", "s3", "lambda", "iam"];

/// A request with arbitrary path, query, headers and body.
fn arbitrary_request(u: &mut Unstructured<'_>) -> Result<(Parts, Vec<u8>)> {
    let method = *u.choose(&["GET", "PUT", "POST", "DELETE"])?;
    let path = arbitrary_text(u, "abc/.~%4é+*:$")?;
    let query = arbitrary_text(u, "ab=&%2F+é~/")?;
    let uri = Uri::try_from(format!("http://localhost:4566/{path}?{query}")).unwrap();
    let value = arbitrary_text(u, "ab \t\"é")?;
    let mut parts = request(method, "/", &[("x-amz-meta-a", "1"), ("content-type", "text/plain")]);
    parts.uri = uri;
    parts.headers.append("x-amz-meta-a", HeaderValue::from_bytes(value.as_bytes()).unwrap());
    Ok((parts, u.arbitrary()?))
}

fn arbitrary_text(u: &mut Unstructured<'_>, alphabet: &str) -> Result<String> {
    let letters: Vec<char> = alphabet.chars().collect();
    (0..u.int_in_range(0..=20_usize)?).map(|_| u.choose(&letters).copied()).collect()
}

#[test]
fn what_is_signed_verifies() {
    arbtest(|u| {
        let (mut parts, body) = arbitrary_request(u)?;
        let service = *u.choose(&SERVICES)?;
        let token = *u.choose(&[None, Some("to/ken+=")])?;
        let now = Timestamp(THEN.0 + u64::from(u.arbitrary::<u32>()?));
        let body = if u.arbitrary()? {
            presign(&mut parts, &credentials(token), "us-east-1", service, 60, now).unwrap();
            Vec::new()
        } else {
            sign(&mut parts, &body, &credentials(token), "us-east-1", service, now).unwrap();
            body
        };
        check(&parts, &body, now).unwrap();
        let claim = parse(&parts).unwrap().unwrap();
        assert_eq!(claim.session_token.as_deref(), token);
        assert!(verify(&claim, &parts, &body, "another", now).is_err());
        Ok(())
    });
}

#[test]
fn one_flipped_bit_anywhere_fails() {
    let body = b"{\"StreamName\":\"orders\"}".to_vec();
    for service in ["kinesis", "s3"] {
        let mut parts = request("POST", "http://localhost/path?query=value", &[("x-amz-target", "A.B")]);
        sign(&mut parts, &body, &credentials(Some("token")), "us-east-1", service, THEN).unwrap();
        check(&parts, &body, THEN).unwrap();
        for at in 0..body.len() * 8 {
            assert!(check(&parts, &flipped(&body, at), THEN).is_err());
        }
        let names: Vec<HeaderName> = parts.headers.keys().cloned().collect();
        for name in names {
            let value = parts.headers[&name].as_bytes();
            for at in 0..value.len() * 8 {
                let Ok(damaged) = HeaderValue::from_bytes(&flipped(value, at)) else { continue };
                let mut parts = parts.clone();
                parts.headers.insert(&name, damaged);
                // The header's signature covers all but the key's name, and that selects the secret.
                let other_key =
                    || parse(&parts).is_ok_and(|claim| claim.is_some_and(|claim| claim.access_key != KEY));
                assert!(check(&parts, &body, THEN).is_err() || other_key(), "{name} {at}");
            }
        }
        let uri = parts.uri.to_string();
        let host_ends = "http://localhost".len();
        for at in 0..(uri.len() - host_ends) * 8 {
            let text = [&uri.as_bytes()[..host_ends], &flipped(&uri.as_bytes()[host_ends..], at)].concat();
            let Ok(damaged) = Uri::try_from(text) else { continue };
            let mut parts = parts.clone();
            parts.uri = damaged;
            assert!(check(&parts, &body, THEN).is_err(), "{}", parts.uri);
        }
    }
}

#[test]
fn one_flipped_bit_in_a_presigned_request_fails() {
    let mut parts = request("GET", "http://localhost/key?versionId=1", &[]);
    presign(&mut parts, &credentials(Some("token")), "us-east-1", "s3", 60, THEN).unwrap();
    check(&parts, b"", THEN).unwrap();
    let text = parts.uri.path_and_query().unwrap().as_str().as_bytes().to_vec();
    for at in 0..text.len() * 8 {
        let damaged = flipped(&text, at);
        // An escape says the same in either case.
        if damaged.eq_ignore_ascii_case(&text)
            && text[..=at / 8].iter().rev().take(3).any(|byte| *byte == b'%')
        {
            continue;
        }
        let Ok(uri) = Uri::try_from(damaged) else { continue };
        let mut parts = parts.clone();
        parts.uri = uri;
        assert!(check(&parts, b"", THEN).is_err(), "{}", parts.uri);
    }
}

fn flipped(bytes: &[u8], at: usize) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    bytes[at / 8] ^= 1 << (at % 8);
    bytes
}

#[test]
fn rubbish_is_refused_without_panic() {
    const PIECES: [&str; 16] = [
        "AWS4-HMAC-SHA256",
        "AWS4-",
        " ",
        ",",
        "=",
        "/",
        "%",
        "%2",
        "Credential=",
        "SignedHeaders=",
        "Signature=",
        "a/20150830/r/s3/aws4_request",
        "host",
        ";",
        "é",
        "00",
    ];
    const PARAMETERS: [&str; 12] = [
        "&X-Amz-Algorithm=",
        "&X-Amz-Credential=",
        "&X-Amz-Date=20150830T123600Z",
        "&X-Amz-Expires=",
        "&X-Amz-SignedHeaders=host",
        "&X-Amz-Signature=",
        "AWS4-HMAC-SHA256",
        "%",
        "%F",
        "é",
        "=",
        "a/20150830/r/s3/aws4_request",
    ];
    arbtest(|u| {
        let header: String =
            u.arbitrary_iter::<u8>()?.map(|n| Ok(PIECES[usize::from(n?) % 16])).collect::<Result<_>>()?;
        let query: String = (0..u.int_in_range(0..=12_usize)?)
            .map(|_| u.choose(&PARAMETERS).copied())
            .collect::<Result<_>>()?;
        let bytes: Vec<u8> = u.arbitrary()?;
        let mut parts = request("GET", "/", &[("host", "h"), ("x-amz-date", "20150830T123600Z")]);
        if let Ok(uri) = Uri::try_from(format!("/?{query}")) {
            parts.uri = uri;
        }
        for value in [header.as_bytes(), &bytes] {
            if let Ok(value) = HeaderValue::from_bytes(value) {
                parts.headers.insert("authorization", value);
            }
            if let Ok(Some(claim)) = parse(&parts) {
                let refused = verify(&claim, &parts, &bytes, SECRET, THEN).unwrap_err();
                assert!(!refused.to_string().is_empty());
            }
            parts.headers.remove("authorization");
            let _ = parse(&parts);
        }
        Ok(())
    });
}
