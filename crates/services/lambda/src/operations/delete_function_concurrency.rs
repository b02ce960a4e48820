//! `DeleteFunctionConcurrency`.

use dispatch::{Call, Handle};
use lambda_api::{DeleteFunctionConcurrency, DeleteFunctionConcurrencyInput};
use wire::Fault;

use crate::Lambda;
use crate::functions::FunctionName;

impl Handle<DeleteFunctionConcurrency> for Lambda {
    async fn handle(&self, call: &Call, input: DeleteFunctionConcurrencyInput) -> Result<(), Fault> {
        self.set_concurrency(&FunctionName::parse(&input.function_name, None, &call.place)?, None).await
    }
}
