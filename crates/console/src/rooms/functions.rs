//! Functions: what starts them, what they were asked and answered, and running them again.

mod past;
mod triggers;

use lambda_api::{
    FunctionConfiguration, GetFunctionConfiguration, GetFunctionConfigurationInput, ListFunctions,
    ListFunctionsInput,
};
use maud::{Markup, html};
use wire::{Answer, Fault};

use crate::ask::Ask;
use crate::backstage::Invocation;
use crate::page::Page;
use crate::visit::{Visit, percent_encoded};
use crate::{Console, answer, look, notice};

/// Functions that the list shows.
const LISTED_MAX: usize = 200;

pub async fn answer(console: &Console, visit: &Visit, path: &[&str]) -> Option<Answer> {
    let ask = Ask::new(&console.dispatch, &visit.place);
    match (visit.method.as_str(), path) {
        ("GET", []) => Some(list(console, &ask, visit).await),
        ("GET", ["now"]) => Some(answer::html(200, listed(console, &ask).await)),
        ("GET", [name]) => Some(one(console, &ask, visit, name).await),
        ("GET", [name, "now"]) => Some(answer::html(200, past::section(console, &ask, name))),
        ("GET", [name, "invocations", id]) => Some(past::page(console, &ask, visit, name, id).await),
        ("POST", [name, "invoke"]) => Some(past::invoke(console, &ask, visit, name).await),
        _ => None,
    }
}

fn path(name: &str) -> String {
    format!("/_pumphouse/functions/{}", percent_encoded(name))
}

fn page(title: &str) -> Page<'_> {
    Page { title, room: "functions", has_charts: false, module: None }
}

fn way(name: Option<&str>) -> Markup {
    html! {
        p.crumbs {
            a href="/_pumphouse/functions" { "Functions" }
            @if let Some(name) = name { " / " a href=(path(name)) { (name) } }
        }
    }
}

async fn list(console: &Console, ask: &Ask, visit: &Visit) -> Answer {
    page("Functions").show(
        visit,
        html! {
            div.head { h1 { "Functions" } }
            div data-renew="/_pumphouse/functions/now" { (listed(console, ask).await) }
        },
    )
}

async fn listed(console: &Console, ask: &Ask) -> Markup {
    match functions(ask).await {
        Err(fault) => look::fault(&fault),
        Ok(functions) if functions.is_empty() => look::nothing(
            "There are no functions yet. Deploy a template that has one, or start a demo.",
            "pumphouse deploy template.yaml",
        ),
        Ok(functions) => {
            let columns =
                ["Function", "Runtime", "State", "Memory", "Timeout", "Last invocation", "Took", "Result"];
            let rows: Vec<_> = functions.iter().map(|function| row(console, ask, function)).collect();
            look::table("Functions", &columns, &rows)
        }
    }
}

async fn functions(ask: &Ask) -> Result<Vec<FunctionConfiguration>, Fault> {
    let (mut functions, mut marker) = (Vec::new(), None);
    loop {
        let output = ask.of::<ListFunctions>(ListFunctionsInput { marker, ..Default::default() }).await?;
        functions.extend(output.functions.unwrap_or_default());
        marker = output.next_marker.filter(|marker| !marker.is_empty());
        if marker.is_none() || functions.len() >= LISTED_MAX {
            functions.truncate(LISTED_MAX);
            return Ok(functions);
        }
    }
}

fn row(console: &Console, ask: &Ask, function: &FunctionConfiguration) -> Vec<Markup> {
    let name = function.function_name.clone().unwrap_or_default();
    let last = console.backstage.last_invocation(&ask.place, &name);
    let mut row = vec![
        html! { a href=(path(&name)) { (name) } },
        html! { (function.runtime.map_or("", |runtime| runtime.as_str())) },
        look::state(function.state.map_or("Active", |state| state.as_str())),
        html! { (function.memory_size.unwrap_or_default()) " MiB" },
        html! { (function.timeout.unwrap_or_default()) " s" },
    ];
    match last {
        Some(last) => row.extend([look::moment(last.ended), took(&last), result(&last)]),
        None => row.extend([html! { span.soft { "none since the start" } }, html! {}, html! {}]),
    }
    row
}

fn took(invocation: &Invocation) -> Markup {
    let duration = invocation.duration.as_secs_f64() * 1000.0;
    html! {
        @if duration < 10.0 { (format!("{duration:.1} ms")) } @else { (look::span(duration as u64)) }
        @if let Some(init) = invocation.init { span.soft { " + " (look::span(init.as_millis() as u64)) " start" } }
    }
}

fn result(invocation: &Invocation) -> Markup {
    match invocation.error {
        None => look::tag(look::State::Well, "answered"),
        Some(error) => look::tag(look::State::Failing, error),
    }
}

async fn one(console: &Console, ask: &Ask, visit: &Visit, name: &str) -> Answer {
    let page = page(name);
    let input = GetFunctionConfigurationInput { function_name: name.to_owned(), qualifier: None };
    let function = match ask.of::<GetFunctionConfiguration>(input).await {
        Ok(function) => function,
        Err(fault) => return notice::refusal(&page, visit, way(None), &fault),
    };
    page.show(
        visit,
        html! {
            (way(None))
            div.head { h1 { (name) } }
            (notice::shown(visit))
            (figures(&function))
            (triggers::section(ask, name, function.function_arn.as_deref().unwrap_or_default()).await)
            div data-renew=(format!("{}/now", path(name))) { (past::section(console, ask, name)) }
            (past::form(name, "Test", "{}"))
            (settings(&function))
        },
    )
}

fn figures(function: &FunctionConfiguration) -> Markup {
    let storage = function.ephemeral_storage.as_ref().map_or(512, |storage| storage.size);
    look::figures(&[
        ("State", look::state(function.state.map_or("Active", |state| state.as_str()))),
        ("Runtime", html! { (function.runtime.map_or("", |runtime| runtime.as_str())) }),
        ("Handler", html! { (function.handler.as_deref().unwrap_or_default()) }),
        ("Memory", html! { (function.memory_size.unwrap_or_default()) " MiB" }),
        ("Timeout", html! { (function.timeout.unwrap_or_default()) " s" }),
        ("Code", html! { (look::bytes(function.code_size.unwrap_or_default().unsigned_abs())) }),
        ("Storage", html! { (storage) " MiB" }),
    ])
}

fn settings(function: &FunctionConfiguration) -> Markup {
    let variables = function.environment.as_ref().and_then(|environment| environment.variables.as_ref());
    let rows: Vec<_> = variables
        .into_iter()
        .flatten()
        .map(|(name, value)| vec![html! { code { (name) } }, html! { code { (value) } }])
        .collect();
    let group = function.logging_config.as_ref().and_then(|logging| logging.log_group.as_deref());
    let about = [
        ("ARN", function.function_arn.as_deref()),
        ("Description", function.description.as_deref()),
        ("Role", function.role.as_deref()),
        ("Log group", group),
        ("Code's SHA-256", function.code_sha256.as_deref()),
        ("Changed", function.last_modified.as_deref()),
    ];
    let about = about.into_iter().filter_map(|(name, value)| {
        let value = value.filter(|value| !value.is_empty())?;
        let shown = match name {
            "Log group" => {
                html! { a href=(format!("/_pumphouse/logs/{}", percent_encoded(value))) { (value) } }
            }
            _ => html! { code { (value) } },
        };
        Some(vec![html! { (name) }, shown])
    });
    html! {
        h2 { "Environment" }
        @if rows.is_empty() { p.soft { "No variables of its own." } }
        @else { (look::table("Environment", &["Variable", "Value"], &rows)) }
        h2 { "Configuration" }
        (look::table("Configuration", &["What", "Value"], &about.collect::<Vec<_>>()))
    }
}
