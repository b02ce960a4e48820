//! Forms of the query protocol.
#![no_main]

use libfuzzer_sys::fuzz_target;
use pumphouse_fuzz::sample::{OverQuery, read};
use wire::Question;

fuzz_target!(|body: &[u8]| {
    read::<OverQuery>(&Question {
        method: http::Method::POST,
        uri: http::Uri::from_static("/"),
        headers: http::HeaderMap::new(),
        body: bytes::Bytes::copy_from_slice(body),
    });
});
