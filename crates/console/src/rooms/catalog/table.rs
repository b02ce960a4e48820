//! One table of the catalog: columns with their statistics, partitions, where its data is and how it is read.

use std::collections::BTreeMap;

use glue_api::{
    Column, ColumnStatistics, GetColumnStatisticsForTable, GetColumnStatisticsForTableInput, GetPartitions,
    GetPartitionsInput, GetTable, GetTableInput, Partition, Table,
};
use maud::{Markup, html};
use wire::Answer;

use super::{link, link_of_sql, link_of_table, location};
use crate::ask::Ask;
use crate::look;
use crate::page::Page;
use crate::visit::{Visit, percent_encoded};

/// How many partitions are shown on one page.
const PARTITIONS_PER_PAGE: i32 = 100;
/// How many columns are asked for at once: as many as the operation takes.
const COLUMNS_PER_QUESTION: usize = 100;

/// The page.
pub async fn page(ask: &Ask, visit: &Visit, database: &str, name: &str) -> Answer {
    let page = Page { title: name, room: "catalog", has_charts: false, module: None };
    let input = GetTableInput {
        database_name: database.to_owned(),
        name: name.to_owned(),
        ..GetTableInput::default()
    };
    let table = match ask.of::<GetTable>(input).await {
        Err(fault) => return page.fail(visit, &fault),
        Ok(output) => output.table.unwrap_or_default(),
    };
    let storage = table.storage_descriptor.clone().unwrap_or_default();
    let columns = storage.columns.unwrap_or_default();
    let statistics = statistics(ask, database, name, &columns).await;
    page.show(
        visit,
        html! {
            p.crumbs { a href="/_pumphouse/catalog" { "Catalog" } " / " a href=(link(database)) { (database) } }
            div.head {
                h1 { (name) }
                p.aside { a.button href=(link_of_sql(database, name)) { "Ask by SQL" } }
            }
            @if let Some(description) = &table.description { p { (description) } }
            @if storage.location.is_some() { p { "Its data is in " (location(storage.location.as_deref())) } }
            h2 { "Columns" }
            (listing(&table, &columns, &statistics))
            @if table.partition_keys.as_ref().is_some_and(|keys| !keys.is_empty()) {
                h2 { "Partitions" }
                (partitions(ask, visit, database, &table).await)
            }
            h2 { "How it is read" }
            (look::table("Settings", &["Setting", "Value"], &settings(&table)))
        },
    )
}

/// What is known about columns, by their names. A table without statistics answers none.
async fn statistics(
    ask: &Ask,
    database: &str,
    table: &str,
    columns: &[Column],
) -> BTreeMap<String, ColumnStatistics> {
    let mut found = BTreeMap::new();
    for columns in columns.chunks(COLUMNS_PER_QUESTION) {
        let input = GetColumnStatisticsForTableInput {
            catalog_id: None,
            database_name: database.to_owned(),
            table_name: table.to_owned(),
            column_names: columns.iter().map(|column| column.name.clone()).collect(),
        };
        let Ok(output) = ask.of::<GetColumnStatisticsForTable>(input).await else { break };
        let known = output.column_statistics_list.into_iter().flatten();
        found.extend(known.map(|known| (known.column_name.clone(), known)));
    }
    found
}

fn listing(table: &Table, columns: &[Column], statistics: &BTreeMap<String, ColumnStatistics>) -> Markup {
    let has_statistics = !statistics.is_empty();
    let row = |column: &Column, is_key: bool| {
        let mut row = vec![
            html! { code { (column.name) } @if is_key { " " (look::tag(look::State::Idle, "partition key")) } },
            html! { code { (column.r#type.as_deref().unwrap_or("")) } },
            html! { (column.comment.as_deref().unwrap_or("")) },
        ];
        if has_statistics {
            row.push(html! { (statistics.get(&column.name).map(told).unwrap_or_default()) });
        }
        row
    };
    let keys = table.partition_keys.iter().flatten().map(|key| row(key, true));
    let rows: Vec<_> = columns.iter().map(|column| row(column, false)).chain(keys).collect();
    let headings = ["Column", "Type", "Comment", "Statistics"];
    html! {
        @if rows.is_empty() { p.soft { "It has no columns." } }
        @else { (look::table("Columns", &headings[..3 + usize::from(has_statistics)], &rows)) }
        @if !has_statistics { p.soft { "There are no statistics of its columns. " code { "aws glue update-column-statistics-for-table" } " keeps some." } }
    }
}

/// Statistics in a few words.
fn told(statistics: &ColumnStatistics) -> String {
    let data = &statistics.statistics_data;
    let between = |low: Option<String>, high: Option<String>| {
        low.zip(high).map(|(low, high)| format!("{low} to {high}"))
    };
    let mut said = Vec::new();
    let mut common = |distinct: Option<i64>, nulls: i64| {
        said.extend(distinct.map(|distinct| format!("{distinct} different")));
        said.push(format!("{nulls} null"));
    };
    let mut range = None;
    if let Some(data) = &data.long_column_statistics_data {
        common(Some(data.number_of_distinct_values), data.number_of_nulls);
        range = between(
            data.minimum_value.map(|low| low.to_string()),
            data.maximum_value.map(|high| high.to_string()),
        );
    } else if let Some(data) = &data.double_column_statistics_data {
        common(Some(data.number_of_distinct_values), data.number_of_nulls);
        range = between(
            data.minimum_value.map(|low| low.to_string()),
            data.maximum_value.map(|high| high.to_string()),
        );
    } else if let Some(data) = &data.date_column_statistics_data {
        common(Some(data.number_of_distinct_values), data.number_of_nulls);
        range = between(
            data.minimum_value.map(|low| low.iso8601()),
            data.maximum_value.map(|high| high.iso8601()),
        );
    } else if let Some(data) = &data.string_column_statistics_data {
        common(Some(data.number_of_distinct_values), data.number_of_nulls);
        range = Some(format!("at most {} letters", data.maximum_length));
    } else if let Some(data) = &data.boolean_column_statistics_data {
        common(None, data.number_of_nulls);
        range = Some(format!("{} true, {} false", data.number_of_trues, data.number_of_falses));
    } else if let Some(data) = &data.decimal_column_statistics_data {
        common(Some(data.number_of_distinct_values), data.number_of_nulls);
    } else if let Some(data) = &data.binary_column_statistics_data {
        common(None, data.number_of_nulls);
    }
    said.extend(range);
    said.join(", ")
}

async fn partitions(ask: &Ask, visit: &Visit, database: &str, table: &Table) -> Markup {
    let input = GetPartitionsInput {
        database_name: database.to_owned(),
        table_name: table.name.clone(),
        max_results: Some(PARTITIONS_PER_PAGE),
        next_token: visit.parameter("after").map(str::to_owned),
        exclude_column_schema: Some(true),
        ..GetPartitionsInput::default()
    };
    let output = match ask.of::<GetPartitions>(input).await {
        Err(fault) => return look::fault(&fault),
        Ok(output) => output,
    };
    let keys = table.partition_keys.iter().flatten();
    let mut headings: Vec<&str> = keys.map(|key| key.name.as_str()).collect();
    let width = headings.len();
    headings.extend(["Location", "Since"]);
    let row = |partition: Partition| {
        let values = partition.values.unwrap_or_default();
        let mut row: Vec<_> =
            (0..width).map(|at| html! { (values.get(at).map_or("", String::as_str)) }).collect();
        row.push(location(partition.storage_descriptor.and_then(|storage| storage.location).as_deref()));
        row.push(html! { @if let Some(at) = partition.creation_time { (look::moment(at)) } });
        row
    };
    let rows: Vec<_> = output.partitions.unwrap_or_default().into_iter().map(row).collect();
    html! {
        @if rows.is_empty() {
            (look::nothing("There are no partitions yet. Run the crawler again, or:", &format!("MSCK REPAIR TABLE {}", table.name)))
        } @else {
            (look::table("Partitions", &headings, &rows))
        }
        @if let Some(after) = output.next_token {
            p.pages { a.button href=(format!("{}?after={}", link_of_table(database, &table.name), percent_encoded(&after))) { "More partitions" } }
        }
    }
}

fn settings(table: &Table) -> Vec<Vec<Markup>> {
    let storage = table.storage_descriptor.clone().unwrap_or_default();
    let serde = storage.serde_info.unwrap_or_default();
    let named = [
        ("Table type", table.table_type.clone()),
        ("Input format", storage.input_format),
        ("Output format", storage.output_format),
        ("Serialization", serde.serialization_library),
        ("Created", table.create_time.map(|at| at.iso8601())),
        ("Changed", table.update_time.map(|at| at.iso8601())),
        ("View", table.view_original_text.clone()),
    ];
    let named = named.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?)));
    let parameters = table.parameters.clone().unwrap_or_default().into_iter();
    let reading = serde.parameters.unwrap_or_default().into_iter();
    let all = named.chain(reading).chain(parameters);
    all.map(|(name, value)| vec![html! { (name) }, html! { code { (value) } }]).collect()
}
