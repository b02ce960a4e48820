//! `UpdatePreparedStatement`.

use athena_api::{UpdatePreparedStatement, UpdatePreparedStatementInput};
use dispatch::{Call, Handle};
use wire::Fault;

use crate::Athena;

impl Handle<UpdatePreparedStatement> for Athena {
    async fn handle(&self, call: &Call, input: UpdatePreparedStatementInput) -> Result<(), Fault> {
        let now = self.engine.now();
        let (work_group, name) = (input.work_group, input.statement_name);
        let changed = self.engine.change_statement(&call.place, &work_group, &name, move |statement| {
            statement.query = input.query_statement;
            statement.description = input.description.or(statement.description.take());
            statement.modified = now;
        });
        Ok(changed.await?)
    }
}
