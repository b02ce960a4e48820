//! `DeleteAlarms`.

use cloudwatch_api::{DeleteAlarms, DeleteAlarmsInput};
use dispatch::{Call, Handle};
use wire::Fault;

use super::alarm;
use crate::CloudWatch;

impl Handle<DeleteAlarms> for CloudWatch {
    async fn handle(&self, call: &Call, input: DeleteAlarmsInput) -> Result<(), Fault> {
        Ok(self.alarms.delete(&call.place, alarm::names(input.alarm_names)?).await?)
    }
}
