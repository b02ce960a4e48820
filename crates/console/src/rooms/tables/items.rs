//! Pages of items, and one item whole.

use std::collections::BTreeSet;

use dynamodb_api::{GetItem, GetItemInput, Item, TableDescription};
use maud::{Markup, html};
use wire::{Answer, Fault};

use super::search::{FILTERS, Found, SORTS, Search, keys, schemas};
use super::{attributes, describe, page as frame, path, way};
use crate::ask::Ask;
use crate::decoded::laid_out;
use crate::look;
use crate::notice::{self, wrong};
use crate::visit::{Visit, percent_encoded};

/// Columns of a page of items.
const COLUMNS_MAX: usize = 10;
/// Parameters of a search, which the next page has as well.
const PARAMETERS: [&str; 10] =
    ["index", "partition", "sort", "sorted", "order", "attribute", "comparison", "type", "value", "limit"];

pub async fn page(ask: &Ask, visit: &Visit, name: &str) -> Answer {
    let page = frame(name);
    let table = match describe(ask, name).await {
        Ok(table) => table,
        Err(fault) => return notice::refusal(&page, visit, way(None), &fault),
    };
    let (status, content) = section(ask, visit, name, &table).await;
    let content = html! {
        (way(Some(name)))
        div.head { h1 { "Items of " (name) } }
        (content)
    };
    page.refuse(visit, status, content)
}

/// The form and the items that it asks for, with the status of the page.
pub async fn section(ask: &Ask, visit: &Visit, name: &str, table: &TableDescription) -> (u16, Markup) {
    let found = async {
        let search = Search::read(visit, table)?;
        let is_query = search.is_query();
        Ok::<_, Fault>((search.carry_out(ask, name).await?, is_query))
    };
    let (status, items) = match found.await {
        Err(fault) => (notice::status(&fault), look::fault(&fault)),
        Ok((found, is_query)) => (200, shown(visit, name, table, &found, is_query)),
    };
    (status, html! { (form(visit, name, table)) (items) })
}

fn form(visit: &Visit, name: &str, table: &TableDescription) -> Markup {
    let schemas = schemas(table);
    let chosen = |name: &str| visit.parameter(name).unwrap_or_default();
    let options = |field: &str, all: &[(&str, &str)]| {
        html! { @for (value, words) in all { option value=(value) selected[chosen(field) == *value] { (words) } } }
    };
    let own = |schema: &[_]| {
        let (partition, sort) = keys(schema);
        [partition, sort].into_iter().flatten().collect::<Vec<_>>().join(", ")
    };
    html! {
        form method="get" action=(format!("{}/items", path(name))) {
            div.fields {
                @if schemas.len() > 1 {
                    label { "By"
                        select name="index" {
                            @for (index, schema) in &schemas {
                                @let value = index.as_deref().unwrap_or_default();
                                option value=(value) selected[chosen("index") == value] {
                                    (index.as_deref().unwrap_or("table")) " (" (own(schema)) ")"
                                }
                            }
                        }
                    }
                }
                label { "Partition key" input name="partition" placeholder="all" value=(chosen("partition")); }
                @if schemas.iter().any(|(_, schema)| schema.len() > 1) {
                    label { "Sort key" select name="sort" { (options("sort", &SORTS)) } }
                    label { "Value" input name="sorted" value=(chosen("sorted")); }
                    label { "Order"
                        select name="order" { (options("order", &[("", "upwards"), ("down", "downwards")])) }
                    }
                }
            }
            div.fields {
                label { "Only where attribute" input name="attribute" value=(chosen("attribute")); }
                label { "Condition" select name="comparison" { (options("comparison", &FILTERS)) } }
                label { "Type" select name="type" { (options("type", &[("S", "text"), ("N", "number"), ("BOOL", "true or false")])) } }
                label { "Value" input name="value" value=(chosen("value")); }
                label { "Items" input name="limit" inputmode="numeric" size="4" value=(visit.parameter("limit").unwrap_or("25")); }
                button.main { "Find" }
            }
        }
    }
}

fn shown(visit: &Visit, name: &str, table: &TableDescription, found: &Found, is_query: bool) -> Markup {
    let next = found.next.as_ref().map(|next| {
        let mut link = format!("{}/items?start={}", path(name), percent_encoded(&attributes::typed(next)));
        for name in PARAMETERS {
            if let Some(value) = visit.parameter(name) {
                link.push_str(&format!("&{name}={}", percent_encoded(value)));
            }
        }
        link
    });
    let has_condition =
        is_query || visit.parameter("attribute").is_some() || visit.parameter("start").is_some();
    html! {
        @if found.items.is_empty() {
            @if has_condition || next.is_some() {
                p.nothing { "No item is so. " (look::count(found.looked_at)) " were looked at." }
            } @else {
                (look::nothing(
                    "The table is empty.",
                    &format!("aws dynamodb put-item --table-name {name} --item '{}'", example(table)),
                ))
            }
        } @else {
            (grid(name, table, &found.items))
        }
        p.pages {
            @if let Some(next) = next { a.button href=(next) { "Next items" } }
            span.soft {
                (look::count(found.items.len() as u64)) " shown, " (look::count(found.looked_at)) " looked at by "
                @if is_query { "a query." } @else { "a scan." }
            }
        }
    }
}

/// An item that the table would take.
fn example(table: &TableDescription) -> String {
    let keys = table.key_schema.iter().flatten().map(|key| {
        let defined = table.attribute_definitions.iter().flatten();
        let kind = defined.clone().find(|one| one.attribute_name == key.attribute_name);
        let kind = kind.map_or("S", |one| one.attribute_type.as_str());
        let value = if kind == "N" { "1" } else { "YQ==" };
        format!("\"{}\": {{\"{kind}\": \"{value}\"}}", key.attribute_name)
    });
    format!("{{{}}}", keys.collect::<Vec<_>>().join(", "))
}

fn grid(name: &str, table: &TableDescription, items: &[Item]) -> Markup {
    let key: Vec<&str> = table.key_schema.iter().flatten().map(|one| one.attribute_name.as_str()).collect();
    let others: BTreeSet<&str> = items
        .iter()
        .flat_map(|item| item.keys())
        .map(String::as_str)
        .filter(|name| !key.contains(name))
        .collect();
    let columns: Vec<&str> = key.iter().copied().chain(others.iter().copied()).take(COLUMNS_MAX).collect();
    let row = |item: &Item| {
        let own: Item = item
            .iter()
            .filter(|(name, _)| key.contains(&name.as_str()))
            .map(|(name, value)| (name.clone(), value.clone()))
            .collect();
        let link = format!("{}/item?key={}", path(name), percent_encoded(&attributes::typed(&own)));
        let cell = |(at, column): (usize, &&str)| {
            let text = item.get(*column).map(attributes::short).unwrap_or_default();
            match at {
                0 => html! { a href=(link) { @if text.is_empty() { "(empty)" } @else { (text) } } },
                _ => html! { (text) },
            }
        };
        columns.iter().enumerate().map(cell).collect::<Vec<_>>()
    };
    let rows: Vec<_> = items.iter().map(row).collect();
    html! {
        (look::table("Items", &columns, &rows))
        @if others.len() + key.len() > columns.len() {
            p.soft { "There are more attributes than columns; an item shows all of them." }
        }
    }
}

/// One item, whole.
pub async fn item(ask: &Ask, visit: &Visit, name: &str) -> Answer {
    let page = frame(name);
    let found = async {
        let key = visit.parameter("key").ok_or_else(|| wrong("say the key of an item"))?;
        let input = GetItemInput {
            table_name: name.to_owned(),
            key: attributes::parse(key)?,
            attributes_to_get: None,
            consistent_read: Some(true),
            return_consumed_capacity: None,
            projection_expression: None,
            expression_attribute_names: None,
        };
        let item = ask.of::<GetItem>(input).await?.item;
        item.ok_or_else(|| Fault::with_status("NotFound", 404, "the table has no item with this key"))
    };
    match found.await {
        Err(fault) => notice::refusal(&page, visit, way(Some(name)), &fault),
        Ok(item) => page.show(
            visit,
            html! {
                (way(Some(name)))
                div.head { h1 { "An item of " (name) } }
                div.grid {
                    section.card { h2 { "Plain JSON" } pre tabindex="0" { (attributes::plain(&item)) } }
                    section.card { h2 { "With types" } pre tabindex="0" { (laid_out(&attributes::typed(&item))) } }
                }
            },
        ),
    }
}
