//! The protocols: from a request to a typed input, from a typed output to an answer, and back.

mod client;
mod rest_xml;
mod rpc_cbor;
mod server;

use bytes::Bytes;
use http::{HeaderMap, Method, StatusCode, Uri};

use crate::Stream;
pub use rpc_cbor::of_path as of_rpc_path;

/// An AWS protocol.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Protocol {
    /// JSON with `X-Amz-Target`, version 1.0.
    AwsJson10,
    /// JSON with `X-Amz-Target`, version 1.1.
    AwsJson11,
    /// Forms in, XML out.
    Query,
    /// CBOR both ways, service and operation in the path.
    RpcV2Cbor,
    /// Paths and verbs, JSON bodies.
    RestJson,
    /// Paths and verbs, XML bodies and raw ones of any length.
    RestXml,
}

/// A request, whole.
#[derive(Clone, Debug)]
pub struct Question {
    /// The verb.
    pub method: Method,
    /// Path and query string.
    pub uri: Uri,
    /// Headers.
    pub headers: HeaderMap,
    /// The body, decompressed.
    pub body: Bytes,
}

/// A response, whole but for a stream.
#[derive(Debug)]
pub struct Answer {
    /// The status.
    pub status: StatusCode,
    /// Headers.
    pub headers: HeaderMap,
    /// The body.
    pub body: Bytes,
    /// The body where it is sent piece by piece; then `body` is empty.
    pub stream: Option<Stream>,
}

impl Protocol {
    /// The content type of its bodies.
    pub fn content_type(self) -> &'static str {
        match self {
            Self::AwsJson10 => "application/x-amz-json-1.0",
            Self::AwsJson11 => "application/x-amz-json-1.1",
            Self::Query => "text/xml",
            Self::RpcV2Cbor => "application/cbor",
            Self::RestJson => "application/json",
            Self::RestXml => "application/xml",
        }
    }

    /// Whether a request with `headers` may be in this protocol: each but REST says it in its own way.
    pub fn is_said_by(self, headers: &HeaderMap) -> bool {
        let (has_target, is_cbor) = (headers.contains_key("x-amz-target"), rpc_cbor::is_said(headers));
        match self {
            Self::RpcV2Cbor => is_cbor,
            Self::AwsJson10 | Self::AwsJson11 => has_target && !is_cbor,
            Self::Query => !has_target && !is_cbor,
            Self::RestJson | Self::RestXml => true,
        }
    }
}
