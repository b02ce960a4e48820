//! `DeleteFunction`.

use dispatch::{Call, Handle};
use lambda_api::{DeleteFunction, DeleteFunctionInput, DeleteFunctionOutput};
use wire::Fault;

use crate::Lambda;
use crate::errors::invalid;
use crate::functions::FunctionName;

impl Handle<DeleteFunction> for Lambda {
    async fn handle(&self, call: &Call, input: DeleteFunctionInput) -> Result<DeleteFunctionOutput, Fault> {
        let name = FunctionName::parse(&input.function_name, input.qualifier.as_deref(), &call.place)?;
        if name.qualifier.is_some() && name.is_latest() {
            return Err(invalid("$LATEST version cannot be deleted without deleting the function."));
        }
        let changing = self.changing_functions().await;
        self.forget_function(changing, &name).await?;
        Ok(DeleteFunctionOutput { status_code: Some(204) })
    }
}
