//! Posting to HTTP and HTTPS endpoints: one connection per message, bounded in time and bytes. Certificates must come
//! from the machine's authorities, or from those in `AWS_CA_BUNDLE`.
//!
//! An answer of the 2xx says that the message was taken; one of the 4xx, but 408 and 429, that it never will be; what
//! else there is may pass. Redirections are not followed, as AWS does not.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use http::header::{AUTHORIZATION, CONNECTION, HOST};
use http::{Request, Uri};
use http_body_util::{BodyExt, Full, Limited};
use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;

use super::carry::Failure;
use crate::limits::{HTTP_ANSWER_BYTES_MAX, HTTP_TIME_MAX};

/// What is posted.
pub struct Post<'a> {
    /// Where.
    pub url: &'a str,
    /// With which headers, names in lower case.
    pub headers: &'a [(&'static str, &'a str)],
    /// What.
    pub body: Bytes,
}

/// Posts; it was taken when this returns.
pub async fn post(post: Post<'_>) -> Result<(), Failure> {
    match tokio::time::timeout(HTTP_TIME_MAX, send(post)).await {
        Ok(sent) => sent,
        Err(_) => Err(Failure::Later(format!("no answer in {} seconds", HTTP_TIME_MAX.as_secs()))),
    }
}

async fn send(post: Post<'_>) -> Result<(), Failure> {
    let refused = |reason: String| Failure::Refused(reason);
    let later = |error: &dyn std::fmt::Display| Failure::Later(error.to_string());
    let uri: Uri = post.url.parse().map_err(|error| refused(format!("`{}` is no URL: {error}", post.url)))?;
    let authority = uri.authority().ok_or_else(|| refused("the URL names no host".to_owned()))?;
    let (login, authority) = match authority.as_str().rsplit_once('@') {
        Some((login, authority)) => (Some(login), authority),
        None => (None, authority.as_str()),
    };
    let is_tls = uri.scheme_str() == Some("https");
    let target = uri.path_and_query().map_or("/", |target| target.as_str());
    let mut request = Request::post(target).header(HOST, authority).header(CONNECTION, "close");
    for (name, value) in post.headers {
        request = request.header(*name, *value);
    }
    if let Some(login) = login {
        request = request.header(AUTHORIZATION, format!("Basic {}", STANDARD.encode(login)));
    }
    let request = request.body(Full::new(post.body)).map_err(|error| refused(error.to_string()))?;
    let host = uri.host().unwrap_or_default().trim_matches(['[', ']']).to_owned();
    let port = uri.port_u16().unwrap_or(if is_tls { 443 } else { 80 });
    let stream = TcpStream::connect((host.as_str(), port)).await.map_err(|error| later(&error))?;
    if !is_tls {
        return exchange(stream, request).await;
    }
    let name = host.clone().try_into().map_err(|_| refused(format!("`{host}` can have no certificate")))?;
    let connector = dispatch::connector().map_err(Failure::Later)?;
    exchange(connector.connect(name, stream).await.map_err(|error| later(&error))?, request).await
}

async fn exchange<S>(stream: S, request: Request<Full<Bytes>>) -> Result<(), Failure>
where
    S: AsyncRead + AsyncWrite + Send + Unpin + 'static,
{
    let later = |error: hyper::Error| Failure::Later(error.to_string());
    let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await.map_err(later)?;
    let connection = tokio::spawn(connection);
    let answer = sender.send_request(request).await.map_err(later)?;
    let status = answer.status();
    // Read, so that the other side sees its answer taken; what it says does not matter.
    let _ = Limited::new(answer.into_body(), HTTP_ANSWER_BYTES_MAX).collect().await;
    drop(sender);
    connection.abort();
    match status.as_u16() {
        200..300 => Ok(()),
        408 | 429 => Err(Failure::Later(status.to_string())),
        400..500 => Err(Failure::Refused(status.to_string())),
        _ => Err(Failure::Later(status.to_string())),
    }
}
