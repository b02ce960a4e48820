//! `DeleteDashboards`.

use cloudwatch_api::{DeleteDashboards, DeleteDashboardsInput, DeleteDashboardsOutput};
use dispatch::{Call, Handle};
use wire::Fault;

use crate::CloudWatch;
use crate::errors::{missing, too_many};
use crate::limits::DELETE_MAX;

impl Handle<DeleteDashboards> for CloudWatch {
    async fn handle(
        &self,
        call: &Call,
        input: DeleteDashboardsInput,
    ) -> Result<DeleteDashboardsOutput, Fault> {
        let mut names = input.dashboard_names;
        if names.is_empty() {
            return Err(missing("DashboardNames"));
        }
        if names.len() > DELETE_MAX {
            return Err(too_many("DashboardNames", DELETE_MAX));
        }
        names.sort();
        names.dedup();
        self.engine.delete_dashboards(&call.place, names).await?;
        Ok(DeleteDashboardsOutput {})
    }
}
