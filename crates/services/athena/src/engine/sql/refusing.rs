//! The engine of a house that has none: every query fails, and says why.

use super::{Answer, Failure, Query, SqlEngine};

/// Athena's error type for a query engine that failed by itself.
const ENGINE_FAILED: i32 = 200;

/// Fails every query.
#[derive(Clone, Copy, Debug, Default)]
pub struct RefusingEngine;

impl SqlEngine for RefusingEngine {
    fn run(&self, _: Query) -> dispatch::Future<'_, Result<Answer, Failure>> {
        let mut failure = Failure::system(ENGINE_FAILED, "the SQL engine is not built in yet");
        failure.retryable = false;
        Box::pin(std::future::ready(Err(failure)))
    }
}
