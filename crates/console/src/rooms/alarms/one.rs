//! One alarm: its state and why, its metric beside its threshold, its history; its state set and its actions switched.

use cloudwatch_api::{
    AlarmHistoryItem, CompositeAlarm, DescribeAlarmHistory, DescribeAlarmHistoryInput, DescribeAlarms,
    DescribeAlarmsInput, DisableAlarmActions, DisableAlarmActionsInput, EnableAlarmActions,
    EnableAlarmActionsInput, GetMetricDataInput, HistoryItemType, MetricAlarm, MetricDataQuery, MetricStat,
    ScanBy, SetAlarmState, SetAlarmStateInput, StateValue,
};
use kernel::Timestamp;
use maud::{Markup, html};
use wire::{Answer, Fault};

use super::{link, rule, state};
use crate::ask::Ask;
use crate::page::Page;
use crate::rooms::graphs;
use crate::visit::{Visit, percent_encoded};
use crate::{answer, look};

/// How many lines of history are shown.
const HISTORY_MAX: i32 = 50;
/// How many periods the picture shows at least, and the longest time.
const PERIODS_SHOWN: u64 = 60;
const MILLIS_SHOWN_MAX: u64 = 7 * 86_400_000;

/// An alarm of either kind.
enum Alarm {
    Metric(Box<MetricAlarm>),
    Composite(Box<CompositeAlarm>),
}

/// What is shown of both kinds.
struct Said<'a> {
    value: Option<StateValue>,
    since: Option<Timestamp>,
    reason: Option<&'a str>,
    description: Option<&'a str>,
    enabled: bool,
    actions: [(&'static str, &'a [String]); 3],
}

impl Alarm {
    fn said(&self) -> Said<'_> {
        macro_rules! said {
            ($alarm:expr) => {
                Said {
                    value: $alarm.state_value,
                    since: $alarm.state_updated_timestamp,
                    reason: $alarm.state_reason.as_deref(),
                    description: $alarm.alarm_description.as_deref(),
                    enabled: $alarm.actions_enabled != Some(false),
                    actions: [
                        ("ALARM", &$alarm.alarm_actions),
                        ("OK", &$alarm.ok_actions),
                        ("INSUFFICIENT_DATA", &$alarm.insufficient_data_actions),
                    ],
                }
            };
        }
        match self {
            Self::Metric(alarm) => said!(alarm),
            Self::Composite(alarm) => said!(alarm),
        }
    }
}

async fn alarm(ask: &Ask, name: &str) -> Result<Alarm, Fault> {
    let input = DescribeAlarmsInput {
        alarm_names: Some(vec![name.to_owned()]),
        alarm_types: Some(vec![
            cloudwatch_api::AlarmType::MetricAlarm,
            cloudwatch_api::AlarmType::CompositeAlarm,
        ]),
        ..DescribeAlarmsInput::default()
    };
    let mut output = ask.of::<DescribeAlarms>(input).await?;
    let composite = output.composite_alarms.pop().map(|alarm| Alarm::Composite(Box::new(alarm)));
    let metric = output.metric_alarms.pop().map(|alarm| Alarm::Metric(Box::new(alarm)));
    metric.or(composite).ok_or_else(|| {
        Fault::with_status("ResourceNotFound", 404, format!("There is no alarm called {name}."))
    })
}

/// The page.
pub async fn page(ask: &Ask, visit: &Visit, name: &str) -> Answer {
    let page = Page { title: name, room: "alarms", has_charts: true, module: None };
    let alarm = match alarm(ask, name).await {
        Err(fault) => return page.fail(visit, &fault),
        Ok(alarm) => alarm,
    };
    let link = link(name);
    let asked = match &alarm {
        Alarm::Metric(alarm) => Some(question(alarm, ask.now())),
        Alarm::Composite(_) => None,
    };
    let said = alarm.said();
    page.show(
        visit,
        html! {
            p.crumbs { a href="/_pumphouse/alarms" { "Alarms" } }
            div.head { h1 { (name) } }
            @if let Some(told) = visit.parameter("told") { p.fault role="alert" { (told) } }
            @if let Some(description) = said.description { p { (description) } }
            div data-renew=(format!("{link}/now")) { (now(ask, name, &alarm).await) }
            @if let Some(asked) = asked {
                section.panel.card {
                    (graphs::tools())
                    h2 { "The metric and its threshold" }
                    div.chart data-figure=(format!("{link}/data")) data-every="15000"
                        role="img" aria-label=(format!("Graph of what {name} watches; the numbers are in the list below")) {}
                    details {
                        summary { "The same as numbers" }
                        @match graphs::series(ask, &asked).await {
                            Err(fault) => (look::fault(&fault)),
                            Ok(found) => (graphs::numbers(&found)),
                        }
                    }
                }
            }
            (forms(&link, &said))
        },
    )
}

/// What changes by itself.
pub async fn part(ask: &Ask, name: &str) -> Answer {
    match alarm(ask, name).await {
        Err(fault) => answer::html(fault.status, look::fault(&fault)),
        Ok(alarm) => answer::html(200, now(ask, name, &alarm).await),
    }
}

async fn now(ask: &Ask, name: &str, alarm: &Alarm) -> Markup {
    let said = alarm.said();
    let input = DescribeAlarmHistoryInput {
        alarm_name: Some(name.to_owned()),
        max_records: Some(HISTORY_MAX),
        scan_by: Some(ScanBy::TimestampDescending),
        ..DescribeAlarmHistoryInput::default()
    };
    let history = ask.of::<DescribeAlarmHistory>(input).await;
    let rule = match alarm {
        Alarm::Metric(alarm) => html! { (rule::told(alarm)) },
        Alarm::Composite(alarm) => html! { code { (alarm.alarm_rule.as_deref().unwrap_or_default()) } },
    };
    let mut figures = vec![("State", state(said.value))];
    figures.extend(said.since.map(|at| ("Since", look::moment(at))));
    let missing = match alarm {
        Alarm::Metric(alarm) => alarm.treat_missing_data.as_deref().unwrap_or("missing"),
        Alarm::Composite(_) => "",
    };
    html! {
        (look::figures(&figures))
        p { "It rings when: " (rule) }
        @if !missing.is_empty() { p.soft { "Where numbers are missing they count as: " (missing) "." } }
        @if let Some(reason) = said.reason { p { "It says so because: " (reason) } }
        h2 { "History" }
        @match history {
            Err(fault) => (look::fault(&fault)),
            Ok(output) if output.alarm_history_items.is_empty() => p.soft { "Nothing has happened yet." },
            Ok(output) => (look::table("History", &["Time (UTC)", "What", "Summary"], &output.alarm_history_items.iter().map(row).collect::<Vec<_>>())),
        }
    }
}

fn row(item: &AlarmHistoryItem) -> Vec<Markup> {
    let what = match item.history_item_type {
        Some(HistoryItemType::StateUpdate) => "state",
        Some(HistoryItemType::ConfigurationUpdate) => "settings",
        Some(HistoryItemType::Action) => "action",
        Some(HistoryItemType::AlarmContributorStateUpdate | HistoryItemType::AlarmContributorAction) => {
            "contributor"
        }
        None => "",
    };
    vec![
        html! { @if let Some(at) = item.timestamp { (look::moment(at)) } },
        html! { (what) },
        html! { (item.history_summary.as_deref().unwrap_or_default()) },
    ]
}

fn forms(link: &str, said: &Said<'_>) -> Markup {
    let actions: Vec<_> = said
        .actions
        .iter()
        .flat_map(|(on, arns)| arns.iter().map(move |arn| vec![html! { (on) }, html! { (told(arn)) }]))
        .collect();
    html! {
        section.card {
            h2 { "Actions" }
            @if actions.is_empty() { p.soft { "Nobody is told. " code { "aws cloudwatch put-metric-alarm … --alarm-actions ARN" } " changes that." } }
            @else { (look::table("Actions", &["On", "Tells"], &actions)) }
            form method="post" action=(format!("{link}/actions")) {
                @if said.enabled { button name="to" value="off" { "Switch actions off" } }
                @else { p { "They are switched off." } button.main name="to" value="on" { "Switch actions on" } }
            }
        }
        section.card {
            h2 { "Set its state" }
            p.soft { "To try what it sets off; the next evaluation puts the state right again." }
            form.fields method="post" action=(format!("{link}/state")) {
                label {
                    "State"
                    select name="value" { @for value in ["ALARM", "OK", "INSUFFICIENT_DATA"] { option { (value) } } }
                }
                label { "Reason" input name="reason" value="set in the console" maxlength="1023" size="30" required; }
                button.main { "Set" }
            }
        }
    }
}

/// Who is told, as a link where there is a page about it.
fn told(arn: &str) -> Markup {
    let parts: Vec<_> = arn.splitn(7, ':').collect();
    let link = match parts[..] {
        [_, _, "sns", _, _, name] => Some(format!("/_pumphouse/topics/{}", percent_encoded(name))),
        [_, _, "lambda", _, _, "function", name] => {
            Some(format!("/_pumphouse/functions/{}", percent_encoded(name)))
        }
        _ => None,
    };
    html! { @match link { Some(link) => a href=(link) { (arn) }, None => (arn) } }
}

/// What the alarm compares, over the last periods.
fn question(alarm: &MetricAlarm, now: Timestamp) -> GetMetricDataInput {
    let queries = if alarm.metric_name.is_some() {
        let statistic = alarm.statistic.as_ref().map(|statistic| statistic.as_str().to_owned());
        let stat = MetricStat {
            metric: Some(rule::metric(alarm)),
            period: alarm.period,
            stat: statistic.or_else(|| alarm.extended_statistic.clone()),
            unit: alarm.unit,
        };
        let label = graphs::name_of(&rule::metric(alarm));
        vec![MetricDataQuery {
            id: "m1".to_owned(),
            label: Some(label),
            metric_stat: Some(stat),
            ..MetricDataQuery::default()
        }]
    } else {
        alarm.metrics.clone().unwrap_or_default()
    };
    let of_query =
        |query: &MetricDataQuery| query.period.or(query.metric_stat.as_ref().and_then(|stat| stat.period));
    let period = queries.iter().filter_map(of_query).max().unwrap_or(60).max(1).unsigned_abs();
    let step = u64::from(period) * 1000;
    let periods = PERIODS_SHOWN.max(2 * u64::from(alarm.evaluation_periods.unwrap_or(1).unsigned_abs()));
    let end = now.0 / step * step + step;
    GetMetricDataInput {
        metric_data_queries: queries,
        start_time: Some(Timestamp(end.saturating_sub((periods * step).min(MILLIS_SHOWN_MAX)))),
        end_time: Some(Timestamp(end)),
        scan_by: Some(ScanBy::TimestampAscending),
        ..GetMetricDataInput::default()
    }
}

/// The figure for the chart.
pub async fn data(ask: &Ask, name: &str) -> Answer {
    let made = async {
        let Alarm::Metric(alarm) = alarm(ask, name).await? else {
            return Err(Fault::sender("InvalidParameterValue", "It is on other alarms, not on a metric."));
        };
        let asked = question(&alarm, ask.now());
        let found = graphs::series(ask, &asked).await?;
        let levels: Vec<_> =
            alarm.threshold.map(|level| ("threshold".to_owned(), level)).into_iter().collect();
        Ok(graphs::figure(&found, &levels, &asked))
    };
    match made.await {
        Ok(figure) => answer::json(&figure),
        Err(fault) => answer::refusal(fault.status, &format!("{} {}", fault.code, fault.message)),
    }
}

/// Sets its state.
pub async fn set(ask: &Ask, visit: &Visit, name: &str) -> Answer {
    let values = [StateValue::Ok, StateValue::Alarm, StateValue::InsufficientData];
    let wanted = visit.parameter("value").unwrap_or_default();
    let Some(state_value) = values.into_iter().find(|value| value.as_str() == wanted) else {
        return answer::refusal(400, "a state is one of OK, ALARM and INSUFFICIENT_DATA");
    };
    let input = SetAlarmStateInput {
        alarm_name: name.to_owned(),
        state_value,
        state_reason: visit.parameter("reason").unwrap_or_default().to_owned(),
        state_reason_data: None,
    };
    back(name, ask.of::<SetAlarmState>(input).await.err())
}

/// Switches its actions on or off.
pub async fn switch(ask: &Ask, visit: &Visit, name: &str) -> Answer {
    let alarm_names = vec![name.to_owned()];
    let fault = match visit.parameter("to") {
        Some("on") => ask.of::<EnableAlarmActions>(EnableAlarmActionsInput { alarm_names }).await.err(),
        Some("off") => ask.of::<DisableAlarmActions>(DisableAlarmActionsInput { alarm_names }).await.err(),
        _ => return answer::refusal(400, "actions are switched on or off"),
    };
    back(name, fault)
}

fn back(name: &str, fault: Option<Fault>) -> Answer {
    let told =
        fault.map(|fault| format!("?told={}", percent_encoded(&format!("{} {}", fault.code, fault.message))));
    answer::see_other(&format!("{}{}", link(name), told.unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_question_covers_what_the_alarm_looks_at() {
        let alarm = MetricAlarm {
            metric_name: Some("Temperature".to_owned()),
            period: Some(300),
            evaluation_periods: Some(48),
            ..MetricAlarm::default()
        };
        let asked = question(&alarm, Timestamp(600_000_000_000));
        let (start, end) = (asked.start_time.unwrap(), asked.end_time.unwrap());
        assert_eq!((end.millis_since(start), end.0 % 300_000), (96 * 300_000, 0));
        let label = asked.metric_data_queries[0].label.clone();
        assert_eq!(label.as_deref(), Some("Temperature"));
    }

    #[test]
    fn actions_lead_to_their_rooms() {
        let topic = told("arn:aws:sns:us-east-1:000000000000:alerts").into_string();
        assert!(topic.contains("href=\"/_pumphouse/topics/alerts\""), "{topic}");
        let function = told("arn:aws:lambda:us-east-1:000000000000:function:f").into_string();
        assert!(function.contains("href=\"/_pumphouse/functions/f\""), "{function}");
        assert!(!told("arn:aws:automate:us-east-1:ec2:stop").into_string().contains("href"));
    }
}
