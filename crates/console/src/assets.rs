//! What pages load: the style, the modules, the icon, and plotly's script out of its crate.
//!
//! Answers carry a tag by content, so a browser that has them asks and is told so in a few bytes. Plotly's four and a
//! half megabytes are packed once, when a page first asks for them.

use std::io::Write as _;
use std::sync::OnceLock;

use bytes::Bytes;
use flate2::Compression;
use flate2::write::GzEncoder;
use http::HeaderMap;
use http::header::{
    ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, ETAG, HeaderValue, IF_NONE_MATCH, VARY,
};
use wire::Answer;

use crate::answer;

const SCRIPT: &str = "text/javascript; charset=utf-8";

/// The files that are ours: name, type, content.
const FILES: &[(&str, &str, &str)] = &[
    ("console.css", "text/css; charset=utf-8", include_str!("assets/console.css")),
    ("icon.svg", "image/svg+xml", include_str!("assets/icon.svg")),
    ("console.js", SCRIPT, include_str!("assets/console.js")),
    ("charts.js", SCRIPT, include_str!("assets/charts.js")),
    ("sql.js", SCRIPT, include_str!("assets/sql.js")),
    ("live.js", SCRIPT, include_str!("assets/live.js")),
    ("map.js", SCRIPT, include_str!("assets/map.js")),
];

/// The file `name`.
pub fn answer(name: &str, headers: &HeaderMap) -> Option<Answer> {
    if name == "plotly.js" {
        return Some(plotly(headers));
    }
    let (_, kind, content) = FILES.iter().find(|(known, ..)| *known == name)?;
    Some(tagged(kind, Bytes::from_static(content.as_bytes()), headers))
}

fn plotly(headers: &HeaderMap) -> Answer {
    static PLAIN: OnceLock<Bytes> = OnceLock::new();
    static PACKED: OnceLock<Bytes> = OnceLock::new();
    let takes = |name: &str| {
        let accepted = headers.get_all(ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok());
        accepted.flat_map(|value| value.split(',')).any(|word| word.trim().starts_with(name))
    };
    if !takes("gzip") {
        return tagged(SCRIPT, PLAIN.get_or_init(script_of_plotly).clone(), headers);
    }
    let packed = PACKED.get_or_init(|| {
        let mut packer = GzEncoder::new(Vec::new(), Compression::default());
        let written = packer.write_all(&script_of_plotly()).and_then(|()| packer.finish());
        written.expect("invariant: memory takes what is written").into()
    });
    let mut answer = tagged(SCRIPT, packed.clone(), headers);
    if !answer.body.is_empty() {
        answer.headers.insert(CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    }
    answer.headers.insert(VARY, HeaderValue::from_static("accept-encoding"));
    answer
}

/// The first script that the crate has for pages without a network; the second is for formulas.
fn script_of_plotly() -> Bytes {
    let sources = plotly::Plot::offline_js_sources();
    let inner = |text: &str| {
        let begin = text.find('>')? + 1;
        Some(text[begin..text.find("</script>\n")?].to_owned())
    };
    Bytes::from(inner(&sources).expect("invariant: the crate wraps its script in one element"))
}

fn tagged(kind: &'static str, body: Bytes, headers: &HeaderMap) -> Answer {
    let digest = ring::digest::digest(&ring::digest::SHA256, &body);
    let tag = format!("\"{}\"", &kernel::to_hex(digest.as_ref())[..16]);
    let known = headers.get(IF_NONE_MATCH).is_some_and(|known| known.as_bytes() == tag.as_bytes());
    let mut answer = match known {
        true => answer::whole(304, kind, Bytes::new()),
        false => answer::whole(200, kind, body),
    };
    answer.headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    if let Ok(tag) = HeaderValue::try_from(tag) {
        answer.headers.insert(ETAG, tag);
    }
    answer
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plotly_comes_packed_or_plain_and_once() {
        let mut headers = HeaderMap::new();
        let plain = answer("plotly.js", &headers).unwrap();
        assert!(plain.body.len() > 1_000_000 && !plain.body.starts_with(b"<"));
        headers.insert(ACCEPT_ENCODING, HeaderValue::from_static("br, gzip"));
        let packed = answer("plotly.js", &headers).unwrap();
        assert!(packed.body.len() < plain.body.len() / 2);
        headers.insert(IF_NONE_MATCH, packed.headers[ETAG].clone());
        let again = answer("plotly.js", &headers).unwrap();
        assert_eq!((again.status.as_u16(), again.body.len()), (304, 0));
    }

    #[test]
    fn what_is_not_there_is_not_there() {
        assert!(answer("../Cargo.toml", &HeaderMap::new()).is_none());
    }
}
