//! Records in a frame, and stored descriptions of streams.
#![no_main]

use kinesis_service::engine::{StoredStream, records};
use libfuzzer_sys::fuzz_target;
use storage::Frame;

fuzz_target!(|case: (Vec<u8>, u32, u64)| {
    let (payload, count, first) = case;
    let _ = StoredStream::decode(&payload);
    let frame = Frame { lane: 0, first, count, timestamp_ms: 1, payload: payload.into() };
    let Some(found) = records::decode(&frame) else { return };
    let mut batch = records::Batch::default();
    for record in &found {
        batch.push(&record.partition_key, &record.data);
    }
    assert_eq!(batch.into_frame(0, first, 1), frame);
});
