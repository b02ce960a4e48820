//! `SetAlarmState`.

use cloudwatch_api::{SetAlarmState, SetAlarmStateInput};
use dispatch::{Call, Handle};
use wire::Fault;

use crate::CloudWatch;
use crate::alarms::Verdict;

impl Handle<SetAlarmState> for CloudWatch {
    async fn handle(&self, call: &Call, input: SetAlarmStateInput) -> Result<(), Fault> {
        let SetAlarmStateInput { alarm_name, state_value, state_reason, state_reason_data } = input;
        let is_json = |data: &String| serde_json::from_str::<serde_json::Value>(data).is_ok();
        if !state_reason_data.as_ref().is_none_or(is_json) {
            return Err(Fault::sender("InvalidFormatFault", "StateReasonData was not valid JSON"));
        }
        let verdict = Verdict { value: state_value, reason: state_reason, data: state_reason_data };
        Ok(self.alarms.set(&call.place, &alarm_name, verdict).await?)
    }
}
