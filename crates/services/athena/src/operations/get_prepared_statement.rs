//! `GetPreparedStatement`.

use athena_api::{GetPreparedStatement, GetPreparedStatementInput, GetPreparedStatementOutput};
use dispatch::{Call, Handle};
use wire::Fault;

use super::describe;
use crate::Athena;

impl Handle<GetPreparedStatement> for Athena {
    async fn handle(
        &self,
        call: &Call,
        input: GetPreparedStatementInput,
    ) -> Result<GetPreparedStatementOutput, Fault> {
        let statement = self.engine.statement(&call.place, &input.work_group, &input.statement_name)?;
        let described = describe::statement(statement, &input.work_group);
        Ok(GetPreparedStatementOutput { prepared_statement: Some(described) })
    }
}
