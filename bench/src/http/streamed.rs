//! Bodies too large to hold: sent from one block again and again, and received only to be counted.

use tokio::io::{AsyncReadExt, AsyncWriteExt};

use super::{Answer, Connection};
use crate::error::Error;

/// Bytes that are received at a time.
const BLOCK_BYTES: usize = 1 << 20;

impl Connection {
    /// Sends `head` and then `length` bytes, which are `block` over and over; waits for the whole answer.
    pub async fn send(&mut self, head: &[u8], block: &[u8], length: u64) -> Result<Answer<'_>, Error> {
        let mut stream = self.open().await?;
        stream.write_all(head).await?;
        let mut left = length;
        while left > 0 {
            let bytes = left.min(block.len() as u64);
            stream.write_all(&block[..bytes as usize]).await?;
            left -= bytes;
        }
        self.receive(stream).await
    }

    /// Sends a request and counts the body of its answer: HTTP status and bytes.
    pub async fn count(&mut self, request: &[u8]) -> Result<(u16, u64), Error> {
        let mut stream = self.open().await?;
        stream.write_all(request).await?;
        let (head, head_bytes) = self.receive_head(&mut stream).await?;
        if head.chunked {
            return Err(Error::Protocol("a large body without a length"));
        }
        let mut left = head.content_length.saturating_sub(self.received.len() - head_bytes);
        let mut block = vec![0; BLOCK_BYTES];
        while left > 0 {
            match stream.read(&mut block[..left.min(BLOCK_BYTES)]).await? {
                0 => return Err(Error::Protocol("it ended in the middle")),
                bytes => left -= bytes,
            }
        }
        if !head.close {
            self.stream = Some(stream);
        }
        Ok((head.status, head.content_length as u64))
    }
}

#[cfg(test)]
mod tests {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};

    use super::Connection;

    #[tokio::test]
    async fn what_is_sent_repeats_the_block_and_what_comes_is_counted() {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let mut connection = Connection::new(&listener.local_addr().unwrap().to_string());
        let server = tokio::spawn(async move {
            let (mut stream, _) = listener.accept().await.unwrap();
            let mut request = [0; 12];
            stream.read_exact(&mut request).await.unwrap();
            stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok").await.unwrap();
            stream.read_exact(&mut [0; 3]).await.unwrap();
            let body = "x".repeat(3_000_000);
            let answer = format!("HTTP/1.1 206 Part\r\nContent-Length: {}\r\n\r\n{body}", body.len());
            stream.write_all(answer.as_bytes()).await.unwrap();
            request
        });
        assert_eq!(connection.send(b"PUT\n", b"abc", 8).await.unwrap().body, b"ok");
        assert_eq!(connection.count(b"GET").await.unwrap(), (206, 3_000_000));
        assert_eq!(&server.await.unwrap(), b"PUT\nabcabcab");
    }
}
