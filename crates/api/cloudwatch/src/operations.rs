//! One file per operation.

mod delete_dashboards;
mod get_dashboard;
mod get_metric_data;
mod get_metric_statistics;
mod list_dashboards;
mod list_metrics;
mod list_tags_for_resource;
mod put_dashboard;
mod put_metric_data;
mod tag_resource;
mod untag_resource;

pub use delete_dashboards::*;
pub use get_dashboard::*;
pub use get_metric_data::*;
pub use get_metric_statistics::*;
pub use list_dashboards::*;
pub use list_metrics::*;
pub use list_tags_for_resource::*;
pub use put_dashboard::*;
pub use put_metric_data::*;
pub use tag_resource::*;
pub use untag_resource::*;
