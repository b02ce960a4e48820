//! `GetUserDefinedFunction`.

use dispatch::{Call, Handle};
use glue_api::{GetUserDefinedFunction, GetUserDefinedFunctionInput, GetUserDefinedFunctionOutput};
use wire::Fault;

use super::own_catalog;
use crate::Glue;

impl Handle<GetUserDefinedFunction> for Glue {
    async fn handle(
        &self,
        call: &Call,
        input: GetUserDefinedFunctionInput,
    ) -> Result<GetUserDefinedFunctionOutput, Fault> {
        own_catalog(call, input.catalog_id.as_deref())?;
        let function = self.engine.function(&call.place, &input.database_name, &input.function_name)?;
        Ok(GetUserDefinedFunctionOutput { user_defined_function: Some(function.show(&call.place)) })
    }
}
