//! Reads a request's body whole, within bounds, and undoes its compression.

use std::io::Read;

use bytes::Bytes;
use flate2::read::GzDecoder;
use http::header::{CONTENT_ENCODING, CONTENT_LENGTH};
use http::request::Parts;
use http_body_util::{BodyExt, Limited};
use hyper::body::Incoming;
use wire::Fault;

/// The largest body taken, compressed or not. The largest any service takes is a function's code: 50 MB,
/// which base64 makes a third more (Lambda quotas).
pub const BYTES_MAX: usize = 72 << 20;

/// The body as it came.
pub async fn read(parts: &Parts, incoming: Incoming) -> Result<Bytes, Fault> {
    let stated =
        parts.headers.get(CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse::<usize>().ok());
    if stated.is_some_and(|length| length > BYTES_MAX) {
        return Err(too_large());
    }
    match Limited::new(incoming, BYTES_MAX).collect().await {
        Ok(collected) => Ok(collected.to_bytes()),
        Err(error) if error.is::<http_body_util::LengthLimitError>() => Err(too_large()),
        Err(error) => {
            Err(Fault::sender("SerializationException", format!("the body did not arrive whole: {error}")))
        }
    }
}

/// The body with `Content-Encoding: gzip` undone.
pub fn decompressed(parts: &Parts, body: &Bytes) -> Result<Bytes, Fault> {
    let encoding =
        parts.headers.get(CONTENT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if !encoding.eq_ignore_ascii_case("gzip") {
        return Ok(body.clone());
    }
    let mut plain = Vec::new();
    let read = GzDecoder::new(&body[..]).take(BYTES_MAX as u64 + 1).read_to_end(&mut plain);
    match read {
        Ok(length) if length > BYTES_MAX => Err(too_large()),
        Ok(_) => Ok(Bytes::from(plain)),
        Err(error) => Err(Fault::sender("SerializationException", format!("the body is not gzip: {error}"))),
    }
}

fn too_large() -> Fault {
    let message = format!("Request size exceeds the limit of {BYTES_MAX} bytes");
    Fault::with_status("RequestEntityTooLargeException", 413, message)
}
