//! Puts records on the stream, each until it is taken.

use bytes::Bytes;
use client::{Aws, ClientError};
use kernel::Random;
use kinesis_api::{PutRecords, PutRecordsInput, PutRecordsRequestEntry};
use wire::Shape;

use super::SourceError;
use super::patience::{Patience, Tries};
use crate::record::Record;

/// Records of a PutRecords call, as Kinesis allows; of ours they are a fraction of the megabytes that it may have.
const CALL_RECORDS: usize = 500;

/// What a service says when it would take the same call later.
const PASSING: [&str; 5] = [
    "ProvisionedThroughputExceededException",
    "LimitExceededException",
    "ThrottlingException",
    "Throttling",
    "KMSThrottlingException",
];

/// Puts records.
pub struct Putter<'a> {
    aws: &'a Aws,
    stream: &'a str,
    patience: Patience,
    random: &'a dyn Random,
    retries: u64,
}

impl<'a> Putter<'a> {
    /// Puts on `stream`.
    pub fn new(aws: &'a Aws, stream: &'a str, patience: Patience, random: &'a dyn Random) -> Self {
        Self { aws, stream, patience, random, retries: 0 }
    }

    /// Calls that were made again, for all of their records or for some.
    pub fn retries(&self) -> u64 {
        self.retries
    }

    /// Puts `records`; the status of the last call, if one was needed.
    pub async fn put(&mut self, records: &[Record]) -> Result<Option<u16>, SourceError> {
        let mut status = None;
        for call in records.chunks(CALL_RECORDS) {
            status = Some(self.call(call.iter().map(entry).collect()).await?);
        }
        Ok(status)
    }

    async fn call(&mut self, mut left: Vec<PutRecordsRequestEntry>) -> Result<u16, SourceError> {
        let mut tries = Tries::new(self.patience, self.random);
        loop {
            let input = PutRecordsInput {
                records: left.clone(),
                stream_name: Some(self.stream.to_owned()),
                ..PutRecordsInput::placeholder()
            };
            let reason = match self.aws.call_for_status::<PutRecords>(&input).await {
                Ok((status, output)) => {
                    let mut results = output.records.into_iter();
                    let mut refused = None;
                    left.retain(|_| {
                        let code = results.next().and_then(|result| result.error_code);
                        refused = code.clone().or(refused.take());
                        code.is_some()
                    });
                    match refused {
                        None => return Ok(status.as_u16()),
                        Some(code) => format!("{} records were refused: {code}", left.len()),
                    }
                }
                Err(ClientError::Refused(fault))
                    if fault.status >= 500 || PASSING.contains(&&*fault.code) =>
                {
                    fault.to_string()
                }
                Err(error) => return Err(SourceError::Stream(error)),
            };
            tries.again(reason).await?;
            self.retries += 1;
        }
    }
}

/// A station's days are in one shard, in order.
fn entry(record: &Record) -> PutRecordsRequestEntry {
    PutRecordsRequestEntry {
        data: Bytes::from(record.to_json()),
        explicit_hash_key: None,
        partition_key: record.station.clone(),
    }
}
