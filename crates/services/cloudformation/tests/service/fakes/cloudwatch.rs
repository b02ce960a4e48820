//! CloudWatch, as far as templates need it: a dashboard's body is what is there of it; alarms of both kinds.

use std::sync::Arc;

use cloudwatch_api as cloudwatch;
use dispatch::{Call, Carrier, Handle, Routes};
use wire::{Fault, Operation};

use super::Fakes;

pub(super) fn carrier(fakes: &Arc<Fakes>) -> Carrier {
    Carrier::embedded(
        Routes::new(&cloudwatch::SERVICE, Arc::clone(fakes))
            .with::<cloudwatch::DeleteAlarms>()
            .with::<cloudwatch::DeleteDashboards>()
            .with::<cloudwatch::DescribeAlarms>()
            .with::<cloudwatch::GetDashboard>()
            .with::<cloudwatch::PutCompositeAlarm>()
            .with::<cloudwatch::PutDashboard>()
            .with::<cloudwatch::PutMetricAlarm>()
            .with::<cloudwatch::TagResource>()
            .with::<cloudwatch::UntagResource>(),
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

impl Fakes {
    fn put_alarm(&self, name: &str) -> Result<(), Fault> {
        let name = format!("alarm/{name}");
        if self.look(&name).is_ok() { Ok(()) } else { self.make(name) }
    }
}

fake!(cloudwatch::PutMetricAlarm, |fakes, _call, input| fakes.put_alarm(&input.alarm_name)?);
fake!(cloudwatch::PutCompositeAlarm, |fakes, _call, input| fakes.put_alarm(&input.alarm_name)?);
fake!(cloudwatch::DescribeAlarms, |fakes, _call, input| {
    let found = fakes.look(&format!("alarm/{}", input.alarm_names.unwrap()[0])).ok();
    let alarm = |made| cloudwatch::MetricAlarm {
        alarm_configuration_updated_timestamp: Some(made),
        ..Default::default()
    };
    let metric_alarms = found.into_iter().map(|(made, _)| alarm(made)).collect();
    cloudwatch::DescribeAlarmsOutput { metric_alarms, ..Default::default() }
});
fake!(cloudwatch::DeleteAlarms, |fakes, _call, input| {
    // What is not there is no error.
    let _ = fakes.remove(&format!("alarm/{}", input.alarm_names[0]));
});
fake!(cloudwatch::TagResource, |_fakes, _call, _input| cloudwatch::TagResourceOutput {});
fake!(cloudwatch::UntagResource, |_fakes, _call, _input| cloudwatch::UntagResourceOutput {});
