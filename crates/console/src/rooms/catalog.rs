//! The catalog: databases and their tables, and the crawlers that fill them.

mod crawler;
mod table;

use glue_api::{
    Database, GetDatabase, GetDatabaseInput, GetDatabases, GetDatabasesInput, GetTables, GetTablesInput,
    Table,
};
use maud::{Markup, html};
use wire::{Answer, Fault};

use crate::ask::Ask;
use crate::page::Page;
use crate::rooms::buckets;
use crate::visit::{Visit, percent_encoded};
use crate::{Console, answer, look};

/// How many databases the first page shows, and how many tables of each.
const DATABASES_MAX: i32 = 50;
const TABLES_PER_PAGE: i32 = 100;

pub async fn answer(console: &Console, visit: &Visit, path: &[&str]) -> Option<Answer> {
    let ask = Ask::new(&console.dispatch, &visit.place);
    match (visit.method.as_str(), path) {
        ("GET", []) => Some(list(&ask, visit).await),
        ("GET", ["now"]) => Some(answer::html(200, crawler::list(&ask).await)),
        ("GET", ["databases", name]) => Some(database(&ask, visit, name).await),
        ("GET", ["databases", database, name]) => Some(table::page(&ask, visit, database, name).await),
        ("GET", ["crawlers", name]) => Some(crawler::page(&ask, visit, name).await),
        ("GET", ["crawlers", name, "now"]) => Some(crawler::part(&ask, name).await),
        ("POST", ["crawlers", name, "run"]) => Some(crawler::run(&ask, visit, name).await),
        ("POST", ["crawlers", name, "stop"]) => Some(crawler::stop(&ask, name).await),
        _ => None,
    }
}

/// The page about a database.
fn link(database: &str) -> String {
    format!("/_pumphouse/catalog/databases/{}", percent_encoded(database))
}

/// The page about a table.
pub fn link_of_table(database: &str, table: &str) -> String {
    format!("{}/{}", link(database), percent_encoded(table))
}

/// The SQL page with a question about a table.
pub fn link_of_sql(database: &str, table: &str) -> String {
    let name = |name: &str| match name.starts_with(|first: char| first.is_ascii_lowercase())
        && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
    {
        true => name.to_owned(),
        false => format!("\"{}\"", name.replace('"', "\"\"")),
    };
    let question = format!("SELECT * FROM {}.{} LIMIT 10", name(database), name(table));
    format!("/_pumphouse/sql?q={}", percent_encoded(&question))
}

async fn list(ask: &Ask, visit: &Visit) -> Answer {
    let page = Page { title: "Catalog", room: "catalog", has_charts: false, module: None };
    let input = GetDatabasesInput {
        max_results: Some(DATABASES_MAX),
        next_token: visit.parameter("after").map(str::to_owned),
        ..GetDatabasesInput::default()
    };
    let output = match ask.of::<GetDatabases>(input).await {
        Err(fault) => return page.fail(visit, &fault),
        Ok(output) => output,
    };
    let mut parts = Vec::new();
    for database in &output.database_list {
        parts.push(part(ask, database).await);
    }
    page.show(
        visit,
        html! {
            div.head { h1 { "Catalog" } }
            @if parts.is_empty() {
                (look::nothing(
                    "There are no databases yet.",
                    "aws glue create-database --database-input Name=lake",
                ))
            }
            @for part in parts { (part) }
            @if let Some(after) = output.next_token {
                p.pages { a.button href=(format!("/_pumphouse/catalog?after={}", percent_encoded(&after))) { "More databases" } }
            }
            h2 { "Crawlers" }
            div data-renew="/_pumphouse/catalog/now" { (crawler::list(ask).await) }
        },
    )
}

/// A database with its first tables.
async fn part(ask: &Ask, database: &Database) -> Markup {
    let tables = tables(ask, &database.name, None).await;
    html! {
        section {
            h2 { a href=(link(&database.name)) { (database.name) } }
            @match tables {
                Err(fault) => (look::fault(&fault)),
                Ok((tables, more)) => {
                    (listing(&database.name, &tables))
                    @if more.is_some() { p { a href=(link(&database.name)) { "All tables" } } }
                }
            }
        }
    }
}

async fn tables(
    ask: &Ask,
    database: &str,
    after: Option<String>,
) -> Result<(Vec<Table>, Option<String>), Fault> {
    let input = GetTablesInput {
        database_name: database.to_owned(),
        max_results: Some(TABLES_PER_PAGE),
        next_token: after,
        ..GetTablesInput::default()
    };
    let output = ask.of::<GetTables>(input).await?;
    Ok((output.table_list.unwrap_or_default(), output.next_token))
}

fn listing(database: &str, tables: &[Table]) -> Markup {
    let row = |table: &Table| {
        let storage = table.storage_descriptor.clone().unwrap_or_default();
        let keys: Vec<_> = table.partition_keys.iter().flatten().map(|key| key.name.as_str()).collect();
        vec![
            html! { a href=(link_of_table(database, &table.name)) { (table.name) } },
            html! { (storage.columns.map_or(0, |columns| columns.len())) },
            html! { (keys.join(", ")) },
            location(storage.location.as_deref()),
            html! { a href=(link_of_sql(database, &table.name)) aria-label=(format!("SQL on {}", table.name)) { "SQL" } },
        ]
    };
    let rows: Vec<_> = tables.iter().map(row).collect();
    html! {
        @if rows.is_empty() {
            (look::nothing("There are no tables in it yet. A crawler finds them in a bucket, or SQL makes them.",
                &format!("aws glue start-crawler --name {database}")))
        } @else {
            (look::table(&format!("Tables of {database}"), &["Table", "Columns", "Partitioned by", "Location", "Ask"], &rows))
        }
    }
}

/// The tables whose data `object`, an `s3://` address, is part of, as far as the first databases and tables go.
pub async fn tables_over(ask: &Ask, object: &str) -> Vec<(String, String)> {
    let input = GetDatabasesInput { max_results: Some(DATABASES_MAX), ..GetDatabasesInput::default() };
    let databases =
        ask.of::<GetDatabases>(input).await.map(|output| output.database_list).unwrap_or_default();
    let mut found = Vec::new();
    for database in databases {
        let Ok((tables, _)) = tables(ask, &database.name, None).await else { continue };
        let is_over = |table: &Table| {
            let location = table.storage_descriptor.as_ref().and_then(|storage| storage.location.as_deref());
            location.is_some_and(|location| holds(location, object))
        };
        found.extend(tables.into_iter().filter(is_over).map(|table| (database.name.clone(), table.name)));
    }
    found
}

/// Whether `object` is below `location`.
fn holds(location: &str, object: &str) -> bool {
    let rest = object.strip_prefix(location.trim_end_matches('/'));
    location.len() > "s3://".len() && rest.is_some_and(|rest| rest.starts_with('/'))
}

/// Where the data is, as a link where it is in a bucket.
fn location(location: Option<&str>) -> Markup {
    let location = location.unwrap_or_default();
    html! {
        @match buckets::link_of_location(location) {
            Some(link) => a href=(link) { (location) },
            None => (location),
        }
    }
}

async fn database(ask: &Ask, visit: &Visit, name: &str) -> Answer {
    let page = Page { title: name, room: "catalog", has_charts: false, module: None };
    let input = GetDatabaseInput { catalog_id: None, name: name.to_owned() };
    let asked = async {
        let output = ask.of::<GetDatabase>(input).await?;
        let tables = tables(ask, name, visit.parameter("after").map(str::to_owned)).await?;
        Ok((output.database, tables))
    };
    let (database, (tables, more)) = match asked.await {
        Err(fault) => return page.fail(visit, &fault),
        Ok(found) => found,
    };
    let database = database.unwrap_or_default();
    page.show(
        visit,
        html! {
            p.crumbs { a href="/_pumphouse/catalog" { "Catalog" } }
            div.head { h1 { (name) } }
            @if let Some(description) = &database.description { p { (description) } }
            @if let Some(place) = &database.location_uri { p { "Location " (location(Some(place))) } }
            (listing(name, &tables))
            @if let Some(after) = more {
                p.pages { a.button href=(format!("{}?after={}", link(name), percent_encoded(&after))) { "More" } }
            }
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn objects_are_below_locations() {
        for location in ["s3://lake/a", "s3://lake/a/", "s3://lake"] {
            assert!(holds(location, "s3://lake/a/b"), "{location}");
        }
        for location in ["s3://lake/a/b/c", "s3://la", "s3://lake/", "", "s3://"] {
            assert!(!holds(location, "s3://lakes/a/b"), "{location}");
        }
    }

    #[test]
    fn names_in_sql_are_quoted_where_they_must_be() {
        assert_eq!(
            link_of_sql("lake", "readings"),
            "/_pumphouse/sql?q=SELECT%20%2A%20FROM%20lake.readings%20LIMIT%2010"
        );
        assert!(link_of_sql("lake", "a\"b-c").contains("lake.%22a%22%22b-c%22"));
    }
}
