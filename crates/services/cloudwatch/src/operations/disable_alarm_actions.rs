//! `DisableAlarmActions`.

use cloudwatch_api::{DisableAlarmActions, DisableAlarmActionsInput};
use dispatch::{Call, Handle};
use wire::Fault;

use super::alarm;
use crate::CloudWatch;

impl Handle<DisableAlarmActions> for CloudWatch {
    async fn handle(&self, call: &Call, input: DisableAlarmActionsInput) -> Result<(), Fault> {
        let names = alarm::names(input.alarm_names)?;
        Ok(self.alarms.enable_actions(&call.place, names, false).await?)
    }
}
