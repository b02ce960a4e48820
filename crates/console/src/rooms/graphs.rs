//! Metrics: what is measured, found by name, and graphs of what one chooses, with the same numbers as a table.

mod choice;
mod command;
mod figure;

use std::collections::BTreeMap;

use cloudwatch_api::{ListMetrics, ListMetricsInput, Metric};
use maud::{Markup, html};
use wire::{Answer, Fault};

use self::choice::Choice;
use crate::ask::Ask;
use crate::page::Page;
use crate::visit::{Visit, percent_encoded};
use crate::{Console, answer, look};

pub use self::choice::name_of;
pub use self::figure::{Series, figure, series};

/// How many answers of ListMetrics are read, of 500 metrics each.
const ANSWERS_MAX: usize = 20;
/// How many metrics are shown.
const METRICS_MAX: usize = 300;
/// How many of the newest numbers the table shows.
const ROWS_MAX: usize = 120;

pub async fn answer(console: &Console, visit: &Visit, path: &[&str]) -> Option<Answer> {
    let ask = Ask::new(&console.dispatch, &visit.place);
    match (visit.method.as_str(), path) {
        ("GET", []) => Some(list(&ask, visit).await),
        ("GET", ["view"]) => Some(view(&ask, visit).await),
        ("GET", ["data"]) => Some(data(&ask, visit).await),
        _ => None,
    }
}

/// All metrics of a namespace or of all.
async fn metrics(ask: &Ask, namespace: Option<&str>) -> Result<Vec<Metric>, Fault> {
    let (mut found, mut next_token) = (Vec::new(), None);
    for _ in 0..ANSWERS_MAX {
        let input = ListMetricsInput {
            namespace: namespace.map(str::to_owned),
            next_token: next_token.take(),
            ..ListMetricsInput::default()
        };
        let output = ask.of::<ListMetrics>(input).await?;
        found.extend(output.metrics);
        next_token = output.next_token;
        if next_token.is_none() {
            break;
        }
    }
    Ok(found)
}

/// Whether all words that are asked for are somewhere in a metric.
fn matches(metric: &Metric, words: &str) -> bool {
    let name = choice::json(metric).to_lowercase();
    words.to_lowercase().split_whitespace().all(|word| name.contains(word))
}

async fn list(ask: &Ask, visit: &Visit) -> Answer {
    let page = Page { title: "Metrics", room: "graphs", has_charts: false, module: None };
    let namespace = visit.parameter("namespace");
    let words = visit.parameter("q").unwrap_or_default();
    let all = match metrics(ask, namespace).await {
        Err(fault) => return page.fail(visit, &fault),
        Ok(all) => all,
    };
    let is_empty = all.is_empty();
    let found: Vec<Metric> = all.into_iter().filter(|metric| matches(metric, words)).collect();
    let is_overview = namespace.is_none() && words.is_empty();
    page.show(
        visit,
        html! {
            @if namespace.is_some() { p.crumbs { a href="/_pumphouse/graphs" { "Metrics" } } }
            div.head { h1 { (namespace.unwrap_or("Metrics")) } }
            form.fields method="get" action="/_pumphouse/graphs" role="search" {
                @if let Some(namespace) = namespace { input type="hidden" name="namespace" value=(namespace); }
                label { "Metrics with" input name="q" value=(words) size="36" placeholder="records orders"; }
                button { "Search" }
            }
            @if is_empty && namespace.is_none() {
                (look::nothing(
                    "Nothing is measured yet. Services measure what they do by themselves; programs may add their own.",
                    "aws cloudwatch put-metric-data --namespace Plant --metric-name Temperature --value 71.5",
                ))
            } @else if found.is_empty() {
                p.soft { "No metric has these words." }
            } @else if is_overview {
                (namespaces(&found))
            } @else {
                (listing(&found))
            }
        },
    )
}

fn namespaces(metrics: &[Metric]) -> Markup {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for metric in metrics {
        *counts.entry(metric.namespace.as_deref().unwrap_or_default()).or_default() += 1;
    }
    let row = |(namespace, count): (&str, usize)| {
        let link = format!("/_pumphouse/graphs?namespace={}", percent_encoded(namespace));
        vec![html! { a href=(link) { (namespace) } }, html! { (look::count(count as u64)) }]
    };
    look::table("Namespaces", &["Namespace", "Metrics"], &counts.into_iter().map(row).collect::<Vec<_>>())
}

/// Metrics to choose from.
fn listing(found: &[Metric]) -> Markup {
    let row = |metric: &Metric| {
        let name = metric.metric_name.as_deref().unwrap_or_default();
        let value = choice::json(metric);
        let link = format!("/_pumphouse/graphs/view?m={}", percent_encoded(&value));
        vec![
            html! { input type="checkbox" name="m" value=(value) aria-label=(format!("Choose {value}")); },
            html! { a href=(link) { (name) } },
            html! { (choice::dimensions(metric)) },
            html! { (metric.namespace.as_deref().unwrap_or_default()) },
        ]
    };
    let rows: Vec<_> = found.iter().take(METRICS_MAX).map(row).collect();
    html! {
        form method="get" action="/_pumphouse/graphs/view" {
            p.pages {
                button.main { "Draw the chosen" }
                @if found.len() > rows.len() {
                    span.soft { "The first " (rows.len()) " of " (look::count(found.len() as u64)) "; search to see others." }
                }
            }
            (look::table("Metrics", &["Choose", "Metric", "Of", "Namespace"], &rows))
        }
    }
}

/// A graph of what was chosen.
async fn view(ask: &Ask, visit: &Visit) -> Answer {
    let page = Page { title: "Metrics", room: "graphs", has_charts: true, module: None };
    let choice = match Choice::read(visit) {
        Err(fault) => return page.fail(visit, &fault),
        Ok(choice) => choice,
    };
    let asked = choice.question(ask.now());
    let found = match series(ask, &asked).await {
        Err(fault) => return page.fail(visit, &fault),
        Ok(found) => found,
    };
    let title = match &choice.metrics[..] {
        [metric] => metric.metric_name.clone().unwrap_or_default(),
        metrics => format!("{} metrics", metrics.len()),
    };
    Page { title: &title, ..page }.show(
        visit,
        html! {
            p.crumbs { a href="/_pumphouse/graphs" { "Metrics" } }
            div.head { h1 { (title) } p.aside { (choice.told()) } }
            (choice.form())
            section.panel.card {
                (tools())
                div.chart data-figure=(format!("/_pumphouse/graphs/data?{}", choice.query())) data-every="15000"
                    role="img" aria-label=(format!("Graph of {title}; the numbers are in the table below")) {}
            }
            h2 { "Numbers" }
            (numbers(&found))
            h2 { "The same by command" }
            pre tabindex="0" { code { (command::command(&asked)) } }
        },
    )
}

/// Buttons that save the chart of a card.
pub fn tools() -> Markup {
    html! {
        div.tools {
            button type="button" data-save="png" aria-label="Save the graph as PNG" { "PNG" }
            button type="button" data-save="svg" aria-label="Save the graph as SVG" { "SVG" }
        }
    }
}

/// The numbers of a graph, the newest first.
pub fn numbers(found: &[Series]) -> Markup {
    let mut moments: Vec<_> =
        found.iter().flat_map(|series| series.points.iter().map(|(at, _)| *at)).collect();
    moments.sort_unstable();
    moments.dedup();
    if moments.is_empty() {
        return html! { p.soft { "There are no numbers in this time." } };
    }
    let mut headings = vec!["Time (UTC)"];
    headings.extend(found.iter().map(|series| series.label.as_str()));
    let by_time: Vec<BTreeMap<_, _>> =
        found.iter().map(|series| series.points.iter().copied().collect()).collect();
    let row = |at: &kernel::Timestamp| {
        let mut row = vec![look::moment(*at)];
        row.extend(
            by_time
                .iter()
                .map(|points| html! { @if let Some(value) = points.get(at) { (figure::short(*value)) } }),
        );
        row
    };
    let rows: Vec<_> = moments.iter().rev().take(ROWS_MAX).map(row).collect();
    html! {
        @if moments.len() > rows.len() { p.soft { "The newest " (rows.len()) " of " (moments.len()) "." } }
        div.tall { (look::table("Numbers", &headings, &rows)) }
    }
}

/// The figure for the chart.
async fn data(ask: &Ask, visit: &Visit) -> Answer {
    let made = async {
        let choice = Choice::read(visit)?;
        let asked = choice.question(ask.now());
        let found = series(ask, &asked).await?;
        Ok::<_, Fault>(figure(&found, &[], &asked))
    };
    match made.await {
        Ok(figure) => answer::json(&figure),
        Err(fault) => answer::refusal(fault.status, &format!("{} {}", fault.code, fault.message)),
    }
}

#[cfg(test)]
mod tests {
    use cloudwatch_api::Dimension;

    use super::*;

    #[test]
    fn words_are_sought_anywhere_in_a_metric() {
        let dimension = Dimension { name: "StreamName".to_owned(), value: "orders".to_owned() };
        let metric = Metric {
            namespace: Some("AWS/Kinesis".to_owned()),
            metric_name: Some("IncomingRecords".to_owned()),
            dimensions: vec![dimension],
        };
        assert!(
            matches(&metric, "") && matches(&metric, "ORDERS records") && !matches(&metric, "orders bytes")
        );
    }
}
