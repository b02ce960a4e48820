//! Logs: groups, the streams of a group, the lines of a stream, and a search over a group that can go on by itself.

mod group;
mod line;
mod search;
mod stream;

use logs_api::{DescribeLogGroups, DescribeLogGroupsInput, LogGroup};
use maud::{Markup, html};
use wire::Answer;

use crate::ask::Ask;
use crate::page::Page;
use crate::visit::{Visit, percent_encoded};
use crate::{Console, look};

/// How many groups or streams are shown on one page: as many as the operations answer at once.
const PER_PAGE: i32 = 50;

pub async fn answer(console: &Console, visit: &Visit, path: &[&str]) -> Option<Answer> {
    let ask = Ask::new(&console.dispatch, &visit.place);
    match (visit.method.as_str(), path) {
        ("GET", []) => Some(list(&ask, visit).await),
        ("GET", [group]) => Some(group::page(&ask, visit, group).await),
        ("GET", [group, "found"]) => Some(search::part(&ask, visit, group).await),
        ("GET", [group, "streams", stream]) => Some(stream::page(&ask, visit, group, stream).await),
        ("GET", [group, "streams", stream, "now"]) => Some(stream::part(&ask, visit, group, stream).await),
        _ => None,
    }
}

/// The page about a group.
fn link(group: &str) -> String {
    format!("/_pumphouse/logs/{}", percent_encoded(group))
}

/// The page about a stream.
fn link_of_stream(group: &str, stream: &str) -> String {
    format!("{}/streams/{}", link(group), percent_encoded(stream))
}

/// The moment that AWS writes as milliseconds.
fn moment(millis: Option<i64>) -> Markup {
    html! { @if let Some(millis) = millis { (look::moment(kernel::Timestamp(millis.unsigned_abs()))) } }
}

async fn list(ask: &Ask, visit: &Visit) -> Answer {
    let page = Page { title: "Logs", room: "logs", has_charts: false, module: None };
    let wanted = visit.parameter("q");
    let input = DescribeLogGroupsInput {
        log_group_name_pattern: wanted.map(str::to_owned),
        limit: Some(PER_PAGE),
        next_token: visit.parameter("after").map(str::to_owned),
        ..DescribeLogGroupsInput::default()
    };
    let output = match ask.of::<DescribeLogGroups>(input).await {
        Err(fault) => return page.fail(visit, &fault),
        Ok(output) => output,
    };
    let rows: Vec<_> = output.log_groups.iter().flatten().map(row).collect();
    page.show(
        visit,
        html! {
            div.head { h1 { "Logs" } }
            form.fields method="get" action="/_pumphouse/logs" {
                label { "Groups with" input name="q" value=(wanted.unwrap_or_default()) size="30"; }
                button { "Show" }
            }
            @if rows.is_empty() {
                @if wanted.is_some() { p.soft { "No group has this in its name." } }
                @else {
                    (look::nothing(
                        "There are no log groups yet. Functions, crawlers and delivery streams make theirs when they first write.",
                        "aws logs create-log-group --log-group-name /orders/app",
                    ))
                }
            } @else {
                (look::table("Log groups", &["Group", "Kept", "Stored", "Since"], &rows))
            }
            @if let Some(after) = output.next_token {
                p.pages {
                    a.button href=(format!("/_pumphouse/logs?q={}&after={}", percent_encoded(wanted.unwrap_or_default()), percent_encoded(&after))) { "More" }
                }
            }
        },
    )
}

fn row(group: &LogGroup) -> Vec<Markup> {
    let name = group.log_group_name.as_deref().unwrap_or_default();
    let kept = group.retention_in_days.map_or_else(|| "for ever".to_owned(), |days| format!("{days} days"));
    vec![
        html! { a href=(link(name)) { (name) } },
        html! { (kept) },
        html! { (look::bytes(group.stored_bytes.unwrap_or_default().unsigned_abs())) },
        moment(group.creation_time),
    ]
}
