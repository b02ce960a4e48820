//! Signed requests from anybody: headers and queries.
#![no_main]

use arbitrary::Arbitrary;
use http::Request;
use kernel::Timestamp;
use libfuzzer_sys::fuzz_target;
use wire::signature;

#[derive(Arbitrary, Debug)]
struct Signed<'a> {
    target: &'a str,
    /// Which header of those below, and what it says.
    headers: Vec<(u8, &'a [u8])>,
    /// What comes after `AWS4-HMAC-SHA256 `.
    authorization: Option<&'a [u8]>,
    body: &'a [u8],
    now: u64,
}

const HEADERS: [&str; 6] =
    ["host", "x-amz-date", "date", "x-amz-content-sha256", "x-amz-security-token", "authorization"];

fuzz_target!(|signed: Signed<'_>| {
    let mut builder = Request::builder().method("POST").uri(format!("/{}", signed.target));
    for (name, value) in &signed.headers {
        builder = builder.header(HEADERS[usize::from(*name) % HEADERS.len()], *value);
    }
    if let Some(rest) = signed.authorization {
        builder = builder.header("authorization", [b"AWS4-HMAC-SHA256 ", rest].concat());
    }
    let Ok(request) = builder.body(()) else { return };
    let (parts, ()) = request.into_parts();
    if let Ok(Some(claim)) = signature::parse(&parts) {
        // Half of the inputs are as old as they say, or nothing behind the clock would be met.
        let now = if signed.now % 2 == 0 { claim.date } else { Timestamp(signed.now) };
        let _ = signature::verify(&claim, &parts, signed.body, "secret", now);
    }
});
