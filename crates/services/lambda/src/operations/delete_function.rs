//! `DeleteFunction`.

use dispatch::{Call, Handle};
use lambda_api::{DeleteFunction, DeleteFunctionInput, DeleteFunctionOutput};
use wire::Fault;

use crate::Lambda;
use crate::functions::FunctionName;

impl Handle<DeleteFunction> for Lambda {
    async fn handle(&self, call: &Call, input: DeleteFunctionInput) -> Result<DeleteFunctionOutput, Fault> {
        let name = FunctionName::parse(&input.function_name, input.qualifier.as_deref(), &call.place)?;
        let function = self.function(&name)?;
        self.forget_function(&function).await?;
        Ok(DeleteFunctionOutput { status_code: Some(204) })
    }
}
