//! Dashboards: files of ours and bodies of CloudWatch's, drawn; made, changed and forgotten.

mod cloudwatch;
mod figure;
mod format;
mod metrics;
mod panel;
mod range;
mod shelf;

use cloudwatch_api::{GetDashboard, GetDashboardInput, ListDashboards, ListDashboardsInput};
use http::header::{CONTENT_DISPOSITION, HeaderValue};
use kernel::Timestamp;
use maud::{Markup, html};
use serde_json::json;
use wire::Answer;

pub use self::figure::fill;
use self::format::{Dashboard, Panel, Shows, Source};
use self::metrics::Span;
pub use self::shelf::Shelf;
use crate::ask::Ask;
use crate::page::Page;
use crate::visit::{Visit, percent_encoded};
use crate::{Console, answer, look};

/// The path of all.
const HERE: &str = "/_pumphouse/dashboards";
/// The path part of those that are CloudWatch's.
const OF_CLOUDWATCH: &str = "cloudwatch";
/// What a new one begins with.
const BEGINNING: &str = r#"{
  "title": "Mine",
  "panels": [
    {
      "title": "Records a minute",
      "metrics": [["AWS/Kinesis", "IncomingRecords", "StreamName", "my-stream"]]
    },
    {
      "title": "Rows by kind",
      "sql": "SELECT kind, count(*) AS n FROM my_database.my_table GROUP BY kind",
      "figure": {"data": [{"type": "bar", "x": "$kind", "y": "$n"}]}
    }
  ]
}
"#;

/// Which dashboard a path means.
#[derive(Clone, Copy)]
enum Which<'a> {
    Own(&'a str),
    CloudWatch(&'a str),
}

/// Answers the paths of this room.
pub async fn answer(console: &Console, visit: &Visit, path: &[&str]) -> Option<Answer> {
    match (visit.method.as_str(), path) {
        ("GET", []) => Some(list(console, visit).await),
        ("GET", [OF_CLOUDWATCH, name, rest @ ..]) => {
            show(console, visit, Which::CloudWatch(name), rest).await
        }
        ("GET", [name, "edit"]) => Some(edit(visit, name, &file(console, visit, name), None)),
        ("POST", [name, "edit"]) => Some(keep_edited(console, visit, name).await),
        ("POST", [name, "delete"]) => Some(forget(console, visit, name).await),
        ("POST", ["new"]) => Some(match visit.parameter("name").filter(|name| shelf::is_name(name)) {
            Some(name) => answer::see_other(&format!("{HERE}/{name}/edit")),
            None => {
                answer::refusal(400, "a dashboard's name has letters, digits, `-`, `_` and `.`, at most 128")
            }
        }),
        ("PUT", [name]) => Some(bring(console, visit, name).await),
        ("GET", [name, rest @ ..]) => show(console, visit, Which::Own(name), rest).await,
        _ => None,
    }
}

async fn list(console: &Console, visit: &Visit) -> Answer {
    let ask = Ask::new(&console.dispatch, &visit.place);
    let own = console.shelf.names(&visit.place);
    let of_cloudwatch = ask.of::<ListDashboards>(ListDashboardsInput::default()).await;
    let page = Page { title: "Dashboards", room: "dashboards", has_charts: false, module: None };
    page.show(
        visit,
        html! {
            div.head { h1 { "Dashboards" } }
            @match &own {
                Err(error) => p.fault { (error) },
                Ok(names) if names.is_empty() => (look::nothing(
                    "There are no dashboards yet. Those of a pipeline come with it; one of your own is a file.",
                    "pumphouse demo motors",
                )),
                Ok(names) => div.grid {
                    @for name in names { (card(console, visit, name)) }
                },
            }
            section.card {
                h2 { "A new one" }
                form.fields method="post" action=(format!("{HERE}/new")) {
                    label { "Name" input name="name" required pattern="[A-Za-z0-9._\\-]{1,128}"; }
                    button.main { "Write it" }
                }
            }
            h2 { "Of CloudWatch" }
            @match &of_cloudwatch {
                Err(fault) => (look::fault(fault)),
                Ok(output) if output.dashboard_entries.is_empty() => (look::nothing(
                    "CloudWatch has none.",
                    "aws cloudwatch put-dashboard --dashboard-name mine --dashboard-body file://body.json",
                )),
                Ok(output) => ul {
                    @for name in output.dashboard_entries.iter().filter_map(|entry| entry.dashboard_name.as_ref()) {
                        li { a href=(format!("{HERE}/{OF_CLOUDWATCH}/{}", percent_encoded(name))) { (name) } }
                    }
                },
            }
        },
    )
}

fn card(console: &Console, visit: &Visit, name: &str) -> Markup {
    let read = Dashboard::parse(&file(console, visit, name));
    html! {
        section.card {
            h2 { a href=(format!("{HERE}/{}", percent_encoded(name))) {
                (read.as_ref().map_or(name, |dashboard| dashboard.title.as_str()))
            } }
            @match &read {
                Ok(dashboard) => p { (dashboard.about) span.soft { " " (dashboard.panels.len()) " panels" } },
                Err(error) => p.fault { (error) },
            }
        }
    }
}

/// The file as it is kept; nothing where there is none.
fn file(console: &Console, visit: &Visit, name: &str) -> String {
    console.shelf.get(&visit.place, name).ok().flatten().unwrap_or_default()
}

/// The dashboard; none where it is not there.
async fn read(console: &Console, visit: &Visit, which: Which<'_>) -> Option<Result<Dashboard, String>> {
    match which {
        Which::Own(name) => {
            let text = console.shelf.get(&visit.place, name).ok().flatten()?;
            Some(Dashboard::parse(&text))
        }
        Which::CloudWatch(name) => {
            let input = GetDashboardInput { dashboard_name: name.to_owned() };
            let output = Ask::new(&console.dispatch, &visit.place).of::<GetDashboard>(input).await.ok()?;
            Some(cloudwatch::read(name, &output.dashboard_body.unwrap_or_default()))
        }
    }
}

async fn show(console: &Console, visit: &Visit, which: Which<'_>, rest: &[&str]) -> Option<Answer> {
    let dashboard = match read(console, visit, which).await? {
        Ok(dashboard) => dashboard,
        Err(error) => return Some(answer::refusal(400, &error)),
    };
    match rest {
        [] => Some(page(visit, which, &dashboard)),
        ["panels", number, form] => {
            let panel = dashboard.panels.get(number.parse::<usize>().ok()?)?;
            part(console, visit, &dashboard, panel, form).await
        }
        _ => None,
    }
}

fn range_of<'a>(visit: &'a Visit, dashboard: &'a Dashboard) -> &'a str {
    let wanted = visit.parameter("range").filter(|range| range::milliseconds(range).is_some());
    wanted.unwrap_or(&dashboard.range)
}

fn page(visit: &Visit, which: Which<'_>, dashboard: &Dashboard) -> Answer {
    let (path, own) = match which {
        Which::Own(name) => (format!("{HERE}/{}", percent_encoded(name)), Some(name)),
        Which::CloudWatch(name) => (format!("{HERE}/{OF_CLOUDWATCH}/{}", percent_encoded(name)), None),
    };
    let range = range_of(visit, dashboard);
    Page { title: &dashboard.title, room: "dashboards", has_charts: true, module: None }.show(
        visit,
        html! {
            p.crumbs { a href=(HERE) { "Dashboards" } }
            div.head {
                h1 { (dashboard.title) }
                form.aside.fields method="get" action=(path) {
                    label { "Range"
                        select name="range" data-submit {
                            @for (text, name) in range::OFFERED { option value=(text) selected[*text == range] { (name) } }
                            @if !range::OFFERED.iter().any(|(text, _)| *text == range) { option selected { (range) } }
                        }
                    }
                    button { "Show" }
                    @if let Some(name) = own {
                        a.button href=(format!("{HERE}/{}/edit", percent_encoded(name))) { "Edit" }
                    }
                }
            }
            @if !dashboard.about.is_empty() { p { (dashboard.about) } }
            div.panels {
                @for (number, panel) in dashboard.panels.iter().enumerate() {
                    (frame(panel, &format!("{path}/panels/{number}"), range, dashboard.refresh_seconds))
                }
            }
        },
    )
}

/// A panel without its rows, which it asks for by itself.
fn frame(panel: &Panel, path: &str, range: &str, seconds: u64) -> Markup {
    let of = |form: &str| format!("{path}/{form}?range={range}");
    let every = seconds * 1000;
    let is_chart = !matches!(panel.shows, Shows::Table | Shows::Numbers);
    html! {
        section.card.panel style=(format!("grid-column: span {}", panel.width)) {
            @if !matches!(panel.source, Source::Words(_)) {
                div.tools {
                    @if is_chart {
                        button type="button" data-save="png" aria-label=(format!("{} as PNG", panel.title)) { "PNG" }
                        button type="button" data-save="svg" aria-label=(format!("{} as SVG", panel.title)) { "SVG" }
                    }
                    a.button href=(of("csv")) aria-label=(format!("{} as CSV", panel.title)) { "CSV" }
                }
            }
            h2 { (panel.title) }
            @if !panel.note.is_empty() { p.soft { (panel.note) } }
            @if is_chart {
                div.chart role="img" aria-label=(panel.title) data-figure=(of("figure")) data-every=(every) {}
            } @else {
                div data-renew=(of("content")) data-every=(every) data-now { p.soft { "…" } }
            }
        }
    }
}

async fn part(
    console: &Console,
    visit: &Visit,
    dashboard: &Dashboard,
    panel: &Panel,
    form: &str,
) -> Option<Answer> {
    let ask = Ask::new(&console.dispatch, &visit.place);
    let to = ask.now();
    let length = range::milliseconds(range_of(visit, dashboard)).unwrap_or_default();
    let span = Span { from: Timestamp(to.0.saturating_sub(length)), to };
    let sheet = match panel::rows(&ask, console.queries.as_ref(), panel, &span).await {
        Ok(sheet) => sheet,
        Err(error) if form == "content" => return Some(answer::html(200, html! { p.fault { (error) } })),
        Err(error) => return Some(answer::json(&json!({"error": error}))),
    };
    match form {
        "content" => Some(answer::html(200, panel::content(panel, &sheet))),
        "csv" => Some(csv(&panel.title, &sheet.csv())),
        "figure" if sheet.rows.is_empty() => Some(answer::json(&json!({"empty": "Nothing in this time."}))),
        "figure" => Some(match panel::figure(panel, &sheet, &span) {
            Ok(figure) => answer::json(&figure.unwrap_or_default()),
            Err(error) => answer::json(&json!({"error": error})),
        }),
        _ => None,
    }
}

/// A file to keep.
pub fn csv(title: &str, text: &str) -> Answer {
    let mut answer = answer::whole(200, "text/csv; charset=utf-8", text.to_owned());
    let is_plain = |letter: char| letter.is_ascii_alphanumeric();
    let name: String = title.chars().map(|letter| if is_plain(letter) { letter } else { '-' }).collect();
    if let Ok(value) = HeaderValue::try_from(format!("attachment; filename=\"{name}.csv\"")) {
        answer.headers.insert(CONTENT_DISPOSITION, value);
    }
    answer
}

fn edit(visit: &Visit, name: &str, text: &str, error: Option<&str>) -> Answer {
    let text = if text.is_empty() { BEGINNING } else { text };
    let path = format!("{HERE}/{}", percent_encoded(name));
    Page { title: name, room: "dashboards", has_charts: false, module: None }.show(
        visit,
        html! {
            p.crumbs { a href=(HERE) { "Dashboards" } " / " a href=(path) { (name) } }
            div.head { h1 { "Edit " (name) } }
            @if let Some(error) = error { p.fault role="alert" { (error) } }
            form method="post" action=(format!("{path}/edit")) {
                label { "File" textarea.code name="file" rows="30" spellcheck="false" { (text) } }
                p { button.main { "Keep" } }
            }
            form method="post" action=(format!("{path}/delete")) { button { "Forget this dashboard" } }
        },
    )
}

async fn keep(console: &Console, visit: &Visit, name: &str, text: &str) -> Result<(), String> {
    if !shelf::is_name(name) {
        return Err("a dashboard's name has letters, digits, `-`, `_` and `.`, at most 128".to_owned());
    }
    Dashboard::parse(text)?;
    console.shelf.put(&visit.place, name, text).await.map_err(|error| error.to_string())
}

async fn keep_edited(console: &Console, visit: &Visit, name: &str) -> Answer {
    let text = visit.parameter("file").unwrap_or_default();
    match keep(console, visit, name, text).await {
        Ok(()) => answer::see_other(&format!("{HERE}/{}", percent_encoded(name))),
        Err(error) => edit(visit, name, text, Some(&error)),
    }
}

/// A file that a program brings.
async fn bring(console: &Console, visit: &Visit, name: &str) -> Answer {
    match keep(console, visit, name, &visit.body).await {
        Ok(()) => answer::whole(204, "text/plain; charset=utf-8", ""),
        Err(error) => answer::refusal(400, &error),
    }
}

async fn forget(console: &Console, visit: &Visit, name: &str) -> Answer {
    match console.shelf.delete(&visit.place, name).await {
        Ok(()) => answer::see_other(HERE),
        Err(error) => answer::refusal(500, &error.to_string()),
    }
}
