//! `ListMetrics`.

use wire::{Operation, Service, Shape};

use crate::{DimensionFilter, Metric, RecentlyActive, SERVICE};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct ListMetrics;

impl Operation for ListMetrics {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "ListMetrics";
    type Input = ListMetricsInput;
    type Output = ListMetricsOutput;

    fn action() -> String {
        "cloudwatch:ListMetrics".to_owned()
    }
}

/// Input of `ListMetrics`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct ListMetricsInput {
    #[shape(length(1..=255), pattern = "[^:].*")]
    pub namespace: Option<String>,
    #[shape(length(1..=255))]
    pub metric_name: Option<String>,
    #[shape(default)]
    pub dimensions: Vec<DimensionFilter>,
    pub next_token: Option<String>,
    pub recently_active: Option<RecentlyActive>,
    pub include_linked_accounts: Option<bool>,
    #[shape(length(1..=255))]
    pub owning_account: Option<String>,
}

/// Output of `ListMetrics`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct ListMetricsOutput {
    #[shape(default)]
    pub metrics: Vec<Metric>,
    pub next_token: Option<String>,
    pub owning_accounts: Option<Vec<String>>,
}
