//! `BatchGetQueryExecution`.

use athena_api::{
    BatchGetQueryExecution, BatchGetQueryExecutionInput, BatchGetQueryExecutionOutput,
    UnprocessedQueryExecutionId,
};
use dispatch::{Call, Handle};
use wire::Fault;

use crate::Athena;

impl Handle<BatchGetQueryExecution> for Athena {
    async fn handle(
        &self,
        call: &Call,
        input: BatchGetQueryExecutionInput,
    ) -> Result<BatchGetQueryExecutionOutput, Fault> {
        let (mut found, mut missing) = (Vec::new(), Vec::new());
        for id in input.query_execution_ids {
            match self.look(call, &id) {
                Ok(query) => {
                    self.permit_in::<BatchGetQueryExecution>(call, query.work_group()).await?;
                    found.push(query.execution);
                }
                Err(fault) if fault.is_sender() => missing.push(UnprocessedQueryExecutionId {
                    query_execution_id: Some(id),
                    error_code: Some("QUERY_EXECUTION_NOT_FOUND".to_owned()),
                    error_message: Some(fault.message),
                }),
                Err(fault) => return Err(fault),
            }
        }
        Ok(BatchGetQueryExecutionOutput {
            query_executions: Some(found),
            unprocessed_query_execution_ids: Some(missing),
        })
    }
}
