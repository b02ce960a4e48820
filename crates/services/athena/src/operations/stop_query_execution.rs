//! `StopQueryExecution`.

use athena_api::{StopQueryExecution, StopQueryExecutionInput};
use dispatch::{Call, Handle};
use wire::Fault;

use crate::Athena;
use crate::runs::Outcome;

impl Handle<StopQueryExecution> for Athena {
    async fn handle(&self, call: &Call, input: StopQueryExecutionInput) -> Result<(), Fault> {
        let id = &input.query_execution_id;
        self.permit_in::<StopQueryExecution>(call, self.look(call, id)?.work_group()).await?;
        // One that has ended stays as it is.
        if let Some(run) = self.runs.find(&call.place, id) {
            self.end(&run, Outcome::Cancelled("Query cancelled by user")).await;
        }
        Ok(())
    }
}
