//! The client's side: encode inputs, decode outputs and faults.

use bytes::Bytes;
use http::header::{CONTENT_TYPE, HeaderName, HeaderValue};
use http::{HeaderMap, Method, Uri};

use super::server::check_input;
use super::{Answer, Protocol, Question, rest_xml, rpc_cbor};
use crate::query::{FormWriter, encode_text, parse_xml};
use crate::{
    CborReader, CborWriter, Checker, Fault, Faults, JsonReader, JsonWriter, Operation, QueryReader,
    ReadError, RestReader, RestWriter, Shape, Stream, UriPattern,
};

impl Protocol {
    /// Checks `input` as a server would, without encoding it.
    pub fn check_input<O: Operation>(input: &O::Input) -> Result<(), Fault> {
        check_input::<O>(input, Faults::default())
    }

    /// Encodes the request for `O` with `input`: everything but host and signature.
    pub fn write_input<O: Operation>(self, input: &O::Input) -> Question {
        self.write_streamed::<O>(input).0
    }

    /// The same, with the body beside the question where it is a stream.
    pub fn write_streamed<O: Operation>(self, input: &O::Input) -> (Question, Option<Stream>) {
        let mut stream = None;
        let mut headers = HeaderMap::new();
        let mut put = |name: &'static str, value: &str| {
            if let Ok(value) = HeaderValue::from_str(value) {
                headers.insert(HeaderName::from_static(name), value);
            }
        };
        let (target, body) = match self {
            Self::AwsJson10 | Self::AwsJson11 => {
                put("content-type", self.content_type());
                put("x-amz-target", &format!("{}.{}", O::SERVICE.target_prefix, O::NAME));
                let mut writer = JsonWriter::with_capacity(256);
                input.write(&mut writer);
                ("/".to_owned(), writer.finish().into_bytes())
            }
            Self::RpcV2Cbor => {
                put("content-type", self.content_type());
                put("accept", self.content_type());
                put(rpc_cbor::HEADER, rpc_cbor::NAME);
                let mut writer = CborWriter::default();
                input.write(&mut writer);
                (rpc_cbor::path::<O>(), writer.finish())
            }
            Self::Query => {
                put("content-type", "application/x-www-form-urlencoded; charset=utf-8");
                let mut writer = FormWriter::new(O::NAME, O::SERVICE.version);
                input.write(&mut writer);
                ("/".to_owned(), writer.finish().into_bytes())
            }
            Self::RestJson | Self::RestXml => {
                let mut writer = match self {
                    Self::RestXml => RestWriter::xml("", O::SERVICE.xml_namespace),
                    _ => RestWriter::json(),
                };
                input.write(&mut writer);
                for (name, value) in &writer.headers {
                    if let (Ok(name), Ok(value)) =
                        (HeaderName::from_bytes(name.as_bytes()), HeaderValue::from_str(value))
                    {
                        headers.insert(name, value);
                    }
                }
                let kind = HeaderValue::from_static(self.content_type());
                if self == Self::RestJson || writer.stream.is_none() {
                    headers.entry(CONTENT_TYPE).or_insert(kind);
                }
                stream = writer.stream.take();
                (rest_target(O::HTTP.path, &writer), writer.body())
            }
        };
        let method = Method::from_bytes(O::HTTP.method.as_bytes())
            .expect("invariant: operations name sound verbs, held by a test");
        let uri = Uri::try_from(target).expect("invariant: a filled path is percent-encoded");
        (Question { method, uri, headers, body: Bytes::from(body) }, stream)
    }

    /// Decodes the answer to `O`.
    pub fn read_output<O: Operation>(self, answer: &Answer) -> Result<O::Output, Fault> {
        if !answer.status.is_success() {
            return Err(self.read_fault(answer));
        }
        let result = self.read_answer::<O>(answer);
        let (output, faults) = result.map_err(|error| unreadable(&error.to_string()))?;
        // Outputs are not constrained, but what was missing or unknown must not pass as a placeholder.
        let mut checker = Checker::notes_of_reading(faults);
        output.check(&crate::Constraints::NONE, &mut checker);
        checker.finish().map_err(|violations| unreadable(&violations.message()))?;
        Ok(output)
    }

    fn read_answer<O: Operation>(self, answer: &Answer) -> Result<(O::Output, Faults), ReadError> {
        match self {
            Self::AwsJson10 | Self::AwsJson11 => {
                let mut reader = JsonReader::new(&answer.body)?;
                let output = O::Output::read(&mut reader)?;
                Ok((output, reader.finish()?))
            }
            Self::RpcV2Cbor => {
                let mut reader = CborReader::new(&answer.body);
                let output = O::Output::read(&mut reader)?;
                Ok((output, reader.finish()?))
            }
            Self::Query => {
                let tree = parse_xml(&text(&answer.body)?)?;
                let empty = crate::query::Node::default();
                let mut reader = QueryReader::new(tree.part(&format!("{}Result", O::NAME)).unwrap_or(&empty));
                let output = O::Output::read(&mut reader)?;
                Ok((output, reader.finish()))
            }
            Self::RestJson | Self::RestXml => {
                let (status, stream) = (answer.status.as_u16(), answer.stream.as_ref().map(Stream::take));
                let mut reader =
                    RestReader::new(Vec::new(), Vec::new(), &answer.headers, status, &answer.body);
                if self == Self::RestXml {
                    reader = reader.xml(stream);
                }
                let output = O::Output::read(&mut reader)?;
                Ok((output, reader.finish()))
            }
        }
    }

    fn read_fault(self, answer: &Answer) -> Fault {
        let status = answer.status.as_u16();
        let header = answer.headers.get("x-amzn-errortype").and_then(|value| value.to_str().ok());
        let (body_code, message) = match self {
            Self::RpcV2Cbor => rpc_cbor::read_fault(&answer.body).unwrap_or_default(),
            Self::Query => xml_fault(&answer.body).unwrap_or_default(),
            Self::RestXml => rest_xml::read_fault(&answer.body).unwrap_or_default(),
            _ => json_fault(&answer.body).unwrap_or_default(),
        };
        let code = header.map(str::to_owned).filter(|code| !code.is_empty()).unwrap_or(body_code);
        // `com.amazon#Code:http://…` → `Code`
        let code = code.split(':').next().and_then(|code| code.rsplit('#').next()).unwrap_or_default();
        let code = if code.is_empty() { "UnknownError".to_owned() } else { code.to_owned() };
        Fault::with_status(code, status, message)
    }
}

fn rest_target(pattern: &'static str, writer: &RestWriter) -> String {
    let label = |name: &str| {
        let found = writer.labels.iter().find(|(label, _)| *label == name);
        found.map(|(_, value)| value.clone()).unwrap_or_default()
    };
    let path = UriPattern(pattern).fill(label);
    // A parameter that the pattern names may also be a member, whose value then says more.
    let is_filled = |name: &str| writer.query.iter().any(|(filled, _)| *filled == name);
    let named = UriPattern(pattern).parameters().filter(|(name, _)| !is_filled(name));
    let named = named.map(|(name, value)| match value {
        Some(value) => format!("{name}={value}"),
        None => name.to_owned(),
    });
    let filled =
        writer.query.iter().map(|(name, value)| format!("{}={}", encode_text(name), encode_text(value)));
    let query: Vec<_> = named.chain(filled).collect();
    if query.is_empty() { path } else { format!("{path}?{}", query.join("&")) }
}

fn unreadable(reason: &str) -> Fault {
    Fault::with_status("ServiceUnavailable", 503, format!("the remote's answer cannot be read: {reason}"))
}

fn text(body: &Bytes) -> Result<String, ReadError> {
    String::from_utf8(body.to_vec()).map_err(|error| ReadError::Malformed(error.to_string()))
}

/// The error structure of JSON protocols, whose member names vary.
#[derive(crate::Shape)]
pub(super) struct JsonFault {
    #[shape(name = "__type")]
    pub(super) kind: Option<String>,
    #[shape(name = "code")]
    pub(super) code: Option<String>,
    #[shape(name = "message")]
    pub(super) message: Option<String>,
    #[shape(name = "Message")]
    pub(super) capitalised: Option<String>,
}

fn json_fault(body: &Bytes) -> Option<(String, String)> {
    let fault = JsonFault::read(&mut JsonReader::new(body).ok()?).ok()?;
    let message = fault.message.or(fault.capitalised).unwrap_or_default();
    Some((fault.kind.or(fault.code).unwrap_or_default(), message))
}

fn xml_fault(body: &Bytes) -> Option<(String, String)> {
    let tree = parse_xml(&text(body).ok()?).ok()?;
    let error = tree.part("Error")?;
    let part = |name: &str| error.part(name).and_then(|node| node.text.clone()).unwrap_or_default();
    Some((part("Code"), part("Message")))
}
