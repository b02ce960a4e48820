//! Records as producers send them: unpacked, taken apart, or passed as they are.
#![no_main]

use bytes::Bytes;
use firehose_service::formats::{self, cloudwatch_logs, deaggregate};
use libfuzzer_sys::fuzz_target;
use md5::{Digest, Md5};

fuzz_target!(|case: (&[u8], &[u8])| {
    let (data, delimiter) = case;
    let record = Bytes::copy_from_slice(data);
    let _ = formats::decompress(data);
    let _ = cloudwatch_logs::messages(data);
    if let Ok(parts) = deaggregate::objects(&record) {
        assert!(parts.iter().all(|part| part.starts_with(b"{") && part.ends_with(b"}")));
    }
    if let Ok(parts) = deaggregate::delimited(&record, delimiter) {
        assert!(parts.iter().all(|part| !part.is_empty()));
    }
    let _ = formats::deaggregate(record);
    // Under a sound seal the message itself is read.
    let sealed = [&[0xf3, 0x89, 0x9a, 0xc2], data, &Md5::digest(data)[..]].concat();
    let _ = formats::deaggregate(sealed.into());
});
