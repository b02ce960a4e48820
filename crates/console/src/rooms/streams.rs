//! Streams: shards, who reads, what passes now, records from any point, and putting some back.

mod put;
mod readers;
mod records;
mod replay;
mod tail;

pub use readers::result_of;

use kinesis_api::{
    DescribeStreamSummary, DescribeStreamSummaryInput, ListShards, ListShardsInput, ListStreams,
    ListStreamsInput, Shard, StreamDescriptionSummary, StreamMode,
};
use maud::{Markup, html};
use wire::{Answer, Fault};

use crate::ask::Ask;
use crate::page::Page;
use crate::visit::{Visit, percent_encoded};
use crate::{Console, answer, look, notice};

/// Streams that the list shows; more would make the page slow.
const LISTED_MAX: usize = 200;
/// Shards that a page shows.
const SHARDS_MAX: i32 = 1000;
/// Over how many seconds rates are taken.
const RATE_SECONDS: u64 = 10;
/// How far back readers are looked for, seconds.
const MINUTE: u64 = 59;
/// The parts of 2^128 hash keys that a share is told in.
const HASH_KEYS: f64 = u128::MAX as f64;

pub async fn answer(console: &Console, visit: &Visit, path: &[&str]) -> Option<Answer> {
    let ask = Ask::new(&console.dispatch, &visit.place);
    match (visit.method.as_str(), path) {
        ("GET", []) => Some(list(&ask, visit).await),
        ("GET", ["now"]) => Some(answer::html(200, listed(&ask).await)),
        ("GET", [name]) => Some(one(&ask, visit, name).await),
        ("GET", [name, "now"]) => Some(now(&ask, name).await),
        ("GET", [name, "tail"]) => Some(tail::follow(console, ask, visit, name)),
        ("GET", [name, "records"]) => Some(records::page(&ask, visit, name).await),
        ("POST", [name, "put"]) => Some(put::put(&ask, visit, name).await),
        ("POST", [name, "replay"]) => Some(replay::replay(&ask, visit, name).await),
        _ => None,
    }
}

fn path(name: &str) -> String {
    format!("/_pumphouse/streams/{}", percent_encoded(name))
}

fn page(title: &str) -> Page<'_> {
    Page { title, room: "streams", has_charts: false, module: None }
}

fn way(name: Option<&str>) -> Markup {
    html! {
        p.crumbs {
            a href="/_pumphouse/streams" { "Streams" }
            @if let Some(name) = name { " / " a href=(path(name)) { (name) } }
        }
    }
}

async fn list(ask: &Ask, visit: &Visit) -> Answer {
    page("Streams").show(
        visit,
        html! {
            div.head { h1 { "Streams" } }
            div data-renew="/_pumphouse/streams/now" { (listed(ask).await) }
        },
    )
}

async fn listed(ask: &Ask) -> Markup {
    match rows(ask).await {
        Err(fault) => look::fault(&fault),
        Ok(rows) if rows.is_empty() => look::nothing(
            "There are no streams yet.",
            "aws kinesis create-stream --stream-name orders --shard-count 1",
        ),
        Ok(rows) => {
            let columns =
                ["Stream", "Status", "Mode", "Open shards", "Retention", "In", "Out", "Readers late by"];
            look::table("Streams", &columns, &rows)
        }
    }
}

/// The names of all streams, up to a bound.
async fn names(ask: &Ask) -> Result<Vec<String>, Fault> {
    let (mut names, mut next_token) = (Vec::new(), None);
    loop {
        let output = ask.of::<ListStreams>(ListStreamsInput { next_token, ..Default::default() }).await?;
        names.extend(output.stream_names);
        next_token = output.next_token;
        if next_token.is_none() || names.len() >= LISTED_MAX {
            names.truncate(LISTED_MAX);
            return Ok(names);
        }
    }
}

async fn rows(ask: &Ask) -> Result<Vec<Vec<Markup>>, Fault> {
    let mut rows = Vec::new();
    for name in names(ask).await? {
        // A stream may go between the list and the question.
        let Ok(summary) = summary(ask, &name).await else { continue };
        let passing = readers::passing(ask, &summary.stream_arn);
        rows.push(vec![
            html! { a href=(path(&name)) { (name) } },
            look::state(summary.stream_status.as_str()),
            html! { (mode(&summary)) },
            html! { (summary.open_shard_count) },
            html! { (retention(summary.retention_period_hours)) },
            html! { (look::rate(passing.incoming, RATE_SECONDS)) },
            html! { (look::rate(passing.outgoing, RATE_SECONDS)) },
            late(passing.late_ms),
        ]);
    }
    Ok(rows)
}

fn late(milliseconds: Option<u64>) -> Markup {
    match milliseconds {
        None => html! { span.soft { "nobody reads" } },
        Some(0) => html! { "not" },
        Some(late) => html! { (look::span(late)) },
    }
}

fn mode(summary: &StreamDescriptionSummary) -> &'static str {
    match summary.stream_mode_details.as_ref().map(|details| details.stream_mode) {
        Some(StreamMode::OnDemand) => "on demand",
        _ => "provisioned",
    }
}

fn retention(hours: i32) -> String {
    match hours {
        hours if hours % 24 == 0 && hours > 24 => format!("{} days", hours / 24),
        hours => format!("{hours} h"),
    }
}

async fn summary(ask: &Ask, name: &str) -> Result<StreamDescriptionSummary, Fault> {
    let input = DescribeStreamSummaryInput { stream_name: Some(name.to_owned()), ..Default::default() };
    Ok(ask.of::<DescribeStreamSummary>(input).await?.stream_description_summary)
}

async fn shards(ask: &Ask, name: &str) -> Result<Vec<Shard>, Fault> {
    let input = ListShardsInput {
        stream_name: Some(name.to_owned()),
        max_results: Some(SHARDS_MAX),
        ..Default::default()
    };
    Ok(ask.of::<ListShards>(input).await?.shards.unwrap_or_default())
}

async fn one(ask: &Ask, visit: &Visit, name: &str) -> Answer {
    let page = Page { module: Some("live.js"), ..page(name) };
    let summary = match summary(ask, name).await {
        Ok(summary) => summary,
        Err(fault) => return notice::refusal(&page, visit, way(None), &fault),
    };
    let shards = shards(ask, name).await.unwrap_or_default();
    page.show(
        visit,
        html! {
            (way(None))
            div.head {
                h1 { (name) }
                p.aside { a href=(format!("{}/records", path(name))) { "Look at records" } }
            }
            (notice::shown(visit))
            div data-renew=(format!("{}/now", path(name))) { (shown(ask, name, &summary).await) }
            (tail::section(name, &shards))
            (shard_table(name, &shards))
            (put::form(name))
        },
    )
}

/// What changes by itself.
async fn now(ask: &Ask, name: &str) -> Answer {
    match summary(ask, name).await {
        Ok(summary) => answer::html(200, shown(ask, name, &summary).await),
        Err(fault) => answer::html(notice::status(&fault), look::fault(&fault)),
    }
}

async fn shown(ask: &Ask, name: &str, summary: &StreamDescriptionSummary) -> Markup {
    let passing = readers::passing(ask, &summary.stream_arn);
    html! {
        (look::figures(&[
            ("Status", look::state(summary.stream_status.as_str())),
            ("Records in", html! { (look::rate(passing.incoming, RATE_SECONDS)) }),
            ("Records read", html! { (look::rate(passing.outgoing, RATE_SECONDS)) }),
            ("Readers late by", late(passing.late_ms)),
            ("Open shards", html! { (summary.open_shard_count) }),
            ("Mode", html! { (mode(summary)) }),
            ("Retention", html! { (retention(summary.retention_period_hours)) }),
            ("Made", look::moment(summary.stream_creation_timestamp)),
        ]))
        (readers::section(ask, name, &summary.stream_arn, &passing).await)
    }
}

fn shard_table(name: &str, shards: &[Shard]) -> Markup {
    let rows: Vec<_> = shards.iter().map(|shard| shard_row(name, shard)).collect();
    let columns = ["Shard", "State", "Share of keys", "Hash keys", "Sequence numbers", "Parents"];
    html! {
        h2 { "Shards" }
        (look::table("Shards", &columns, &rows))
    }
}

fn shard_row(name: &str, shard: &Shard) -> Vec<Markup> {
    let link = format!("{}/records?shard={}", path(name), percent_encoded(&shard.shard_id));
    let range = &shard.sequence_number_range;
    let hashes = &shard.hash_key_range;
    let number = |text: &String| text.parse::<u128>().unwrap_or_default() as f64;
    let share = (number(&hashes.ending_hash_key) - number(&hashes.starting_hash_key)) / HASH_KEYS * 100.0;
    let parents: Vec<&str> =
        shard.parent_shard_id.iter().chain(&shard.adjacent_parent_shard_id).map(String::as_str).collect();
    vec![
        html! { a href=(link) { span.short { (shard.shard_id) } } },
        match range.ending_sequence_number {
            None => look::tag(look::State::Well, "open"),
            Some(_) => look::tag(look::State::Idle, "closed"),
        },
        html! { (format!("{share:.1} %")) },
        html! { code.digits { (hashes.starting_hash_key) } br; code.digits { (hashes.ending_hash_key) } },
        html! {
            code.digits { (range.starting_sequence_number) }
            @if let Some(end) = &range.ending_sequence_number { br; code.digits { (end) } }
        },
        html! { (parents.join(", ")) },
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn retention_is_said_in_days_where_it_is_days() {
        assert_eq!(
            (retention(24).as_str(), retention(168).as_str(), retention(25).as_str()),
            ("24 h", "7 days", "25 h")
        );
    }

    #[test]
    fn names_are_escaped_in_links() {
        assert_eq!(path("a/b<"), "/_pumphouse/streams/a%2Fb%3C");
    }
}
