//! The server's side: decode inputs, encode outputs and faults.

use bytes::Bytes;
use http::header::{CONTENT_TYPE, HeaderName, HeaderValue};
use http::{HeaderMap, StatusCode};
use kernel::RequestId;

use super::{Answer, Protocol, Question, rest_xml, rpc_cbor};
use crate::query::{Node, decode_form, escape_xml};
use crate::shape::check_all;
use crate::{
    CborReader, CborWriter, Checker, EVENT_STREAM, Fault, Faults, JsonReader, JsonWriter, Operation,
    QueryReader, ReadError, RestReader, RestWriter, Service, Shape, Stream, UriPattern, Violations,
    XmlWriter, write_json_string,
};

impl Protocol {
    /// Decodes the input of `O` and checks all its constraints.
    pub fn read_input<O: Operation>(self, question: &Question) -> Result<O::Input, Fault> {
        self.read_streamed::<O>(question, None)
    }

    /// The same where the body is a stream beside the question.
    pub fn read_streamed<O: Operation>(
        self,
        question: &Question,
        stream: Option<Stream>,
    ) -> Result<O::Input, Fault> {
        let (input, faults) =
            self.read::<O>(question, stream).map_err(|error| self.serialization_fault(error))?;
        check_input::<O>(&input, faults)?;
        Ok(input)
    }

    fn serialization_fault(self, error: ReadError) -> Fault {
        match self {
            Self::RestXml => rest_xml::malformed(&error),
            _ => Fault::sender("SerializationException", error.to_string()),
        }
    }

    fn read<O: Operation>(
        self,
        question: &Question,
        stream: Option<Stream>,
    ) -> Result<(O::Input, Faults), ReadError> {
        match self {
            Self::AwsJson10 | Self::AwsJson11 => {
                let mut reader = JsonReader::new(&question.body)?;
                let input = O::Input::read(&mut reader)?;
                Ok((input, reader.finish()?))
            }
            Self::RpcV2Cbor => {
                let mut reader = CborReader::new(&question.body);
                let input = O::Input::read(&mut reader)?;
                Ok((input, reader.finish()?))
            }
            Self::Query => {
                let mut pairs = decode_form(question.uri.query().unwrap_or_default())?;
                let body = std::str::from_utf8(&question.body);
                pairs.extend(decode_form(body.map_err(|error| ReadError::Malformed(error.to_string()))?)?);
                let (path, parameter) = (question.uri.path(), O::SERVICE.path_parameter);
                if !parameter.is_empty() && path.len() > 1 && pairs.iter().all(|(name, _)| name != parameter)
                {
                    pairs.push((parameter.to_owned(), path.to_owned()));
                }
                let tree = Node::of_pairs(pairs)?;
                let mut reader = QueryReader::new(&tree);
                let input = O::Input::read(&mut reader)?;
                Ok((input, reader.finish()))
            }
            Self::RestJson | Self::RestXml => {
                let labels = UriPattern(O::HTTP.path).labels(question.uri.path()).unwrap_or_default();
                let query = decode_form(question.uri.query().unwrap_or_default())?;
                let mut reader = RestReader::new(labels, query, &question.headers, 0, &question.body);
                if self == Self::RestXml {
                    reader = reader.xml(stream);
                }
                let input = O::Input::read(&mut reader)?;
                Ok((input, reader.finish()))
            }
        }
    }

    /// Encodes `output` of `O`.
    pub fn write_output<O: Operation>(self, output: &O::Output, id: &RequestId) -> Answer {
        let (mut status, mut headers) = (O::HTTP.status, HeaderMap::new());
        let mut stream = None;
        let body = match self {
            Self::AwsJson10 | Self::AwsJson11 => {
                let mut writer = JsonWriter::with_capacity(256);
                output.write(&mut writer);
                stream = writer.take_stream();
                if stream.is_some() {
                    headers.insert(CONTENT_TYPE, HeaderValue::from_static(EVENT_STREAM));
                    Vec::new()
                } else {
                    writer.finish().into_bytes()
                }
            }
            Self::RpcV2Cbor => {
                let mut writer = CborWriter::default();
                output.write(&mut writer);
                writer.finish()
            }
            Self::Query => query_answer::<O>(output, id).into_bytes(),
            Self::RestJson | Self::RestXml => {
                let mut writer = match self {
                    Self::RestXml => RestWriter::xml(O::ELEMENT, O::SERVICE.xml_namespace),
                    _ => RestWriter::json(),
                };
                output.write(&mut writer);
                status = writer.status.unwrap_or(status);
                for (name, value) in &writer.headers {
                    put_header(&mut headers, name, value);
                }
                stream = writer.stream.take();
                writer.body()
            }
        };
        Answer { stream, ..self.answer(O::SERVICE, status, headers, body, id) }
    }

    /// Encodes `fault` of `service`.
    pub fn write_fault(self, service: &Service, fault: &Fault, id: &RequestId) -> Answer {
        let mut headers = HeaderMap::new();
        let body = match self {
            Self::Query => query_fault(service, fault, id).into_bytes(),
            Self::AwsJson10 | Self::AwsJson11 => json_fault(service, fault).into_bytes(),
            Self::RpcV2Cbor => rpc_cbor::write_fault(service, fault),
            Self::RestJson => rest_json_fault(fault).into_bytes(),
            Self::RestXml => rest_xml::write_fault(fault, id).into_bytes(),
        };
        if self != Self::RestXml {
            put_header(&mut headers, "x-amzn-errortype", &fault.code);
        }
        if let (Self::AwsJson10 | Self::AwsJson11 | Self::RpcV2Cbor, Some(query_code)) =
            (self, service.query_code)
        {
            let kind = if fault.is_sender() { "Sender" } else { "Receiver" };
            put_header(&mut headers, "x-amzn-query-error", &format!("{};{kind}", query_code(&fault.code)));
        }
        for (name, value) in &fault.headers {
            put_header(&mut headers, name, value);
        }
        self.answer(service, fault.status, headers, body, id)
    }

    fn answer(
        self,
        service: &Service,
        status: u16,
        mut headers: HeaderMap,
        body: Vec<u8>,
        id: &RequestId,
    ) -> Answer {
        if !body.is_empty() && !headers.contains_key(CONTENT_TYPE) {
            headers.insert(CONTENT_TYPE, HeaderValue::from_static(self.content_type()));
        }
        put_header(&mut headers, self.request_id_header(), &id.0);
        if self == Self::RpcV2Cbor {
            put_header(&mut headers, rpc_cbor::HEADER, rpc_cbor::NAME);
        }
        if service.crc32 {
            headers.insert("x-amz-crc32", crc32fast::hash(&body).into());
        }
        let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        Answer { status, headers, body: Bytes::from(body), stream: None }
    }

    fn request_id_header(self) -> &'static str {
        if self == Self::RestXml { "x-amz-request-id" } else { "x-amzn-requestid" }
    }
}

/// Checks `input` with what reading noted about it; in process there is nothing noted.
pub(crate) fn check_input<O: Operation>(input: &O::Input, faults: Faults) -> Result<(), Fault> {
    let mut checker = Checker::after_reading(faults);
    check_all(input, &mut checker);
    // S3 tells documents that its schema does not allow from arguments that it does not.
    let is_document = O::SERVICE.protocol == Protocol::RestXml && checker.violates_inside();
    checker.finish().map_err(|violations| {
        let message = match violations {
            Violations::Constraints(_) if is_document => return rest_xml::bad_document(),
            Violations::Refusal(text) => O::refusal(text),
            Violations::Constraints(_) => violations.message(),
        };
        Fault::sender(O::SERVICE.validation_code, message)
    })
}

fn put_header(headers: &mut HeaderMap, name: &str, value: &str) {
    let name = HeaderName::from_bytes(name.as_bytes());
    // Text outside of ASCII goes as its bytes, as S3 returns what people put into metadata.
    if let (Ok(name), Ok(value)) = (name, HeaderValue::from_bytes(value.as_bytes())) {
        headers.insert(name, value);
    }
}

fn json_fault(service: &Service, fault: &Fault) -> String {
    let namespace = (service.error_namespace)(&fault.code);
    let separator = if namespace.is_empty() { "" } else { "#" };
    let mut body = String::from("{\"__type\":");
    write_json_string(&mut body, &format!("{namespace}{separator}{}", fault.code));
    // AWS's framework capitalises the word for what it refuses itself, before the service sees it.
    let framework = fault.code == "SerializationException" || fault.code == "AccessDeniedException";
    body.push_str(if framework { ",\"Message\":" } else { ",\"message\":" });
    write_json_string(&mut body, &fault.message);
    for (name, json) in &fault.members {
        body.push_str(&format!(",\"{name}\":{json}"));
    }
    body.push('}');
    body
}

fn rest_json_fault(fault: &Fault) -> String {
    let mut body = String::from("{\"Type\":");
    body.push_str(if fault.is_sender() { "\"User\",\"message\":" } else { "\"Service\",\"message\":" });
    write_json_string(&mut body, &fault.message);
    for (name, json) in &fault.members {
        body.push_str(&format!(",\"{name}\":{json}"));
    }
    body.push('}');
    body
}

fn query_answer<O: Operation>(output: &O::Output, id: &RequestId) -> String {
    let mut writer = XmlWriter::new(format!("{}Result", O::NAME));
    output.write(&mut writer);
    format!(
        "<{name}Response xmlns=\"{namespace}\">{result}<ResponseMetadata><RequestId>{id}</RequestId>\
         </ResponseMetadata></{name}Response>",
        name = O::NAME,
        namespace = O::SERVICE.xml_namespace,
        result = writer.finish(),
    )
}

fn query_fault(service: &Service, fault: &Fault, id: &RequestId) -> String {
    format!(
        "<ErrorResponse xmlns=\"{}\"><Error><Type>{}</Type><Code>{}</Code><Message>{}</Message></Error>\
         <RequestId>{id}</RequestId></ErrorResponse>",
        service.xml_namespace,
        if fault.is_sender() { "Sender" } else { "Receiver" },
        escape_xml(service.query_code.map_or(&fault.code, |query_code| query_code(&fault.code))),
        escape_xml(&fault.message),
    )
}
