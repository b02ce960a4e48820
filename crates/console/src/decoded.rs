//! Bytes as text for eyes: JSON laid out, text as it is, what is packed unpacked, all else in hexadecimal.
//!
//! Layout changes no token: a number of forty digits keeps all of them. Unpacking is bounded.

use std::io::Read as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use flate2::read::MultiGzDecoder;
use serde_json::Value;

/// Bytes that are unpacked at most.
const UNPACKED_MAX: u64 = 256 << 10;
/// Bytes that are shown in hexadecimal at most.
const HEX_MAX: usize = 512;
/// What an aggregate of the Kinesis Producer Library begins with.
const AGGREGATE: [u8; 4] = [0xf3, 0x89, 0x9a, 0xc2];
/// The MD5 that it ends with.
const AGGREGATE_END: usize = 16;
/// Base64 that is shorter is more likely a word.
const BASE64_MIN: usize = 16;

/// Bytes, understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    /// What they are: `JSON`, `gzip of text`.
    pub kind: String,
    /// For eyes.
    pub text: String,
}

/// What `bytes` are.
pub fn decode(bytes: &[u8]) -> Decoded {
    if bytes.is_empty() {
        return Decoded { kind: "empty".to_owned(), text: String::new() };
    }
    if let Some(parts) = aggregate(bytes) {
        let kind = format!("aggregate of {}", parts.len());
        let texts: Vec<_> = parts.iter().map(|part| plain(part).text).collect();
        return Decoded { kind, text: texts.join("\n") };
    }
    if bytes.starts_with(&[0x1f, 0x8b]) {
        let mut unpacked = Vec::new();
        let read = MultiGzDecoder::new(bytes).take(UNPACKED_MAX).read_to_end(&mut unpacked);
        // A part of a text may end within a character.
        let is_cut = unpacked.len() as u64 == UNPACKED_MAX;
        let end = if is_cut { unpacked.len() - 4 } else { unpacked.len() };
        if read.is_ok() && !unpacked.is_empty() {
            let inner = plain(&unpacked[..end]);
            return Decoded { kind: format!("gzip of {}", inner.kind), text: inner.text };
        }
    }
    let plain = plain(bytes);
    let may_be_base64 = plain.kind == "text" && bytes.len() >= BASE64_MIN && bytes.len().is_multiple_of(4);
    if may_be_base64 && let Ok(inner) = STANDARD.decode(bytes) {
        let inner = self::plain(&inner);
        if inner.kind != "bytes" {
            return Decoded { kind: format!("base64 of {}", inner.kind), text: inner.text };
        }
    }
    plain
}

/// JSON, text or bytes.
fn plain(bytes: &[u8]) -> Decoded {
    let Some(text) = std::str::from_utf8(bytes).ok().filter(|text| is_readable(text)) else {
        let shown = &bytes[..bytes.len().min(HEX_MAX)];
        let mut text = String::new();
        for (at, chunk) in shown.chunks(16).enumerate() {
            let hex: Vec<_> = chunk.chunks(2).map(kernel::to_hex).collect();
            text.push_str(&format!("{:04x}  {}\n", at * 16, hex.join(" ")));
        }
        if bytes.len() > HEX_MAX {
            text.push_str(&format!("… {} bytes in all\n", bytes.len()));
        }
        return Decoded { kind: "bytes".to_owned(), text };
    };
    let is_document =
        text.trim_start().starts_with(['{', '[']) && serde_json::from_str::<Value>(text).is_ok();
    match is_document {
        true => Decoded { kind: "JSON".to_owned(), text: laid_out(text) },
        false => Decoded { kind: "text".to_owned(), text: text.to_owned() },
    }
}

fn is_readable(text: &str) -> bool {
    text.chars().all(|letter| !letter.is_control() || letter.is_ascii_whitespace())
}

/// JSON text with a line for each member. It must be JSON.
pub fn laid_out(json: &str) -> String {
    let mut text = String::with_capacity(json.len() * 2);
    let (mut depth, mut in_string, mut escaped) = (0_usize, false, false);
    let mut letters = json.chars().peekable();
    while let Some(letter) = letters.next() {
        if in_string {
            text.push(letter);
            in_string = escaped || letter != '"';
            escaped = !escaped && letter == '\\';
            continue;
        }
        match letter {
            '{' | '[' => {
                text.push(letter);
                while letters.next_if(|next| next.is_ascii_whitespace()).is_some() {}
                if let Some(end) = letters.next_if(|next| matches!(next, '}' | ']')) {
                    text.push(end);
                    continue;
                }
                depth += 1;
                new_line(&mut text, depth);
            }
            '}' | ']' => {
                depth = depth.saturating_sub(1);
                new_line(&mut text, depth);
                text.push(letter);
            }
            ',' => {
                text.push(letter);
                new_line(&mut text, depth);
            }
            ':' => text.push_str(": "),
            letter if letter.is_ascii_whitespace() => {}
            letter => {
                in_string = letter == '"';
                text.push(letter);
            }
        }
    }
    text
}

/// Deep documents move right only so far.
fn new_line(text: &mut String, depth: usize) {
    text.push('\n');
    text.extend(std::iter::repeat_n("  ", depth.min(40)));
}

/// The records of an aggregate of the Kinesis Producer Library; none where it is none. Its layout is protobuf:
/// field 3 of the message is a record, whose field 3 is the data.
fn aggregate(bytes: &[u8]) -> Option<Vec<&[u8]>> {
    let body = bytes.strip_prefix(&AGGREGATE)?;
    let body = body.get(..body.len().checked_sub(AGGREGATE_END)?)?;
    let records = fields(body, 3)?;
    let data = records.into_iter().map(|record| fields(record, 3)?.into_iter().next());
    data.collect::<Option<Vec<_>>>().filter(|data| !data.is_empty())
}

/// The values with a length of the field `wanted`; none where `message` is no protobuf.
fn fields(mut message: &[u8], wanted: u64) -> Option<Vec<&[u8]>> {
    let mut found = Vec::new();
    while !message.is_empty() {
        let key = varint(&mut message)?;
        match key & 7 {
            0 => drop(varint(&mut message)?),
            2 => {
                let length = usize::try_from(varint(&mut message)?).ok()?;
                let (value, rest) = message.split_at_checked(length)?;
                message = rest;
                if key >> 3 == wanted {
                    found.push(value);
                }
            }
            _ => return None,
        }
    }
    Some(found)
}

fn varint(message: &mut &[u8]) -> Option<u64> {
    let mut value = 0;
    for shift in (0..64).step_by(7) {
        let (first, rest) = message.split_first()?;
        *message = rest;
        value |= u64::from(first & 0x7f) << shift;
        if first & 0x80 == 0 {
            return Some(value);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;

    fn kind(bytes: &[u8]) -> String {
        decode(bytes).kind
    }

    #[test]
    fn bytes_are_what_they_are() {
        assert_eq!(kind(b""), "empty");
        assert_eq!(kind(b" {\"a\":1}"), "JSON");
        assert_eq!(kind("größe 12".as_bytes()), "text");
        assert_eq!(kind(b"{\"a\":"), "text");
        assert_eq!(decode(&[0, 1, 255]), Decoded { kind: "bytes".into(), text: "0000  0001 ff\n".into() });
        assert!(decode(&[0; 4096]).text.ends_with("… 4096 bytes in all\n"));
        assert_eq!(kind(STANDARD.encode("{\"deep\":true}").as_bytes()), "base64 of JSON");
        assert_eq!(kind(b"internationalize"), "text", "a word is no base64");
    }

    #[test]
    fn gzip_is_unpacked_within_bounds() {
        let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        packer.write_all(&vec![b'a'; 10 << 20]).unwrap();
        let packed = packer.finish().unwrap();
        let found = decode(&packed);
        assert_eq!(found.kind, "gzip of text");
        assert!(found.text.len() as u64 <= UNPACKED_MAX);
        assert_eq!(kind(&packed[..6]), "bytes");
    }

    #[test]
    fn aggregates_are_taken_apart() {
        let record = |data: &[u8]| [&[0x08, 0, 0x1a, data.len() as u8], data].concat();
        let mut message = vec![0x0a, 1, b'k'];
        for data in [&b"{\"n\":1}"[..], b"two"] {
            let record = record(data);
            message.extend([0x1a, record.len() as u8]);
            message.extend(record);
        }
        let whole = [&AGGREGATE[..], &message, &[0; AGGREGATE_END]].concat();
        let found = decode(&whole);
        assert_eq!((found.kind.as_str(), found.text.as_str()), ("aggregate of 2", "{\n  \"n\": 1\n}\ntwo"));
        for end in 0..whole.len() {
            decode(&whole[..end]);
        }
    }

    #[test]
    fn layout_changes_no_token() {
        let json = r#"{"a":[1,2.50,{}],"b":"x\"{,:","c":[ ],"n":12345678901234567890123456789012345678}"#;
        let text = laid_out(json);
        assert!(text.contains("\"n\": 12345678901234567890123456789012345678"), "{text}");
        assert!(text.contains("2.50") && text.contains(r#""b": "x\"{,:""#) && text.contains("\"c\": []"));
        let compact: String = text.split('\n').map(str::trim_start).collect();
        assert_eq!(compact.replace(": ", ":"), json.replace("[ ]", "[]"));
    }
}
