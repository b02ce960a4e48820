//! Bytes of a journal record: the writes of one group. Stated in `docs/formats/key-value.md`.

use bytes::Bytes;

const PUT: u8 = 1;
const DELETE: u8 = 2;

/// Appends "set `key` to `value`" to a record.
pub(super) fn put(record: &mut Vec<u8>, key: &[u8], value: &[u8]) {
    record.push(PUT);
    record.extend_from_slice(&length_of(key));
    record.extend_from_slice(&length_of(value));
    record.extend_from_slice(key);
    record.extend_from_slice(value);
}

/// Appends "remove `key`" to a record.
pub(super) fn delete(record: &mut Vec<u8>, key: &[u8]) {
    record.push(DELETE);
    record.extend_from_slice(&length_of(key));
    record.extend_from_slice(key);
}

/// Lengths of 4 GiB and more cannot be written: their frame is refused for its own length.
fn length_of(bytes: &[u8]) -> [u8; 4] {
    u32::try_from(bytes.len()).unwrap_or(u32::MAX).to_le_bytes()
}

/// Calls `apply` with each key and its new value, or none if it is removed; answers false if the record
/// is not one.
pub(super) fn decode(mut record: &[u8], mut apply: impl FnMut(&[u8], Option<Bytes>)) -> bool {
    while let Some((tag, rest)) = record.split_first() {
        let write = match *tag {
            PUT => read_put(rest),
            DELETE => read_delete(rest),
            _ => None,
        };
        let Some((key, value, rest)) = write else { return false };
        apply(key, value.map(Bytes::copy_from_slice));
        record = rest;
    }
    true
}

type Write<'a> = (&'a [u8], Option<&'a [u8]>, &'a [u8]);

fn read_put(bytes: &[u8]) -> Option<Write<'_>> {
    let (key_length, bytes) = read_length(bytes)?;
    let (value_length, bytes) = read_length(bytes)?;
    let (key, bytes) = bytes.split_at_checked(key_length)?;
    let (value, rest) = bytes.split_at_checked(value_length)?;
    Some((key, Some(value), rest))
}

fn read_delete(bytes: &[u8]) -> Option<Write<'_>> {
    let (key_length, bytes) = read_length(bytes)?;
    let (key, rest) = bytes.split_at_checked(key_length)?;
    Some((key, None, rest))
}

fn read_length(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let (length, rest) = bytes.split_first_chunk()?;
    Some((u32::from_le_bytes(*length) as usize, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pinned() {
        let mut record = Vec::new();
        put(&mut record, b"key", b"va");
        delete(&mut record, b"k");
        assert_eq!(record, b"\x01\x03\0\0\0\x02\0\0\0keyva\x02\x01\0\0\0k");
        let mut writes = Vec::new();
        assert!(decode(&record, |key, value| writes.push((key.to_vec(), value))));
        assert_eq!(writes, [(b"key".to_vec(), Some("va".into())), (b"k".to_vec(), None)]);
    }

    #[test]
    fn any_bytes_decode_or_are_refused() {
        arbtest::arbtest(|u| {
            let bytes: Vec<u8> = u.arbitrary()?;
            decode(&bytes, |_, _| {});
            Ok(())
        });
        assert!(!decode(&[PUT, 255, 255, 255, 255, 1, 0, 0, 0, 1], |_, _| {}));
        assert!(!decode(&[3], |_, _| {}));
    }
}
