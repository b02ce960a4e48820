//! Schemas and records: refused, or written as a file.
#![no_main]

use firehose_service::formats::parquet::{Compression, Encoder};
use firehose_service::formats::schema::{Inference, Schema};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|case: (&str, Vec<&[u8]>)| {
    let (kind, records) = case;
    let mut inference = Inference::default();
    for record in &records {
        inference.see(record);
    }
    for schema in [Schema::parse([("a", kind), ("b", "string")]), inference.schema()] {
        let Ok(schema) = schema else { continue };
        let mut encoder = Encoder::new(&schema, Compression::Snappy).sized(64, 256);
        let taken = records.iter().filter(|record| encoder.push(record).is_ok()).count();
        assert_eq!(encoder.rows(), taken as u64);
        let file = encoder.finish();
        assert!(file.starts_with(b"PAR1") && file.ends_with(b"PAR1"));
    }
});
