//! Topics: who is subscribed, and a message to all of them.

use std::collections::BTreeMap;

use maud::{Markup, html};
use sns_api::{
    GetTopicAttributes, GetTopicAttributesInput, ListSubscriptionsByTopic, ListSubscriptionsByTopicInput,
    ListTopics, ListTopicsInput, Publish, PublishInput, Subscribe, SubscribeInput, Subscription,
};
use wire::{Answer, Fault};

use crate::ask::Ask;
use crate::page::Page;
use crate::visit::{Visit, percent_encoded};
use crate::{Console, answer, look};

/// What a subscription can be of.
const PROTOCOLS: &[&str] = &["sqs", "lambda", "http", "https", "email"];

pub async fn answer(console: &Console, visit: &Visit, path: &[&str]) -> Option<Answer> {
    let ask = Ask::new(&console.dispatch, &visit.place);
    match (visit.method.as_str(), path) {
        ("GET", []) => Some(list(&ask, visit).await),
        ("GET", [name]) => Some(one(&ask, visit, name).await),
        ("GET", [name, "now"]) => Some(match subscriptions(&ask, visit, name).await {
            Err(fault) => answer::html(fault.status, look::fault(&fault)),
            Ok(part) => answer::html(200, part),
        }),
        ("POST", [name, "publish"]) => Some(publish(&ask, visit, name).await),
        ("POST", [name, "subscribe"]) => Some(subscribe(&ask, visit, name).await),
        _ => None,
    }
}

fn link(name: &str) -> String {
    format!("/_pumphouse/topics/{}", percent_encoded(name))
}

fn arn(ask: &Ask, name: &str) -> String {
    format!("arn:aws:sns:{}:{}:{name}", ask.place.region, ask.place.account)
}

async fn list(ask: &Ask, visit: &Visit) -> Answer {
    let page = Page { title: "Topics", room: "topics", has_charts: false, module: None };
    let input = ListTopicsInput { next_token: visit.parameter("after").map(str::to_owned) };
    let output = match ask.of::<ListTopics>(input).await {
        Err(fault) => return page.fail(visit, &fault),
        Ok(output) => output,
    };
    let row = |topic: sns_api::Topic| {
        let arn = topic.topic_arn.unwrap_or_default();
        let name = arn.rsplit(':').next().unwrap_or_default();
        vec![html! { a href=(link(name)) { (name) } }, html! { code { (arn) } }]
    };
    let rows: Vec<_> = output.topics.into_iter().map(row).collect();
    page.show(
        visit,
        html! {
            div.head { h1 { "Topics" } }
            @if rows.is_empty() {
                (look::nothing("There are no topics yet.", "aws sns create-topic --name alerts"))
            } @else {
                (look::table("Topics", &["Topic", "ARN"], &rows))
            }
            @if let Some(after) = output.next_token {
                p.pages { a.button href=(format!("/_pumphouse/topics?after={}", percent_encoded(&after))) { "More" } }
            }
        },
    )
}

async fn one(ask: &Ask, visit: &Visit, name: &str) -> Answer {
    let page = Page { title: name, room: "topics", has_charts: false, module: None };
    let input = GetTopicAttributesInput { topic_arn: arn(ask, name) };
    let asked = async {
        let attributes = ask.of::<GetTopicAttributes>(input).await?.attributes.unwrap_or_default();
        Ok((attributes, subscriptions(ask, visit, name).await?))
    };
    let (attributes, subscriptions) = match asked.await {
        Err(fault) => return page.fail(visit, &fault),
        Ok(found) => found,
    };
    let link = link(name);
    let query = visit.parameter("after").map(|after| format!("?after={}", percent_encoded(after)));
    page.show(
        visit,
        html! {
            p.crumbs { a href="/_pumphouse/topics" { "Topics" } }
            div.head { h1 { (name) } }
            @if let Some(told) = visit.parameter("told") { p.fault role="alert" { (told) } }
            @if let Some(sent) = visit.parameter("sent") { p.calm role="status" { "Published as " code { (sent) } } }
            h2 { "Subscriptions" }
            div data-renew=(format!("{link}/now{}", query.unwrap_or_default())) { (subscriptions) }
            (forms(&link, name))
            h2 { "Attributes" }
            (table(&attributes))
        },
    )
}

async fn subscriptions(ask: &Ask, visit: &Visit, name: &str) -> Result<Markup, Fault> {
    let input = ListSubscriptionsByTopicInput {
        topic_arn: arn(ask, name),
        next_token: visit.parameter("after").map(str::to_owned),
    };
    let output = ask.of::<ListSubscriptionsByTopic>(input).await?;
    let rows: Vec<_> = output.subscriptions.iter().map(row).collect();
    Ok(html! {
        @if rows.is_empty() {
            (look::nothing(
                "Nobody is subscribed yet.",
                &format!("aws sns subscribe --topic-arn {} --protocol sqs \\\n  --notification-endpoint {}", arn(ask, name), arn(ask, "orders").replace(":sns:", ":sqs:")),
            ))
        } @else {
            (look::table("Subscriptions", &["Protocol", "To", "State"], &rows))
        }
        @if let Some(after) = output.next_token {
            p.pages { a.button href=(format!("{}?after={}", link(name), percent_encoded(&after))) { "More" } }
        }
    })
}

fn row(subscription: &Subscription) -> Vec<Markup> {
    let protocol = subscription.protocol.as_deref().unwrap_or_default();
    let endpoint = subscription.endpoint.as_deref().unwrap_or_default();
    let name = endpoint.rsplit(':').next().unwrap_or_default();
    let link = match protocol {
        "sqs" => Some(format!("/_pumphouse/queues/{}", percent_encoded(name))),
        "lambda" => Some(format!("/_pumphouse/functions/{}", percent_encoded(name))),
        _ => None,
    };
    let is_confirmed = subscription.subscription_arn.as_deref().is_some_and(|arn| arn.starts_with("arn:"));
    vec![
        html! { (protocol) },
        html! { @match link { Some(link) => a href=(link) { (endpoint) }, None => (endpoint) } },
        if is_confirmed {
            look::tag(look::State::Well, "confirmed")
        } else {
            look::tag(look::State::Ailing, "not confirmed yet")
        },
    ]
}

fn table(attributes: &BTreeMap<String, String>) -> Markup {
    let row = |(name, value): (&String, &String)| vec![html! { (name) }, shown(value)];
    look::table("Attributes", &["Attribute", "Value"], &attributes.iter().map(row).collect::<Vec<_>>())
}

/// A value of an attribute, unfolded where it is a document.
fn shown(value: &str) -> Markup {
    let document = serde_json::from_str(value).ok().filter(serde_json::Value::is_object);
    let pretty = document.and_then(|document| serde_json::to_string_pretty(&document).ok());
    html! {
        @match pretty {
            Some(pretty) => pre tabindex="0" { (pretty) },
            None => code { (value) },
        }
    }
}

fn forms(link: &str, name: &str) -> Markup {
    html! {
        section.card {
            h2 { "Publish a message" }
            form method="post" action=(format!("{link}/publish")) {
                label { "Subject" input name="subject" maxlength="100"; }
                label { "Message" textarea.code name="message" rows="3" required {} }
                @if name.ends_with(".fifo") {
                    div.fields {
                        label { "Group" input name="group" value="console" required; }
                        label { "Deduplication id" input name="deduplication"; }
                    }
                }
                p { button.main { "Publish" } }
            }
        }
        details.card {
            summary { "Subscribe" }
            form.fields method="post" action=(format!("{link}/subscribe")) {
                label { "Protocol" select name="protocol" { @for protocol in PROTOCOLS { option { (protocol) } } } }
                label { "To" input name="endpoint" size="40" placeholder="an ARN, an URL, an address" required; }
                button.main { "Subscribe" }
            }
        }
    }
}

async fn publish(ask: &Ask, visit: &Visit, name: &str) -> Answer {
    let text = |name: &str| visit.parameter(name).map(str::to_owned);
    let input = PublishInput {
        topic_arn: Some(arn(ask, name)),
        message: text("message").unwrap_or_default(),
        subject: text("subject"),
        message_group_id: text("group"),
        message_deduplication_id: text("deduplication"),
        ..PublishInput::default()
    };
    let query = match ask.of::<Publish>(input).await {
        Ok(output) => format!("sent={}", percent_encoded(&output.message_id.unwrap_or_default())),
        Err(fault) => told(&fault),
    };
    answer::see_other(&format!("{}?{query}", link(name)))
}

async fn subscribe(ask: &Ask, visit: &Visit, name: &str) -> Answer {
    let input = SubscribeInput {
        topic_arn: arn(ask, name),
        protocol: visit.parameter("protocol").unwrap_or_default().to_owned(),
        endpoint: visit.parameter("endpoint").map(str::to_owned),
        ..SubscribeInput::default()
    };
    let query = match ask.of::<Subscribe>(input).await {
        Ok(_) => String::new(),
        Err(fault) => format!("?{}", told(&fault)),
    };
    answer::see_other(&format!("{}{query}", link(name)))
}

fn told(fault: &Fault) -> String {
    format!("told={}", percent_encoded(&format!("{} {}", fault.code, fault.message)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn subscriptions_lead_to_who_hears_and_say_who_has_not_answered() {
        let mut subscription = Subscription {
            protocol: Some("sqs".to_owned()),
            endpoint: Some("arn:aws:sqs:us-east-1:000000000000:orders".to_owned()),
            subscription_arn: Some("arn:aws:sns:us-east-1:000000000000:alerts:1".to_owned()),
            ..Subscription::default()
        };
        let shown = row(&subscription).into_iter().map(Markup::into_string).collect::<String>();
        assert!(shown.contains("/_pumphouse/queues/orders") && shown.contains(">confirmed<"), "{shown}");
        subscription.protocol = Some("email".to_owned());
        subscription.endpoint = Some("<b>@example.com".to_owned());
        subscription.subscription_arn = Some("PendingConfirmation".to_owned());
        let shown = row(&subscription).into_iter().map(Markup::into_string).collect::<String>();
        assert!(shown.contains("&lt;b&gt;") && shown.contains("not confirmed yet"), "{shown}");
    }
}
