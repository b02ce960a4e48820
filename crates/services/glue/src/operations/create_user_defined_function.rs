//! `CreateUserDefinedFunction`.

use dispatch::{Call, Handle};
use glue_api::{CreateUserDefinedFunction, CreateUserDefinedFunctionInput, CreateUserDefinedFunctionOutput};
use wire::Fault;

use super::own_catalog;
use crate::Glue;
use crate::errors::invalid;

impl Handle<CreateUserDefinedFunction> for Glue {
    async fn handle(
        &self,
        call: &Call,
        input: CreateUserDefinedFunctionInput,
    ) -> Result<CreateUserDefinedFunctionOutput, Fault> {
        own_catalog(call, input.catalog_id.as_deref())?;
        let Some(name) = input.function_input.function_name.clone() else {
            return Err(invalid("FunctionName must be given."));
        };
        let (database, function) = (&input.database_name, input.function_input);
        self.engine.put_function(&call.place, database, &name, function, false).await?;
        Ok(CreateUserDefinedFunctionOutput {})
    }
}
