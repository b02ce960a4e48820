//! Puts records on a stream, as every producer must: what a shard did not take is put again.

use std::time::Duration;

use indicatif::ProgressBar;
use kinesis_api::{PutRecords, PutRecordsInput, PutRecordsRequestEntry};
use wire::Shape;

use crate::client::Client;

/// Records of a PutRecords call, as Kinesis allows.
pub const CALL_RECORDS: usize = 500;
/// How long a shard that took no more is given.
const WAIT: Duration = Duration::from_millis(100);

/// Puts `entries` on `stream`, moving `bar` on.
pub async fn put(
    client: &Client,
    stream: &str,
    entries: Vec<PutRecordsRequestEntry>,
    bar: &ProgressBar,
) -> anyhow::Result<()> {
    for call in entries.chunks(CALL_RECORDS) {
        let mut left = call.to_vec();
        loop {
            let records = left.len();
            let input = PutRecordsInput {
                records: left.clone(),
                stream_name: Some(stream.to_owned()),
                ..PutRecordsInput::placeholder()
            };
            let output = client.call::<PutRecords>(input).await?;
            let mut results = output.records.into_iter();
            left.retain(|_| results.next().is_some_and(|result| result.error_code.is_some()));
            bar.inc((records - left.len()) as u64);
            if left.is_empty() {
                break;
            }
            tokio::time::sleep(WAIT).await;
        }
    }
    Ok(())
}
