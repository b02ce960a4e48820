//! `GetUserDefinedFunctions`.

use dispatch::{Call, Handle};
use glue_api::{GetUserDefinedFunctions, GetUserDefinedFunctionsInput, GetUserDefinedFunctionsOutput};
use wire::Fault;

use super::names::Names;
use super::own_catalog;
use crate::Glue;
use crate::errors::invalid;

impl Handle<GetUserDefinedFunctions> for Glue {
    async fn handle(
        &self,
        call: &Call,
        input: GetUserDefinedFunctionsInput,
    ) -> Result<GetUserDefinedFunctionsOutput, Fault> {
        own_catalog(call, input.catalog_id.as_deref())?;
        let Some(database) = input.database_name else {
            return Err(invalid("DatabaseName must be given: functions are listed of one database here."));
        };
        let names = Names::parse(&input.pattern)?;
        let found = self.engine.functions(&call.place, &database)?.into_iter();
        let kind = input.function_type;
        let found = found.filter(|function| {
            names.are_like(&function.name)
                && kind.is_none_or(|kind| function.input.function_type == Some(kind))
        });
        let shown = found.map(|function| function.show(&call.place)).collect();
        // A database has no more than fit into one page.
        Ok(GetUserDefinedFunctionsOutput { user_defined_functions: Some(shown), next_token: None })
    }
}
