//! `GetFunctionConcurrency`.

use dispatch::{Call, Handle};
use lambda_api::{GetFunctionConcurrency, GetFunctionConcurrencyInput, GetFunctionConcurrencyOutput};
use wire::Fault;

use crate::Lambda;
use crate::functions::FunctionName;

impl Handle<GetFunctionConcurrency> for Lambda {
    async fn handle(
        &self,
        call: &Call,
        input: GetFunctionConcurrencyInput,
    ) -> Result<GetFunctionConcurrencyOutput, Fault> {
        let name = FunctionName::parse(&input.function_name, None, &call.place)?;
        let reserved_concurrent_executions = self.function(&name)?.stored.concurrency;
        Ok(GetFunctionConcurrencyOutput { reserved_concurrent_executions })
    }
}
