//! Carries a call over the network: same codecs, signed.
//!
//! Speaks HTTP/1.1, plain or over TLS. Connections are kept and reused, a bounded number of them; one that
//! turns out to be closed is replaced once, before anything of the request was answered.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use http::header::{CONNECTION, CONTENT_LENGTH, HOST, HeaderValue};
use http::{HeaderMap, Method, Uri};
use http_body_util::{BodyExt, Limited};
use hyper::body::Body;
use hyper::client::conn::http1::{self, SendRequest};
use hyper_util::rt::TokioIo;
use kernel::Timestamp;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use wire::signature::Credentials;
use wire::{Answer, Fault, Operation, Pieces, Protocol, Question, Service, Stream};

use crate::Call;
use crate::trust::connector;

/// How many idle connections are kept.
const IDLE_MAX: usize = 16;
/// How long connecting, and then one request, may take.
const TIME_MAX: Duration = Duration::from_secs(60);
/// The largest answer taken: GetRecords answers up to 10 MiB of data, which base64 makes a third more.
const ANSWER_BYTES_MAX: usize = 32 << 20;

/// Headers that concern one connection and not the request on it (RFC 9110, section 7.6.1), and those that
/// are made anew for the next.
const HOP_HEADERS: [&str; 9] = [
    "connection",
    "content-length",
    "expect",
    "keep-alive",
    "proxy-connection",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
];
/// Headers that said who signed the request that came.
const SIGNED_HEADERS: [&str; 5] =
    ["authorization", "x-amz-date", "x-amz-security-token", "x-amz-content-sha256", "content-encoding"];

/// The same in the query of a presigned request.
const SIGNED_PARAMETERS: [&str; 8] = [
    "X-Amz-Algorithm",
    "X-Amz-Content-Sha256",
    "X-Amz-Credential",
    "X-Amz-Date",
    "X-Amz-Expires",
    "X-Amz-Security-Token",
    "X-Amz-Signature",
    "X-Amz-SignedHeaders",
];

/// A service at an endpoint.
#[derive(Debug)]
pub struct Remote {
    host: String,
    authority: String,
    is_tls: bool,
    credentials: Credentials,
    idle: Mutex<Vec<SendRequest<Pieces>>>,
}

impl Remote {
    /// The endpoint `http://host:port` or `https://host:port`, called with `credentials`. An empty access key
    /// stands for the account of each call, which another Pumphouse takes for its name.
    pub fn new(endpoint: &str, credentials: Credentials) -> Result<Self, String> {
        let uri: Uri = endpoint.parse().map_err(|error| format!("`{endpoint}` is not a URL: {error}"))?;
        let is_tls = match uri.scheme_str() {
            Some("http") => false,
            Some("https") => true,
            _ => return Err(format!("`{endpoint}` does not start with http:// or https://")),
        };
        let host = uri.host().ok_or_else(|| format!("`{endpoint}` names no host"))?.to_owned();
        let authority = match uri.port_u16() {
            Some(port) => format!("{host}:{port}"),
            None => host.clone(),
        };
        Ok(Self { host, authority, is_tls, credentials, idle: Mutex::default() })
    }

    /// Carries out `O` there.
    pub async fn call<O: Operation>(
        &self,
        call: &Call,
        input: &O::Input,
        now: Timestamp,
    ) -> Result<O::Output, Fault> {
        let (question, stream) = O::SERVICE.protocol.write_streamed::<O>(input);
        let mut answer = self.forward(O::SERVICE, call, question, stream, now).await?;
        if let Some(stream) = answer.stream.take_if(|_| !O::ANSWERS_STREAM) {
            answer.body = stream.collect(ANSWER_BYTES_MAX).await?;
        }
        O::SERVICE.protocol.read_output::<O>(&answer)
    }

    /// Signs `question` anew and carries it there as it is.
    pub async fn forward(
        &self,
        service: &Service,
        call: &Call,
        question: Question,
        stream: Option<Stream>,
        now: Timestamp,
    ) -> Result<Answer, Fault> {
        let request = self.request(service, call, question, stream, now)?;
        // Objects are of any size, so their bodies are passed on as they come.
        let streams = service.protocol == Protocol::RestXml;
        let unavailable = |reason: String| {
            let text = format!("the remote at {} does not answer: {reason}", self.authority);
            Fault::with_status("ServiceUnavailable", 503, text)
        };
        match tokio::time::timeout(TIME_MAX, self.send(request, streams)).await {
            Ok(result) => result.map_err(unavailable),
            Err(_) => Err(unavailable(format!("no answer in {} s", TIME_MAX.as_secs()))),
        }
    }

    fn request(
        &self,
        service: &Service,
        call: &Call,
        question: Question,
        stream: Option<Stream>,
        now: Timestamp,
    ) -> Result<http::Request<Pieces>, Fault> {
        let mut request = http::Request::new(());
        *request.method_mut() = question.method;
        *request.uri_mut() = target(&question.uri)?;
        *request.headers_mut() = without_hop_headers(question.headers);
        let (mut parts, ()) = request.into_parts();
        for name in SIGNED_HEADERS {
            parts.headers.remove(name);
        }
        let host =
            HeaderValue::from_str(&self.authority).map_err(|error| Fault::internal(error.to_string()))?;
        parts.headers.insert(HOST, host);
        let length = match &stream {
            None => Some(question.body.len() as u64),
            Some(stream) => {
                parts.headers.insert("x-amz-content-sha256", HeaderValue::from_static("UNSIGNED-PAYLOAD"));
                stream.length()
            }
        };
        if let Some(length) = length {
            parts.headers.insert(CONTENT_LENGTH, length.into());
        }
        let (region, name) = (call.place.region.as_str(), service.signing_name());
        let mut credentials = self.credentials.clone();
        if credentials.access_key.is_empty() {
            credentials.access_key = call.place.account.to_string();
        }
        wire::signature::sign(&mut parts, &question.body, &credentials, region, name, now)
            .map_err(|error| Fault::internal(error.to_string()))?;
        let body = stream.unwrap_or_else(|| question.body.into()).into_pieces();
        Ok(http::Request::from_parts(parts, body))
    }

    async fn send(&self, request: http::Request<Pieces>, streams: bool) -> Result<Answer, String> {
        let mut connection = match self.take_idle() {
            Some(connection) => connection,
            None => self.connect().await?,
        };
        if connection.ready().await.is_err() {
            connection = self.connect().await?;
        }
        let is_head = request.method() == Method::HEAD;
        let response = connection.send_request(request).await.map_err(|error| error.to_string())?;
        let (parts, body) = response.into_parts();
        // Events come as long as somebody listens.
        let kind = parts.headers.get(http::header::CONTENT_TYPE);
        let streams = streams || kind.is_some_and(|kind| kind.as_bytes() == wire::EVENT_STREAM.as_bytes());
        if streams && parts.status.is_success() && body.size_hint().exact() != Some(0) {
            let length = body.size_hint().exact();
            let broken = |error| Fault::internal(format!("the remote's answer broke off: {error}"));
            let stream = Some(Stream::new(body.map_err(broken).boxed_unsync(), length));
            let headers = without_hop_headers(parts.headers);
            return Ok(Answer { status: parts.status, headers, body: Bytes::new(), stream });
        }
        let length = parts.headers.get(CONTENT_LENGTH).cloned().filter(|_| is_head);
        let body = Limited::new(body, ANSWER_BYTES_MAX).collect().await.map_err(|error| error.to_string())?;
        self.keep(connection);
        let mut headers = without_hop_headers(parts.headers);
        if let Some(length) = length {
            // It is about the body that there would be.
            headers.insert(CONTENT_LENGTH, length);
        }
        Ok(Answer { status: parts.status, headers, body: body.to_bytes(), stream: None })
    }

    async fn connect(&self) -> Result<SendRequest<Pieces>, String> {
        let default_port = if self.is_tls { 443 } else { 80 };
        let port =
            self.authority.rsplit_once(':').and_then(|(_, port)| port.parse().ok()).unwrap_or(default_port);
        let host = self.host.trim_matches(['[', ']']);
        let stream = TcpStream::connect((host, port)).await.map_err(|error| error.to_string())?;
        stream.set_nodelay(true).map_err(|error| error.to_string())?;
        if !self.is_tls {
            return shake_hands(stream).await;
        }
        let name = host
            .to_owned()
            .try_into()
            .map_err(|_| format!("`{host}` is not a name a certificate can have"))?;
        shake_hands(connector()?.connect(name, stream).await.map_err(|error| error.to_string())?).await
    }

    fn take_idle(&self) -> Option<SendRequest<Pieces>> {
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        while let Some(connection) = idle.pop() {
            if !connection.is_closed() {
                return Some(connection);
            }
        }
        None
    }

    fn keep(&self, connection: SendRequest<Pieces>) {
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        if idle.len() < IDLE_MAX && !connection.is_closed() {
            idle.push(connection);
        }
    }
}

/// `headers` without those of the connection they came on, by name or because `connection` names them.
fn without_hop_headers(mut headers: HeaderMap) -> HeaderMap {
    let named: Vec<_> = headers.get_all(CONNECTION).iter().cloned().collect();
    let named = named.iter().filter_map(|value| value.to_str().ok()).flat_map(|value| value.split(','));
    for name in named.map(str::trim).chain(HOP_HEADERS) {
        headers.remove(name);
    }
    headers
}

/// Path and query alone, without the signature of a presigned request.
fn target(uri: &Uri) -> Result<Uri, Fault> {
    let is_signature = |pair: &&str| SIGNED_PARAMETERS.contains(&pair.split('=').next().unwrap_or_default());
    let pairs =
        uri.query().unwrap_or_default().split('&').filter(|pair| !pair.is_empty() && !is_signature(pair));
    let query = pairs.collect::<Vec<_>>().join("&");
    let separator = if query.is_empty() { "" } else { "?" };
    let target = format!("{}{separator}{query}", uri.path());
    target.parse().map_err(|error: http::uri::InvalidUri| Fault::internal(error.to_string()))
}

async fn shake_hands<S>(stream: S) -> Result<SendRequest<Pieces>, String>
where
    S: AsyncRead + AsyncWrite + Send + Unpin + 'static,
{
    let (sender, connection) =
        http1::handshake(TokioIo::new(stream)).await.map_err(|error| error.to_string())?;
    tokio::spawn(connection);
    Ok(sender)
}
