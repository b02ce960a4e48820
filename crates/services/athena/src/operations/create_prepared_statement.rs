//! `CreatePreparedStatement`.

use athena_api::{CreatePreparedStatement, CreatePreparedStatementInput};
use dispatch::{Call, Handle};
use wire::Fault;

use crate::Athena;
use crate::engine::StoredStatement;

impl Handle<CreatePreparedStatement> for Athena {
    async fn handle(&self, call: &Call, input: CreatePreparedStatementInput) -> Result<(), Fault> {
        let now = self.engine.now();
        let statement =
            StoredStatement::new(input.statement_name, input.query_statement, input.description, now);
        Ok(self.engine.create_statement(&call.place, &input.work_group, statement, false).await?)
    }
}
