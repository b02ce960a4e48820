//! URLs: taken apart as Java's URI does, encoded and decoded as forms are.
//!
//! Text that is no URI has no parts: null. A part that a URI lacks is empty; only ports and parameters are null then.

use super::arguments::{Arguments, Out, invalid};
use super::scalar::{Definition, scalar};
use crate::error::Error;

/// The group.
pub fn functions() -> Vec<Definition> {
    vec![
        scalar(&["url_extract_protocol(varchar) -> varchar"], |a| part(a, |uri| uri.scheme.to_owned())),
        scalar(&["url_extract_host(varchar) -> varchar"], |a| part(a, |uri| uri.host.to_owned())),
        scalar(&["url_extract_path(varchar) -> varchar"], |a| part(a, |uri| percent_decoded(uri.path))),
        scalar(&["url_extract_query(varchar) -> varchar"], |a| {
            part(a, |uri| percent_decoded(uri.query.unwrap_or_default()))
        }),
        scalar(&["url_extract_fragment(varchar) -> varchar"], |a| {
            part(a, |uri| percent_decoded(uri.fragment))
        }),
        scalar(&["url_extract_port(varchar) -> bigint"], |a| {
            a.bigints(|row| Ok(Uri::of(a.str(0, row)).and_then(|uri| uri.port)))
        }),
        scalar(&["url_extract_parameter(varchar, varchar) -> varchar"], |a| {
            a.texts(|row| {
                let query = Uri::of(a.str(0, row)).and_then(|uri| uri.query);
                let found = query.and_then(|query| {
                    let mut pairs = query.split('&').map(|pair| pair.split_once('=').unwrap_or((pair, "")));
                    pairs.find(|(name, _)| *name == a.str(1, row))
                });
                found.map(|(_, value)| form_decoded(value)).transpose()
            })
        }),
        scalar(&["url_encode(varchar) -> varchar"], |a| a.texts(|row| Ok(Some(encoded(a.str(0, row)))))),
        scalar(&["url_decode(varchar) -> varchar"], |a| a.texts(|row| form_decoded(a.str(0, row)).map(Some))),
    ]
}

fn part(a: &Arguments, of: fn(&Uri<'_>) -> String) -> Out {
    a.texts(|row| Ok(Uri::of(a.str(0, row)).map(|uri| of(&uri))))
}

/// The parts of a URI, as written.
#[derive(Debug, Default, PartialEq)]
struct Uri<'a> {
    scheme: &'a str,
    host: &'a str,
    port: Option<i64>,
    path: &'a str,
    query: Option<&'a str>,
    fragment: &'a str,
}

impl<'a> Uri<'a> {
    /// `None` if it is no URI.
    fn of(text: &'a str) -> Option<Self> {
        let is_refused =
            |letter: char| letter.is_whitespace() || letter.is_control() || "\"<>\\^`{|}".contains(letter);
        let escapes_are_whole = text.split('%').skip(1).all(|rest| {
            rest.as_bytes().get(..2).is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit))
        });
        if text.is_empty() || text.contains(is_refused) || !escapes_are_whole {
            return None;
        }
        let (text, fragment) = text.split_once('#').unwrap_or((text, ""));
        let mut uri = Self { fragment, ..Self::default() };
        let mut rest = text;
        let end = text.find([':', '/', '?']).filter(|end| text[*end..].starts_with(':'));
        if let Some(end) = end {
            let scheme = &text[..end];
            let is_scheme = scheme.starts_with(|letter: char| letter.is_ascii_alphabetic())
                && scheme.chars().all(|letter| letter.is_ascii_alphanumeric() || "+-.".contains(letter));
            if !is_scheme || text[end + 1..].is_empty() {
                return None;
            }
            (uri.scheme, rest) = (scheme, &text[end + 1..]);
            if !rest.starts_with('/') {
                // Opaque, as `mailto:` is: no other parts.
                return Some(uri);
            }
        }
        if let Some((before, query)) = rest.split_once('?') {
            (rest, uri.query) = (before, Some(query));
        }
        if let Some(after) = rest.strip_prefix("//") {
            let (authority, path) = after.split_at(after.find('/').unwrap_or(after.len()));
            let place = authority.rsplit_once('@').map_or(authority, |(_, place)| place);
            let colon = place.rfind(':').filter(|colon| !place[*colon..].contains(']'));
            if place.starts_with('[') != place.contains(']') {
                return None;
            }
            uri.host = &place[..colon.unwrap_or(place.len())];
            uri.port = colon.and_then(|colon| place[colon + 1..].parse().ok());
            rest = path;
        }
        uri.path = rest;
        Some(uri)
    }
}

/// Text without its `%` escapes.
fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let digits = after.get(..2).and_then(|digits| std::str::from_utf8(digits).ok());
        match digits.and_then(|digits| u8::from_str_radix(digits, 16).ok()).filter(|_| *first == b'%') {
            Some(byte) => {
                bytes.push(byte);
                rest = &after[2..];
            }
            None => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn form_decoded(text: &str) -> Result<String, Error> {
    let is_whole =
        |rest: &str| rest.as_bytes().get(..2).is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit));
    if !text.split('%').skip(1).all(is_whole) {
        return Err(invalid("URLDecoder: Illegal hex characters in escape (%) pattern"));
    }
    Ok(percent_decoded(&text.replace('+', " ")))
}

fn encoded(text: &str) -> String {
    use std::fmt::Write as _;
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b' ' => out.push('+'),
            byte if byte.is_ascii_alphanumeric() || b"-_.*".contains(&byte) => out.push(char::from(byte)),
            // Writing to a string does not fail.
            byte => drop(write!(out, "%{byte:02X}")),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn uris_are_taken_apart() {
        let uri = Uri::of("https://me:pw@[::1]:8443/a%20b?x=1&y#end").unwrap();
        assert_eq!((uri.scheme, uri.host, uri.port), ("https", "[::1]", Some(8443)));
        assert_eq!((uri.path, uri.query, uri.fragment), ("/a%20b", Some("x=1&y"), "end"));
        assert_eq!(Uri::of("/only/path").unwrap().path, "/only/path");
        assert_eq!(Uri::of("mailto:me@here").unwrap(), Uri { scheme: "mailto", ..Uri::default() });
        assert_eq!(Uri::of("http://a b/"), None);
        assert_eq!(Uri::of("http://[::1/"), None);
        assert_eq!(Uri::of("http://a/%zz"), None);
        assert_eq!(form_decoded(&encoded("a b&ü*~")).unwrap(), "a b&ü*~");
        assert_eq!(encoded("a b&ü*~"), "a+b%26%C3%BC*%7E");
    }
}
