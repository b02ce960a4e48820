//! The SQL page: a statement, its rows as a table and as a chart, and what there is to ask.
//!
//! A statement is carried out when a form is sent, never by following a link: a link may come from anywhere.

use glue_api::{GetDatabases, GetDatabasesInput, GetTables, GetTablesInput};
use maud::{Markup, PreEscaped, html};
use serde_json::{Value, json};
use wire::{Answer, Fault};

use crate::ask::Ask;
use crate::page::Page;
use crate::queries::{Asked, Told};
use crate::sheet::Sheet;
use crate::visit::Visit;
use crate::{Console, dashboards, look};

/// How many rows are shown.
const ROWS_MAX: usize = 1000;
/// Kinds of charts, as plotly names them.
const KINDS: &[(&str, &str)] = &[
    ("bar", "Bars"),
    ("line", "Lines"),
    ("scatter", "Points"),
    ("box", "Box plot"),
    ("histogram", "Histogram"),
];

/// Answers the paths of this room.
pub async fn answer(console: &Console, visit: &Visit, path: &[&str]) -> Option<Answer> {
    match (visit.method.as_str(), path) {
        ("GET", []) => Some(page(console, visit, None).await),
        ("POST", []) => {
            let asked = std::time::Instant::now();
            let told = ask(console, visit).await;
            let milliseconds = u64::try_from(asked.elapsed().as_millis()).unwrap_or(u64::MAX);
            if let (Ok(told), Some("csv")) = (&told, visit.parameter("as")) {
                return Some(dashboards::csv("rows", &told.sheet.csv()));
            }
            Some(page(console, visit, Some((told, milliseconds))).await)
        }
        _ => None,
    }
}

async fn ask(console: &Console, visit: &Visit) -> Result<Told, String> {
    let text = visit.parameter("q").ok_or("there is no statement")?;
    let asked =
        Asked { text, database: visit.parameter("database").unwrap_or("default"), rows_max: ROWS_MAX };
    console.queries.ask(&visit.place, asked).await
}

async fn page(console: &Console, visit: &Visit, told: Option<(Result<Told, String>, u64)>) -> Answer {
    let tables = tables(&Ask::new(&console.dispatch, &visit.place)).await;
    let text = visit.parameter("q").unwrap_or_default();
    let lines = text.lines().count().clamp(4, 20);
    Page { title: "SQL", room: "sql", has_charts: true, module: Some("sql.js") }.show(
        visit,
        html! {
            div.head { h1 { "SQL" } }
            form #ask method="post" action="/_pumphouse/sql" {
                label { span.unseen { "Statement" }
                    textarea.code #q name="q" rows=(lines) spellcheck="false" autofocus
                        placeholder="SELECT * FROM database.table LIMIT 10" { (text) }
                }
                div.fields {
                    label { "Database" input name="database" value=(visit.parameter("database").unwrap_or("default")); }
                    (chart_fields(visit, told.as_ref().and_then(|(told, _)| told.as_ref().ok())))
                    button.main { "Run" }
                    button name="as" value="csv" { "CSV" }
                    span.soft { "Ctrl+Enter runs it" }
                }
            }
            @match &told {
                None => {},
                Some((Err(error), _)) => p.fault role="alert" { (error) },
                Some((Ok(told), milliseconds)) => (result(visit, told, *milliseconds)),
            }
            h2 { "What can be asked" }
            @match tables {
                Err(fault) => (look::fault(&fault)),
                Ok(tables) => (known(&tables)),
            }
        },
    )
}

fn chart_fields(visit: &Visit, told: Option<&Told>) -> Markup {
    let Some(told) = told.filter(|told| !told.sheet.rows.is_empty()) else { return html! {} };
    let chosen = |field: &str, value: &str| visit.parameter(field) == Some(value);
    html! {
        label { "Chart"
            select name="chart" {
                option value="" { "none" }
                @for (kind, name) in KINDS { option value=(kind) selected[chosen("chart", kind)] { (name) } }
            }
        }
        @for (field, name) in [("x", "Across"), ("y", "Up"), ("by", "Apart by")] {
            label { (name)
                select name=(field) {
                    option value="" { "–" }
                    @for (column, _) in &told.sheet.columns {
                        option value=(column) selected[chosen(field, column)] { (column) }
                    }
                }
            }
        }
    }
}

fn result(visit: &Visit, told: &Told, milliseconds: u64) -> Markup {
    let sheet = &told.sheet;
    html! {
        p.soft role="status" {
            @match told.written_rows {
                Some(rows) => { (look::count(rows)) " rows written, " },
                None => { (look::count(sheet.rows.len() as u64)) @if sheet.is_cut { " and more" } " rows, " },
            }
            (look::span(milliseconds)) ", " (look::bytes(told.scanned_bytes)) " read"
        }
        @match figure(visit, sheet) {
            None => {},
            Some(Err(error)) => p.fault { (error) },
            Some(Ok(figure)) => section.card {
                div.tools {
                    button type="button" data-save="png" { "PNG" }
                    " "
                    button type="button" data-save="svg" { "SVG" }
                }
                div.chart role="img" aria-label="Chart of the rows" {
                    script type="application/json" { (PreEscaped(embedded(&figure))) }
                }
            },
        }
        @if !sheet.columns.is_empty() { (sheet.table("Rows")) }
    }
}

/// JSON that ends no script element.
fn embedded(value: &Value) -> String {
    value.to_string().replace('<', "\\u003c")
}

/// The chart that was asked for; none where none was.
fn figure(visit: &Visit, sheet: &Sheet) -> Option<Result<Value, String>> {
    let kind = visit.parameter("chart")?;
    let column = |field: &str| visit.parameter(field).and_then(|name| sheet.column(name));
    let (x, y) = (column("x"), column("y"));
    if x.or(y).is_none() {
        return Some(Err("choose what stands across and what goes up".to_owned()));
    }
    let mut trace = match kind {
        "line" => json!({"type": "scatter", "mode": "lines"}),
        "scatter" => json!({"type": "scatter", "mode": "markers", "marker": {"size": 5}}),
        kind => json!({"type": kind}),
    };
    for (field, at) in [("x", x), ("y", y)] {
        if let Some(at) = at {
            trace[field] = json!(format!("${}", sheet.columns[at].0));
        }
    }
    if let Some(by) = column("by") {
        trace["split"] = json!(format!("${}", sheet.columns[by].0));
    }
    let title = |at: Option<usize>| at.map_or("", |at| sheet.columns[at].0.as_str());
    let layout = json!({"xaxis": {"title": {"text": title(x)}}, "yaxis": {"title": {"text": title(y)}}});
    Some(dashboards::fill(&json!({"data": [trace], "layout": layout}), sheet))
}

/// The tables of the lake with their columns.
async fn tables(ask: &Ask) -> Result<Vec<(String, Vec<String>)>, Fault> {
    let mut found = Vec::new();
    for database in ask.of::<GetDatabases>(GetDatabasesInput::default()).await?.database_list {
        let input = GetTablesInput { database_name: database.name.clone(), ..GetTablesInput::default() };
        for table in ask.of::<GetTables>(input).await?.table_list.unwrap_or_default() {
            let storage = table.storage_descriptor.unwrap_or_default();
            let columns =
                storage.columns.into_iter().flatten().chain(table.partition_keys.into_iter().flatten());
            let columns = columns.map(|column| column.name).collect();
            found.push((format!("{}.{}", database.name, table.name), columns));
        }
    }
    Ok(found)
}

fn known(tables: &[(String, Vec<String>)]) -> Markup {
    html! {
        @for (table, columns) in tables {
            details {
                summary { code { (table) } span.soft { " " (columns.len()) " columns" } }
                p.soft { (columns.join(", ")) }
                p { button type="button" data-ask=(format!("SELECT * FROM {table} LIMIT 10")) { "First rows" } }
            }
        }
        p.soft {
            "Streams and tables are asked as they are: "
            code { "kinesis.default.\"stream\"" } " and " code { "dynamodb.default.\"table\"" } "."
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_embedded_ends_no_script() {
        assert!(!embedded(&json!({"a": "</script><script>"})).contains('<'));
    }
}
