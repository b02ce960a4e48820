//! `GetDashboard`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::{SERVICE, dashboard_arn};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct GetDashboard;

impl Operation for GetDashboard {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "GetDashboard";
    type Input = GetDashboardInput;
    type Output = GetDashboardOutput;

    fn action() -> String {
        "cloudwatch:GetDashboard".to_owned()
    }

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        vec![dashboard_arn(place, &input.dashboard_name)]
    }
}

/// Input of `GetDashboard`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct GetDashboardInput {
    #[shape(default)]
    pub dashboard_name: String,
}

/// Output of `GetDashboard`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct GetDashboardOutput {
    pub dashboard_arn: Option<String>,
    pub dashboard_body: Option<String>,
    pub dashboard_name: Option<String>,
}
