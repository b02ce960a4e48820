//! Paths, queries, headers and bodies of the REST protocols.
#![no_main]

use arbitrary::Arbitrary;
use http::{HeaderMap, HeaderValue, Method, Uri};
use libfuzzer_sys::fuzz_target;
use pumphouse_fuzz::sample::{OverRest, read};
use wire::Question;

#[derive(Arbitrary, Debug)]
struct Request<'a> {
    target: &'a str,
    mode: Option<&'a [u8]>,
    body: &'a [u8],
}

fuzz_target!(|request: Request<'_>| {
    let Ok(uri) = Uri::try_from(format!("/2020/streams/{}", request.target)) else { return };
    let mut headers = HeaderMap::new();
    if let Some(Ok(mode)) = request.mode.map(HeaderValue::from_bytes) {
        headers.insert("x-mode", mode);
    }
    let body = bytes::Bytes::copy_from_slice(request.body);
    read::<OverRest>(&Question { method: Method::PUT, uri, headers, body });
});
