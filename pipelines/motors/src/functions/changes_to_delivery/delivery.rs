//! Puts lines on a delivery stream, in as few calls as Firehose allows.

use bytes::Bytes;
use client::{Aws, ClientError};
use firehose_api::{PutRecordBatch, PutRecordBatchInput, Record};

use crate::functions::waits::{Waits, passes};

/// Records of one PutRecordBatch call, as Firehose allows.
const CALL_RECORDS: usize = 500;
/// Bytes of the records of one call, likewise.
const CALL_BYTES: usize = 4 << 20;
/// Bytes of one record, likewise.
const RECORD_BYTES: usize = 1000 << 10;

/// `lines` in runs that one call takes each. There is no run where there are no lines: Firehose refuses a
/// call without records.
pub fn batches(lines: &[Bytes]) -> Result<Vec<&[Bytes]>, ClientError> {
    let (mut batches, mut start, mut bytes) = (Vec::new(), 0, 0);
    for (at, line) in lines.iter().enumerate() {
        if line.len() > RECORD_BYTES {
            let text = format!("an item is {} bytes of JSON; Firehose takes {RECORD_BYTES}", line.len());
            return Err(ClientError::Failed(text));
        }
        if at - start == CALL_RECORDS || bytes + line.len() > CALL_BYTES {
            batches.push(&lines[start..at]);
            (start, bytes) = (at, 0);
        }
        bytes += line.len();
    }
    if start < lines.len() {
        batches.push(&lines[start..]);
    }
    Ok(batches)
}

/// Puts one batch; what Firehose did not take is offered again.
pub async fn put(aws: &Aws, stream: &str, batch: &[Bytes]) -> Result<(), ClientError> {
    let mut input = PutRecordBatchInput {
        delivery_stream_name: stream.to_owned(),
        records: batch.iter().map(|line| Record { data: line.clone() }).collect(),
    };
    let mut waits = Waits::new();
    loop {
        let refused = match aws.call::<PutRecordBatch>(&input).await {
            Ok(output) if output.failed_put_count == 0 => return Ok(()),
            Ok(output) => {
                let mut answers = output.request_responses.into_iter();
                let mut last = None;
                input.records.retain(|_| {
                    let code = answers.next().and_then(|answer| answer.error_code);
                    let failed = code.is_some();
                    last = code.or(last.take());
                    failed
                });
                let code = last.unwrap_or_default();
                ClientError::Failed(format!("delivery stream `{stream}` refuses records: {code}"))
            }
            Err(error) if passes(&error) => error,
            Err(error) => return Err(error),
        };
        if input.records.is_empty() {
            return Ok(());
        }
        waits.wait(|| refused).await?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sizes(lines: &[Bytes]) -> Vec<usize> {
        batches(lines).unwrap().iter().map(|batch| batch.len()).collect()
    }

    #[test]
    fn calls_hold_500_records_or_4_mib() {
        assert!(sizes(&[]).is_empty());
        assert_eq!(sizes(&vec![Bytes::from_static(b"x"); 1001]), [500, 500, 1]);
        let large = Bytes::from(vec![b'x'; RECORD_BYTES]);
        assert_eq!(sizes(&vec![large.clone(); 9]), [4, 4, 1]);
        let mebibyte_less = Bytes::from(vec![b'x'; 512 << 10]);
        assert_eq!(sizes(&vec![mebibyte_less; 16]), [8, 8]);
        let too_large = Bytes::from(vec![b'x'; RECORD_BYTES + 1]);
        assert!(batches(&[large, too_large]).is_err());
    }
}
