//! `UpdateUserDefinedFunction`.

use dispatch::{Call, Handle};
use glue_api::{UpdateUserDefinedFunction, UpdateUserDefinedFunctionInput, UpdateUserDefinedFunctionOutput};
use wire::Fault;

use super::own_catalog;
use crate::Glue;

impl Handle<UpdateUserDefinedFunction> for Glue {
    async fn handle(
        &self,
        call: &Call,
        input: UpdateUserDefinedFunctionInput,
    ) -> Result<UpdateUserDefinedFunctionOutput, Fault> {
        own_catalog(call, input.catalog_id.as_deref())?;
        let (database, name, function) = (&input.database_name, &input.function_name, input.function_input);
        self.engine.put_function(&call.place, database, name, function, true).await?;
        Ok(UpdateUserDefinedFunctionOutput {})
    }
}
