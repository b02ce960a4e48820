//! `DeleteMetricFilter`.

use dispatch::{Call, Handle};
use logs_api::{DeleteMetricFilter, DeleteMetricFilterInput};
use wire::Fault;

use crate::Logs;

impl Handle<DeleteMetricFilter> for Logs {
    async fn handle(&self, call: &Call, input: DeleteMetricFilterInput) -> Result<(), Fault> {
        let group = self.find(call, Some(&input.log_group_name), None)?;
        self.catch_up(&call.place, &group).await?;
        Ok(self.engine.delete_metric_filter(group.id(), &input.filter_name).await?)
    }
}
