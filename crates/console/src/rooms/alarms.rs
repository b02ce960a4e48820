//! Alarms: how each one is, one with its metric, threshold and history, and what one can do to it.

mod one;
mod rule;

use cloudwatch_api::{CompositeAlarm, DescribeAlarms, DescribeAlarmsInput, MetricAlarm, StateValue};
use maud::{Markup, html};
use wire::{Answer, Fault};

use crate::ask::Ask;
use crate::page::Page;
use crate::visit::{Visit, percent_encoded};
use crate::{Console, answer, look};

/// How many alarms are shown on one page: as many as the operation answers at once.
const ALARMS_PER_PAGE: i32 = 100;

pub async fn answer(console: &Console, visit: &Visit, path: &[&str]) -> Option<Answer> {
    let ask = Ask::new(&console.dispatch, &visit.place);
    match (visit.method.as_str(), path) {
        ("GET", []) if visit.parameter("only") == Some("list") => Some(match listing(&ask, visit).await {
            Err(fault) => answer::html(fault.status, look::fault(&fault)),
            Ok(listing) => answer::html(200, listing),
        }),
        ("GET", []) => Some(list(&ask, visit).await),
        ("GET", [name]) => Some(one::page(&ask, visit, name).await),
        ("GET", [name, "now"]) => Some(one::part(&ask, name).await),
        ("GET", [name, "data"]) => Some(one::data(&ask, name).await),
        ("POST", [name, "state"]) => Some(one::set(&ask, visit, name).await),
        ("POST", [name, "actions"]) => Some(one::switch(&ask, visit, name).await),
        _ => None,
    }
}

/// The page about an alarm.
fn link(name: &str) -> String {
    format!("/_pumphouse/alarms/{}", percent_encoded(name))
}

/// What an alarm says, coloured.
fn state(value: Option<StateValue>) -> Markup {
    let word = value.map_or("INSUFFICIENT_DATA", |value| value.as_str());
    look::state(word)
}

async fn list(ask: &Ask, visit: &Visit) -> Answer {
    let page = Page { title: "Alarms", room: "alarms", has_charts: false, module: None };
    let query = visit.parameter("after").map(|after| format!("&after={}", percent_encoded(after)));
    match listing(ask, visit).await {
        Err(fault) => page.fail(visit, &fault),
        Ok(listing) => page.show(
            visit,
            html! {
                div.head { h1 { "Alarms" } }
                div data-renew=(format!("/_pumphouse/alarms?only=list{}", query.unwrap_or_default())) { (listing) }
            },
        ),
    }
}

async fn listing(ask: &Ask, visit: &Visit) -> Result<Markup, Fault> {
    let input = DescribeAlarmsInput {
        alarm_types: Some(vec![
            cloudwatch_api::AlarmType::MetricAlarm,
            cloudwatch_api::AlarmType::CompositeAlarm,
        ]),
        max_records: Some(ALARMS_PER_PAGE),
        next_token: visit.parameter("after").map(str::to_owned),
        ..DescribeAlarmsInput::default()
    };
    let output = ask.of::<DescribeAlarms>(input).await?;
    let mut rows: Vec<(u8, Vec<Markup>)> = output.metric_alarms.iter().map(row).collect();
    rows.extend(output.composite_alarms.iter().map(row_of_composite));
    // What rings comes first; within that, the order is the operation's.
    rows.sort_by_key(|(rank, _)| *rank);
    let rows: Vec<_> = rows.into_iter().map(|(_, row)| row).collect();
    Ok(html! {
        @if rows.is_empty() {
            (look::nothing(
                "There are no alarms yet.",
                "aws cloudwatch put-metric-alarm --alarm-name late --namespace AWS/Kinesis \\\n  \
                 --metric-name GetRecords.IteratorAgeMilliseconds --dimensions Name=StreamName,Value=orders \\\n  \
                 --statistic Maximum --period 60 --evaluation-periods 1 \\\n  \
                 --comparison-operator GreaterThanThreshold --threshold 60000",
            ))
        } @else {
            (look::table("Alarms", &["State", "Alarm", "Rings when", "Since", "Actions"], &rows))
        }
        @if let Some(after) = output.next_token {
            p.pages { a.button href=(format!("/_pumphouse/alarms?after={}", percent_encoded(&after))) { "More" } }
        }
    })
}

fn rank(value: Option<StateValue>) -> u8 {
    match value {
        Some(StateValue::Alarm) => 0,
        Some(StateValue::Ok) => 2,
        Some(StateValue::InsufficientData) | None => 1,
    }
}

fn row(alarm: &MetricAlarm) -> (u8, Vec<Markup>) {
    let name = alarm.alarm_name.as_deref().unwrap_or_default();
    let cells = vec![
        state(alarm.state_value),
        html! { a href=(link(name)) { (name) } },
        html! { (rule::told(alarm)) },
        html! { @if let Some(at) = alarm.state_updated_timestamp { (look::moment(at)) } },
        actions(alarm.actions_enabled, alarm.alarm_actions.len()),
    ];
    (rank(alarm.state_value), cells)
}

fn row_of_composite(alarm: &CompositeAlarm) -> (u8, Vec<Markup>) {
    let name = alarm.alarm_name.as_deref().unwrap_or_default();
    let cells = vec![
        state(alarm.state_value),
        html! { a href=(link(name)) { (name) } },
        html! { code { (alarm.alarm_rule.as_deref().unwrap_or_default()) } },
        html! { @if let Some(at) = alarm.state_updated_timestamp { (look::moment(at)) } },
        actions(alarm.actions_enabled, alarm.alarm_actions.len()),
    ];
    (rank(alarm.state_value), cells)
}

fn actions(enabled: Option<bool>, count: usize) -> Markup {
    html! {
        @if count == 0 { span.soft { "none" } }
        @else if enabled == Some(false) { span.soft { (count) ", switched off" } }
        @else { (count) }
    }
}
