//! Bodies too large to hold: read once, piece by piece.
//!
//! A stream is the member of an input or output that is the whole body. It can be taken once; a second
//! reader finds it empty. What follows a body (trailing headers) is known once the body has ended.

use std::fmt;
use std::sync::{Mutex, PoisonError};

use bytes::Bytes;
use http::HeaderMap;
use http_body_util::combinators::UnsyncBoxBody;
use http_body_util::{BodyExt, Full};

use crate::{Checker, Constraints, Fault, ReadError, Reader, Shape, Writer};

/// The pieces as they come; a piece that cannot be had is the answer to the whole request.
pub type Pieces = UnsyncBoxBody<Bytes, Fault>;

/// A body that is read once.
pub struct Stream {
    /// Behind a lock only because shapes are shared between threads; nobody waits for it.
    pieces: Mutex<Option<Pieces>>,
    length: Option<u64>,
    trailers: HeaderMap,
}

impl Stream {
    /// A stream of `pieces`, `length` bytes long where that is known.
    pub fn new(pieces: Pieces, length: Option<u64>) -> Self {
        Self { pieces: Mutex::new(Some(pieces)), length, trailers: HeaderMap::new() }
    }

    /// How many bytes there are, where that is known before they are read.
    pub fn length(&self) -> Option<u64> {
        self.length
    }

    /// The next piece; `None` at the end.
    pub async fn next(&mut self) -> Option<Result<Bytes, Fault>> {
        let pieces = self.pieces.get_mut().unwrap_or_else(PoisonError::into_inner).as_mut()?;
        loop {
            match pieces.frame().await? {
                Err(fault) => return Some(Err(fault)),
                Ok(frame) => match frame.into_data() {
                    Ok(data) if data.is_empty() => {}
                    Ok(data) => return Some(Ok(data)),
                    Err(frame) => {
                        if let Ok(trailers) = frame.into_trailers() {
                            self.trailers = trailers;
                        }
                    }
                },
            }
        }
    }

    /// What came after the body; complete once [`Stream::next`] has answered `None`.
    pub fn trailers(&self) -> &HeaderMap {
        &self.trailers
    }

    /// All that is left, where it is at most `bytes_max`.
    pub async fn collect(mut self, bytes_max: usize) -> Result<Bytes, Fault> {
        let mut pieces: Vec<Bytes> = Vec::new();
        let mut bytes = 0;
        while let Some(piece) = self.next().await.transpose()? {
            bytes += piece.len();
            if bytes > bytes_max {
                let text = format!("the body is larger than the {bytes_max} bytes taken here");
                return Err(Fault::sender("EntityTooLarge", text));
            }
            pieces.push(piece);
        }
        match pieces.len() {
            1 => Ok(pieces.remove(0)),
            _ => Ok(pieces.concat().into()),
        }
    }

    /// What is left, leaving nothing here.
    pub fn take(&self) -> Self {
        let pieces = self.pieces.lock().unwrap_or_else(PoisonError::into_inner).take();
        Self { pieces: Mutex::new(pieces), length: self.length, trailers: self.trailers.clone() }
    }

    /// The pieces themselves, for whoever sends them on.
    pub fn into_pieces(self) -> Pieces {
        let pieces = self.pieces.into_inner().unwrap_or_else(PoisonError::into_inner);
        pieces.unwrap_or_else(|| whole(Bytes::new()))
    }
}

fn whole(bytes: Bytes) -> Pieces {
    Full::new(bytes).map_err(|never| match never {}).boxed_unsync()
}

impl From<Bytes> for Stream {
    fn from(bytes: Bytes) -> Self {
        let length = bytes.len() as u64;
        Self::new(whole(bytes), Some(length))
    }
}

impl Default for Stream {
    fn default() -> Self {
        Bytes::new().into()
    }
}

impl fmt::Debug for Stream {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Stream").field("length", &self.length).finish_non_exhaustive()
    }
}

impl Shape for Stream {
    fn read(reader: &mut dyn Reader) -> Result<Self, ReadError> {
        reader.stream()
    }

    fn write(&self, writer: &mut dyn Writer) {
        writer.stream(self.take());
    }

    fn check(&self, _: &'static Constraints, _: &mut Checker) {}

    fn placeholder() -> Self {
        Bytes::new().into()
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use std::pin::pin;
    use std::task::{Context, Poll, Waker};

    use super::*;

    /// Everything here is ready at once.
    pub(crate) fn now<T>(future: impl Future<Output = T>) -> T {
        match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(value) => value,
            Poll::Pending => panic!("not ready"),
        }
    }

    #[test]
    fn a_stream_is_taken_once_and_collected_within_its_bound() {
        let stream = Stream::from(Bytes::from_static(b"abc"));
        assert_eq!(stream.length(), Some(3));
        let taken = stream.take();
        assert_eq!(now(stream.collect(10)).unwrap(), "");
        assert_eq!(now(taken.collect(3)).unwrap(), "abc");
        let refused = now(Stream::from(Bytes::from_static(b"abc")).collect(2)).unwrap_err();
        assert_eq!(refused.code, "EntityTooLarge");
    }

    #[test]
    fn trailers_are_known_at_the_end() {
        let mut trailers = HeaderMap::new();
        trailers.insert("x-amz-checksum-crc32", "AAAAAA==".parse().unwrap());
        let body = Full::new(Bytes::from_static(b"abc")).map_err(|never| match never {});
        let body = body.with_trailers(std::future::ready(Some(Ok(trailers))));
        let mut stream = Stream::new(body.boxed_unsync(), None);
        assert_eq!(now(stream.next()).unwrap().unwrap(), "abc");
        assert!(stream.trailers().is_empty());
        assert!(now(stream.next()).is_none());
        assert_eq!(stream.trailers().len(), 1);
    }
}
