//! `PutFunctionConcurrency`.

use dispatch::{Call, Handle};
use lambda_api::{Concurrency, PutFunctionConcurrency, PutFunctionConcurrencyInput};
use wire::Fault;

use crate::Lambda;
use crate::engine::limits::CONCURRENT_EXECUTIONS_MAX;
use crate::errors::invalid;
use crate::functions::FunctionName;
use crate::limits::UNRESERVED_CONCURRENCY_MIN;

impl Handle<PutFunctionConcurrency> for Lambda {
    async fn handle(&self, call: &Call, input: PutFunctionConcurrencyInput) -> Result<Concurrency, Fault> {
        let name = FunctionName::parse(&input.function_name, None, &call.place)?;
        let limit = Some(input.reserved_concurrent_executions);
        self.set_concurrency(&name, limit).await?;
        Ok(Concurrency { reserved_concurrent_executions: limit })
    }
}

impl Lambda {
    /// Reserves `limit` concurrent invocations for a function, or lifts the reservation.
    pub(crate) async fn set_concurrency(&self, name: &FunctionName, limit: Option<i32>) -> Result<(), Fault> {
        let changing = self.changing_functions().await;
        let mut stored = self.function(name)?.stored.clone();
        let others = self.functions_of(&name.place)?;
        let others = others.iter().filter(|other| other.stored.name != stored.name);
        let reserved: i64 = others.filter_map(|other| other.stored.concurrency).map(i64::from).sum();
        let left = CONCURRENT_EXECUTIONS_MAX as i64 - reserved - i64::from(limit.unwrap_or(0));
        if limit.is_some() && left < UNRESERVED_CONCURRENCY_MIN {
            return Err(invalid(format!(
                "Specified ReservedConcurrentExecutions for function decreases account's \
                 UnreservedConcurrentExecution below its minimum value of [{UNRESERVED_CONCURRENCY_MIN}]."
            )));
        }
        stored.concurrency = limit;
        self.keep_function(changing, stored).await.map(drop)
    }
}
