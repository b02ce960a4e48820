//! `PutCompositeAlarm`.

use cloudwatch_api::{PutCompositeAlarm, PutCompositeAlarmInput};
use dispatch::{Call, Handle};
use wire::Fault;

use super::alarm;
use crate::CloudWatch;
use crate::alarms::{Alarm, CompositeWatch, Rule, Said, Watches};
use crate::errors::validation;

impl Handle<PutCompositeAlarm> for CloudWatch {
    async fn handle(&self, call: &Call, input: PutCompositeAlarmInput) -> Result<(), Fault> {
        let (now, place) = (self.alarms.now(), &call.place);
        alarm::not_built(input.action_configuration.is_some(), "ActionConfiguration")?;
        Rule::parse(&input.alarm_rule, place).map_err(|error| validation(error.to_string()))?;
        let watch = CompositeWatch {
            rule: input.alarm_rule,
            suppressor: input.actions_suppressor,
            wait_period: input.actions_suppressor_wait_period,
            extension_period: input.actions_suppressor_extension_period,
        };
        check_suppressor(&watch)?;
        let alarm = Alarm {
            name: input.alarm_name,
            description: input.alarm_description,
            configured: now,
            actions: alarm::actions(
                place,
                input.actions_enabled,
                input.ok_actions,
                input.alarm_actions,
                input.insufficient_data_actions,
            )?,
            watches: Watches::Composite(watch),
            said: Said::at_first(now),
            left_alarm: None,
            suppressed: None,
            tags: alarm::tags(input.tags)?,
        };
        Ok(self.alarms.put(place, alarm).await?)
    }
}

/// A suppressor and its periods come together.
fn check_suppressor(watch: &CompositeWatch) -> Result<(), Fault> {
    let periods = [
        ("ActionsSuppressorWaitPeriod", watch.wait_period),
        ("ActionsSuppressorExtensionPeriod", watch.extension_period),
    ];
    for (name, period) in periods {
        match (&watch.suppressor, period) {
            (Some(_), None) => {
                return Err(validation(format!("{name} is required when ActionsSuppressor is specified")));
            }
            (None, Some(_)) => {
                return Err(validation(format!("{name} must not be specified without ActionsSuppressor")));
            }
            (_, Some(seconds)) if seconds < 0 => {
                return Err(validation(format!("{name} must not be negative")));
            }
            _ => {}
        }
    }
    Ok(())
}
