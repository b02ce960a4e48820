//! One stream: its lines, the newest last; the last page renews itself.

use logs_api::{GetLogEvents, GetLogEventsInput, OutputLogEvent};
use maud::{Markup, html};
use wire::{Answer, Fault};

use super::{line, link, link_of_stream};
use crate::ask::Ask;
use crate::page::Page;
use crate::visit::{Visit, percent_encoded};
use crate::{answer, look};

/// How many lines are shown on one page.
const LINES_PER_PAGE: i32 = 200;

/// The page.
pub async fn page(ask: &Ask, visit: &Visit, group: &str, stream: &str) -> Answer {
    let page = Page { title: stream, room: "logs", has_charts: false, module: None };
    let token = visit.parameter("at");
    let lines = match lines(ask, group, stream, token).await {
        Err(fault) => return page.fail(visit, &fault),
        Ok(lines) => lines,
    };
    let renew = token.is_none().then(|| format!("{}/now", link_of_stream(group, stream)));
    page.show(
        visit,
        html! {
            p.crumbs { a href="/_pumphouse/logs" { "Logs" } " / " a href=(link(group)) { (group) } }
            div.head { h1 { (stream) } p.aside { @if token.is_none() { "the newest lines, newest last" } } }
            div data-renew=[renew] { (lines) }
        },
    )
}

/// The newest lines alone.
pub async fn part(ask: &Ask, visit: &Visit, group: &str, stream: &str) -> Answer {
    match lines(ask, group, stream, visit.parameter("at")).await {
        Err(fault) => answer::html(fault.status, look::fault(&fault)),
        Ok(lines) => answer::html(200, lines),
    }
}

async fn lines(ask: &Ask, group: &str, stream: &str, token: Option<&str>) -> Result<Markup, Fault> {
    let input = GetLogEventsInput {
        log_group_name: Some(group.to_owned()),
        log_stream_name: stream.to_owned(),
        limit: Some(LINES_PER_PAGE),
        next_token: token.map(str::to_owned),
        log_group_identifier: None,
        start_time: None,
        end_time: None,
        start_from_head: None,
        unmask: None,
    };
    let output = ask.of::<GetLogEvents>(input).await?;
    let events = output.events.unwrap_or_default();
    let row = |event: &OutputLogEvent| line::row(None, event.timestamp, None, event.message.as_deref());
    let rows: Vec<_> = events.iter().map(row).collect();
    let link = link_of_stream(group, stream);
    let at = |token: &str| format!("{link}?at={}", percent_encoded(token));
    // A page that is full may have one before it; whether there is one, only that page can tell.
    let earlier = output.next_backward_token.filter(|_| rows.len() >= LINES_PER_PAGE as usize);
    Ok(html! {
        p.pages {
            @if let Some(earlier) = earlier { a.button href=(at(&earlier)) { "Earlier" } }
            @if token.is_some() {
                @if let Some(later) = output.next_forward_token { a.button href=(at(&later)) { "Later" } }
                a.button href=(link) { "Newest" }
            }
        }
        @if rows.is_empty() { p.soft { "There are no lines here." } }
        @else { div.lines { (look::table("Lines", &["Time (UTC)", "Message"], &rows)) } }
    })
}
