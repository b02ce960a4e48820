//! rest-xml: members in paths, queries, headers and XML; bodies that are read piece by piece.
#![allow(clippy::unwrap_used, reason = "tests may")]

use std::collections::BTreeMap;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use bytes::Bytes;
use kernel::{RequestId, Timestamp};
use wire::{Fault, Http, Operation, Protocol, Service, Shape, Stream};

static SERVICE: Service = Service {
    name: "sample",
    protocol: Protocol::RestXml,
    xml_namespace: "http://sample/",
    validation_code: "InvalidArgument",
    ..Service::PLAIN
};

#[derive(Clone, Debug, Default, PartialEq, Shape)]
struct Thing {
    key: String,
    #[shape(name = "xsi:type", attribute)]
    kind: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Shape)]
struct Many {
    #[shape(name = "Object", flat)]
    objects: Vec<Thing>,
    #[shape(element = "Bucket")]
    buckets: Option<Vec<Thing>>,
    since: Option<Timestamp>,
}

#[derive(Clone, Debug, Default, PartialEq, Shape)]
struct DeleteInput {
    #[shape(label)]
    bucket: String,
    #[shape(payload)]
    delete: Option<Many>,
}

struct Delete;

impl Operation for Delete {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "Delete";
    const HTTP: Http = Http { method: "POST", path: "/{Bucket}?delete", status: 200 };
    const ELEMENT: &'static str = "DeleteResult";
    type Input = DeleteInput;
    type Output = Many;
}

#[derive(Debug, Default, Shape)]
struct PutInput {
    #[shape(label)]
    bucket: String,
    #[shape(label)]
    key: String,
    #[shape(query = "partNumber")]
    part: Option<i32>,
    #[shape(headers = "x-amz-meta-")]
    metadata: Option<BTreeMap<String, String>>,
    #[shape(header = "if-modified-since")]
    since: Option<Timestamp>,
    #[shape(payload)]
    body: Option<Stream>,
}

#[derive(Debug, Default, Shape)]
struct PutOutput {
    #[shape(header = "etag")]
    etag: Option<String>,
    #[shape(payload)]
    body: Option<Stream>,
}

struct Put;

impl Operation for Put {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "Put";
    const HTTP: Http = Http { method: "PUT", path: "/{Bucket}/{Key+}?partNumber", status: 200 };
    const STREAMS: bool = true;
    const ANSWERS_STREAM: bool = true;
    type Input = PutInput;
    type Output = PutOutput;
}

fn id() -> RequestId {
    RequestId("id".to_owned())
}

fn now<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("not ready"),
    }
}

fn many() -> Many {
    let thing = |key: &str| Thing { key: key.to_owned(), kind: None };
    Many {
        objects: vec![thing("a&b"), thing("c")],
        buckets: Some(vec![thing("d")]),
        since: Some(Timestamp(1_795_186_325_000)),
    }
}

#[test]
fn lists_are_elements_as_their_fields_say() {
    let question = Protocol::RestXml
        .write_input::<Delete>(&DeleteInput { bucket: "b".to_owned(), delete: Some(many()) });
    assert_eq!(question.uri, "/b?delete");
    let body = std::str::from_utf8(&question.body).unwrap();
    let expected = "<Delete xmlns=\"http://sample/\"><Object><Key>a&amp;b</Key></Object><Object><Key>c</Key></Object>\
        <Buckets><Bucket><Key>d</Key></Bucket></Buckets><Since>2026-11-20T14:52:05.000Z</Since></Delete>";
    assert_eq!(body.lines().nth(1).unwrap(), expected);
    let read = Protocol::RestXml.read_input::<Delete>(&question).unwrap();
    assert_eq!(read.delete, Some(many()));

    let answer = Protocol::RestXml.write_output::<Delete>(&many(), &id());
    assert!(answer.body.starts_with(b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<DeleteResult xmlns="));
    assert_eq!(answer.headers["x-amz-request-id"], "id");
    assert_eq!(Protocol::RestXml.read_output::<Delete>(&answer).unwrap(), many());
}

#[test]
fn nothing_in_a_list_is_an_empty_root_and_attributes_stand_in_tags() {
    let answer = Protocol::RestXml.write_output::<Delete>(&Many::default(), &id());
    assert!(answer.body.ends_with(b"<DeleteResult xmlns=\"http://sample/\"></DeleteResult>"));
    let thing = Thing { key: "k".to_owned(), kind: Some("User".to_owned()) };
    let mut writer = wire::XmlWriter::new("Thing");
    thing.write(&mut writer);
    // A member before the attribute would end the tag: attributes come first in their shapes.
    assert!(writer.finish().contains("k</Key>"));
}

#[test]
fn a_body_is_read_piece_by_piece_beside_headers() {
    let input = PutInput {
        bucket: "b".to_owned(),
        key: "x/y z".to_owned(),
        part: Some(7),
        metadata: Some(BTreeMap::from([("mood".to_owned(), "grün".to_owned())])),
        since: Some(Timestamp(1_795_186_325_000)),
        body: Some(Bytes::from_static(b"abc").into()),
    };
    let (mut question, stream) = Protocol::RestXml.write_streamed::<Put>(&input);
    assert_eq!(question.uri, "/b/x/y%20z?partNumber=7");
    assert_eq!(question.headers["if-modified-since"], "Fri, 20 Nov 2026 14:52:05 GMT");
    let mood = http::HeaderValue::from_bytes("grün".as_bytes()).unwrap();
    question.headers.insert("x-amz-meta-mood", mood);
    let read = Protocol::RestXml.read_streamed::<Put>(&question, stream).unwrap();
    assert_eq!(
        (read.key, read.part, read.metadata, read.since),
        (input.key, input.part, input.metadata, input.since)
    );
    assert_eq!(now(read.body.unwrap().collect(3)).unwrap(), "abc");

    let output = PutOutput { etag: Some("e".to_owned()), body: Some(Bytes::from_static(b"xyz").into()) };
    let answer = Protocol::RestXml.write_output::<Put>(&output, &id());
    assert!(answer.body.is_empty());
    let read = Protocol::RestXml.read_output::<Put>(&answer).unwrap();
    assert_eq!(now(read.body.unwrap().collect(3)).unwrap(), "xyz");
}

#[test]
fn faults_are_one_element_and_rubbish_is_malformed() {
    let fault = Fault::with_status("NoSuchKey", 404, "The key <k> does not exist.")
        .member("Key", "\"k\"".to_owned())
        .header("x-gone", "true");
    let answer = Protocol::RestXml.write_fault(&SERVICE, &fault, &id());
    let text = std::str::from_utf8(&answer.body).unwrap();
    assert!(text.ends_with(
        "<Error><Code>NoSuchKey</Code><Message>The key &lt;k&gt; does not exist.</Message><Key>k</Key><RequestId>id</RequestId></Error>"
    ));
    assert_eq!(answer.headers["x-gone"], "true");
    let read = Protocol::RestXml.read_output::<Delete>(&answer).unwrap_err();
    assert_eq!((read.code, read.status, read.message), (fault.code, 404, fault.message));

    let mut question = Protocol::RestXml.write_input::<Delete>(&DeleteInput::default());
    for rubbish in ["<Delete>", "<a/><b/>", "\u{1}", "<Delete>&nope;</Delete>", "<Delete><Object/></Delete>"]
    {
        question.body = Bytes::from(rubbish.to_owned());
        assert_eq!(Protocol::RestXml.read_input::<Delete>(&question).unwrap_err().code, "MalformedXML");
    }
}
