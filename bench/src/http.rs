//! One HTTP/1.1 keep-alive connection: bytes out, one answer in. Knows Content-Length and chunked bodies.

mod streamed;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::error::Error;

/// The largest answer that is taken, in bytes.
const ANSWER_BYTES_MAX: usize = 64 << 20;

/// A connection that is opened when first used and again when the server has closed it.
pub struct Connection {
    address: String,
    stream: Option<TcpStream>,
    received: Vec<u8>,
    body: Vec<u8>,
}

/// An answer, which lives until the connection's next call.
pub struct Answer<'a> {
    /// HTTP status.
    pub status: u16,
    /// Status line and headers.
    pub head: &'a [u8],
    /// The body, with chunks joined.
    pub body: &'a [u8],
}

impl Answer<'_> {
    /// Whether the status is a success.
    pub fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }

    /// The value of a header, if it is there.
    pub fn header(&self, wanted: &str) -> Option<&str> {
        let mut pairs =
            std::str::from_utf8(self.head).ok()?.split("\r\n").filter_map(|line| line.split_once(':'));
        pairs.find(|(name, _)| name.eq_ignore_ascii_case(wanted)).map(|(_, value)| value.trim())
    }
}

/// `host:port` of `http://host:port`.
pub fn address(endpoint: &str) -> Result<String, Error> {
    let rest = endpoint.strip_prefix("http://").map(|rest| rest.trim_end_matches('/'));
    rest.filter(|rest| rest.contains(':'))
        .map(str::to_owned)
        .ok_or_else(|| Error::Endpoint(endpoint.to_owned()))
}

impl Connection {
    /// A connection to `host:port`, not opened yet.
    pub fn new(address: &str) -> Self {
        Self {
            address: address.to_owned(),
            stream: None,
            received: Vec::with_capacity(1 << 16),
            body: Vec::new(),
        }
    }

    /// Sends a whole request and waits for the whole answer.
    pub async fn call(&mut self, request: &[u8]) -> Result<Answer<'_>, Error> {
        let mut stream = self.open().await?;
        stream.write_all(request).await?;
        self.receive(stream).await
    }

    async fn open(&mut self) -> Result<TcpStream, Error> {
        if let Some(stream) = self.stream.take() {
            return Ok(stream);
        }
        let stream = TcpStream::connect(&self.address).await?;
        stream.set_nodelay(true)?;
        Ok(stream)
    }

    /// Waits for the whole answer on `stream`, and keeps that for the next call.
    async fn receive(&mut self, mut stream: TcpStream) -> Result<Answer<'_>, Error> {
        let (head, head_bytes) = self.receive_head(&mut stream).await?;
        self.body.clear();
        if head.content_length > ANSWER_BYTES_MAX {
            return Err(Error::Protocol("an answer too large"));
        } else if head.chunked {
            self.read_chunks(&mut stream, head_bytes).await?;
        }
        let end = head_bytes + head.content_length;
        while self.received.len() < end {
            more(&mut stream, &mut self.received).await?;
        }
        if !head.close {
            self.stream = Some(stream);
        }
        let body = if head.chunked { &self.body[..] } else { &self.received[head_bytes..end] };
        Ok(Answer { status: head.status, head: &self.received[..head_bytes], body })
    }

    /// Waits for an answer's head; what it says, and how many of the bytes received it has.
    async fn receive_head(&mut self, stream: &mut TcpStream) -> Result<(Head, usize), Error> {
        self.received.clear();
        loop {
            if let Some(end) = find(&self.received, b"\r\n\r\n") {
                return Ok((Head::parse(&self.received[..end + 4])?, end + 4));
            }
            more(stream, &mut self.received).await?;
        }
    }

    async fn read_chunks(&mut self, stream: &mut TcpStream, mut at: usize) -> Result<(), Error> {
        loop {
            let line = loop {
                if let Some(end) = find(&self.received[at..], b"\r\n") {
                    break end;
                }
                more(stream, &mut self.received).await?;
            };
            let digits = std::str::from_utf8(&self.received[at..at + line]).unwrap_or_default();
            let digits = digits.split(';').next().unwrap_or_default().trim();
            let size =
                usize::from_str_radix(digits, 16).map_err(|_| Error::Protocol("a chunk without size"))?;
            if size > ANSWER_BYTES_MAX {
                return Err(Error::Protocol("a chunk too large"));
            }
            let begin = at + line + 2;
            while self.received.len() < begin + size + 2 {
                more(stream, &mut self.received).await?;
            }
            if size == 0 {
                return Ok(());
            }
            self.body.extend_from_slice(&self.received[begin..begin + size]);
            at = begin + size + 2;
        }
    }
}

/// What the head of an answer says about the rest.
struct Head {
    status: u16,
    content_length: usize,
    chunked: bool,
    close: bool,
}

impl Head {
    fn parse(head: &[u8]) -> Result<Self, Error> {
        let head = std::str::from_utf8(head).map_err(|_| Error::Protocol("a head that is not text"))?;
        let mut lines = head.split("\r\n");
        let status =
            lines.next().and_then(|line| line.strip_prefix("HTTP/1.")).and_then(|line| line.get(2..5));
        let status =
            status.and_then(|digits| digits.parse().ok()).ok_or(Error::Protocol("no status line"))?;
        let mut parsed = Self { status, content_length: 0, chunked: false, close: false };
        for (name, value) in lines.filter_map(|line| line.split_once(':')) {
            let value = value.trim();
            if name.eq_ignore_ascii_case("content-length") {
                parsed.content_length =
                    value.parse().map_err(|_| Error::Protocol("a length that is no number"))?;
            } else if name.eq_ignore_ascii_case("transfer-encoding") {
                parsed.chunked = value.eq_ignore_ascii_case("chunked");
            } else if name.eq_ignore_ascii_case("connection") {
                parsed.close = value.eq_ignore_ascii_case("close");
            }
        }
        Ok(parsed)
    }
}

async fn more(stream: &mut TcpStream, into: &mut Vec<u8>) -> Result<(), Error> {
    if into.len() > ANSWER_BYTES_MAX {
        return Err(Error::Protocol("an answer too large"));
    }
    match stream.read_buf(into).await? {
        0 => Err(Error::Protocol("it ended in the middle")),
        _ => Ok(()),
    }
}

/// Where `wanted` begins in `within`.
pub fn find(within: &[u8], wanted: &[u8]) -> Option<usize> {
    within.windows(wanted.len()).position(|window| window == wanted)
}

#[cfg(test)]
mod tests {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};

    use super::Connection;

    /// Serves these answers, one per request, each in single bytes, and then closes.
    async fn answers(all: &'static [&'static str]) -> String {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap().to_string();
        tokio::spawn(async move {
            let (mut stream, _) = listener.accept().await.unwrap();
            stream.set_nodelay(true).unwrap();
            for answer in all {
                let mut request = [0; 3];
                stream.read_exact(&mut request).await.unwrap();
                for byte in answer.as_bytes() {
                    stream.write_all(&[*byte]).await.unwrap();
                }
            }
        });
        address
    }

    #[tokio::test]
    async fn lengths_and_chunks_are_read_on_one_connection() {
        let address = answers(&[
            "HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nhello",
            "HTTP/1.1 400 No\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\nA;x=1\r\n0123456789\r\n0\r\n\r\n",
            "HTTP/1.1 204 None\r\n\r\n",
        ])
        .await;
        let mut connection = Connection::new(&address);
        for (status, body) in [(200, "hello"), (400, "abc0123456789"), (204, "")] {
            let answer = connection.call(b"GET").await.unwrap();
            assert_eq!((answer.status, std::str::from_utf8(answer.body).unwrap()), (status, body));
        }
    }

    #[tokio::test]
    async fn an_answer_that_breaks_off_is_an_error() {
        let address = answers(&["HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhello"]).await;
        assert!(Connection::new(&address).call(b"GET").await.is_err());
    }
}
