//! A record of PutRecord or PutRecords, checked as shapes cannot.

use bytes::Bytes;
use wire::Fault;

use crate::engine::{NewRecord, Stream, parse_hash_key};
use crate::limits;

/// The record, if the stream takes it.
pub fn check(
    stream: &Stream,
    key: String,
    hash_key: Option<String>,
    data: Bytes,
) -> Result<NewRecord, Fault> {
    let allowed =
        stream.description().record_kib_max.map_or(limits::RECORD_BYTES_MAX, |kib| kib as usize * 1024);
    if data.len() + key.len() > allowed {
        let message = format!(
            "1 validation error detected: Value at 'data' failed to satisfy constraint: Member must have length \
             less than or equal to {allowed}"
        );
        return Err(Fault::sender("ValidationException", message));
    }
    let hash_key = hash_key.as_deref().map(parse_hash_key).transpose()?;
    Ok(NewRecord { partition_key: key, hash_key, data })
}
