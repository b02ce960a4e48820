//! A client of HTTP/1.1 that can misbehave: requests are bytes, answers are read one by one.

use std::fmt;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};

use serde_json::Value;

use crate::process::PATIENCE;

/// An answer, whole.
pub struct Reply {
    pub status: u16,
    /// Names in lower case.
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl fmt::Debug for Reply {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let body = String::from_utf8_lossy(&self.body);
        formatter.debug_tuple("Reply").field(&self.status).field(&self.headers).field(&body).finish()
    }
}

impl Reply {
    /// The value of the header `name`.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }

    /// The body as text.
    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }

    /// The body as JSON.
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    /// The JSON of a success.
    pub fn success(&self) -> Value {
        assert_eq!(self.status, 200, "{self:?}");
        self.json()
    }

    /// Status, code and message of a refusal in JSON; the code without its namespace.
    pub fn refusal(&self) -> (u16, String, String) {
        let json = self.json();
        let code = json["__type"].as_str().or(self.header("x-amzn-errortype")).unwrap_or_default();
        let message = json["message"].as_str().or(json["Message"].as_str()).unwrap_or_default();
        (self.status, code.rsplit('#').next().unwrap_or_default().to_owned(), message.to_owned())
    }

    /// The text of the first XML element called `name`.
    pub fn element(&self, name: &str) -> &str {
        let text = self.text();
        let rest = text.split_once(&format!("<{name}>")).unwrap_or_else(|| panic!("no {name}: {text}")).1;
        rest.split_once(&format!("</{name}>")).unwrap().0
    }
}

/// A connection on which requests are answered in turn.
pub struct Connection<S = TcpStream>(BufReader<S>);

impl Connection {
    pub fn open(address: SocketAddr) -> Self {
        Self::over(tcp(address))
    }

    /// Says that nothing more will be sent, unless the server has hung up already.
    pub fn end_sending(&mut self) {
        let _ = self.0.get_mut().shutdown(std::net::Shutdown::Write);
    }
}

impl<S: Read + Write> Connection<S> {
    /// HTTP over `stream`.
    pub fn over(stream: S) -> Self {
        Self(BufReader::new(stream))
    }

    /// Sends `bytes` as they are; an error means that the server has hung up.
    pub fn send(&mut self, bytes: &[u8]) -> std::io::Result<()> {
        self.0.get_mut().write_all(bytes)?;
        self.0.get_mut().flush()
    }

    /// The next answer; an error where the server has hung up.
    pub fn receive(&mut self) -> std::io::Result<Reply> {
        let status_line = self.line()?;
        let status = status_line.split(' ').nth(1).and_then(|status| status.parse().ok());
        let status = status.unwrap_or_else(|| panic!("`{status_line}` is no status line"));
        let mut headers = Vec::new();
        loop {
            let line = self.line()?;
            let Some((name, value)) = line.split_once(':') else { break };
            headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
        }
        let mut reply = Reply { status, headers, body: Vec::new() };
        // These have no body, and say nothing of its length.
        if ![100, 204, 304].contains(&status) {
            let length = reply.header("content-length").expect("every answer says how long it is");
            reply.body = vec![0; length.parse().unwrap()];
            self.0.read_exact(&mut reply.body)?;
        }
        Ok(reply)
    }

    /// One request and its answer.
    pub fn exchange(&mut self, request: &[u8]) -> Reply {
        self.send(request).unwrap();
        self.receive().unwrap()
    }

    /// The status that the server says before it hangs up, if it says one.
    pub fn status(&mut self) -> Option<u16> {
        let mut text = Vec::new();
        let _ = self.0.read_to_end(&mut text);
        let status = text.strip_prefix(b"HTTP/1.1 ")?.get(..3)?;
        std::str::from_utf8(status).ok()?.parse().ok()
    }

    /// Whether the server has hung up without a further word.
    pub fn is_over(&mut self) -> bool {
        self.0.fill_buf().is_ok_and(<[u8]>::is_empty)
    }

    fn line(&mut self) -> std::io::Result<String> {
        let mut line = String::new();
        if self.0.read_line(&mut line)? == 0 {
            return Err(std::io::ErrorKind::UnexpectedEof.into());
        }
        Ok(line.trim_end().to_owned())
    }
}

/// A socket that fails rather than waits for ever.
pub fn tcp(address: SocketAddr) -> TcpStream {
    let stream = TcpStream::connect(address).unwrap();
    stream.set_nodelay(true).unwrap();
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    stream.set_write_timeout(Some(PATIENCE)).unwrap();
    stream
}

/// The bytes of a request with `body`; says its length, unless `headers` say how the body travels.
pub fn request(line: &str, headers: &[(&str, &str)], body: &[u8]) -> Vec<u8> {
    let mut head = format!("{line} HTTP/1.1\r\n");
    let has = |name: &str| headers.iter().any(|(own, _)| own.eq_ignore_ascii_case(name));
    if !has("host") {
        head.push_str("host: 127.0.0.1\r\n");
    }
    if !has("content-length") && !has("transfer-encoding") {
        head.push_str(&format!("content-length: {}\r\n", body.len()));
    }
    headers.iter().for_each(|(name, value)| head.push_str(&format!("{name}: {value}\r\n")));
    head.push_str("\r\n");
    [head.as_bytes(), body].concat()
}

/// One request on a connection of its own.
pub fn ask(address: SocketAddr, line: &str, headers: &[(&str, &str)], body: &[u8]) -> Reply {
    Connection::open(address).exchange(&request(line, headers, body))
}
