//! CloudWatch, as far as templates need it: a dashboard's body is what is there of it.

use std::sync::Arc;

use cloudwatch_api as cloudwatch;
use dispatch::{Call, Carrier, Handle, Routes};
use wire::{Fault, Operation};

use super::Fakes;

pub(super) fn carrier(fakes: &Arc<Fakes>) -> Carrier {
    Carrier::embedded(
        Routes::new(&cloudwatch::SERVICE, Arc::clone(fakes))
            .with::<cloudwatch::DeleteDashboards>()
            .with::<cloudwatch::GetDashboard>()
            .with::<cloudwatch::PutDashboard>(),
    )
}

fake!(cloudwatch::PutDashboard, |fakes, _call, input| {
    let name = format!("dashboard/{}", input.dashboard_name);
    if fakes.look(&name).is_err() {
        fakes.make(name)?;
    }
    cloudwatch::PutDashboardOutput::default()
});
fake!(cloudwatch::GetDashboard, |fakes, _call, input| {
    let _ = fakes.look(&format!("dashboard/{}", input.dashboard_name))?;
    cloudwatch::GetDashboardOutput { dashboard_body: Some("another's".into()), ..Default::default() }
});
fake!(cloudwatch::DeleteDashboards, |fakes, _call, input| {
    fakes.remove(&format!("dashboard/{}", input.dashboard_names[0]))?;
    cloudwatch::DeleteDashboardsOutput {}
});
