//! `DeleteWorkGroup`.

use athena_api::{DeleteWorkGroup, DeleteWorkGroupInput};
use dispatch::{Call, Handle};
use wire::Fault;

use crate::Athena;
use crate::runs::Outcome;

impl Handle<DeleteWorkGroup> for Athena {
    async fn handle(&self, call: &Call, input: DeleteWorkGroupInput) -> Result<(), Fault> {
        let with_all = input.recursive_delete_option == Some(true);
        if with_all {
            self.engine.work_group(&call.place, &input.work_group)?;
            for run in self.runs.of_work_group(&call.place, &input.work_group) {
                self.end(&run, Outcome::Cancelled("Query cancelled as its workgroup was deleted")).await;
            }
        }
        Ok(self.engine.delete_work_group(&call.place, &input.work_group, with_all).await?)
    }
}
