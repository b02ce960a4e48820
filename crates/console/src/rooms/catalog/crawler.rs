//! Crawlers: how they are, what the last runs found, and a button that runs one.

use glue_api::{
    Crawler, CrawlerHistory, CrawlerHistoryState, GetCrawler, GetCrawlerInput, GetCrawlers, GetCrawlersInput,
    ListCrawls, ListCrawlsInput, StartCrawler, StartCrawlerInput, StopCrawler, StopCrawlerInput,
};
use logs_api::{GetLogEvents, GetLogEventsInput};
use maud::{Markup, html};
use wire::{Answer, Fault};

use super::link as link_of_database;
use crate::ask::Ask;
use crate::page::Page;
use crate::rooms::buckets;
use crate::visit::{Visit, percent_encoded};
use crate::{answer, look};

/// How many crawlers are shown.
const CRAWLERS_MAX: i32 = 100;
/// How many runs of one are shown.
const CRAWLS_MAX: i32 = 20;
/// How many of the last lines of its log are shown.
const LINES_MAX: i32 = 50;

fn link(name: &str) -> String {
    format!("/_pumphouse/catalog/crawlers/{}", percent_encoded(name))
}

/// All of them.
pub async fn list(ask: &Ask) -> Markup {
    let input = GetCrawlersInput { max_results: Some(CRAWLERS_MAX), next_token: None };
    let crawlers = match ask.of::<GetCrawlers>(input).await {
        Err(fault) => return look::fault(&fault),
        Ok(output) => output.crawlers.unwrap_or_default(),
    };
    if crawlers.is_empty() {
        return look::nothing(
            "There are no crawlers yet. A crawler looks through a bucket and writes tables into the catalog.",
            "aws glue create-crawler --name lake --role arn:aws:iam::000000000000:role/crawler \\\n  \
             --database-name lake --targets 'S3Targets=[{Path=s3://lake/}]'",
        );
    }
    let row = |crawler: &Crawler| {
        let name = crawler.name.as_deref().unwrap_or_default();
        let last = crawler.last_crawl.clone().unwrap_or_default();
        vec![
            html! { a href=(link(name)) { (name) } },
            state(crawler),
            html! { @match last.status { Some(status) => (look::state(status.as_str())), None => span.soft { "never ran" } } },
            html! { @if let Some(at) = last.start_time { (look::moment(at)) } },
            html! { @if let Some(database) = &crawler.database_name { a href=(link_of_database(database)) { (database) } } },
            html! { form method="post" action=(format!("{}/run", link(name))) { button aria-label=(format!("Run {name}")) { "Run" } } },
        ]
    };
    let rows: Vec<_> = crawlers.iter().map(row).collect();
    look::table("Crawlers", &["Crawler", "State", "Last run", "Began", "Database", "Now"], &rows)
}

fn state(crawler: &Crawler) -> Markup {
    look::state(crawler.state.map_or("READY", |state| state.as_str()))
}

async fn crawler(ask: &Ask, name: &str) -> Result<Crawler, Fault> {
    let output = ask.of::<GetCrawler>(GetCrawlerInput { name: name.to_owned() }).await?;
    Ok(output.crawler.unwrap_or_default())
}

/// The page about one.
pub async fn page(ask: &Ask, visit: &Visit, name: &str) -> Answer {
    let page = Page { title: name, room: "catalog", has_charts: false, module: None };
    let crawler = match crawler(ask, name).await {
        Err(fault) => return page.fail(visit, &fault),
        Ok(crawler) => crawler,
    };
    page.show(
        visit,
        html! {
            p.crumbs { a href="/_pumphouse/catalog" { "Catalog" } }
            div.head { h1 { (name) } p.aside { "crawler" } }
            @if let Some(told) = visit.parameter("told") { p.fault role="alert" { (told) } }
            form.pages method="post" action=(format!("{}/run", link(name))) {
                button.main { "Run now" }
                button formaction=(format!("{}/stop", link(name))) { "Stop" }
            }
            div data-renew=(format!("{}/now", link(name))) { (now(ask, name, &crawler).await) }
            (look::table("Settings", &["Setting", "Value"], &settings(&crawler)))
        },
    )
}

/// What changes by itself.
pub async fn part(ask: &Ask, name: &str) -> Answer {
    match crawler(ask, name).await {
        Err(fault) => answer::html(fault.status, look::fault(&fault)),
        Ok(crawler) => answer::html(200, now(ask, name, &crawler).await),
    }
}

async fn now(ask: &Ask, name: &str, crawler: &Crawler) -> Markup {
    let last = crawler.last_crawl.clone().unwrap_or_default();
    let input = ListCrawlsInput {
        crawler_name: name.to_owned(),
        max_results: Some(CRAWLS_MAX),
        ..ListCrawlsInput::default()
    };
    let crawls = ask.of::<ListCrawls>(input).await;
    let status =
        html! { @match last.status { Some(status) => (look::state(status.as_str())), None => "never ran" } };
    let mut figures = vec![("State", state(crawler)), ("Last run", status)];
    figures.extend(last.start_time.map(|at| ("Began", look::moment(at))));
    html! {
        (look::figures(&figures))
        @if let Some(message) = &last.error_message { p.fault role="alert" { (message) } }
        @match crawls {
            Err(fault) => (look::fault(&fault)),
            Ok(output) => {
                @let crawls = output.crawls.unwrap_or_default();
                @if crawls.is_empty() {
                    (look::nothing("It never ran.", &format!("aws glue start-crawler --name {name}")))
                } @else {
                    (look::table("Runs", &["Began", "Took", "State", "Found"], &crawls.iter().map(row).collect::<Vec<_>>()))
                }
            }
        }
        @if let (Some(group), Some(stream)) = (last.log_group, last.log_stream) { (log(ask, &group, &stream).await) }
    }
}

fn row(crawl: &CrawlerHistory) -> Vec<Markup> {
    let took = crawl.start_time.zip(crawl.end_time).map(|(begin, end)| look::span(end.millis_since(begin)));
    vec![
        html! { @if let Some(at) = crawl.start_time { (look::moment(at)) } },
        html! { (took.unwrap_or_default()) },
        html! {
            @match crawl.state {
                Some(CrawlerHistoryState::Completed) => (look::tag(look::State::Well, "COMPLETED")),
                Some(state) => (look::state(state.as_str())),
                None => {}
            }
        },
        html! { (crawl.error_message.as_deref().map_or_else(|| found(crawl.summary.as_deref()), str::to_owned)) },
    ]
}

/// What a run found: AWS's summary is JSON that has JSON inside; where it is something else, that is shown.
fn found(summary: Option<&str>) -> String {
    let summary = summary.unwrap_or_default();
    let Ok(serde_json::Value::Object(kinds)) = serde_json::from_str(summary) else {
        return summary.to_owned();
    };
    let mut said = Vec::new();
    for (kind, actions) in kinds {
        let inner = actions.as_str().and_then(|text| serde_json::from_str(text).ok()).unwrap_or(actions);
        for (action, details) in inner.as_object().into_iter().flatten() {
            let details = details
                .as_str()
                .and_then(|text| serde_json::from_str(text).ok())
                .unwrap_or_else(|| details.clone());
            let count = details.as_u64().or_else(|| details["Count"].as_u64()).unwrap_or_default();
            if count > 0 {
                said.push(format!("{} {} {}", count, kind.to_lowercase(), action.to_lowercase()));
            }
        }
    }
    said.sort();
    if said.is_empty() { "nothing new".to_owned() } else { said.join(", ") }
}

/// The last lines of its log.
async fn log(ask: &Ask, group: &str, stream: &str) -> Markup {
    let input = GetLogEventsInput {
        log_group_name: Some(group.to_owned()),
        log_stream_name: stream.to_owned(),
        limit: Some(LINES_MAX),
        log_group_identifier: None,
        start_time: None,
        end_time: None,
        next_token: None,
        start_from_head: None,
        unmask: None,
    };
    let events =
        ask.of::<GetLogEvents>(input).await.ok().and_then(|output| output.events).unwrap_or_default();
    let lines: Vec<_> = events.into_iter().filter_map(|event| event.message).collect();
    html! {
        @if !lines.is_empty() {
            h2 { "Log" }
            pre tabindex="0" { (lines.join("\n")) }
            p { a href=(format!("/_pumphouse/logs/{}/streams/{}", percent_encoded(group), percent_encoded(stream))) { "The whole log" } }
        }
    }
}

fn settings(crawler: &Crawler) -> Vec<Vec<Markup>> {
    let targets = crawler.targets.clone().unwrap_or_default();
    let buckets = targets.s3_targets.into_iter().flatten().filter_map(|target| target.path);
    let tables = targets.dynamodb_targets.into_iter().flatten().filter_map(|target| target.path);
    let place = |path: &str| {
        html! {
            @match buckets::link_of_location(path) { Some(link) => a href=(link) { (path) }, None => (path) }
        }
    };
    let text = |text: &Option<String>| html! { (text.as_deref().unwrap_or("")) };
    let mut rows: Vec<Vec<Markup>> =
        buckets.map(|path| vec![html! { "Looks through" }, place(&path)]).collect();
    rows.extend(tables.map(|table| {
        let link = format!("/_pumphouse/tables/{}", percent_encoded(&table));
        vec![html! { "Looks through" }, html! { a href=(link) { (table) } }]
    }));
    if let Some(database) = &crawler.database_name {
        rows.push(vec![html! { "Writes to" }, html! { a href=(link_of_database(database)) { (database) } }]);
    }
    rows.push(vec![html! { "Role" }, text(&crawler.role)]);
    let schedule = crawler.schedule.as_ref().and_then(|schedule| schedule.schedule_expression.clone());
    rows.push(vec![html! { "Schedule" }, html! { (schedule.as_deref().unwrap_or("none")) }]);
    if crawler.table_prefix.is_some() {
        rows.push(vec![html! { "Prefix of tables" }, text(&crawler.table_prefix)]);
    }
    rows
}

/// Starts it, and goes back to the page where that was wanted; what goes wrong is told on its own page.
pub async fn run(ask: &Ask, visit: &Visit, name: &str) -> Answer {
    match ask.of::<StartCrawler>(StartCrawlerInput { name: name.to_owned() }).await {
        Ok(_) => answer::see_other(visit.back()),
        Err(fault) => told(name, Some(fault)),
    }
}

/// Stops it.
pub async fn stop(ask: &Ask, name: &str) -> Answer {
    told(name, ask.of::<StopCrawler>(StopCrawlerInput { name: name.to_owned() }).await.err())
}

fn told(name: &str, fault: Option<Fault>) -> Answer {
    let told =
        fault.map(|fault| format!("?told={}", percent_encoded(&format!("{} {}", fault.code, fault.message))));
    answer::see_other(&format!("{}{}", link(name), told.unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use super::found;

    #[test]
    fn summaries_are_told_in_words() {
        let summary = r#"{"TABLE":"{\"ADD\":\"{\\\"Count\\\":2,\\\"Names\\\":[\\\"a\\\"]}\"}","PARTITION":"{\"ADD\":{\"Count\":0}}"}"#;
        assert_eq!(found(Some(summary)), "2 table add");
        assert_eq!(
            found(Some(r#"{"TABLE":{"ADD":1},"PARTITION":{"UPDATE":3}}"#)),
            "1 table add, 3 partition update"
        );
        assert_eq!(found(Some("{}")), "nothing new");
        assert_eq!(found(Some("odd")), "odd");
    }
}
