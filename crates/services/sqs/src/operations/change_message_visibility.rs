//! `ChangeMessageVisibility`.

use dispatch::{Call, Handle};
use sqs_api::{ChangeMessageVisibility, ChangeMessageVisibilityInput};
use wire::Fault;

use crate::Sqs;
use crate::engine::Receipt;
use crate::errors::{missing, of_handle, wrong};
use crate::limits::VISIBILITY_S;

impl Handle<ChangeMessageVisibility> for Sqs {
    async fn handle(&self, call: &Call, input: ChangeMessageVisibilityInput) -> Result<(), Fault> {
        let queue = self.queue::<ChangeMessageVisibility>(call, &input.queue_url).await?;
        if input.receipt_handle.is_empty() {
            return Err(missing("ReceiptHandle"));
        }
        let seconds = visibility(input.visibility_timeout)?;
        let handle = &input.receipt_handle;
        let asked = Receipt::decode(queue.id, handle).map(|receipt| (receipt, seconds));
        let outcome = self.engine.hide(&queue, vec![asked])?.pop().unwrap_or(Ok(()));
        outcome.map_err(|error| of_handle(error, handle))
    }
}

/// For how long a message is to be hidden, seconds.
pub(super) fn visibility(given: Option<i32>) -> Result<u64, Fault> {
    let given = given.ok_or_else(|| missing("VisibilityTimeout"))?;
    if VISIBILITY_S.contains(&i64::from(given)) {
        return Ok(u64::from(given.unsigned_abs()));
    }
    let reason = "VisibilityTimeout must be an integer between 0 and 43200.";
    Err(wrong(&given.to_string(), "VisibilityTimeout", reason))
}
