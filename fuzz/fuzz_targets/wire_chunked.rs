//! Bodies in AWS's own framing, `aws-chunked`, however the network cuts them.
#![no_main]

use std::collections::VecDeque;
use std::pin::Pin;
use std::task::{Context, Poll};

use arbitrary::Arbitrary;
use bytes::Bytes;
use http::HeaderMap;
use http_body::{Body, Frame};
use http_body_util::BodyExt;
use libfuzzer_sys::fuzz_target;
use pumphouse_fuzz::wait;
use wire::{Chunked, Fault, Stream};

#[derive(Arbitrary, Debug)]
struct Case<'a> {
    /// What comes, framed or not.
    framed: &'a [u8],
    /// How large its pieces are.
    cuts: Vec<u8>,
    /// What a client sends in chunks.
    chunks: Vec<&'a [u8]>,
    /// What it says behind each size.
    extension: u64,
}

/// A body in pieces that are as large as `cuts` say, then whole.
struct Cut(VecDeque<Bytes>);

impl Cut {
    fn new(mut bytes: Bytes, cuts: &[u8]) -> Self {
        let mut pieces = VecDeque::new();
        for cut in cuts {
            let piece = bytes.split_to(usize::from(*cut).min(bytes.len()));
            pieces.push_back(piece);
        }
        pieces.push_back(bytes);
        Self(pieces)
    }
}

impl Body for Cut {
    type Data = Bytes;
    type Error = Fault;

    fn poll_frame(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Fault>>> {
        Poll::Ready(self.0.pop_front().map(|piece| Ok(Frame::data(piece))))
    }
}

/// What is inside, and what came after it.
fn undone(framed: &[u8], cuts: &[u8]) -> Result<(Vec<u8>, HeaderMap), String> {
    let body = Chunked::new(Cut::new(Bytes::copy_from_slice(framed), cuts));
    let (mut stream, mut data) = (Stream::new(body.boxed_unsync(), None), Vec::new());
    wait(async {
        while let Some(piece) = stream.next().await {
            let piece = piece.map_err(|fault| fault.code.to_string())?;
            assert!(!piece.is_empty());
            data.extend_from_slice(&piece);
        }
        Ok((data, stream.trailers().clone()))
    })
}

fuzz_target!(|case: Case<'_>| {
    let whole = undone(case.framed, &[]);
    assert_eq!(undone(case.framed, &case.cuts), whole, "cuts change nothing");
    if let Ok((data, trailers)) = whole {
        assert!(data.len() + trailers.len() < case.framed.len());
    }
    let mut framed = Vec::new();
    for chunk in case.chunks.iter().filter(|chunk| !chunk.is_empty()) {
        framed.extend(format!("{:x};chunk-signature={:x}\r\n", chunk.len(), case.extension).bytes());
        framed.extend_from_slice(chunk);
        framed.extend(b"\r\n");
    }
    framed.extend(b"0\r\nx-amz-checksum-crc32:AAAAAA==\r\n\r\n");
    let (data, trailers) = undone(&framed, &case.cuts).expect("what is framed well");
    assert_eq!(data, case.chunks.concat());
    assert_eq!(trailers["x-amz-checksum-crc32"], "AAAAAA==");
});
