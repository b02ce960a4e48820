//! One group: a search over it, and its streams.

use logs_api::{DescribeLogStreams, DescribeLogStreamsInput, LogStream, OrderBy};
use maud::{Markup, html};
use wire::Answer;

use super::search::Search;
use super::{PER_PAGE, link, link_of_stream, moment};
use crate::ask::Ask;
use crate::look;
use crate::page::Page;
use crate::visit::{Visit, percent_encoded};

/// The page.
pub async fn page(ask: &Ask, visit: &Visit, group: &str) -> Answer {
    let page = Page { title: group, room: "logs", has_charts: false, module: None };
    let search = match Search::read(visit) {
        Err(fault) => return page.fail(visit, &fault),
        Ok(search) => search,
    };
    let input = DescribeLogStreamsInput {
        log_group_name: Some(group.to_owned()),
        order_by: Some(OrderBy::LastEventTime),
        descending: Some(true),
        limit: Some(PER_PAGE),
        next_token: visit.parameter("after").map(str::to_owned),
        ..DescribeLogStreamsInput::default()
    };
    let output = match ask.of::<DescribeLogStreams>(input).await {
        Err(fault) => return page.fail(visit, &fault),
        Ok(output) => output,
    };
    let rows: Vec<_> = output.log_streams.iter().flatten().map(|stream| row(group, stream)).collect();
    let command = format!(
        "aws logs create-log-stream --log-group-name {group} --log-stream-name one\n\
         aws logs put-log-events --log-group-name {group} --log-stream-name one \\\n  \
         --log-events timestamp=$(date +%s000),message=hello"
    );
    page.show(
        visit,
        html! {
            p.crumbs { a href="/_pumphouse/logs" { "Logs" } }
            div.head { h1 { (group) } p.aside { "log group" } }
            (search.form(group))
            @if rows.is_empty() { (look::nothing("It has no streams yet.", &command)) }
            @else {
                (search.show(ask, group).await)
                h2 { "Streams" }
                (look::table("Streams", &["Stream", "Last line", "First line"], &rows))
            }
            @if let Some(after) = output.next_token {
                p.pages { a.button href=(format!("{}?after={}", link(group), percent_encoded(&after))) { "More streams" } }
            }
        },
    )
}

fn row(group: &str, stream: &LogStream) -> Vec<Markup> {
    let name = stream.log_stream_name.as_deref().unwrap_or_default();
    vec![
        html! { a href=(link_of_stream(group, name)) { (name) } },
        moment(stream.last_event_timestamp),
        moment(stream.first_event_timestamp),
    ]
}
