//! One file per operation; beside them what several share.

mod alarm;
mod dashboard_body;
mod delete_alarms;
mod delete_dashboards;
mod describe_alarm_history;
mod describe_alarms;
mod describe_alarms_for_metric;
mod disable_alarm_actions;
mod enable_alarm_actions;
mod get_dashboard;
mod get_metric_data;
mod get_metric_statistics;
mod list_dashboards;
mod list_metrics;
mod list_tags_for_resource;
pub(crate) mod metric;
mod page;
mod period;
mod put_composite_alarm;
mod put_dashboard;
mod put_metric_alarm;
mod put_metric_data;
pub(crate) mod query;
mod set_alarm_state;
mod tag_resource;
mod untag_resource;

use std::sync::Arc;

use wire::Fault;

use crate::CloudWatch;
use crate::engine::{Engine, EngineError};

impl CloudWatch {
    /// Reads on a thread that may wait for the disk.
    async fn reading<T: Send + 'static>(
        &self,
        read: impl FnOnce(&Engine) -> Result<T, EngineError> + Send + 'static,
    ) -> Result<T, Fault> {
        let engine = Arc::clone(&self.engine);
        let reading = tokio::task::spawn_blocking(move || read(&engine));
        Ok(reading.await.map_err(|error| Fault::internal(error.to_string()))??)
    }
}
