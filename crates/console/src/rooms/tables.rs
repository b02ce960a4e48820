//! Tables: keys and indexes, items by key or condition, and what changes.

mod attributes;
mod feed;
mod items;
mod search;

use dynamodb_api::{
    DescribeKinesisStreamingDestination, DescribeKinesisStreamingDestinationInput, DescribeTable,
    DescribeTableInput, DescribeTimeToLive, DescribeTimeToLiveInput, KinesisDataStreamDestination,
    ListTables, ListTablesInput, TableDescription,
};
use maud::{Markup, html};
use wire::{Answer, Fault};

use self::search::{keys, schemas};
use crate::ask::Ask;
use crate::page::Page;
use crate::visit::{Visit, percent_encoded};
use crate::{Console, answer, look, notice};

/// Tables that the list shows.
const LISTED_MAX: usize = 200;

pub async fn answer(console: &Console, visit: &Visit, path: &[&str]) -> Option<Answer> {
    let ask = Ask::new(&console.dispatch, &visit.place);
    match (visit.method.as_str(), path) {
        ("GET", []) => Some(list(&ask, visit).await),
        ("GET", ["now"]) => Some(answer::html(200, listed(&ask).await)),
        ("GET", [name]) => Some(one(&ask, visit, name).await),
        ("GET", [name, "now"]) => Some(now(&ask, name).await),
        ("GET", [name, "items"]) => Some(items::page(&ask, visit, name).await),
        ("GET", [name, "item"]) => Some(items::item(&ask, visit, name).await),
        ("GET", [name, "feed"]) => Some(feed::follow(console, ask, visit, name)),
        _ => None,
    }
}

fn path(name: &str) -> String {
    format!("/_pumphouse/tables/{}", percent_encoded(name))
}

fn page(title: &str) -> Page<'_> {
    Page { title, room: "tables", has_charts: false, module: None }
}

fn way(name: Option<&str>) -> Markup {
    html! {
        p.crumbs {
            a href="/_pumphouse/tables" { "Tables" }
            @if let Some(name) = name { " / " a href=(path(name)) { (name) } }
        }
    }
}

async fn list(ask: &Ask, visit: &Visit) -> Answer {
    page("Tables").show(
        visit,
        html! {
            div.head { h1 { "Tables" } }
            div data-renew="/_pumphouse/tables/now" { (listed(ask).await) }
        },
    )
}

async fn listed(ask: &Ask) -> Markup {
    match rows(ask).await {
        Err(fault) => look::fault(&fault),
        Ok(rows) if rows.is_empty() => look::nothing(
            "There are no tables yet.",
            "aws dynamodb create-table --table-name orders --billing-mode PAY_PER_REQUEST \\\n  \
             --attribute-definitions AttributeName=id,AttributeType=S --key-schema AttributeName=id,KeyType=HASH",
        ),
        Ok(rows) => {
            let columns = ["Table", "Status", "Items", "Size", "Keys", "Indexes", "Stream", "Changes go to"];
            look::table("Tables", &columns, &rows)
        }
    }
}

async fn rows(ask: &Ask) -> Result<Vec<Vec<Markup>>, Fault> {
    let (mut names, mut last) = (Vec::new(), None);
    loop {
        let input = ListTablesInput { exclusive_start_table_name: last, limit: None };
        let output = ask.of::<ListTables>(input).await?;
        names.extend(output.table_names.unwrap_or_default());
        last = output.last_evaluated_table_name;
        if last.is_none() || names.len() >= LISTED_MAX {
            break;
        }
    }
    let mut rows = Vec::new();
    for name in names.into_iter().take(LISTED_MAX) {
        // A table may go between the list and the question.
        let Ok(table) = describe(ask, &name).await else { continue };
        let indexes = schemas(&table).len() - 1;
        rows.push(vec![
            html! { a href=(path(&name)) { (name) } },
            status(&table),
            html! { (items(&table)) },
            html! { (size(&table)) },
            html! { (key_words(table.key_schema.as_deref().unwrap_or_default())) },
            html! { (indexes) },
            stream(&table),
            html! { @for one in destinations(ask, &name).await { (destination(&one)) " " } },
        ]);
    }
    Ok(rows)
}

async fn describe(ask: &Ask, name: &str) -> Result<TableDescription, Fault> {
    let input = DescribeTableInput { table_name: name.to_owned() };
    Ok(ask.of::<DescribeTable>(input).await?.table.unwrap_or_default())
}

async fn destinations(ask: &Ask, name: &str) -> Vec<KinesisDataStreamDestination> {
    let input = DescribeKinesisStreamingDestinationInput { table_name: name.to_owned() };
    let output = ask.of::<DescribeKinesisStreamingDestination>(input).await;
    output.ok().and_then(|output| output.kinesis_data_stream_destinations).unwrap_or_default()
}

fn status(table: &TableDescription) -> Markup {
    look::state(table.table_status.map_or("", |status| status.as_str()))
}

fn items(table: &TableDescription) -> String {
    look::count(table.item_count.unwrap_or_default().unsigned_abs())
}

fn size(table: &TableDescription) -> String {
    look::bytes(table.table_size_bytes.unwrap_or_default().unsigned_abs())
}

fn stream(table: &TableDescription) -> Markup {
    match table.stream_specification.as_ref().filter(|stream| stream.stream_enabled) {
        None => html! { span.soft { "none" } },
        Some(stream) => html! { (stream.stream_view_type.map_or("", |view| view.as_str())) },
    }
}

fn destination(one: &KinesisDataStreamDestination) -> Markup {
    let arn = one.stream_arn.clone().unwrap_or_default();
    let name = arn.rsplit('/').next().unwrap_or_default();
    let status = one.destination_status.map_or("", |status| status.as_str());
    html! {
        a href=(format!("/_pumphouse/streams/{}", percent_encoded(name))) { (name) }
        " " (look::state(status))
        @if let Some(why) = &one.destination_status_description { " " (why) }
    }
}

fn key_words(schema: &[dynamodb_api::KeySchemaElement]) -> String {
    let (partition, sort) = keys(schema);
    partition.into_iter().chain(sort).collect::<Vec<_>>().join(", ")
}

async fn one(ask: &Ask, visit: &Visit, name: &str) -> Answer {
    let page = Page { module: Some("live.js"), ..page(name) };
    let table = match describe(ask, name).await {
        Ok(table) => table,
        Err(fault) => return notice::refusal(&page, visit, way(None), &fault),
    };
    let (status, items) = items::section(ask, visit, name, &table).await;
    let content = html! {
        (way(None))
        div.head { h1 { (name) } }
        div data-renew=(format!("{}/now", path(name))) { (shown(ask, name, &table).await) }
        (feed::section(name, &table))
        h2 { "Items" }
        (items)
        (indexes(&table))
    };
    page.refuse(visit, status, content)
}

/// What changes by itself.
async fn now(ask: &Ask, name: &str) -> Answer {
    match describe(ask, name).await {
        Ok(table) => answer::html(200, shown(ask, name, &table).await),
        Err(fault) => answer::html(notice::status(&fault), look::fault(&fault)),
    }
}

async fn shown(ask: &Ask, name: &str, table: &TableDescription) -> Markup {
    let input = DescribeTimeToLiveInput { table_name: name.to_owned() };
    let ttl =
        ask.of::<DescribeTimeToLive>(input).await.ok().and_then(|output| output.time_to_live_description);
    let ttl = ttl.unwrap_or_default();
    let billing = table.billing_mode_summary.as_ref().and_then(|summary| summary.billing_mode);
    let throughput = table.provisioned_throughput.clone().unwrap_or_default();
    let units = (
        throughput.read_capacity_units.unwrap_or_default(),
        throughput.write_capacity_units.unwrap_or_default(),
    );
    let destinations = destinations(ask, name).await;
    html! {
        (look::figures(&[
            ("Status", status(table)),
            ("Items", html! { (items(table)) }),
            ("Size", html! { (size(table)) }),
            ("Capacity", html! {
                @if billing == Some(dynamodb_api::BillingMode::PayPerRequest) { "on demand" }
                @else { (units.0) " read, " (units.1) " write" }
            }),
            ("Stream", stream(table)),
            ("Time to live", html! {
                @match &ttl.attribute_name {
                    Some(attribute) => (attribute),
                    None => span.soft { "off" },
                }
            }),
            ("Made", table.creation_date_time.map_or_else(|| html! {}, look::moment)),
        ]))
        @if !destinations.is_empty() {
            p { "Changes go to " @for one in &destinations { (destination(one)) " " } }
        }
    }
}

fn indexes(table: &TableDescription) -> Markup {
    let kind = |name: Option<&str>| {
        let defined = table.attribute_definitions.iter().flatten();
        let found = defined.clone().find(|one| Some(one.attribute_name.as_str()) == name);
        let kind = found.map_or("", |one| one.attribute_type.as_str());
        html! { @if let Some(name) = name { (name) " " span.soft { (kind) } } }
    };
    let row = |name: Markup, schema: &[_], kept: &str, items: Option<i64>, state: &str| {
        let (partition, sort) = keys(schema);
        let items = items.map(|items| look::count(items.unsigned_abs())).unwrap_or_default();
        vec![name, kind(partition), kind(sort), html! { (kept) }, html! { (items) }, look::state(state)]
    };
    let schema = table.key_schema.as_deref().unwrap_or_default();
    let state = table.table_status.map_or("", |status| status.as_str());
    let mut rows = vec![row(html! { "the table" }, schema, "ALL", table.item_count, state)];
    for index in table.local_secondary_indexes.iter().flatten() {
        let name = html! { (index.index_name.as_deref().unwrap_or_default()) " " span.soft { "local" } };
        let kept =
            index.projection.as_ref().and_then(|kept| kept.projection_type).map_or("", |kind| kind.as_str());
        rows.push(row(name, index.key_schema.as_deref().unwrap_or_default(), kept, index.item_count, state));
    }
    for index in table.global_secondary_indexes.iter().flatten() {
        let name = html! { (index.index_name.as_deref().unwrap_or_default()) " " span.soft { "global" } };
        let kept =
            index.projection.as_ref().and_then(|kept| kept.projection_type).map_or("", |kind| kind.as_str());
        let state = index.index_status.map_or("", |status| status.as_str());
        rows.push(row(name, index.key_schema.as_deref().unwrap_or_default(), kept, index.item_count, state));
    }
    html! {
        h2 { "Keys and indexes" }
        (look::table("Keys and indexes", &["Of", "Partition key", "Sort key", "Holds", "Items", "State"], &rows))
    }
}
