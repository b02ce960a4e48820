//! `GetDashboard`.

use cloudwatch_api::{GetDashboard, GetDashboardInput, GetDashboardOutput, dashboard_arn};
use dispatch::{Call, Handle};
use wire::Fault;

use crate::CloudWatch;
use crate::errors::missing;

impl Handle<GetDashboard> for CloudWatch {
    async fn handle(&self, call: &Call, input: GetDashboardInput) -> Result<GetDashboardOutput, Fault> {
        let name = input.dashboard_name;
        if name.is_empty() {
            return Err(missing("DashboardName"));
        }
        let dashboard = self.engine.dashboard(&call.place, &name)?;
        Ok(GetDashboardOutput {
            dashboard_arn: Some(dashboard_arn(&call.place, &name)),
            dashboard_body: Some(dashboard.body),
            dashboard_name: Some(name),
        })
    }
}
