//! Posts to endpoints outside: HTTP/1.1, plain or over TLS, a connection for each request.
//!
//! A delivery is megabytes, so what a connection costs does not count. Lacks: HTTP/2, proxies, redirects.

use bytes::Bytes;
use dispatch::connector;
use http::header::{AUTHORIZATION, CONTENT_LENGTH, HOST, HeaderValue};
use http::{HeaderMap, Method, Request, Uri};
use http_body_util::{BodyExt, Full, LengthLimitError, Limited};
use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;

use crate::limits;

/// Why there is no answer.
#[derive(Debug)]
pub enum Unanswered {
    /// None came in time.
    TooLate,
    /// It was larger than what is taken.
    TooLarge,
    /// The request could not be made.
    Failed(String),
}

/// Posts `body` to `url`; answers the status and what was answered, of `bytes_max` bytes at most.
pub async fn post(
    url: &str,
    headers: &HeaderMap,
    body: Bytes,
    bytes_max: usize,
) -> Result<(u16, Bytes), Unanswered> {
    let asked = ask(url, headers, body, bytes_max);
    tokio::time::timeout(limits::ANSWER_TIME_MAX, asked).await.unwrap_or(Err(Unanswered::TooLate))
}

fn failed(error: impl ToString) -> Unanswered {
    Unanswered::Failed(error.to_string())
}

async fn ask(
    url: &str,
    headers: &HeaderMap,
    body: Bytes,
    bytes_max: usize,
) -> Result<(u16, Bytes), Unanswered> {
    let uri: Uri = url.parse().map_err(failed)?;
    let is_tls = uri.scheme_str() == Some("https");
    let authority = uri.authority().ok_or_else(|| failed("the URL names no host"))?;
    let (user, host_and_port) = match authority.as_str().rsplit_once('@') {
        Some((user, rest)) => (Some(user), rest),
        None => (None, authority.as_str()),
    };
    let mut request = Request::new(Full::new(body.clone()));
    *request.method_mut() = Method::POST;
    *request.uri_mut() =
        uri.path_and_query().map_or("/", |target| target.as_str()).parse().map_err(failed)?;
    *request.headers_mut() = headers.clone();
    request.headers_mut().insert(HOST, HeaderValue::from_str(host_and_port).map_err(failed)?);
    request.headers_mut().insert(CONTENT_LENGTH, body.len().into());
    if let Some(user) = user {
        use base64::Engine as _;
        let user = format!("Basic {}", base64::engine::general_purpose::STANDARD.encode(user));
        request.headers_mut().insert(AUTHORIZATION, HeaderValue::from_str(&user).map_err(failed)?);
    }
    let host = uri.host().unwrap_or_default().trim_matches(['[', ']']).to_owned();
    let port = uri.port_u16().unwrap_or(if is_tls { 443 } else { 80 });
    let stream = TcpStream::connect((host.as_str(), port)).await.map_err(failed)?;
    if !is_tls {
        return send(stream, request, bytes_max).await;
    }
    let name = host.try_into().map_err(failed)?;
    let stream = connector().map_err(Unanswered::Failed)?.connect(name, stream).await.map_err(failed)?;
    send(stream, request, bytes_max).await
}

async fn send<S>(
    stream: S,
    request: Request<Full<Bytes>>,
    bytes_max: usize,
) -> Result<(u16, Bytes), Unanswered>
where
    S: AsyncRead + AsyncWrite + Send + Unpin + 'static,
{
    let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await.map_err(failed)?;
    // Ends with the sender.
    tokio::spawn(connection);
    let response = sender.send_request(request).await.map_err(failed)?;
    let status = response.status().as_u16();
    let body = Limited::new(response.into_body(), bytes_max)
        .collect()
        .await
        .map_err(|error| if error.is::<LengthLimitError>() { Unanswered::TooLarge } else { failed(error) })?;
    Ok((status, body.to_bytes()))
}
