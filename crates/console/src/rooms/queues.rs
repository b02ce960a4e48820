//! Queues: how many messages wait, and one queue with its attributes. Messages are not shown: to see one is to receive
//! it, which changes when others get it.

use maud::{Markup, html};
use sqs_api::{
    GetQueueAttributes, GetQueueAttributesInput, GetQueueUrl, GetQueueUrlInput, ListQueues, ListQueuesInput,
    SendMessage, SendMessageInput,
};
use std::collections::BTreeMap;
use wire::{Answer, Fault};

use crate::ask::Ask;
use crate::page::Page;
use crate::visit::{Visit, percent_encoded};
use crate::{Console, answer, look};

/// The attributes that the list has columns for.
const WAITING: &str = "ApproximateNumberOfMessages";
const IN_FLIGHT: &str = "ApproximateNumberOfMessagesNotVisible";
const DELAYED: &str = "ApproximateNumberOfMessagesDelayed";

pub async fn answer(console: &Console, visit: &Visit, path: &[&str]) -> Option<Answer> {
    let ask = Ask::new(&console.dispatch, &visit.place);
    match (visit.method.as_str(), path) {
        ("GET", []) => Some(list(&ask, visit).await),
        ("GET", [name]) => Some(one(&ask, visit, name).await),
        ("GET", [name, "now"]) => Some(answer::html(200, now(&ask, name).await)),
        ("POST", [name, "send"]) => Some(send(&ask, visit, name).await),
        _ => None,
    }
}

async fn list(ask: &Ask, visit: &Visit) -> Answer {
    let content = match rows(ask).await {
        Err(fault) => look::fault(&fault),
        Ok(rows) if rows.is_empty() => {
            look::nothing("There are no queues yet.", "aws sqs create-queue --queue-name orders")
        }
        Ok(rows) => look::table("Queues", &["Queue", "Waiting", "In flight", "Delayed"], &rows),
    };
    Page { title: "Queues", room: "queues", has_charts: false, module: None }.show(
        visit,
        html! {
            div.head { h1 { "Queues" } }
            (content)
        },
    )
}

async fn rows(ask: &Ask) -> Result<Vec<Vec<Markup>>, Fault> {
    let input = ListQueuesInput { max_results: Some(1000), ..ListQueuesInput::default() };
    let mut rows = Vec::new();
    for url in ask.of::<ListQueues>(input).await?.queue_urls.unwrap_or_default() {
        let name = url.rsplit('/').next().unwrap_or_default().to_owned();
        let attributes = attributes(ask, url).await?;
        let number = |key: &str| html! { (attributes.get(key).map_or("", String::as_str)) };
        let link = format!("/_pumphouse/queues/{}", percent_encoded(&name));
        rows.push(vec![
            html! { a href=(link) { (name) } },
            number(WAITING),
            number(IN_FLIGHT),
            number(DELAYED),
        ]);
    }
    Ok(rows)
}

async fn attributes(ask: &Ask, queue_url: String) -> Result<BTreeMap<String, String>, Fault> {
    let input = GetQueueAttributesInput { queue_url, attribute_names: Some(vec!["All".to_owned()]) };
    Ok(ask.of::<GetQueueAttributes>(input).await?.attributes.unwrap_or_default())
}

async fn url(ask: &Ask, name: &str) -> Result<String, Fault> {
    let input = GetQueueUrlInput { queue_name: name.to_owned(), ..GetQueueUrlInput::default() };
    Ok(ask.of::<GetQueueUrl>(input).await?.queue_url.unwrap_or_default())
}

async fn one(ask: &Ask, visit: &Visit, name: &str) -> Answer {
    let path = format!("/_pumphouse/queues/{}", percent_encoded(name));
    Page { title: name, room: "queues", has_charts: false, module: None }.show(
        visit,
        html! {
            p.crumbs { a href="/_pumphouse/queues" { "Queues" } }
            div.head { h1 { (name) } }
            @if let Some(told) = visit.parameter("told") { p.fault role="alert" { (told) } }
            div data-renew=(format!("{path}/now")) { (now(ask, name).await) }
            section.card {
                h2 { "Send a message" }
                form method="post" action=(format!("{path}/send")) {
                    label { "Body" textarea.code name="body" rows="3" required {} }
                    p { button.main { "Send" } }
                }
            }
        },
    )
}

/// What changes by itself.
async fn now(ask: &Ask, name: &str) -> Markup {
    let attributes = async { attributes(ask, url(ask, name).await?).await };
    match attributes.await {
        Err(fault) => look::fault(&fault),
        Ok(attributes) => {
            let number = |key: &str| html! { (attributes.get(key).map_or("0", String::as_str)) };
            let others =
                attributes.iter().filter(|(key, _)| ![WAITING, IN_FLIGHT, DELAYED].contains(&key.as_str()));
            let rows: Vec<_> =
                others.map(|(key, value)| vec![html! { (key) }, html! { code { (value) } }]).collect();
            html! {
                (look::figures(&[
                    ("Waiting", number(WAITING)),
                    ("In flight", number(IN_FLIGHT)),
                    ("Delayed", number(DELAYED)),
                ]))
                (look::table("Attributes", &["Attribute", "Value"], &rows))
            }
        }
    }
}

async fn send(ask: &Ask, visit: &Visit, name: &str) -> Answer {
    let path = format!("/_pumphouse/queues/{}", percent_encoded(name));
    let sent = async {
        let message_body = visit.parameter("body").unwrap_or_default().to_owned();
        let input = SendMessageInput {
            queue_url: url(ask, name).await?,
            message_body,
            ..SendMessageInput::default()
        };
        ask.of::<SendMessage>(input).await
    };
    match sent.await {
        Ok(_) => answer::see_other(&path),
        Err(fault) => answer::see_other(&format!("{path}?told={}", percent_encoded(&fault.message))),
    }
}
