//! What the queue is told that a mapping names for batches which are given up: where they are in the stream, not what
//! is in them.

use kernel::Timestamp;
use serde_json::{Value, json};
use wire::Fault;

use super::Follower;
use super::batch::Item;
use crate::Lambda;

/// Why a batch is given up, in AWS's word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failure {
    /// The function failed at it as often as it may.
    Exhausted,
    /// It grew too old.
    TooOld,
}

impl Failure {
    fn word(self) -> &'static str {
        match self {
            Self::Exhausted => "RetryAttemptsExhausted",
            Self::TooOld => "RecordAgeExceeded",
        }
    }
}

impl Follower {
    /// Tells the mapping's queue that `items` are given up. False where the mapping is stopped before that is done;
    /// then they are tried again later.
    pub(super) async fn tell_failure(
        &self,
        service: &Lambda,
        items: &[Item],
        failure: Failure,
        failures: i32,
    ) -> Result<bool, Fault> {
        let Some(target) = self.mapping.stored.on_failure.as_deref() else { return Ok(true) };
        let function = service.function_of(&self.mapping)?;
        let record = self.record(service, items, failure, failures).to_string();
        Ok(service.tell_destination(&function, target, record, &[], &self.stopped).await)
    }

    fn record(&self, service: &Lambda, items: &[Item], failure: Failure, failures: i32) -> Value {
        let of = |item: Option<&Item>| {
            let item = item.expect("invariant: a batch is not empty");
            (item.number.clone(), stamp(item.arrival))
        };
        let ((start, first), (end, last)) = (of(items.first()), of(items.last()));
        let mut record = json!({
            "requestContext": {
                "requestId": service.dispatch.request_id().0,
                "functionArn": self.mapping.stored.function,
                "condition": failure.word(),
                "approximateInvokeCount": failures,
            },
            "version": "1.0",
            "timestamp": stamp(service.dispatch.clock().now()),
        });
        if failure == Failure::Exhausted {
            record["responseContext"] =
                json!({"statusCode": 200, "executedVersion": "$LATEST", "functionError": "Unhandled"});
        }
        record[self.source.batch_name()] = json!({
            "shardId": self.shard,
            "startSequenceNumber": start,
            "endSequenceNumber": end,
            "approximateArrivalOfFirstRecord": first,
            "approximateArrivalOfLastRecord": last,
            "batchSize": items.len(),
            "streamArn": self.source.stream.as_str(),
        });
        record
    }
}

/// `2026-11-20T14:52:05.250Z`, with milliseconds always.
fn stamp(time: Timestamp) -> String {
    let (.., milli) = time.civil();
    let whole = Timestamp(time.0 - u64::from(milli)).iso8601();
    format!("{}.{milli:03}Z", whole.trim_end_matches('Z'))
}
