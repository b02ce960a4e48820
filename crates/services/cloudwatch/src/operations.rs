//! One file per operation; beside them what several share.

mod dashboard_body;
mod delete_dashboards;
mod get_dashboard;
mod get_metric_data;
mod get_metric_statistics;
mod list_dashboards;
mod list_metrics;
mod list_tags_for_resource;
mod metric;
mod page;
mod period;
mod put_dashboard;
mod put_metric_data;
mod query;
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
