//! Bodies of rpc-v2-cbor.
#![no_main]

use libfuzzer_sys::fuzz_target;
use pumphouse_fuzz::sample::{OverCbor, read};
use wire::{CborReader, Question, Shape};

fuzz_target!(|body: &[u8]| {
    read::<OverCbor>(&Question {
        method: http::Method::POST,
        uri: http::Uri::from_static("/"),
        headers: http::HeaderMap::new(),
        body: bytes::Bytes::copy_from_slice(body),
    });
    let _ = wire::Document::read(&mut CborReader::new(body));
});
