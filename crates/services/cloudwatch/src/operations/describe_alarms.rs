//! `DescribeAlarms`.

use std::collections::BTreeSet;
use std::ops::ControlFlow;

use cloudwatch_api::{
    AlarmType, CompositeAlarm, DescribeAlarms, DescribeAlarmsInput, DescribeAlarmsOutput, MetricAlarm,
};
use dispatch::{Call, Handle};
use kernel::Place;
use wire::Fault;

use super::alarm::{Shown, shown};
use super::page;
use crate::CloudWatch;
use crate::alarms::{Alarm, Alarms, Rule};
use crate::engine::EngineError;
use crate::errors::{exclusive, validation};
use crate::limits::{ALARM_PAGE, ALARM_PAGE_DEFAULT};

impl Handle<DescribeAlarms> for CloudWatch {
    async fn handle(&self, call: &Call, input: DescribeAlarmsInput) -> Result<DescribeAlarmsOutput, Fault> {
        check(&input)?;
        let after = page::place(input.next_token.as_deref())?;
        let most = most(input.max_records);
        let (alarms, place) = (std::sync::Arc::clone(&self.alarms), call.place.clone());
        let reading = tokio::task::spawn_blocking(move || read(&alarms, &place, input, after, most));
        Ok(reading.await.map_err(|error| Fault::internal(error.to_string()))??)
    }
}

/// How many are shown on a page.
pub(super) fn most(asked: Option<i32>) -> usize {
    asked.and_then(|most| usize::try_from(most).ok()).map_or(ALARM_PAGE_DEFAULT, |most| most.min(ALARM_PAGE))
}

/// Whether what is asked for goes together.
fn check(input: &DescribeAlarmsInput) -> Result<(), Fault> {
    let of_names = |fault: Fault| Fault { code: "ValidationError".into(), ..fault };
    if input.alarm_names.as_ref().is_some_and(|names| !names.is_empty()) && input.alarm_name_prefix.is_some()
    {
        return Err(of_names(exclusive("AlarmNames", "AlarmNamePrefix")));
    }
    let alone = [
        ("ChildrenOfAlarmName", input.children_of_alarm_name.is_some()),
        ("ParentsOfAlarmName", input.parents_of_alarm_name.is_some()),
        ("AlarmNames", input.alarm_names.as_ref().is_some_and(|names| !names.is_empty())),
        ("AlarmNamePrefix", input.alarm_name_prefix.is_some()),
        ("AlarmTypes", input.alarm_types.is_some()),
        ("StateValue", input.state_value.is_some()),
        ("ActionPrefix", input.action_prefix.is_some()),
    ];
    for (at, (name, given)) in alone.iter().take(2).enumerate() {
        let other = alone.iter().enumerate().find(|(other, (_, given))| *other != at && *given);
        if let (true, Some((_, (other, _)))) = (given, other) {
            return Err(validation(format!("{name} cannot be specified together with {other}.")));
        }
    }
    Ok(())
}

fn read(
    alarms: &Alarms,
    place: &Place,
    input: DescribeAlarmsInput,
    after: Option<String>,
    most: usize,
) -> Result<DescribeAlarmsOutput, EngineError> {
    let names = related(alarms, place, &input)?.or_else(|| {
        let names = input.alarm_names.clone().unwrap_or_default();
        (!names.is_empty()).then(|| names.into_iter().collect::<BTreeSet<_>>())
    });
    let mut found = Vec::new();
    let mut take = |alarm: Alarm| {
        if fits(&alarm, &input) {
            found.push(alarm);
        }
        if found.len() > most { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    };
    match names {
        Some(names) => {
            for name in names.into_iter().filter(|name| after.as_ref().is_none_or(|after| name > after)) {
                let Some(alarm) = alarms.alarm(place, &name)? else { continue };
                if take(alarm).is_break() {
                    break;
                }
            }
        }
        None => {
            let prefix = input.alarm_name_prefix.clone().unwrap_or_default();
            alarms.alarms(place, &prefix, after.as_deref(), &mut take)?;
        }
    }
    let more = found.len() > most;
    found.truncate(most);
    let next_token = found.last().filter(|_| more).map(|last| page::token(&last.name));
    let mut output = DescribeAlarmsOutput { next_token, ..Default::default() };
    for alarm in found {
        match shown(place, alarm) {
            Shown::Metric(alarm) => output.metric_alarms.push(metric(*alarm, &input)),
            Shown::Composite(alarm) => output.composite_alarms.push(composite(*alarm, &input)),
        }
    }
    Ok(output)
}

/// The names of the children or parents that are asked for.
fn related(
    alarms: &Alarms,
    place: &Place,
    input: &DescribeAlarmsInput,
) -> Result<Option<BTreeSet<String>>, EngineError> {
    let children = |alarm: &Alarm| -> BTreeSet<String> {
        let rule = alarm.composite().and_then(|watch| Rule::parse(&watch.rule, place).ok());
        rule.iter().flat_map(Rule::children).map(str::to_owned).collect()
    };
    if let Some(name) = &input.children_of_alarm_name {
        return Ok(Some(alarms.alarm(place, name)?.as_ref().map(children).unwrap_or_default()));
    }
    let Some(name) = &input.parents_of_alarm_name else { return Ok(None) };
    let mut parents = BTreeSet::new();
    alarms.alarms(place, "", None, &mut |alarm| {
        if children(&alarm).contains(name) {
            parents.insert(alarm.name);
        }
        ControlFlow::Continue(())
    })?;
    Ok(Some(parents))
}

fn fits(alarm: &Alarm, input: &DescribeAlarmsInput) -> bool {
    let by_kin = input.children_of_alarm_name.is_some() || input.parents_of_alarm_name.is_some();
    let types = input.alarm_types.as_deref().filter(|types| !types.is_empty());
    let actions = &alarm.actions;
    let mut targets = actions.ok.iter().chain(&actions.alarm).chain(&actions.insufficient_data);
    (by_kin || types.unwrap_or(&[AlarmType::MetricAlarm]).contains(&alarm.kind()))
        && input.state_value.is_none_or(|value| value == alarm.said.value)
        && input
            .action_prefix
            .as_ref()
            .is_none_or(|prefix| targets.any(|target| target.starts_with(prefix.as_str())))
}

/// Of children and parents little is shown.
fn metric(alarm: MetricAlarm, input: &DescribeAlarmsInput) -> MetricAlarm {
    if input.children_of_alarm_name.is_none() && input.parents_of_alarm_name.is_none() {
        return alarm;
    }
    let with_state = input.children_of_alarm_name.is_some();
    MetricAlarm {
        alarm_name: alarm.alarm_name,
        alarm_arn: alarm.alarm_arn,
        state_value: alarm.state_value.filter(|_| with_state),
        state_updated_timestamp: alarm.state_updated_timestamp.filter(|_| with_state),
        ..Default::default()
    }
}

fn composite(alarm: CompositeAlarm, input: &DescribeAlarmsInput) -> CompositeAlarm {
    if input.children_of_alarm_name.is_none() && input.parents_of_alarm_name.is_none() {
        return alarm;
    }
    let with_state = input.children_of_alarm_name.is_some();
    CompositeAlarm {
        alarm_name: alarm.alarm_name,
        alarm_arn: alarm.alarm_arn,
        state_value: alarm.state_value.filter(|_| with_state),
        state_updated_timestamp: alarm.state_updated_timestamp.filter(|_| with_state),
        ..Default::default()
    }
}
