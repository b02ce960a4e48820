//! AWS's event streams (`application/vnd.amazon.eventstream`): frames of headers and a payload, each with its length
//! and two checksums.
//!
//! A frame: its whole length (4 bytes, big-endian), the length of its headers (4), the CRC32 of these 8 bytes (4), the
//! headers, the payload, and the CRC32 of everything before (4). A header: the length of its name (1), the name, a
//! type (1; 7 is a text), the length of its value (2), the value. Lacks: headers of other types than texts.

use bytes::Bytes;

/// The content type of a body that is one.
pub const EVENT_STREAM: &str = "application/vnd.amazon.eventstream";

/// The type of a header that is a text.
const TEXT: u8 = 7;
/// What a frame has beside headers and payload, bytes.
const FRAME_BYTES: usize = 16;

/// One frame.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// Names and texts.
    pub headers: Vec<(String, String)>,
    /// What it carries.
    pub payload: Bytes,
}

impl Event {
    /// An event of a kind (`sessionUpdate`) with a payload of JSON.
    pub fn of_json(kind: &str, payload: impl Into<Bytes>) -> Self {
        Self::new([(":message-type", "event"), (":event-type", kind)], payload)
    }

    /// The end of a stream by an exception (`SessionTimeoutException`).
    pub fn of_exception(kind: &str, payload: impl Into<Bytes>) -> Self {
        Self::new([(":message-type", "exception"), (":exception-type", kind)], payload)
    }

    fn new(headers: [(&str, &str); 2], payload: impl Into<Bytes>) -> Self {
        let all = headers.into_iter().chain([(":content-type", "application/json")]);
        let headers = all.map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
        Self { headers, payload: payload.into() }
    }

    /// The text of the header `name`.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The frame's bytes. Names are cut at 255 bytes and texts at 65 535, which no event comes near.
    pub fn encode(&self) -> Bytes {
        let mut headers = Vec::new();
        for (name, value) in &self.headers {
            let name = &name.as_bytes()[..name.len().min(usize::from(u8::MAX))];
            let value = &value.as_bytes()[..value.len().min(usize::from(u16::MAX))];
            headers.push(name.len() as u8);
            headers.extend_from_slice(name);
            headers.push(TEXT);
            headers.extend_from_slice(&(value.len() as u16).to_be_bytes());
            headers.extend_from_slice(value);
        }
        let length = FRAME_BYTES + headers.len() + self.payload.len();
        let mut frame = Vec::with_capacity(length);
        frame.extend_from_slice(&(length as u32).to_be_bytes());
        frame.extend_from_slice(&(headers.len() as u32).to_be_bytes());
        frame.extend_from_slice(&crc32fast::hash(&frame).to_be_bytes());
        frame.extend_from_slice(&headers);
        frame.extend_from_slice(&self.payload);
        frame.extend_from_slice(&crc32fast::hash(&frame).to_be_bytes());
        frame.into()
    }

    /// The frame that `bytes` begin with, and its length; `None` where it is not whole yet or not sound.
    pub fn decode(bytes: &[u8]) -> Option<(Self, usize)> {
        let number = |at: usize| Some(u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?));
        let (length, headers_length) = (number(0)? as usize, number(4)? as usize);
        let frame = bytes.get(..length).filter(|_| length >= FRAME_BYTES)?;
        let sound = number(8)? == crc32fast::hash(&frame[..8])
            && number(length - 4)? == crc32fast::hash(&frame[..length - 4]);
        let body = frame.get(12..length - 4).filter(|_| sound)?;
        let (mut rest, payload) = body.split_at_checked(headers_length)?;
        let mut headers = Vec::new();
        while let Some((&name_length, after)) = rest.split_first() {
            let (name, after) = after.split_at_checked(usize::from(name_length))?;
            let [TEXT, high, low, after @ ..] = after else { return None };
            let (value, after) = after.split_at_checked(usize::from(u16::from_be_bytes([*high, *low])))?;
            headers.push((text(name)?, text(value)?));
            rest = after;
        }
        Some((Self { headers, payload: Bytes::copy_from_slice(payload) }, length))
    }
}

fn text(bytes: &[u8]) -> Option<String> {
    std::str::from_utf8(bytes).ok().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_pinned_and_read_back() {
        let event = Event::of_json("x", "{}");
        let bytes = event.encode();
        let headers = b"\x0d:message-type\x07\x00\x05event\x0b:event-type\x07\x00\x01x\x0d:content-type\x07\x00\x10application/json";
        assert_eq!(bytes[..4], (16 + headers.len() as u32 + 2).to_be_bytes());
        assert_eq!(bytes[12..bytes.len() - 4], [headers.as_slice(), b"{}"].concat());
        let (read, length) = Event::decode(&[&bytes[..], b"more"].concat()).unwrap();
        assert_eq!((read.header(":event-type"), length), (Some("x"), bytes.len()));
        assert_eq!(read, event);
        for at in 0..bytes.len() {
            assert!(Event::decode(&bytes[..at]).is_none());
            let mut wrong = bytes.to_vec();
            wrong[at] ^= 1;
            assert!(Event::decode(&wrong).is_none(), "byte {at}");
        }
    }

    #[test]
    fn no_bytes_make_it_panic() {
        arbtest::arbtest(|random| {
            let _ = Event::decode(random.bytes(random.len().min(64))?);
            let headers: Vec<(String, String)> = random.arbitrary()?;
            let event = Event { headers, payload: Bytes::from(random.arbitrary::<Vec<u8>>()?) };
            let fits = event.headers.iter().all(|(name, value)| name.len() < 256 && value.len() < 65_536);
            if fits {
                assert_eq!(Event::decode(&event.encode()).unwrap().0, event);
            }
            Ok(())
        });
    }
}
