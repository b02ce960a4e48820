//! Answers of query services, as the client's side reads them.
#![no_main]

use http::{HeaderMap, StatusCode};
use libfuzzer_sys::fuzz_target;
use pumphouse_fuzz::sample::OverQuery;
use wire::{Answer, Protocol, parse_xml};

fuzz_target!(|text: &str| {
    let _ = parse_xml(text);
    let result = format!("<OverQueryResponse><OverQueryResult>{text}</OverQueryResult></OverQueryResponse>");
    for (status, body) in [(StatusCode::OK, result), (StatusCode::BAD_REQUEST, text.to_owned())] {
        let _ = Protocol::Query.read_output::<OverQuery>(&Answer {
            status,
            headers: HeaderMap::new(),
            body: body.into(),
            stream: None,
        });
    }
});
