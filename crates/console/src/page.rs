//! The frame of every page: where one is, where one can go, which account and region are looked at.

use http::HeaderMap;
use http::header::ACCEPT;
use maud::{DOCTYPE, Markup, html};
use wire::{Answer, Fault};

use crate::visit::Visit;
use crate::{answer, look};

/// Where one can go: path and name, by what it is for.
const ROOMS: &[(&str, &[(&str, &str)])] = &[
    ("", &[("", "Map"), ("dashboards", "Dashboards"), ("sql", "SQL")]),
    (
        "Inside",
        &[
            ("streams", "Streams"),
            ("tables", "Tables"),
            ("functions", "Functions"),
            ("delivery", "Delivery"),
            ("buckets", "Buckets"),
            ("catalog", "Catalog"),
            ("queues", "Queues"),
            ("topics", "Topics"),
        ],
    ),
    ("Watch", &[("alarms", "Alarms"), ("graphs", "Metrics"), ("logs", "Logs")]),
    ("Try", &[("faults", "Faults and clock"), ("cost", "Cost")]),
];

/// A page: its title, where it belongs (a path of [`ROOMS`]), and what it shows.
pub struct Page<'a> {
    /// What it is called.
    pub title: &'a str,
    /// The room that it belongs to.
    pub room: &'a str,
    /// Whether charts are drawn on it.
    pub has_charts: bool,
    /// Its own module, if it has one.
    pub module: Option<&'a str>,
}

impl Page<'_> {
    /// The page with `content`.
    pub fn show(&self, visit: &Visit, content: Markup) -> Answer {
        answer::html(200, self.frame(visit, content))
    }

    /// The page with `content`, which says why there is nothing else on it.
    pub fn refuse(&self, visit: &Visit, status: u16, content: Markup) -> Answer {
        answer::html(status, self.frame(visit, content))
    }

    /// The page with what went wrong instead of content, under the status that AWS gives it.
    pub fn fail(&self, visit: &Visit, fault: &Fault) -> Answer {
        let content = html! { div.head { h1 { (self.title) } } (look::fault(fault)) };
        answer::html(fault.status, self.frame(visit, content))
    }

    fn frame(&self, visit: &Visit, content: Markup) -> Markup {
        html! {
            (DOCTYPE)
            html lang="en" {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    title { (self.title) " · Pumphouse" }
                    link rel="icon" type="image/svg+xml" href="/_pumphouse/assets/icon.svg";
                    link rel="stylesheet" href="/_pumphouse/assets/console.css";
                    script src="/_pumphouse/assets/console.js" {}
                    @if self.has_charts { script src="/_pumphouse/assets/plotly.js" defer {} }
                    @if self.has_charts { script type="module" src="/_pumphouse/assets/charts.js" {} }
                    @if let Some(module) = self.module {
                        script type="module" src=(format!("/_pumphouse/assets/{module}")) {}
                    }
                }
                body {
                    a.skip href="#content" { "Skip to the content" }
                    (self.navigation(visit))
                    main #content tabindex="-1" { (content) }
                }
            }
        }
    }

    fn navigation(&self, visit: &Visit) -> Markup {
        html! {
            header.side {
                div.brand {
                    a href="/_pumphouse/" { img src="/_pumphouse/assets/icon.svg" alt="" width="28" height="28"; "Pumphouse" }
                    button.menu type="button" aria-expanded="false" aria-controls="rooms" { "Menu" }
                }
                nav #rooms aria-label="Rooms" {
                    @for (group, rooms) in ROOMS {
                        @if !group.is_empty() { h2 { (group) } }
                        ul {
                            @for (path, name) in *rooms {
                                li {
                                    a href=(format!("/_pumphouse/{path}"))
                                        aria-current=[(*path == self.room).then_some("page")] { (name) }
                                }
                            }
                        }
                    }
                    (place(visit))
                    button.theme type="button" { "Light or dark" }
                }
            }
        }
    }
}

/// For people who have gone astray; programs are told otherwise.
pub fn not_found(visit: &Visit, headers: &HeaderMap) -> Option<Answer> {
    let accepts = headers.get(ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let page = Page { title: "Not here", room: "none", has_charts: false, module: None };
    accepts.contains("text/html").then(|| {
        page.refuse(
            visit,
            404,
            html! {
                div.head { h1 { "Not here" } }
                p { "There is no such page, or what it was about is gone. " a href="/_pumphouse/" { "To the map" } }
            },
        )
    })
}

/// Which account and region are looked at.
fn place(visit: &Visit) -> Markup {
    html! {
        details.place {
            summary { (visit.place.region.as_str()) }
            form method="post" action="/_pumphouse/place" {
                label { "Account" input name="account" value=(visit.place.account) pattern="[0-9]{12}" required; }
                label { "Region" input name="region" value=(visit.place.region.as_str()) required; }
                button { "Look there" }
            }
        }
    }
}
