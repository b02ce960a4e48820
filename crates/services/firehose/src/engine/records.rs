//! Records in a frame of the log: `docs/formats/firehose.md` states the bytes.
//!
//! A frame of one record is the record. A frame of several is their lengths (u32, little-endian), one after
//! the other, and then their data. So a record that is put alone is never copied, and none is when read.

use bytes::{Buf, BufMut, Bytes, BytesMut};
use storage::Frame;

/// The payload of a frame that holds `records`, of which there is one at least.
pub fn encode(records: &[Bytes]) -> Bytes {
    if let [record] = records {
        return record.clone();
    }
    let bytes = records.iter().map(|record| 4 + record.len()).sum();
    let mut payload = BytesMut::with_capacity(bytes);
    for record in records {
        // At most 1,000 KiB: the shape sees to it.
        payload.put_u32_le(record.len() as u32);
    }
    for record in records {
        payload.put_slice(record);
    }
    payload.freeze()
}

/// Bytes of data in a frame of so many records and so many bytes.
pub fn data_bytes(records: u32, payload: u32) -> u64 {
    let lengths = if records == 1 { 0 } else { 4 * u64::from(records) };
    u64::from(payload).saturating_sub(lengths)
}

/// The records of `frame`, or `None` where its payload is not what [`encode`] makes.
pub fn decode(frame: &Frame) -> Option<Vec<Bytes>> {
    // Readers count on past the last record.
    frame.first.checked_add(u64::from(frame.count))?;
    if frame.count == 1 {
        return Some(vec![frame.payload.clone()]);
    }
    let mut data = frame.payload.clone();
    let lengths_bytes = (frame.count as usize).checked_mul(4)?;
    let mut lengths = (data.len() >= lengths_bytes).then(|| data.split_to(lengths_bytes))?;
    let mut records = Vec::with_capacity(frame.count as usize);
    while let Ok(length) = lengths.try_get_u32_le() {
        let length = length as usize;
        records.push((data.len() >= length).then(|| data.split_to(length))?);
    }
    data.is_empty().then_some(records)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frame(count: u32, payload: Bytes) -> Frame {
        Frame { lane: 0, first: 1, count, timestamp_ms: 0, payload }
    }

    #[test]
    fn bytes_are_pinned() {
        let records = [Bytes::from_static(b"one"), Bytes::new(), Bytes::from_static(b"three")];
        let payload = encode(&records);
        assert_eq!(&payload[..], b"\x03\0\0\0\0\0\0\0\x05\0\0\0onethree");
        assert_eq!(decode(&frame(3, payload)).unwrap(), records);
        assert_eq!(&encode(&records[..1])[..], b"one");
        assert_eq!(decode(&frame(1, "one".into())).unwrap(), records[..1]);
    }

    #[test]
    fn rubbish_is_refused() {
        arbtest::arbtest(|source| {
            let (payload, count): (Vec<u8>, u32) = source.arbitrary()?;
            let _ = decode(&frame(count, payload.into()));
            Ok(())
        })
        .budget_ms(200);
    }
}
