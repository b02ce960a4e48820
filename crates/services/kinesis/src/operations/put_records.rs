//! `PutRecords`.

use std::time::Instant;

use dispatch::{Call, Handle};
use kinesis_api::{PutRecords, PutRecordsInput, PutRecordsOutput, PutRecordsResultEntry};
use wire::Fault;

use super::new_record;
use crate::engine::{Put, Stream};
use crate::errors::invalid;
use crate::{Kinesis, limits};

impl Handle<PutRecords> for Kinesis {
    async fn handle(&self, call: &Call, input: PutRecordsInput) -> Result<PutRecordsOutput, Fault> {
        let stream = self.find_active(call, input.stream_name.as_deref(), input.stream_arn.as_deref())?;
        let bytes: usize =
            input.records.iter().map(|record| record.data.len() + record.partition_key.len()).sum();
        if bytes > limits::PUT_BYTES_MAX {
            return Err(invalid(format!("Records size exceeds {} MB limit", limits::PUT_BYTES_MAX >> 20)));
        }
        let records = input.records.into_iter().map(|record| {
            new_record::check(&stream, record.partition_key, record.explicit_hash_key, record.data)
        });
        let records = records.collect::<Result<Vec<_>, _>>()?;
        let begun = Instant::now();
        let sizes: Vec<_> =
            records.iter().map(|record| record.partition_key.len() + record.data.len()).collect();
        let puts = self.engine.put(&stream, records).await;
        self.count(&stream, |calls| calls.put_records(&sizes, &puts, begun.elapsed()));
        let puts = puts?;
        let records: Vec<_> = puts.into_iter().map(|put| entry(&stream, put)).collect();
        let failed = records.iter().filter(|record| record.error_code.is_some()).count();
        Ok(PutRecordsOutput { failed_record_count: Some(failed as i32), records, encryption_type: None })
    }
}

fn entry(stream: &Stream, put: Put) -> PutRecordsResultEntry {
    match put {
        Ok(written) => PutRecordsResultEntry {
            sequence_number: Some(written.sequence_number.to_string()),
            shard_id: Some(stream.shards[written.shard as usize].id()),
            error_code: None,
            error_message: None,
        },
        Err(error) => {
            let fault = Fault::from(error);
            PutRecordsResultEntry {
                sequence_number: None,
                shard_id: None,
                error_code: Some(fault.code.into_owned()),
                error_message: Some(fault.message),
            }
        }
    }
}
