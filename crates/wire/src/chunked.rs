//! AWS's own framing of bodies, `aws-chunked`: sizes in hexadecimal, each with data after it, then trailing headers.
//!
//! Signatures of chunks are passed over: their seed, the request's own signature, is verified, and checksums in
//! trailing headers say whether the data arrived.

use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::{Buf, Bytes, BytesMut};
use http::{HeaderMap, HeaderName, HeaderValue};
use http_body::{Body, Frame};

use crate::Fault;

/// The longest line that is taken: a size with a signature is 100 bytes, a trailing checksum less.
const LINE_BYTES_MAX: usize = 4096;
/// How many trailing headers are taken.
const TRAILERS_MAX: usize = 16;

/// What is inside a framed body.
pub struct Chunked<B> {
    body: B,
    held: BytesMut,
    state: State,
    trailers: HeaderMap,
}

enum State {
    /// A line with a size comes next.
    Size,
    /// So many bytes of data come next.
    Data(u64),
    /// The line's end after data comes next.
    DataEnd,
    /// A trailing header comes next, or the end.
    Trailers,
    /// Nothing that matters comes.
    Ended,
}

impl<B> Chunked<B> {
    /// What is inside `body`.
    pub fn new(body: B) -> Self {
        Self { body, held: BytesMut::new(), state: State::Size, trailers: HeaderMap::new() }
    }

    /// The next line, if it is all here.
    fn line(&mut self) -> Result<Option<String>, Fault> {
        let Some(end) = self.held.windows(2).position(|pair| pair == b"\r\n") else {
            return if self.held.len() > LINE_BYTES_MAX { Err(malformed()) } else { Ok(None) };
        };
        let line = self.held.split_to(end);
        self.held.advance(2);
        String::from_utf8(line.to_vec()).map(Some).map_err(|_| malformed())
    }

    /// What can be made of the bytes held; `None` where more are needed.
    fn next(&mut self) -> Result<Option<Frame<Bytes>>, Fault> {
        loop {
            match self.state {
                State::Size => {
                    let Some(line) = self.line()? else { return Ok(None) };
                    let size = line.split(';').next().unwrap_or_default();
                    let size = u64::from_str_radix(size.trim(), 16).map_err(|_| malformed())?;
                    self.state = if size == 0 { State::Trailers } else { State::Data(size) };
                }
                State::Data(0) => self.state = State::DataEnd,
                State::Data(_) if self.held.is_empty() => return Ok(None),
                State::Data(left) => {
                    let here = self.held.len().min(usize::try_from(left).unwrap_or(usize::MAX));
                    self.state = State::Data(left - here as u64);
                    return Ok(Some(Frame::data(self.held.split_to(here).freeze())));
                }
                State::DataEnd => match self.line()? {
                    None => return Ok(None),
                    Some(line) if line.is_empty() => self.state = State::Size,
                    Some(_) => return Err(malformed()),
                },
                State::Trailers => match self.line()? {
                    None => return Ok(None),
                    Some(line) if line.is_empty() => self.state = State::Ended,
                    Some(line) => self.trailer(&line)?,
                },
                State::Ended => {
                    let trailers = std::mem::take(&mut self.trailers);
                    return Ok((!trailers.is_empty()).then(|| Frame::trailers(trailers)));
                }
            }
        }
    }

    fn trailer(&mut self, line: &str) -> Result<(), Fault> {
        let (name, value) = line.split_once(':').ok_or_else(malformed)?;
        let name = HeaderName::try_from(name.trim()).map_err(|_| malformed())?;
        let value = HeaderValue::try_from(value.trim()).map_err(|_| malformed())?;
        if self.trailers.len() == TRAILERS_MAX {
            return Err(malformed());
        }
        self.trailers.insert(name, value);
        Ok(())
    }

    /// The body has ended; some clients leave out the last empty line.
    fn end(&mut self) -> Result<Option<Frame<Bytes>>, Fault> {
        match self.state {
            State::Trailers if self.held.is_empty() => self.state = State::Ended,
            State::Ended => {}
            _ => return Err(malformed()),
        }
        self.next()
    }
}

impl<B: Body<Data = Bytes, Error = Fault> + Unpin> Body for Chunked<B> {
    type Data = Bytes;
    type Error = Fault;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Fault>>> {
        loop {
            if let Some(made) = self.next().transpose() {
                return Poll::Ready(Some(made));
            }
            match ready!(Pin::new(&mut self.body).poll_frame(context)) {
                None => return Poll::Ready(self.end().transpose()),
                Some(Err(fault)) => return Poll::Ready(Some(Err(fault))),
                Some(Ok(frame)) => {
                    if let Ok(data) = frame.into_data() {
                        self.held.extend_from_slice(&data);
                    }
                }
            }
        }
    }
}

fn malformed() -> Fault {
    Fault::sender("InvalidRequest", "the body is not framed as aws-chunked says")
}

#[cfg(test)]
mod tests {
    use http_body_util::BodyExt;

    use super::*;
    use crate::Stream;
    use crate::stream::tests::now;

    /// Bodies that arrive in pieces of `size` bytes.
    struct Pieces(Bytes, usize);

    impl Body for Pieces {
        type Data = Bytes;
        type Error = Fault;

        fn poll_frame(
            mut self: Pin<&mut Self>,
            _: &mut Context<'_>,
        ) -> Poll<Option<Result<Frame<Bytes>, Fault>>> {
            let size = self.1.min(self.0.len());
            let piece = self.0.split_to(size);
            Poll::Ready((size > 0).then_some(Ok(Frame::data(piece))))
        }
    }

    fn undone(text: &'static str, size: usize) -> Result<(Vec<u8>, HeaderMap), Fault> {
        let body = Chunked::new(Pieces(Bytes::from_static(text.as_bytes()), size));
        let (mut stream, mut data) = (Stream::new(body.boxed_unsync(), None), Vec::new());
        while let Some(piece) = now(stream.next()) {
            data.extend_from_slice(&piece?);
        }
        Ok((data, stream.trailers().clone()))
    }

    #[test]
    fn data_and_trailers_are_found_however_they_arrive() {
        let text =
            "5;chunk-signature=ad80c7\r\nhello\r\n1\r\n!\r\n0\r\nx-amz-checksum-crc32:AAAAAA==\r\n\r\n";
        for size in 1..text.len() {
            let (data, trailers) = undone(text, size).unwrap();
            assert_eq!(data, b"hello!");
            assert_eq!(trailers["x-amz-checksum-crc32"], "AAAAAA==");
        }
        assert_eq!(undone("0\r\n", 9).unwrap().0, b"");
        assert_eq!(undone("3\r\n\r\n\r\r\n0\r\n\r\n", 2).unwrap().0, b"\r\n\r");
    }

    #[test]
    fn what_is_not_framed_is_refused() {
        for text in ["", "x\r\n", "5\r\nhello", "5\r\nhelloo\r\n0\r\n\r\n", "1\r\n!\r\n", "0\r\nx\r\n\r\n"] {
            assert_eq!(undone(text, 100).unwrap_err().code, "InvalidRequest", "{text:?}");
        }
    }
}
