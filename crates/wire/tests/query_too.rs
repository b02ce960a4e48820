//! A service that speaks JSON and, to older clients, aws-query: which of them a request is in, names of members that
//! forms and XML have of their own, and codes of errors.

#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

use std::collections::BTreeMap;

use bytes::Bytes;
use http::{HeaderMap, HeaderValue, Method};
use kernel::RequestId;
use wire::{Fault, Operation, Protocol, Question, Service, Shape};

static SERVICE: Service = Service {
    name: "sample",
    version: "2012-11-05",
    protocol: Protocol::AwsJson10,
    also: &[Protocol::Query],
    query_code: Some(|code| if code == "Gone" { "Old.Gone" } else { code }),
    path_parameter: "Address",
    target_prefix: "Sample",
    xml_namespace: "https://sample/",
    ..Service::PLAIN
};

#[derive(Clone, Debug, Default, PartialEq, Shape)]
struct Value {
    text: Option<String>,
    #[shape(list = "Part")]
    parts: Option<Vec<String>>,
}

#[derive(Clone, Debug, Default, PartialEq, Shape)]
struct Everything {
    #[shape(default)]
    address: String,
    #[shape(list = "Name")]
    names: Option<Vec<String>>,
    #[shape(name = "tags", map = "Tag Key Value")]
    tags: Option<BTreeMap<String, String>>,
    #[shape(map = "Attribute Name Value")]
    attributes: Option<BTreeMap<String, Value>>,
    #[shape(list = "Entry")]
    entries: Option<Vec<Value>>,
}

struct Ask;

impl Operation for Ask {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "Ask";
    type Input = Everything;
    type Output = Everything;
}

fn everything() -> Everything {
    let value = |text: &str| Value { text: Some(text.into()), parts: Some(vec!["x".into(), "y".into()]) };
    let tags = [("a", "1"), ("b", "<2>")].map(|(key, value)| (key.to_owned(), value.to_owned()));
    Everything {
        address: "/there".into(),
        names: Some(vec!["n".into(), "m".into()]),
        tags: Some(tags.into()),
        attributes: Some([("k".to_owned(), value("v"))].into()),
        entries: Some(vec![value("1"), Value::default(), value("3")]),
    }
}

fn question(path: &str, form: &str) -> Question {
    let uri = path.parse().unwrap();
    Question {
        method: Method::POST,
        uri,
        headers: HeaderMap::new(),
        body: Bytes::copy_from_slice(form.as_bytes()),
    }
}

#[test]
fn a_target_says_json_and_nothing_says_query() {
    let mut headers = HeaderMap::new();
    assert_eq!(SERVICE.protocol_of(&headers), Protocol::Query);
    headers.insert("x-amz-target", HeaderValue::from_static("Sample.Ask"));
    assert_eq!(SERVICE.protocol_of(&headers), Protocol::AwsJson10);
    assert_eq!(Service::PLAIN.protocol_of(&HeaderMap::new()), Protocol::AwsJson11);
    assert!(SERVICE.speaks(Protocol::Query) && !SERVICE.speaks(Protocol::RestXml));
}

#[test]
fn forms_have_names_of_their_own() {
    let form = "Action=Ask&Address=%2Fthere&Name.1=n&Name.2=m&Tag.1.Key=a&Tag.1.Value=1&Tag.2.Key=b&Tag.2.Value=%3C2%3E\
                &Attribute.1.Name=k&Attribute.1.Value.Text=v&Attribute.1.Value.Part.1=x&Attribute.1.Value.Part.2=y\
                &Entry.1.Text=1&Entry.1.Part.1=x&Entry.1.Part.2=y&Entry.2.Nothing=&Entry.3.Text=3&Entry.3.Part.1=x&Entry.3.Part.2=y";
    assert_eq!(Protocol::Query.read_input::<Ask>(&question("/", form)).unwrap(), everything());
    let mut sent = everything();
    sent.entries.as_mut().unwrap().remove(1);
    let written = Protocol::Query.write_input::<Ask>(&sent);
    assert_eq!(Protocol::Query.read_input::<Ask>(&written).unwrap(), sent);
}

#[test]
fn the_path_stands_for_a_parameter_that_is_not_given() {
    let read =
        |path: &str, form: &str| Protocol::Query.read_input::<Ask>(&question(path, form)).unwrap().address;
    assert_eq!(read("/000000000000/q", "Action=Ask"), "/000000000000/q");
    assert_eq!(read("/000000000000/q", "Action=Ask&Address=other"), "other");
    assert_eq!(read("/", "Action=Ask"), "");
}

#[test]
fn answers_are_flat_and_have_their_names() {
    let id = RequestId("r".into());
    let answer = Protocol::Query.write_output::<Ask>(&everything(), &id);
    let value = |text: &str| format!("<Text>{text}</Text><Part>x</Part><Part>y</Part>");
    let expected = format!(
        "<AskResponse xmlns=\"https://sample/\"><AskResult><Address>/there</Address><Name>n</Name><Name>m</Name>\
         <Tag><Key>a</Key><Value>1</Value></Tag><Tag><Key>b</Key><Value>&lt;2&gt;</Value></Tag>\
         <Attribute><Name>k</Name><Value>{}</Value></Attribute><Entry>{}</Entry><Entry></Entry><Entry>{}</Entry></AskResult>\
         <ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></AskResponse>",
        value("v"),
        value("1"),
        value("3")
    );
    assert_eq!(answer.body, expected);
    // JSON has the members' own names.
    let json = Protocol::AwsJson10.write_output::<Ask>(&everything(), &id);
    assert!(json.body.starts_with(br#"{"Address":"/there","Names":["n","m"],"tags":{"#), "{:?}", json.body);
}

#[test]
fn errors_have_the_code_that_query_had_first() {
    let id = RequestId("r".into());
    let json = Protocol::AwsJson10.write_fault(&SERVICE, &Fault::sender("Gone", "it is"), &id);
    assert_eq!(json.headers["x-amzn-query-error"], "Old.Gone;Sender");
    assert_eq!(json.body, r#"{"__type":"Gone","message":"it is"}"#);
    let json = Protocol::AwsJson10.write_fault(&SERVICE, &Fault::internal("ours"), &id);
    assert_eq!(json.headers["x-amzn-query-error"], "InternalFailure;Receiver");
    let query = Protocol::Query.write_fault(&SERVICE, &Fault::sender("Gone", "it is"), &id);
    let text = String::from_utf8(query.body.to_vec()).unwrap();
    assert!(text.contains("<Type>Sender</Type><Code>Old.Gone</Code>"), "{text}");
    assert!(!query.headers.contains_key("x-amzn-query-error"));
}
