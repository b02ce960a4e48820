//! Records in a frame of the log: `docs/formats/kinesis.md` states the bytes.
//!
//! A record is the length of its partition key (u16), the key, the length of its data (u32), the data;
//! all numbers little-endian. The frame says which records it holds, for which shard, and when they
//! arrived.

use bytes::{Buf, BufMut, Bytes, BytesMut};
use storage::Frame;

/// Bytes of a record that are no data of its own: its lengths.
const LENGTHS_BYTES: u64 = 6;

/// Bytes of partition keys and data in a frame of so many records and so many bytes.
pub fn data_bytes(records: u32, payload: u32) -> u64 {
    u64::from(payload).saturating_sub(LENGTHS_BYTES * u64::from(records))
}

/// A record as read back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredRecord {
    /// Its place in the shard, from 1.
    pub index: u64,
    /// When it arrived, milliseconds since the epoch.
    pub arrival_ms: u64,
    /// Its partition key.
    pub partition_key: String,
    /// Its data.
    pub data: Bytes,
}

/// Records on their way into a frame.
#[derive(Debug, Default)]
pub struct Batch {
    bytes: BytesMut,
    count: u32,
}

impl Batch {
    /// Adds a record. The key is at most 256 characters, the data at most 10 MiB: shapes see to it.
    pub fn push(&mut self, partition_key: &str, data: &[u8]) {
        self.bytes.reserve(6 + partition_key.len() + data.len());
        self.bytes.put_u16_le(partition_key.len() as u16);
        self.bytes.put_slice(partition_key.as_bytes());
        self.bytes.put_u32_le(data.len() as u32);
        self.bytes.put_slice(data);
        self.count += 1;
    }

    /// The frame of these records, the first of which has place `first` in shard `lane`.
    pub fn into_frame(self, lane: u32, first: u64, timestamp_ms: u64) -> Frame {
        Frame { lane, first, count: self.count, timestamp_ms, payload: self.bytes.freeze() }
    }
}

/// The records of `frame`, or `None` where its payload is not what [`Batch`] makes.
pub fn decode(frame: &Frame) -> Option<Vec<StoredRecord>> {
    // Readers count on past the last record.
    frame.first.checked_add(u64::from(frame.count))?;
    let mut rest = frame.payload.clone();
    let mut records = Vec::with_capacity((frame.count as usize).min(rest.len() / 6));
    for number in 0..u64::from(frame.count) {
        let key_length = usize::from(rest.try_get_u16_le().ok()?);
        let key = (rest.len() >= key_length).then(|| rest.split_to(key_length))?;
        let data_length = rest.try_get_u32_le().ok()? as usize;
        let data = (rest.len() >= data_length).then(|| rest.split_to(data_length))?;
        records.push(StoredRecord {
            index: frame.first + number,
            arrival_ms: frame.timestamp_ms,
            partition_key: String::from_utf8(key.to_vec()).ok()?,
            data,
        });
    }
    rest.is_empty().then_some(records)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_pinned() {
        let mut batch = Batch::default();
        batch.push("k", b"data");
        batch.push("", b"");
        let frame = batch.into_frame(3, 7, 99);
        assert_eq!(&frame.payload[..], b"\x01\0k\x04\0\0\0data\0\0\0\0\0\0");
        let records = decode(&frame).unwrap();
        assert_eq!(data_bytes(frame.count, frame.payload.len() as u32), 5);
        assert_eq!((records.len(), records[1].index, &records[0].data[..]), (2, 8, &b"data"[..]));
    }

    #[test]
    fn regression_records_past_the_last_number_are_refused() {
        let mut batch = Batch::default();
        batch.push("k", b"data");
        batch.push("k", b"data");
        assert!(decode(&batch.into_frame(0, u64::MAX - 1, 1)).is_none());
    }

    #[test]
    fn rubbish_is_refused() {
        arbtest::arbtest(|source| {
            let (payload, count): (Vec<u8>, u32) = source.arbitrary()?;
            let frame = Frame { lane: 0, first: 1, count, timestamp_ms: 0, payload: payload.into() };
            let _ = decode(&frame);
            Ok(())
        })
        .budget_ms(200);
    }
}
