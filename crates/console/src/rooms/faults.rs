//! Faults that are injected into calls, and the house's clock: what one tries a pipeline with.

use dispatch::{FaultEffect, FaultReport, FaultRule};
use maud::{Markup, html};
use wire::Answer;

use crate::backstage::ClockMove;
use crate::page::Page;
use crate::visit::{Visit, percent_encoded};
use crate::{Console, answer, look};

const HERE: &str = "/_pumphouse/faults";
/// What can be done to calls: the form's word, and what it is called.
const EFFECTS: &[(&str, &str)] = &[
    ("throttle", "throttle: slow down, says the service"),
    ("internal", "internal error"),
    ("error", "another error (its code below)"),
    ("delay", "delay (milliseconds below)"),
    ("drop", "close the connection, nothing done"),
    ("lose-answer", "do it, then close the connection"),
    ("lose-function", "kill the function's process (lambda:Invoke)"),
];
/// Operations that are often chosen.
const OFTEN: &[&str] = &[
    "kinesis:PutRecords",
    "kinesis:GetRecords",
    "dynamodb:BatchWriteItem",
    "dynamodb:PutItem",
    "lambda:Invoke",
    "firehose:PutRecordBatch",
    "s3:PutObject",
    "sqs:SendMessage",
];

/// Answers the paths of this room.
pub async fn answer(console: &Console, visit: &Visit, path: &[&str]) -> Option<Answer> {
    match (visit.method.as_str(), path) {
        ("GET", []) => Some(page(console, visit)),
        ("GET", ["now"]) => Some(answer::html(200, now(console))),
        ("POST", ["add"]) => Some(done(rule(visit).and_then(|rule| {
            console.dispatch.faults().add(rule).map(drop).map_err(|error| error.to_string())
        }))),
        ("POST", ["remove"]) => {
            let id = visit.parameter("id").and_then(|id| id.parse().ok());
            id.map(|id: u64| console.dispatch.faults().remove(id));
            Some(answer::see_other(HERE))
        }
        ("POST", ["clear"]) => {
            console.dispatch.faults().clear();
            Some(answer::see_other(HERE))
        }
        ("POST", ["clock"]) => Some(done(match clock_move(visit) {
            Ok(step) => console.backstage.move_clock(step).await,
            Err(error) => Err(error),
        })),
        _ => None,
    }
}

/// Back to the page, with what went wrong.
fn done(result: Result<(), String>) -> Answer {
    match result {
        Ok(()) => answer::see_other(HERE),
        Err(told) => answer::see_other(&format!("{HERE}?told={}", percent_encoded(&told))),
    }
}

fn rule(visit: &Visit) -> Result<FaultRule, String> {
    let number = |name: &str, what: &str| match visit.parameter(name) {
        None => Ok(None),
        Some(text) => text.parse::<u64>().map(Some).map_err(|_| format!("`{text}` is no number of {what}")),
    };
    let text = |name: &str| visit.parameter(name).map(str::to_owned);
    let effect = match visit.parameter("effect").unwrap_or_default() {
        "throttle" => FaultEffect::Throttle,
        "internal" => FaultEffect::Internal,
        "error" => FaultEffect::Error {
            code: text("code").ok_or("an error has a code, such as AccessDeniedException")?,
            status: 400,
            message: None,
        },
        "delay" => FaultEffect::Delay {
            delay_ms: number("delay", "milliseconds")?.ok_or("a delay has a number of milliseconds")?,
            jitter_ms: 0,
        },
        "drop" => FaultEffect::Drop,
        "lose-answer" => FaultEffect::LoseAnswer,
        "lose-function" => FaultEffect::LoseFunction,
        other => return Err(format!("`{other}` is nothing that can be done to calls")),
    };
    let percent = visit.parameter("percent").unwrap_or("100");
    Ok(FaultRule {
        percent: percent.parse().map_err(|_| format!("`{percent}` is no share of calls"))?,
        count: number("count", "calls")?,
        resource: text("resource"),
        principal: text("principal"),
        ..FaultRule::new(visit.parameter("operation").unwrap_or_default(), effect)
    })
}

fn clock_move(visit: &Visit) -> Result<ClockMove, String> {
    match visit.parameter("do") {
        Some("freeze") => Ok(ClockMove::Freeze),
        Some("resume") => Ok(ClockMove::Resume),
        _ => {
            let number = |name: &str| match visit.parameter(name) {
                None => Ok(0),
                Some(text) => text.parse::<u64>().map_err(|_| format!("`{text}` is no number of {name}")),
            };
            let minutes = number("hours")?.saturating_mul(60).saturating_add(number("minutes")?);
            match minutes.saturating_mul(60_000) {
                0 => Err("say by how many hours or minutes".to_owned()),
                milliseconds => Ok(ClockMove::Advance { milliseconds }),
            }
        }
    }
}

fn page(console: &Console, visit: &Visit) -> Answer {
    Page { title: "Faults and clock", room: "faults", has_charts: false, module: None }.show(
        visit,
        html! {
            div.head { h1 { "Faults and clock" } }
            @if let Some(told) = visit.parameter("told") { p.fault role="alert" { (told) } }
            div data-renew=(format!("{HERE}/now")) { (now(console)) }
            div.grid {
                section.card { h2 { "Inject a fault" } (fault_form()) }
                section.card { h2 { "Move the clock" } (clock_form()) }
            }
        },
    )
}

/// What changes by itself.
fn now(console: &Console) -> Markup {
    let clock = console.backstage.clock();
    let ahead = clock.now.millis_since(clock.machine);
    let faults = console.dispatch.faults().list(clock.now);
    html! {
        (look::figures(&[
            ("The house's clock", html! { (look::moment(clock.now)) }),
            ("Ahead of the machine by", html! { (look::span(ahead / 1000 * 1000)) }),
            ("It", html! { @if clock.is_frozen { "stands still" } @else { "runs" } }),
        ]))
        @if faults.is_empty() {
            p.soft { "No faults are injected." }
        } @else {
            (look::table("Faults", &["Calls", "What befalls them", "Share", "Meant", "Struck", "Remove"], &rows(&faults)))
            form.fields method="post" action=(format!("{HERE}/clear")) { button { "Remove all" } }
        }
    }
}

fn rows(faults: &[FaultReport]) -> Vec<Vec<Markup>> {
    let row = |report: &FaultReport| {
        let rule = &report.rule;
        vec![
            html! {
                code { (rule.operation) }
                @for (what, pattern) in [(" on ", &rule.resource), (" by ", &rule.principal)] {
                    @if let Some(pattern) = pattern { (what) code { (pattern) } }
                }
            },
            html! { (effect(&rule.effect)) },
            html! { (rule.percent) " %" @if let Some(count) = rule.count { ", " (count) " times" } },
            html! { (look::count(report.calls)) },
            html! { (look::count(report.hits)) },
            html! {
                form method="post" action=(format!("{HERE}/remove")) {
                    input type="hidden" name="id" value=(report.id);
                    button aria-label=(format!("Remove fault {}", report.id)) { "Remove" }
                }
            },
        ]
    };
    faults.iter().map(row).collect()
}

fn effect(effect: &FaultEffect) -> String {
    match effect {
        FaultEffect::Delay { delay_ms, jitter_ms: 0 } => format!("delayed by {}", look::span(*delay_ms)),
        FaultEffect::Delay { delay_ms, jitter_ms } => {
            format!("delayed by {} to {}", look::span(*delay_ms), look::span(delay_ms + jitter_ms))
        }
        FaultEffect::Throttle => "throttled".to_owned(),
        FaultEffect::Internal => "internal error".to_owned(),
        FaultEffect::Error { code, status, .. } => format!("{code}, {status}"),
        FaultEffect::Drop => "connection closed, nothing done".to_owned(),
        FaultEffect::LoseAnswer => "done, connection closed".to_owned(),
        FaultEffect::Crash => "the server ends as by kill -9".to_owned(),
        FaultEffect::LoseFunction => "the function's process is killed".to_owned(),
    }
}

fn fault_form() -> Markup {
    html! {
        form method="post" action=(format!("{HERE}/add")) {
            div.fields {
                label { "Calls" input name="operation" list="often" required placeholder="dynamodb:PutItem"; }
                datalist #often { @for name in OFTEN { option value=(name) {} } }
                label { "What befalls them"
                    select name="effect" { @for (word, name) in EFFECTS { option value=(word) { (name) } } }
                }
                label { "Share, per cent" input name="percent" type="number" min="0.1" max="100" step="any" value="20"; }
                label { "Error code" input name="code" placeholder="AccessDeniedException"; }
                label { "Delay, ms" input name="delay" type="number" min="1" max="900000"; }
                label { "So many times" input name="count" type="number" min="1"; }
                label { "Only on the resource" input name="resource" placeholder="a name or ARN, with *"; }
                label { "Only by the caller" input name="principal" placeholder="a role's name or ARN, with *"; }
            }
            button.main { "Inject" }
        }
        p.soft { "They are in memory: a restart ends them. By command: " code { "pumphouse fault add" } "." }
    }
}

fn clock_form() -> Markup {
    html! {
        form method="post" action=(format!("{HERE}/clock")) {
            div.fields {
                label { "Hours" input name="hours" type="number" min="0" max="100000"; }
                label { "Minutes" input name="minutes" type="number" min="0" max="100000"; }
                button.main name="do" value="advance" { "Advance" }
                button name="do" value="freeze" { "Stop it" }
                button name="do" value="resume" { "Let it run" }
            }
        }
        p.soft {
            "It goes forwards only, and stays moved after a restart. What has expired by then is dropped. By command: "
            code { "pumphouse clock advance 26h" } "."
        }
    }
}
