//! A made-up service that the tests of this crate speak: one operation per protocol, every kind of member.

#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

use std::collections::BTreeMap;

use bytes::Bytes;
use kernel::{RequestId, Timestamp};
use wire::{
    Answer, CborReader, CborWriter, Document, Fault, Http, Operation, Protocol, Question, Service, Shape,
};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
enum Mode {
    OnDemand,
    Provisioned,
}

#[derive(Clone, Debug, PartialEq, Shape)]
struct Entry {
    #[shape(length(0..=8))]
    data: Bytes,
    #[shape(length(1..=4))]
    partition_key: String,
}

#[derive(Clone, Debug, PartialEq, Shape)]
struct Everything {
    #[shape(length(1..=128), pattern = "[a-zA-Z0-9_.-]+", label)]
    stream_name: String,
    #[shape(range(1..=10000), query = "limit")]
    limit: Option<i32>,
    #[shape(header = "x-mode")]
    mode: Option<Mode>,
    #[shape(length(1..=2))]
    entries: Vec<Entry>,
    #[shape(default, length(0..=2), key(length(1..=3)), member(length(0..=3)))]
    tags: BTreeMap<String, String>,
    at: Option<Timestamp>,
    ratio: Option<f64>,
    #[shape(name = "KMSKey")]
    kms_key: Option<bool>,
}

static JSON: Service =
    Service { name: "sample", target_prefix: "Sample_2020", protocol: Protocol::AwsJson11, ..Service::PLAIN };
static QUERY: Service = Service {
    name: "sample",
    version: "2020-01-01",
    protocol: Protocol::Query,
    xml_namespace: "https://sample/",
    validation_code: "ValidationError",
    ..Service::PLAIN
};
static CBOR: Service = Service {
    name: "sample",
    target_prefix: "Sample_2020",
    protocol: Protocol::RpcV2Cbor,
    also: &[Protocol::AwsJson10, Protocol::Query],
    query_code: Some(|code| if code == "NoSuchThing" { "NotThere" } else { code }),
    error_namespace: |_| "com.sample",
    ..Service::PLAIN
};
static REST: Service = Service { name: "sample", protocol: Protocol::RestJson, ..Service::PLAIN };

macro_rules! operation {
    ($name:ident, $service:ident) => {
        struct $name;
        impl Operation for $name {
            const SERVICE: &'static Service = &$service;
            const NAME: &'static str = stringify!($name);
            const HTTP: Http = Http { method: "PUT", path: "/2020/streams/{StreamName}", status: 202 };
            type Input = Everything;
            type Output = Everything;
        }
    };
}
operation!(OverJson, JSON);
operation!(OverQuery, QUERY);
operation!(OverRest, REST);
operation!(OverCbor, CBOR);

fn everything() -> Everything {
    Everything {
        stream_name: "orders".into(),
        limit: Some(7),
        mode: Some(Mode::Provisioned),
        entries: vec![
            Entry { data: Bytes::from_static(b"\0\xff"), partition_key: "a\"b".into() },
            Entry { data: Bytes::new(), partition_key: "<&>".into() },
        ],
        tags: BTreeMap::from([("k".into(), "v w".into()), ("q=".into(), String::new())]),
        at: Some(Timestamp(1_700_000_000_250)),
        ratio: Some(0.1),
        kms_key: Some(true),
    }
}

fn json(body: &'static str) -> Result<Everything, Fault> {
    let mut question = Protocol::AwsJson11.write_input::<OverJson>(&everything());
    question.body = Bytes::from_static(body.as_bytes());
    Protocol::AwsJson11.read_input::<OverJson>(&question)
}

fn round_trip<O: Operation<Input = Everything, Output = Everything>>() {
    let protocol = O::SERVICE.protocol;
    let question: Question = protocol.write_input::<O>(&everything());
    assert_eq!(protocol.read_input::<O>(&question).unwrap(), everything(), "{question:?}");
    let fault = Fault::sender("NoSuchThing", "no <such> \"thing\"");
    let id = RequestId("id-1".into());
    let answer: Answer = protocol.write_fault(O::SERVICE, &fault, &id);
    assert_eq!(answer.headers["x-amzn-requestid"], "id-1");
    assert_eq!(protocol.read_output::<O>(&answer).unwrap_err(), fault, "{answer:?}");
}

#[test]
fn both_sides_agree_in_every_protocol() {
    round_trip::<OverJson>();
    round_trip::<OverQuery>();
    round_trip::<OverRest>();
    round_trip::<OverCbor>();
    let id = RequestId("id".into());
    let answer = Protocol::AwsJson11.write_output::<OverJson>(&everything(), &id);
    assert_eq!(Protocol::AwsJson11.read_output::<OverJson>(&answer).unwrap(), everything());
    let answer = Protocol::RpcV2Cbor.write_output::<OverCbor>(&everything(), &id);
    assert_eq!(Protocol::RpcV2Cbor.read_output::<OverCbor>(&answer).unwrap(), everything());
    let answer = Protocol::Query.write_output::<OverQuery>(&everything(), &id);
    assert_eq!(Protocol::Query.read_output::<OverQuery>(&answer).unwrap(), everything());
}

#[test]
fn json_looks_as_aws_writes_it() {
    let question = Protocol::AwsJson11.write_input::<OverJson>(&everything());
    assert_eq!(question.headers["x-amz-target"], "Sample_2020.OverJson");
    assert_eq!(
        question.body,
        r#"{"StreamName":"orders","Limit":7,"Mode":"PROVISIONED","Entries":[{"Data":"AP8=","PartitionKey":"a\"b"},{"Data":"","PartitionKey":"<&>"}],"Tags":{"k":"v w","q=":""},"At":1700000000.250,"Ratio":0.1,"KMSKey":true}"#
    );
    let question = Protocol::RestJson.write_input::<OverRest>(&everything());
    assert_eq!(question.uri, "/2020/streams/orders?limit=7");
    assert_eq!(question.headers["x-mode"], "PROVISIONED");
}

#[test]
fn all_violations_are_reported_in_order_of_declaration() {
    let fault =
        json(r#"{"Limit":0,"Mode":"x","Entries":[{"Data":"AAAAAAAAAAAAAAAA","PartitionKey":""},{}]}"#)
            .unwrap_err();
    assert_eq!(fault.code, "ValidationException");
    assert_eq!(
        fault.message,
        "7 validation errors detected: \
         Value null at 'streamName' failed to satisfy constraint: Member must not be null; \
         Value '0' at 'limit' failed to satisfy constraint: Member must have value greater than or equal to 1; \
         Value 'x' at 'mode' failed to satisfy constraint: Member must satisfy enum value set: [ON_DEMAND, PROVISIONED]; \
         Value 'java.nio.HeapByteBuffer[pos=0 lim=12 cap=12]' at 'entries.1.member.data' failed to satisfy constraint: \
         Member must have length less than or equal to 8; \
         Value '' at 'entries.1.member.partitionKey' failed to satisfy constraint: \
         Member must have length greater than or equal to 1; \
         Value null at 'entries.2.member.data' failed to satisfy constraint: Member must not be null; \
         Value null at 'entries.2.member.partitionKey' failed to satisfy constraint: Member must not be null"
    );
    let wrong = Everything { stream_name: "no spaces".into(), ..everything() };
    let fault = Protocol::check_input::<OverQuery>(&wrong).unwrap_err();
    assert_eq!(fault.code, "ValidationError");
    assert!(fault.message.starts_with("1 validation error detected: Value 'no spaces' at 'streamName'"));
}

#[test]
fn wrong_types_are_serialization_exceptions_before_any_constraint() {
    for (body, message) in [
        (r#"{"StreamName":1}"#, "NUMBER_VALUE cannot be converted to String"),
        (r#"{"Limit":"x"}"#, "STRING_VALUE cannot be converted to Integer"),
        (r#"{"StreamName":{}}"#, "Start of structure or map found where not expected."),
        (r#"{"Entries":[{"Data":"!"}]}"#, "Invalid length or character in a base64 value"),
    ] {
        let fault = json(body).unwrap_err();
        assert_eq!(
            (fault.code.as_ref(), fault.message.as_str()),
            ("SerializationException", message),
            "{body}"
        );
    }
    for body in ["{", "[]", "nul", "{\"a\":01}", "{} x", "\"\\ud800\"", "{\"a\":\"\u{1}\"}"] {
        assert_eq!(
            json(Box::leak(body.to_owned().into_boxed_str())).unwrap_err().code,
            "SerializationException",
            "{body}"
        );
    }
    let deep = "[".repeat(100_000);
    assert_eq!(json(Box::leak(deep.into_boxed_str())).unwrap_err().code, "SerializationException");
}

#[test]
fn rubbish_never_panics() {
    arbtest::arbtest(|source| {
        let body: Vec<u8> = source.arbitrary()?;
        let mut question = Protocol::Query.write_input::<OverQuery>(&everything());
        question.body = Bytes::from(body);
        let _ = Protocol::Query.read_input::<OverQuery>(&question);
        let _ = Protocol::AwsJson11.read_input::<OverJson>(&question);
        let _ = Protocol::RpcV2Cbor.read_input::<OverCbor>(&question);
        let _ = Document::read(&mut CborReader::new(&question.body));
        let _ = Protocol::RestJson.read_input::<OverRest>(&question);
        let _ = wire::parse_xml(&String::from_utf8_lossy(&question.body));
        Ok(())
    })
    .budget_ms(500);
}

fn cbor(body: &[u8]) -> Result<Everything, Fault> {
    let mut question = Protocol::RpcV2Cbor.write_input::<OverCbor>(&everything());
    question.body = Bytes::copy_from_slice(body);
    Protocol::RpcV2Cbor.read_input::<OverCbor>(&question)
}

fn document(bytes: &[u8]) -> String {
    Document::read(&mut CborReader::new(bytes)).unwrap().0
}

#[test]
fn cbor_is_what_the_standard_says() {
    let question = Protocol::RpcV2Cbor.write_input::<OverCbor>(&everything());
    assert_eq!(question.uri, "/service/Sample_2020/operation/OverCbor");
    assert_eq!(wire::of_rpc_path(question.uri.path()), Some(("Sample_2020", "OverCbor")));
    assert_eq!(question.headers["smithy-protocol"], "rpc-v2-cbor");
    assert_eq!(question.headers["content-type"], "application/cbor");
    // Examples of RFC 8949, appendix A.
    for (bytes, json) in [
        (&b"\x00"[..], "0"),
        (b"\x18\x64", "100"),
        (b"\x1b\x00\x00\x00\xe8\xd4\xa5\x10\x00", "1000000000000"),
        (b"\x39\x03\xe7", "-1000"),
        (b"\xf9\x3c\x00", "1.0"),
        (b"\xf9\x00\x01", "5.960464477539063e-8"),
        (b"\xf9\xc4\x00", "-4.0"),
        (b"\xf9\x7c\x00", "\"Infinity\""),
        (b"\xfa\x47\xc3\x50\x00", "100000.0"),
        (b"\xfb\x3f\xf1\x99\x99\x99\x99\x99\x9a", "1.1"),
        (b"\xc1\x1a\x51\x4b\x67\xb0", "1363896240"),
        (b"\x44\x01\x02\x03\x04", "\"AQIDBA==\""),
        (b"\x5f\x42\x01\x02\x43\x03\x04\x05\xff", "\"AQIDBAU=\""),
        (b"\x7f\x65strea\x64ming\xff", "\"streaming\""),
        (b"\x82\x01\x82\x02\x03", "[1,[2,3]]"),
        (b"\x9f\x01\x82\x02\x03\x9f\x04\x05\xff\xff", "[1,[2,3],[4,5]]"),
        (b"\xbf\x61a\x01\x61b\x9f\x02\x03\xff\xff", r#"{"a":1,"b":[2,3]}"#),
        (b"\xa1\x61a\xf6", r#"{"a":null}"#),
    ] {
        assert_eq!(document(bytes), json, "{bytes:02x?}");
        let mut writer = CborWriter::default();
        Document(json.to_owned()).write(&mut writer);
        assert_eq!(document(&writer.finish()), json);
    }
}

#[test]
fn cbor_that_is_none_is_refused() {
    assert!(cbor(b"").unwrap_err().message.contains("streamName"), "an empty body is an empty structure");
    for (body, message) in [
        (&b"\xa1\x6aStreamName\x07"[..], "NUMBER_VALUE cannot be converted to String"),
        (b"\xa1\x65Limit\x61x", "STRING_VALUE cannot be converted to Integer"),
        (b"\xa1\x67Entries\xa0", "Start of structure or map found where not expected."),
        (b"\xa1\x62At\x80", "Unexpected list element found where not expected"),
    ] {
        let fault = cbor(body).unwrap_err();
        assert_eq!((fault.code.as_ref(), fault.message.as_str()), ("SerializationException", message));
    }
    let deep = [b"\xa1\x61x".as_slice(), &[0x81; 100_000], b"\x00"].concat();
    let tags = [b"\xa1\x61x".as_slice(), &[0xc6; 100], b"\x00"].concat();
    for body in [
        &b"\xa1\x62At"[..],
        b"\xbf",
        b"\xa1\x01\x01",
        b"\xa0\x00",
        b"\xa1\x61x\x5f\x61y\xff",
        b"\xa1\x61x\x5b\xff\xff\xff\xff\xff\xff\xff\xff",
        b"\xbb\xff\xff\xff\xff\xff\xff\xff\xff",
        b"\xa1\x61x\x1c",
        b"\xa1\x61x\x61\xff",
        b"\xff",
        &deep,
        &tags,
    ] {
        assert_eq!(
            cbor(body).unwrap_err().code,
            "SerializationException",
            "{:02x?}",
            &body[..body.len().min(16)]
        );
    }
}

#[test]
fn a_service_of_several_protocols_tells_them_apart() {
    let headers = |pairs: &[(&'static str, &'static str)]| {
        let pairs = pairs.iter().map(|(name, value)| {
            (http::HeaderName::from_static(name), http::HeaderValue::from_static(value))
        });
        pairs.collect::<http::HeaderMap>()
    };
    assert_eq!(CBOR.protocol_of(&headers(&[("smithy-protocol", "rpc-v2-cbor")])), Protocol::RpcV2Cbor);
    assert_eq!(CBOR.protocol_of(&headers(&[("x-amz-target", "Sample_2020.X")])), Protocol::AwsJson10);
    assert_eq!(CBOR.protocol_of(&headers(&[])), Protocol::Query);
    assert_eq!(JSON.protocol_of(&headers(&[])), Protocol::AwsJson11);
    let fault = Fault::sender("NoSuchThing", "none").member("Names", r#"["a"]"#.to_owned());
    let answer = Protocol::RpcV2Cbor.write_fault(&CBOR, &fault, &RequestId("id".into()));
    assert_eq!(answer.headers["smithy-protocol"], "rpc-v2-cbor");
    assert_eq!(answer.headers["x-amzn-query-error"], "NotThere;Sender");
    assert_eq!(
        document(&answer.body),
        r#"{"__type":"com.sample#NoSuchThing","message":"none","Names":["a"]}"#
    );
}
