//! `EnableAlarmActions`.

use cloudwatch_api::{EnableAlarmActions, EnableAlarmActionsInput};
use dispatch::{Call, Handle};
use wire::Fault;

use super::alarm;
use crate::CloudWatch;

impl Handle<EnableAlarmActions> for CloudWatch {
    async fn handle(&self, call: &Call, input: EnableAlarmActionsInput) -> Result<(), Fault> {
        let names = alarm::names(input.alarm_names)?;
        Ok(self.alarms.enable_actions(&call.place, names, true).await?)
    }
}
