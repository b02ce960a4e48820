//! `DeleteUserDefinedFunction`.

use dispatch::{Call, Handle};
use glue_api::{DeleteUserDefinedFunction, DeleteUserDefinedFunctionInput, DeleteUserDefinedFunctionOutput};
use wire::Fault;

use super::own_catalog;
use crate::Glue;

impl Handle<DeleteUserDefinedFunction> for Glue {
    async fn handle(
        &self,
        call: &Call,
        input: DeleteUserDefinedFunctionInput,
    ) -> Result<DeleteUserDefinedFunctionOutput, Fault> {
        own_catalog(call, input.catalog_id.as_deref())?;
        self.engine.delete_function(&call.place, &input.database_name, &input.function_name).await?;
        Ok(DeleteUserDefinedFunctionOutput {})
    }
}
