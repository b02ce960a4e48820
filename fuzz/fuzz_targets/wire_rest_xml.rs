//! Documents of rest-xml: what clients of S3 send, and what servers of S3 answer.
#![no_main]

use std::fmt::Debug;

use http::{HeaderMap, Method, StatusCode, Uri};
use kernel::RequestId;
use libfuzzer_sys::fuzz_target;
use s3_api::{
    CompleteMultipartUpload, CreateBucket, DeleteObjects, GetBucketNotificationConfiguration, GetBucketTagging,
    ListBuckets, ListObjectVersions, ListObjectsV2, ListParts, PutBucketNotificationConfiguration, PutBucketTagging,
    PutBucketVersioning,
};
use wire::{Answer, Operation, Protocol, Question};

const XML: Protocol = Protocol::RestXml;

fuzz_target!(|case: (u8, &[u8])| {
    let (which, body) = case;
    match which % 12 {
        0 => asked::<DeleteObjects>("/bucket?delete", body),
        1 => asked::<CompleteMultipartUpload>("/bucket/key?uploadId=id", body),
        2 => asked::<PutBucketNotificationConfiguration>("/bucket?notification", body),
        3 => asked::<PutBucketTagging>("/bucket?tagging", body),
        4 => asked::<CreateBucket>("/bucket", body),
        5 => asked::<PutBucketVersioning>("/bucket?versioning", body),
        6 => answered::<ListObjectsV2>(body),
        7 => answered::<ListObjectVersions>(body),
        8 => answered::<ListParts>(body),
        9 => answered::<GetBucketNotificationConfiguration>(body),
        10 => answered::<GetBucketTagging>(body),
        _ => answered::<ListBuckets>(body),
    }
});

/// Reads a request; what is accepted must be the same after another trip.
fn asked<O: Operation<Input: Debug>>(uri: &'static str, body: &[u8]) {
    let method = Method::from_bytes(O::HTTP.method.as_bytes()).expect("a verb");
    let question = Question {
        method,
        uri: Uri::from_static(uri),
        headers: HeaderMap::new(),
        body: bytes::Bytes::copy_from_slice(body),
    };
    match XML.read_input::<O>(&question) {
        Ok(input) => {
            let seen = format!("{input:?}");
            if is_writable(&seen) {
                let again = XML.read_input::<O>(&XML.write_input::<O>(&input));
                assert_eq!(format!("{:?}", again.expect("what was accepted, written again")), seen);
            }
        }
        Err(fault) => {
            let answer = XML.write_fault(O::SERVICE, &fault, &RequestId("id".into()));
            assert_eq!(XML.read_output::<O>(&answer).err().expect("a fault").code, fault.code);
        }
    }
}

/// Reads an answer, good and bad; what is understood must be the same after another trip.
fn answered<O: Operation<Output: Debug>>(body: &[u8]) {
    let answer = |status, body: &[u8]| Answer {
        status,
        headers: HeaderMap::new(),
        body: bytes::Bytes::copy_from_slice(body),
        stream: None,
    };
    assert!(XML.read_output::<O>(&answer(StatusCode::BAD_REQUEST, body)).is_err());
    let Ok(output) = XML.read_output::<O>(&answer(StatusCode::OK, body)) else { return };
    let seen = format!("{output:?}");
    if is_writable(&seen) {
        let again = XML.read_output::<O>(&XML.write_output::<O>(&output, &RequestId("id".into())));
        assert_eq!(format!("{:?}", again.expect("what was understood, written again")), seen);
    }
}

/// Whether XML can say what is `seen`: it has no way to say a control character.
fn is_writable(seen: &str) -> bool {
    !seen.contains("\\u{") && !seen.contains("\\0")
}
