//! `DeleteDashboards`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::{SERVICE, dashboard_arn};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct DeleteDashboards;

impl Operation for DeleteDashboards {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "DeleteDashboards";
    type Input = DeleteDashboardsInput;
    type Output = DeleteDashboardsOutput;

    fn action() -> String {
        "cloudwatch:DeleteDashboards".to_owned()
    }

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        input.dashboard_names.iter().map(|name| dashboard_arn(place, name)).collect()
    }
}

/// Input of `DeleteDashboards`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct DeleteDashboardsInput {
    #[shape(default)]
    pub dashboard_names: Vec<String>,
}

/// Output of `DeleteDashboards`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct DeleteDashboardsOutput {}
