//! `PutFunctionConcurrency`.

use dispatch::{Call, Handle};
use lambda_api::{Concurrency, PutFunctionConcurrency, PutFunctionConcurrencyInput};
use wire::Fault;

use crate::Lambda;
use crate::functions::FunctionName;

impl Handle<PutFunctionConcurrency> for Lambda {
    async fn handle(
        &self,
        call: &Call,
        input: PutFunctionConcurrencyInput,
    ) -> Result<Concurrency, Fault> {
        let name = FunctionName::parse(&input.function_name, None, &call.place)?;
        let limit = Some(input.reserved_concurrent_executions);
        self.set_concurrency(&name, limit).await?;
        Ok(Concurrency { reserved_concurrent_executions: limit })
    }
}

impl Lambda {
    /// Reserves `limit` concurrent invocations for a function, or lifts the reservation.
    pub(crate) async fn set_concurrency(&self, name: &FunctionName, limit: Option<i32>) -> Result<(), Fault> {
        let mut stored = self.function(name)?.stored.clone();
        stored.concurrency = limit;
        self.keep_function(stored, false).await.map(drop)
    }
}
