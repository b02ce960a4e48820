//! GET over HTTP/1.1, plain or over TLS, for sources that read REST APIs which are not AWS's.
//!
//! One connection is kept and made anew when it has gone; a request that fails is the caller's to repeat. Answers are
//! read whole, within bounds. Lacks: redirects, proxies, compression, HTTP/2.

use std::time::Duration;

use bytes::Bytes;
use http::header::{ACCEPT, HOST};
use http::{Request, StatusCode, Uri};
use http_body_util::{BodyExt, Empty, Limited};
use hyper::client::conn::http1::{self, SendRequest};
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;

use crate::ClientError;

/// How long a request may take, the connection included.
const TIME_MAX: Duration = Duration::from_secs(30);
/// The largest answer taken.
const ANSWER_BYTES_MAX: usize = 16 << 20;

/// A host that is asked.
pub struct Rest {
    host: String,
    port: u16,
    authority: String,
    is_tls: bool,
    path: String,
    kept: Option<SendRequest<Empty<Bytes>>>,
}

/// An answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Got {
    /// Its status.
    pub status: StatusCode,
    /// Its body.
    pub body: Bytes,
}

impl Rest {
    /// The API at `url`, `http://host[:port][/path]` or with https. Nothing is connected yet.
    pub fn new(url: &str) -> Result<Self, ClientError> {
        let wrong = |reason: String| ClientError::Environment(format!("`{url}`: {reason}"));
        let uri: Uri = url.parse().map_err(|error| wrong(format!("not a URL: {error}")))?;
        let (is_tls, usual) = match uri.scheme_str() {
            Some("http") => (false, 80),
            Some("https") => (true, 443),
            _ => return Err(wrong("a URL starts with http:// or https://".to_owned())),
        };
        let authority = uri.authority().ok_or_else(|| wrong("no host is named".to_owned()))?;
        Ok(Self {
            host: authority.host().trim_matches(['[', ']']).to_owned(),
            port: authority.port_u16().unwrap_or(usual),
            authority: authority.as_str().to_owned(),
            is_tls,
            path: uri.path().trim_end_matches('/').to_owned(),
            kept: None,
        })
    }

    /// The path of the URL, without a `/` at its end.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// GETs `target`, a path with its query, with the headers `headers`.
    pub async fn get(&mut self, target: &str, headers: &[(&str, &str)]) -> Result<Got, ClientError> {
        let mut request =
            Request::get(target).header(HOST, &self.authority).header(ACCEPT, "application/json");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request
            .body(Empty::new())
            .map_err(|error| ClientError::Environment(format!("`{target}` cannot be asked for: {error}")))?;
        // What is not put back is a connection that broke, or one whose answer was not read to its end.
        let kept = self.kept.take();
        let sent = tokio::time::timeout(TIME_MAX, self.send(kept, request)).await;
        let unreachable = |reason: String| ClientError::Unreachable(format!("{}: {reason}", self.authority));
        let (connection, got) = match sent {
            Ok(sent) => sent.map_err(unreachable)?,
            Err(_) => return Err(unreachable(format!("no answer in {} s", TIME_MAX.as_secs()))),
        };
        self.kept = Some(connection);
        Ok(got)
    }

    async fn send(
        &self,
        kept: Option<SendRequest<Empty<Bytes>>>,
        request: Request<Empty<Bytes>>,
    ) -> Result<(SendRequest<Empty<Bytes>>, Got), String> {
        let mut connection = match kept.filter(|connection| !connection.is_closed()) {
            Some(connection) => connection,
            None => self.connect().await?,
        };
        if connection.ready().await.is_err() {
            connection = self.connect().await?;
        }
        let response = connection.send_request(request).await.map_err(|error| error.to_string())?;
        let status = response.status();
        let body = Limited::new(response.into_body(), ANSWER_BYTES_MAX).collect().await;
        let body = body.map_err(|error| error.to_string())?.to_bytes();
        Ok((connection, Got { status, body }))
    }

    async fn connect(&self) -> Result<SendRequest<Empty<Bytes>>, String> {
        let stream = TcpStream::connect((self.host.as_str(), self.port)).await;
        let stream = stream.map_err(|error| error.to_string())?;
        stream.set_nodelay(true).map_err(|error| error.to_string())?;
        if !self.is_tls {
            return shake_hands(stream).await;
        }
        let name = self.host.clone().try_into();
        let name = name.map_err(|_| format!("`{}` is not a name a certificate can have", self.host))?;
        let stream = dispatch::connector()?.connect(name, stream).await;
        shake_hands(stream.map_err(|error| error.to_string())?).await
    }
}

async fn shake_hands<S>(stream: S) -> Result<SendRequest<Empty<Bytes>>, String>
where
    S: AsyncRead + AsyncWrite + Send + Unpin + 'static,
{
    let (sender, connection) =
        http1::handshake(TokioIo::new(stream)).await.map_err(|error| error.to_string())?;
    tokio::spawn(connection);
    Ok(sender)
}

#[cfg(test)]
mod tests {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::net::TcpListener;

    use super::*;

    #[test]
    fn urls_are_understood_or_refused() {
        let rest = Rest::new("https://www.ncei.noaa.gov/cdo-web/api/v2/").unwrap();
        assert_eq!(
            (rest.host.as_str(), rest.port, rest.path()),
            ("www.ncei.noaa.gov", 443, "/cdo-web/api/v2")
        );
        let rest = Rest::new("http://[::1]:8080").unwrap();
        assert_eq!((rest.host.as_str(), rest.port, rest.path()), ("::1", 8080, ""));
        for url in ["", "ftp://host", "host", "/path"] {
            assert!(Rest::new(url).is_err(), "{url}");
        }
    }

    /// Reads the head of a request.
    async fn head(stream: &mut TcpStream) -> String {
        let (mut text, mut byte) = (Vec::new(), [0]);
        while !text.ends_with(b"\r\n\r\n") && stream.read(&mut byte).await.unwrap() == 1 {
            text.push(byte[0]);
        }
        String::from_utf8(text).unwrap()
    }

    #[tokio::test]
    async fn a_connection_is_kept_and_one_that_broke_is_replaced() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/api", listener.local_addr().unwrap());
        let serving = tokio::spawn(async move {
            let (mut first, _) = listener.accept().await.unwrap();
            for _ in 0..2 {
                let said = head(&mut first).await;
                assert!(
                    said.starts_with("GET /api/x?a=1 HTTP/1.1\r\n") && said.contains("token: t\r\n"),
                    "{said}"
                );
                first.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}").await.unwrap();
            }
            head(&mut first).await;
            drop(first);
            let (mut second, _) = listener.accept().await.unwrap();
            head(&mut second).await;
            second.write_all(b"HTTP/1.1 503 Busy\r\ncontent-length: 0\r\n\r\n").await.unwrap();
        });
        let mut rest = Rest::new(&url).unwrap();
        for _ in 0..2 {
            let got = rest.get("/api/x?a=1", &[("token", "t")]).await.unwrap();
            assert_eq!((got.status.as_u16(), &got.body[..]), (200, &b"{}"[..]));
        }
        assert!(matches!(rest.get("/api/x", &[]).await, Err(ClientError::Unreachable(_))));
        assert_eq!(rest.get("/api/x", &[]).await.unwrap().status, 503);
        serving.await.unwrap();
        assert!(
            matches!(rest.get("/api/x", &[]).await, Err(ClientError::Unreachable(_))),
            "nobody listens now"
        );
    }
}
