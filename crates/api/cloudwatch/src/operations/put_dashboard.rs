//! `PutDashboard`.

use kernel::Place;
use wire::{Operation, Service, Shape};

use crate::{DashboardValidationMessage, SERVICE, Tag, dashboard_arn};

/// The operation.
#[derive(Clone, Copy, Debug)]
pub struct PutDashboard;

impl Operation for PutDashboard {
    const SERVICE: &'static Service = &SERVICE;
    const NAME: &'static str = "PutDashboard";
    type Input = PutDashboardInput;
    type Output = PutDashboardOutput;

    fn action() -> String {
        "cloudwatch:PutDashboard".to_owned()
    }

    fn resources(input: &Self::Input, place: &Place) -> Vec<String> {
        vec![dashboard_arn(place, &input.dashboard_name)]
    }
}

/// Input of `PutDashboard`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct PutDashboardInput {
    #[shape(default)]
    pub dashboard_name: String,
    #[shape(default)]
    pub dashboard_body: String,
    pub tags: Option<Vec<Tag>>,
}

/// Output of `PutDashboard`.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct PutDashboardOutput {
    #[shape(default)]
    pub dashboard_validation_messages: Vec<DashboardValidationMessage>,
}
