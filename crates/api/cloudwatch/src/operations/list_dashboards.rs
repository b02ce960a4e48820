//! `ListDashboards`.

use wire::{Operation, Service, Shape};

use crate::{DashboardEntry, SERVICE};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct ListDashboards;

impl Operation for ListDashboards {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "ListDashboards";
    type Input = ListDashboardsInput;
    type Output = ListDashboardsOutput;

    fn action() -> String {
        "cloudwatch:ListDashboards".to_owned()
    }
}

/// Input of `ListDashboards`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct ListDashboardsInput {
    pub dashboard_name_prefix: Option<String>,
    pub next_token: Option<String>,
}

/// Output of `ListDashboards`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct ListDashboardsOutput {
    #[shape(default)]
    pub dashboard_entries: Vec<DashboardEntry>,
    pub next_token: Option<String>,
}
