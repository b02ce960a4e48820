//! `BatchGetPreparedStatement`.

use athena_api::{
    BatchGetPreparedStatement, BatchGetPreparedStatementInput, BatchGetPreparedStatementOutput,
    UnprocessedPreparedStatementName,
};
use dispatch::{Call, Handle};
use wire::Fault;

use super::describe;
use crate::Athena;
use crate::engine::EngineError;
use crate::errors::invalid;
use crate::limits::BATCH_STATEMENTS_MAX;

impl Handle<BatchGetPreparedStatement> for Athena {
    async fn handle(
        &self,
        call: &Call,
        input: BatchGetPreparedStatementInput,
    ) -> Result<BatchGetPreparedStatementOutput, Fault> {
        if input.prepared_statement_names.len() > BATCH_STATEMENTS_MAX {
            let text =
                format!("At most {BATCH_STATEMENTS_MAX} prepared statements can be asked for at once.");
            return Err(invalid(text));
        }
        let (mut found, mut missing) = (Vec::new(), Vec::new());
        for name in input.prepared_statement_names {
            match self.engine.statement(&call.place, &input.work_group, &name) {
                Ok(statement) => found.push(describe::statement(statement, &input.work_group)),
                Err(error @ EngineError::NoStatement { .. }) => {
                    missing.push(UnprocessedPreparedStatementName {
                        statement_name: Some(name),
                        error_code: Some("STATEMENT_NOT_FOUND".to_owned()),
                        error_message: Some(Fault::from(error).message),
                    })
                }
                Err(error) => return Err(error.into()),
            }
        }
        Ok(BatchGetPreparedStatementOutput {
            prepared_statements: Some(found),
            unprocessed_prepared_statement_names: Some(missing),
        })
    }
}
