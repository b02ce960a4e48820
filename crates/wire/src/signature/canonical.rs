//! The canonical request: one byte string for all ways of writing the same request.
//!
//! Follows "Create a signed AWS API request" of the IAM user guide. S3 paths are encoded once as they
//! are; all others lose dot segments and repeated slashes and are encoded once more than on the wire.
//! `+` in a query is a space, as everywhere at AWS; a `%` that starts no escape stands for itself.

use std::borrow::Cow;

use http::request::Parts;
use ring::digest::{SHA256, digest};

use super::{ALGORITHM, Scope, is_s3};

/// Everything of a request that its signature covers, beside date and scope.
pub(super) struct Signed<'a> {
    pub(super) parts: &'a Parts,
    pub(super) service: &'a str,
    /// Names in lower case, ascending, joined by `;`.
    pub(super) signed_headers: &'a str,
    /// Hash of the body in hexadecimal, or a literal that stands for it.
    pub(super) payload: &'a str,
    /// Whether the signature travels in the query, where it must not sign itself.
    pub(super) presigned: bool,
}

impl Signed<'_> {
    /// The canonical request.
    pub(super) fn canonical(&self) -> Vec<u8> {
        let parts = self.parts;
        let mut out = Vec::with_capacity(512);
        out.extend_from_slice(parts.method.as_str().as_bytes());
        out.push(b'\n');
        path_into(&mut out, parts.uri.path().as_bytes(), is_s3(self.service));
        out.push(b'\n');
        query_into(&mut out, parts.uri.query().unwrap_or_default(), |name| !self.omits(name));
        out.push(b'\n');
        for name in self.signed_headers.split(';') {
            header_into(&mut out, parts, name);
        }
        out.push(b'\n');
        out.extend_from_slice(self.signed_headers.as_bytes());
        out.push(b'\n');
        out.extend_from_slice(self.payload.as_bytes());
        out
    }

    /// Whether a query parameter stays unsigned. AWS IoT adds the session token after signing.
    fn omits(&self, name: &[u8]) -> bool {
        self.presigned
            && (name == b"X-Amz-Signature"
                || (name == b"X-Amz-Security-Token" && self.service == "iotdevicegateway"))
    }
}

/// The string that the signing key signs.
pub(super) fn string_to_sign(date: &str, scope: &Scope<'_>, canonical: &[u8]) -> String {
    format!("{ALGORITHM}\n{date}\n{scope}\n{}", sha256_hex(canonical))
}

/// SHA-256 of `bytes` in lower-case hexadecimal.
pub(super) fn sha256_hex(bytes: &[u8]) -> String {
    kernel::to_hex(digest(&SHA256, bytes).as_ref())
}

/// The authority that a request is for: its `Host` header, or HTTP/2's `:authority`.
pub(super) fn authority(parts: &Parts) -> Option<&[u8]> {
    let header = parts.headers.get(http::header::HOST).map(|value| value.as_bytes());
    header.or_else(|| parts.uri.authority().map(|authority| authority.as_str().as_bytes()))
}

fn header_into(out: &mut Vec<u8>, parts: &Parts, name: &str) {
    out.extend_from_slice(name.as_bytes());
    out.push(b':');
    if matches!(name, "host" | ":authority") {
        trimmed_into(out, authority(parts).unwrap_or_default());
    } else {
        for (index, value) in parts.headers.get_all(name).iter().enumerate() {
            if index > 0 {
                out.push(b',');
            }
            trimmed_into(out, value.as_bytes());
        }
    }
    out.push(b'\n');
}

/// `value` without blanks at its ends and with one space for every run of blanks inside.
fn trimmed_into(out: &mut Vec<u8>, value: &[u8]) {
    let words = value.split(|byte| matches!(byte, b' ' | b'\t')).filter(|word| !word.is_empty());
    for (index, word) in words.enumerate() {
        if index > 0 {
            out.push(b' ');
        }
        out.extend_from_slice(word);
    }
}

/// The canonical path of `path` as it stood on the wire.
pub(super) fn path_into(out: &mut Vec<u8>, path: &[u8], is_s3: bool) {
    if is_s3 {
        match path {
            [] => out.push(b'/'),
            _ => encode_into(out, &percent_decoded(path, false), true),
        }
        return;
    }
    let mut segments = Vec::new();
    for segment in path.split(|byte| *byte == b'/') {
        match segment {
            b"" | b"." => {}
            b".." => drop(segments.pop()),
            _ => segments.push(segment),
        }
    }
    for segment in &segments {
        out.push(b'/');
        encode_into(out, segment, false);
    }
    if segments.is_empty() || path.ends_with(b"/") {
        out.push(b'/');
    }
}

/// The canonical form of `query`: decoded, kept where `keep` says so, encoded, sorted by name and value.
pub(super) fn query_into(out: &mut Vec<u8>, query: &str, keep: impl Fn(&[u8]) -> bool) {
    let mut pairs = Vec::new();
    for pair in query.as_bytes().split(|byte| *byte == b'&').filter(|pair| !pair.is_empty()) {
        let equals = pair.iter().position(|byte| *byte == b'=');
        let (name, value) = equals.map_or((pair, &b""[..]), |at| (&pair[..at], &pair[at + 1..]));
        let name = percent_decoded(name, true);
        if keep(&name) {
            pairs.push((encoded(&name), encoded(&percent_decoded(value, true))));
        }
    }
    pairs.sort_unstable();
    for (index, (name, value)) in pairs.iter().enumerate() {
        if index > 0 {
            out.push(b'&');
        }
        out.extend_from_slice(name);
        out.push(b'=');
        out.extend_from_slice(value);
    }
}

/// `bytes` with everything but unreserved characters as `%XX`.
pub(super) fn encoded(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    encode_into(&mut out, bytes, false);
    out
}

fn encode_into(out: &mut Vec<u8>, bytes: &[u8], keep_slashes: bool) {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    for &byte in bytes {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => out.push(byte),
            b'/' if keep_slashes => out.push(byte),
            _ => out.extend([b'%', DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 15)]]),
        }
    }
}

/// `bytes` with their `%XX` escapes undone, and `+` read as a space where `plus_is_space`.
pub(super) fn percent_decoded(bytes: &[u8], plus_is_space: bool) -> Cow<'_, [u8]> {
    if !bytes.iter().any(|byte| *byte == b'%' || (plus_is_space && *byte == b'+')) {
        return Cow::Borrowed(bytes);
    }
    let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|value| u8::try_from(value).ok());
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let digits = if byte == b'%' { bytes.get(at + 1..at + 3) } else { None };
        let escape = digits.and_then(|pair| Some(digit(pair[0])? << 4 | digit(pair[1])?));
        out.push(match byte {
            b'+' if plus_is_space => b' ',
            _ => escape.unwrap_or(byte),
        });
        at += if escape.is_some() { 3 } else { 1 };
    }
    Cow::Owned(out)
}
