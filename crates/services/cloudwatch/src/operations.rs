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
