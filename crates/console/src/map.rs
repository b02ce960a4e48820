//! The map: the pipeline drawn from what exists, with what happens on every arrow.

mod drawing;
mod flows;
mod gather;
mod layout;
mod scene;
mod status;
mod watch;

use maud::{Markup, html};
use wire::Answer;

use crate::ask::Ask;
use crate::page::Page;
use crate::visit::Visit;
use crate::{Console, answer, look};

use self::watch::Look;
pub use self::watch::Watches;

/// The page.
pub async fn page(console: &Console, visit: &Visit) -> Answer {
    let ask = Ask::new(&console.dispatch, &visit.place);
    let seen = watch::look(&ask, gather::gather(&ask).await);
    let page = Page { title: "Map", room: "", has_charts: false, module: Some("map.js") };
    page.show(
        visit,
        html! {
            div.head {
                h1 { "Map" }
                p.aside { span #link { "connecting" } }
            }
            div #troubles aria-live="polite" { (status::told(&seen.status, &seen.scene)) }
            @if seen.scene.nodes.is_empty() && seen.loose.is_empty() {
                (look::nothing(
                    "There is nothing here yet. Deploy a template or start a demo, and it appears by itself.",
                    "pumphouse deploy template.yaml",
                ))
            }
            div #drawing data-drawn="" { (drawn(&seen)) }
        },
    )
}

/// The drawing alone, for a page whose parts have come or gone.
pub async fn drawing(console: &Console, visit: &Visit) -> Answer {
    let ask = Ask::new(&console.dispatch, &visit.place);
    answer::html(200, drawn(&watch::look(&ask, gather::gather(&ask).await)))
}

fn drawn(seen: &Look) -> Markup {
    html! {
        @if !seen.scene.nodes.is_empty() { div.map { (drawing::draw(&seen.scene, &seen.status)) } }
        @if !seen.loose.is_empty() {
            p.loose {
                "Not connected to anything:"
                @for node in &seen.loose {
                    a href=[node.kind.page(&node.name)] { (node.kind.title()) " " (node.name) }
                }
            }
        }
    }
}

/// What happens, once a second, for as long as somebody reads.
pub fn live(console: &Console, visit: &Visit) -> Answer {
    let (sender, answer) = answer::events();
    let mut news = console.watches.watch(&visit.place);
    let mut closed = console.watches.closed();
    tokio::spawn(async move {
        loop {
            tokio::select! {
                changed = news.changed() => if changed.is_err() { return },
                _ = closed.wait_for(|closed| *closed) => return,
                () = sender.closed() => return,
            }
            let event = news.borrow_and_update().clone();
            if !event.is_empty() && sender.send(event).await.is_err() {
                return;
            }
        }
    });
    answer
}
