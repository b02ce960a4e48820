//! A body that is not read yet, as the handler will read it: its framing undone, its hash and length checked on
//! the way. What does not hold is the answer to the whole request, found out before the end is reached.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use http::HeaderMap;
use http::header::{CONTENT_ENCODING, CONTENT_LENGTH};
use http_body_util::BodyExt;
use hyper::body::{Body, Frame, Incoming};
use ring::digest;
use wire::{Chunked, Fault, Stream};

/// The header that says what the body's hash is, or how it is framed.
const HASH: &str = "x-amz-content-sha256";
/// How many bytes there are inside the framing.
const DECODED_LENGTH: &str = "x-amz-decoded-content-length";

/// The stream of a request's body. `headers` then say what they would without the framing.
pub fn stream(headers: &mut HeaderMap, arriving: Arriving) -> Result<Stream, Fault> {
    let stated = |name| headers.get(name).and_then(|value| value.to_str().ok()).map(str::to_owned);
    let hash = stated(HASH).unwrap_or_default();
    if hash.starts_with("STREAMING-") {
        let length: u64 = stated(DECODED_LENGTH).and_then(|text| text.parse().ok()).ok_or_else(no_length)?;
        headers.insert(CONTENT_LENGTH, length.into());
        forget_framing(headers);
        let body = Checked::new(Chunked::new(arriving), Some(length), None);
        return Ok(Stream::new(body.boxed_unsync(), Some(length)));
    }
    let length = stated(CONTENT_LENGTH.as_str()).and_then(|text| text.parse().ok());
    let is_hash = hash.len() == 64 && hash.bytes().all(|byte| byte.is_ascii_hexdigit());
    let body = Checked::new(arriving, length, is_hash.then_some(hash));
    Ok(Stream::new(body.boxed_unsync(), length))
}

/// A body on its way, which says when it is all here.
pub struct Arriving {
    body: Incoming,
    over: Arc<AtomicBool>,
}

/// Whether a body is all here: what is left of one that nobody read stands in the way of the next request.
pub struct Arrival(Arc<AtomicBool>);

impl Arriving {
    /// `body`, and what tells of it.
    pub fn new(body: Incoming) -> (Self, Arrival) {
        let over = Arc::new(AtomicBool::new(body.is_end_stream()));
        (Self { body, over: Arc::clone(&over) }, Arrival(over))
    }
}

impl Arrival {
    /// Whether nothing is left to come.
    pub fn is_over(&self) -> bool {
        self.0.load(Ordering::Acquire)
    }
}

impl Body for Arriving {
    type Data = Bytes;
    type Error = Fault;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Fault>>> {
        let frame = ready!(Pin::new(&mut self.body).poll_frame(context));
        if frame.is_none() || self.body.is_end_stream() {
            self.over.store(true, Ordering::Release);
        }
        Poll::Ready(frame.map(|frame| frame.map_err(|error| incomplete(&error.to_string()))))
    }
}

/// `aws-chunked` is how the body travelled, not what the object is encoded as.
fn forget_framing(headers: &mut HeaderMap) {
    let Some(encodings) = headers.remove(CONTENT_ENCODING) else { return };
    let encodings = encodings.to_str().unwrap_or_default().split(',').map(str::trim);
    let kept = encodings.filter(|name| *name != "aws-chunked" && !name.is_empty()).collect::<Vec<_>>();
    if let (false, Ok(kept)) = (kept.is_empty(), kept.join(",").parse()) {
        headers.insert(CONTENT_ENCODING, kept);
    }
}

/// A body whose length and hash are what was stated.
struct Checked<B> {
    body: B,
    /// Bytes still to come, where their number is known.
    left: Option<u64>,
    /// What the hash must be, and what it is so far.
    hash: Option<(String, digest::Context)>,
}

impl<B> Checked<B> {
    fn new(body: B, length: Option<u64>, hash: Option<String>) -> Self {
        let hash = hash.map(|stated| (stated, digest::Context::new(&digest::SHA256)));
        Self { body, left: length, hash }
    }

    fn see(&mut self, data: &[u8]) -> Result<(), Fault> {
        if let Some(left) = &mut self.left {
            *left = left.checked_sub(data.len() as u64).ok_or_else(|| incomplete("it is longer"))?;
        }
        if let Some((_, context)) = &mut self.hash {
            context.update(data);
        }
        Ok(())
    }

    fn end(&mut self) -> Result<(), Fault> {
        if let Some(left) = self.left.filter(|left| *left > 0) {
            return Err(incomplete(&format!("{left} bytes are missing")));
        }
        let Some((stated, context)) = self.hash.take() else { return Ok(()) };
        if kernel::to_hex(context.finish().as_ref()) == stated {
            return Ok(());
        }
        let text = "The provided 'x-amz-content-sha256' header does not match what was computed.";
        Err(Fault::sender("XAmzContentSHA256Mismatch", text))
    }
}

impl<B: Body<Data = Bytes, Error = Fault> + Unpin> Body for Checked<B> {
    type Data = Bytes;
    type Error = Fault;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Fault>>> {
        let frame = ready!(Pin::new(&mut self.body).poll_frame(context));
        Poll::Ready(match frame {
            None => self.end().err().map(Err),
            Some(Err(fault)) => Some(Err(fault)),
            Some(Ok(frame)) => match frame.data_ref().map(|data| self.see(data)) {
                Some(Err(fault)) => Some(Err(fault)),
                _ => Some(Ok(frame)),
            },
        })
    }
}

fn incomplete(reason: &str) -> Fault {
    let text = "You did not provide the number of bytes specified by the Content-Length HTTP header";
    Fault::sender("IncompleteBody", format!("{text}: {reason}"))
}

fn no_length() -> Fault {
    Fault::with_status("MissingContentLength", 411, "You must provide the Content-Length HTTP header.")
}

#[cfg(test)]
mod tests {
    use http_body_util::Full;

    use super::*;

    async fn read(length: Option<u64>, hash: Option<&str>) -> Result<Bytes, Fault> {
        let body = Full::new(Bytes::from_static(b"abc")).map_err(|never| match never {});
        let body = Checked::new(body, length, hash.map(str::to_owned));
        Stream::new(body.boxed_unsync(), length).collect(10).await
    }

    #[tokio::test]
    async fn length_and_hash_must_hold() {
        let hash = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(read(Some(3), Some(hash)).await.unwrap(), "abc");
        assert_eq!(read(None, None).await.unwrap(), "abc");
        assert_eq!(read(Some(2), None).await.unwrap_err().code, "IncompleteBody");
        assert_eq!(read(Some(4), None).await.unwrap_err().code, "IncompleteBody");
        let wrong = "0".repeat(64);
        assert_eq!(read(Some(3), Some(&wrong)).await.unwrap_err().code, "XAmzContentSHA256Mismatch");
    }

    #[test]
    fn framing_is_no_encoding() {
        let mut headers = HeaderMap::new();
        headers.insert(CONTENT_ENCODING, "aws-chunked,gzip".parse().unwrap());
        forget_framing(&mut headers);
        assert_eq!(headers[CONTENT_ENCODING], "gzip");
        headers.insert(CONTENT_ENCODING, "aws-chunked".parse().unwrap());
        forget_framing(&mut headers);
        assert!(headers.is_empty());
    }
}
