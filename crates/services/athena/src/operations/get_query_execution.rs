//! `GetQueryExecution`.

use athena_api::{GetQueryExecution, GetQueryExecutionInput, GetQueryExecutionOutput};
use dispatch::{Call, Handle};
use wire::Fault;

use crate::Athena;

impl Handle<GetQueryExecution> for Athena {
    async fn handle(
        &self,
        call: &Call,
        input: GetQueryExecutionInput,
    ) -> Result<GetQueryExecutionOutput, Fault> {
        let id = &input.query_execution_id;
        self.permit_in::<GetQueryExecution>(call, self.look(call, id)?.work_group()).await?;
        let found = self.look_soon(call, id).await?;
        Ok(GetQueryExecutionOutput { query_execution: Some(found.execution) })
    }
}
