//! Delivery: what carries a plan out.
//!
//! One task per delivery stream reads its source, processes what it read, buffers it and hands full buffers to
//! deliveries of their own. Between reads it waits for notices, for buffers to become due on the house's clock,
//! and for deliveries to come back. Invariant: progress is stored only over records that were delivered, with
//! all that became of them; whatever ends the task, the next one reads the others again.

pub(crate) mod batch;
mod buffers;
pub mod catalog;
mod client;
mod columns;
mod destination;
mod failure;
mod ledger;
mod pieces;
mod report;
mod scope;
mod source;
mod transform;
mod worker;

use std::sync::Arc;

pub use columns::Columns;
pub use scope::Scope;

use crate::limits;
use worker::{End, Worker};

/// Works for a delivery stream until it is stopped.
pub async fn run(scope: Arc<Scope>) {
    let mut wait_ms = limits::RETRY_WAIT_MS_FIRST;
    while !scope.stopped.is_set() {
        let end = match Worker::new(Arc::clone(&scope)) {
            Ok(worker) => worker.run().await,
            Err(error) => {
                scope.report("Firehose.InternalError", &error.to_string()).await;
                End::Failed
            }
        };
        match end {
            End::Stopped => return,
            End::Failed => {
                scope.pause(wait_ms).await;
                wait_ms = (wait_ms * 2).min(limits::RETRY_WAIT_MS_MAX);
            }
        }
    }
}
