//! Bodies of the JSON protocols.
#![no_main]

use libfuzzer_sys::fuzz_target;
use pumphouse_fuzz::sample::{OverJson, read};
use wire::{JsonReader, Question, Shape};

fuzz_target!(|body: &[u8]| {
    read::<OverJson>(&Question {
        method: http::Method::POST,
        uri: http::Uri::from_static("/"),
        headers: http::HeaderMap::new(),
        body: bytes::Bytes::copy_from_slice(body),
    });
    // As the shapes that services store do.
    if let Ok(mut reader) = JsonReader::new(body) {
        let _ = wire::Document::read(&mut reader);
    }
});
