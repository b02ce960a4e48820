//! What live tables are read through: calls as the one who asks, once more for a while where they are throttled.

use std::sync::Arc;
use std::time::Duration;

use dispatch::{Call, Dispatch};
use wire::{Fault, Operation};

use crate::error::{Error, Fact};
use crate::limits::{THROTTLED_PAUSE, THROTTLED_TRIES};
use crate::query::Progress;

/// What live tables are read through.
#[derive(Clone)]
pub struct Source {
    /// Where calls go.
    pub dispatch: Dispatch,
    /// As whom.
    pub call: Arc<Call>,
    /// What counts bytes and rows.
    pub progress: Arc<Progress>,
    /// The moment of the query, in milliseconds since 1970.
    pub now_ms: i64,
}

impl Source {
    /// Asks; a service that has too much to do is asked again, a bounded number of times.
    pub async fn ask<O>(&self, input: O::Input) -> Result<O::Output, Fault>
    where
        O: Operation,
        O::Input: Clone,
    {
        // Services in this house may answer at once: whoever is to end or to run beside this has a turn.
        tokio::task::yield_now().await;
        let mut pause = THROTTLED_PAUSE;
        for _ in 1..THROTTLED_TRIES {
            match self.dispatch.call::<O>(&self.call, input.clone()).await {
                Err(fault) if is_throttled(&fault) => wait(&mut pause).await,
                other => return other,
            }
        }
        self.dispatch.call::<O>(&self.call, input).await
    }
}

async fn wait(pause: &mut Duration) {
    tokio::time::sleep(*pause).await;
    *pause *= 2;
}

fn is_throttled(fault: &Fault) -> bool {
    let codes = [
        "LimitExceededException",
        "ProvisionedThroughputExceededException",
        "RequestLimitExceeded",
        "ThrottlingException",
    ];
    codes.contains(&fault.code.as_ref())
}

/// That there is no such table or stream.
pub fn is_missing(fault: &Fault) -> bool {
    fault.code == "ResourceNotFoundException"
}

/// That the caller may not do that.
pub fn is_denied(fault: &Fault) -> bool {
    matches!(fault.code.as_ref(), "AccessDeniedException" | "AccessDenied")
}

/// The fact behind a refusal about `what`, e.g. `stream 'orders'`.
pub fn fact(what: &str, fault: &Fault) -> Error {
    let fact = match fault.code.as_ref() {
        _ if is_denied(fault) => Fact::AccessDenied,
        _ if is_missing(fault) => Fact::TableNotFound,
        _ => Fact::External,
    };
    Error::new(fact, format!("{what} cannot be read: {}: {}", fault.code, fault.message))
}
