//! One panel: its rows, fetched, and what they look like.

use maud::{Markup, html};
use serde_json::{Value, json};

use super::figure;
use super::format::{Panel, Shows, Source};
use super::metrics::{self, Span};
use crate::ask::Ask;
use crate::look;
use crate::queries::{Asked, Queries};
use crate::sheet::Sheet;

/// How many rows a panel takes.
const ROWS_MAX: usize = 20_000;

/// The panel's rows over `span`; none for words.
pub async fn rows(ask: &Ask, queries: &dyn Queries, panel: &Panel, span: &Span) -> Result<Sheet, String> {
    match &panel.source {
        Source::Words(_) => Ok(Sheet::default()),
        Source::Metrics(metrics) => metrics::rows(ask, metrics, span).await,
        Source::Sql { text, database } => {
            let moment = |at: kernel::Timestamp| format!("from_unixtime({:.3})", at.as_seconds());
            let year = span.to.civil().0.to_string();
            let text = text.replace("$from", &moment(span.from)).replace("$to", &moment(span.to));
            let text = text.replace("$year", &year);
            let asked = Asked { text: &text, database, rows_max: ROWS_MAX };
            Ok(queries.ask(&ask.place, asked).await?.sheet)
        }
    }
}

/// The panel's figure, for plotly; none where it is no chart.
pub fn figure(panel: &Panel, sheet: &Sheet, span: &Span) -> Result<Option<Value>, String> {
    let figure = whole(panel, sheet, span)?;
    Ok(figure.map(|figure| if sheet.is_cut { noted(figure, sheet.rows.len()) } else { figure }))
}

/// A figure that says that it is of the first rows alone.
fn noted(mut figure: Value, rows: usize) -> Value {
    let text = format!("Only the first {} rows are drawn.", look::count(rows as u64));
    let annotation = json!({
        "text": text, "showarrow": false, "xref": "paper", "yref": "paper",
        "x": 1, "y": 1, "xanchor": "right", "yanchor": "bottom",
    });
    if !figure["layout"]["annotations"].is_array() {
        figure["layout"]["annotations"] = json!([]);
    }
    if let Some(all) = figure["layout"]["annotations"].as_array_mut() {
        all.push(annotation);
    }
    figure
}

fn whole(panel: &Panel, sheet: &Sheet, span: &Span) -> Result<Option<Value>, String> {
    match &panel.shows {
        Shows::Table | Shows::Numbers => Ok(None),
        Shows::Lines { stacked } => {
            let is_over_time = matches!(panel.source, Source::Metrics(_));
            Ok(Some(figure::lines(sheet, *stacked, is_over_time.then_some((span.from, span.to)))))
        }
        Shows::Figure(figure) => match figure["latest"].as_str() {
            Some(kind) => Ok(Some(latest(kind, sheet))),
            None => figure::fill(figure, sheet).map(Some),
        },
    }
}

/// The last value of each metric, as bars or as parts of a whole.
fn latest(kind: &str, sheet: &Sheet) -> Value {
    let named: Vec<(String, Value)> =
        numbers(sheet).into_iter().map(|(name, value)| (name, json!(value))).collect();
    let names: Vec<&String> = named.iter().map(|(name, _)| name).collect();
    let values: Vec<Value> = named
        .iter()
        .map(|(_, value)| {
            value.as_str().and_then(|text| text.parse::<f64>().ok()).map_or(Value::Null, |n| json!(n))
        })
        .collect();
    match kind {
        "pie" => json!({"data": [{"type": "pie", "labels": names, "values": values}], "layout": {}}),
        _ => json!({"data": [{"type": "bar", "x": names, "y": values}], "layout": {}}),
    }
}

/// What is no chart.
pub fn content(panel: &Panel, sheet: &Sheet) -> Markup {
    match (&panel.source, &panel.shows) {
        (Source::Words(text), _) => words(text),
        (_, Shows::Numbers) => html! {
            dl.figures { @for (name, value) in numbers(sheet) { (look::figure(&name, value)) } }
        },
        _ => sheet.table(&panel.title),
    }
}

/// The newest value of each column but times.
fn numbers(sheet: &Sheet) -> Vec<(String, String)> {
    let is_time = |at: usize| sheet.columns[at].1.starts_with("timestamp");
    let newest = |at: usize| sheet.rows.iter().rev().find_map(|row| row.get(at).cloned().flatten());
    let columns = sheet.columns.iter().enumerate().filter(|(at, _)| !is_time(*at));
    columns
        .map(|(at, (name, _))| (name.clone(), newest(at).map_or("–".to_owned(), |text| shortened(&text))))
        .collect()
}

/// A number for eyes; other texts as they are.
fn shortened(text: &str) -> String {
    match (text.parse::<u64>(), text.parse::<f64>()) {
        (Ok(whole), _) => look::count(whole),
        (_, Ok(number)) if number.abs() >= 100.0 => format!("{number:.0}"),
        (_, Ok(number)) => format!("{number:.2}"),
        _ => text.to_owned(),
    }
}

/// Markdown's headings and paragraphs; the rest as it is written.
fn words(text: &str) -> Markup {
    html! {
        @for line in text.lines().filter(|line| !line.trim().is_empty()) {
            @if let Some(heading) = line.trim_start().strip_prefix('#') {
                h3 { (heading.trim_start_matches('#').trim()) }
            } @else {
                p { (line) }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet() -> Sheet {
        Sheet {
            columns: vec![("time".into(), "timestamp".into()), ("n".into(), "double".into())],
            rows: vec![vec![Some("t1".into()), Some("1234".into())], vec![Some("t2".into()), None]],
            is_cut: false,
        }
    }

    #[test]
    fn numbers_are_the_newest_that_there_are() {
        assert_eq!(numbers(&sheet()), [("n".to_owned(), "1\u{202f}234".to_owned())]);
    }

    #[test]
    fn the_newest_are_bars_or_parts() {
        assert_eq!(latest("pie", &sheet())["data"][0]["labels"], json!(["n"]));
    }

    #[test]
    fn a_figure_of_cut_rows_says_so() {
        let noted = noted(json!({"data": [], "layout": {"annotations": [{"text": "own"}]}}), 20_000);
        assert_eq!(noted["layout"]["annotations"][1]["text"], "Only the first 20\u{202f}000 rows are drawn.");
        let alone = super::noted(json!({"data": [], "layout": {}}), 1);
        assert_eq!(alone["layout"]["annotations"].as_array().map(Vec::len), Some(1));
    }

    #[test]
    fn words_are_not_markup() {
        assert_eq!(words("# A <b>\nc").into_string(), "<h3>A &lt;b&gt;</h3><p>c</p>");
    }
}
