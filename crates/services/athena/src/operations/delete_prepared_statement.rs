//! `DeletePreparedStatement`.

use athena_api::{DeletePreparedStatement, DeletePreparedStatementInput};
use dispatch::{Call, Handle};
use wire::Fault;

use crate::Athena;

impl Handle<DeletePreparedStatement> for Athena {
    async fn handle(&self, call: &Call, input: DeletePreparedStatementInput) -> Result<(), Fault> {
        Ok(self.engine.delete_statement(&call.place, &input.work_group, &input.statement_name).await?)
    }
}
