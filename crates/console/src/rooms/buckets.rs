//! Buckets: the list, the folders of one bucket, one object with a look inside.
//!
//! What is stored is never shown as a page of its own: downloads are attachments of no type that a browser runs.

mod content;
mod folder;
mod object;

use maud::{Markup, html};
use s3_api::{
    GetBucketNotificationConfiguration, GetBucketNotificationConfigurationInput, ListBuckets,
    ListBucketsInput, NotificationConfigurationFilter,
};
use wire::{Answer, Fault};

use crate::ask::Ask;
use crate::page::Page;
use crate::visit::{Visit, percent_encoded};
use crate::{Console, look};

/// How many buckets the list shows on one page.
const BUCKETS_PER_PAGE: i32 = 200;

pub async fn answer(console: &Console, visit: &Visit, path: &[&str]) -> Option<Answer> {
    let ask = Ask::new(&console.dispatch, &visit.place);
    match (visit.method.as_str(), path) {
        ("GET", []) => Some(list(&ask, visit).await),
        ("GET", [bucket]) => Some(match visit.parameter("key") {
            Some(key) => object::page(&ask, visit, bucket, key).await,
            None => folder::page(&ask, visit, bucket).await,
        }),
        ("GET", [bucket, "download"]) => Some(object::download(&ask, visit, bucket).await),
        ("POST", [bucket, "put"]) => Some(object::put(&ask, visit, bucket).await),
        _ => None,
    }
}

/// The page about `bucket`.
pub fn link(bucket: &str) -> String {
    format!("/_pumphouse/buckets/{}", percent_encoded(bucket))
}

/// The page about the object `key`.
fn link_of_object(bucket: &str, key: &str) -> String {
    format!("{}?key={}", link(bucket), percent_encoded(key))
}

/// The page about what begins with `prefix`.
pub fn link_of_prefix(bucket: &str, prefix: &str) -> String {
    match prefix {
        "" => link(bucket),
        prefix => format!("{}?prefix={}", link(bucket), percent_encoded(prefix)),
    }
}

/// The page about what `s3://bucket/prefix` names.
pub fn link_of_location(location: &str) -> Option<String> {
    let rest = location.strip_prefix("s3://")?;
    let (bucket, prefix) = rest.split_once('/').unwrap_or((rest, ""));
    Some(link_of_prefix(bucket, prefix))
}

async fn list(ask: &Ask, visit: &Visit) -> Answer {
    let page = Page { title: "Buckets", room: "buckets", has_charts: false, module: None };
    let input = ListBucketsInput {
        max_buckets: Some(BUCKETS_PER_PAGE),
        continuation_token: visit.parameter("after").map(str::to_owned),
        ..ListBucketsInput::default()
    };
    let output = match ask.of::<ListBuckets>(input).await {
        Err(fault) => return page.fail(visit, &fault),
        Ok(output) => output,
    };
    let row = |bucket: s3_api::Bucket| {
        let name = bucket.name.unwrap_or_default();
        let created = bucket.creation_date.map(look::moment);
        vec![
            html! { a href=(link(&name)) { (name) } },
            html! { @if let Some(created) = created { (created) } },
        ]
    };
    let rows: Vec<_> = output.buckets.unwrap_or_default().into_iter().map(row).collect();
    page.show(
        visit,
        html! {
            div.head { h1 { "Buckets" } }
            @if rows.is_empty() {
                (look::nothing("There are no buckets yet.", "aws s3 mb s3://lake"))
            } @else {
                (look::table("Buckets", &["Bucket", "Created"], &rows))
            }
            @if let Some(after) = output.continuation_token {
                p.pages { a.button href=(format!("/_pumphouse/buckets?after={}", percent_encoded(&after))) { "More" } }
            }
        },
    )
}

/// Who is told of what happens in the bucket.
async fn notifications(ask: &Ask, bucket: &str) -> Result<Markup, Fault> {
    let input = GetBucketNotificationConfigurationInput { bucket: bucket.to_owned(), ..Default::default() };
    let output = ask.of::<GetBucketNotificationConfiguration>(input).await?;
    let functions = output.lambda_function_configurations.into_iter().flatten();
    let functions = functions.map(|to| ("functions", to.lambda_function_arn, to.events, to.filter));
    let queues = output.queue_configurations.into_iter().flatten();
    let queues = queues.map(|to| ("queues", to.queue_arn, to.events, to.filter));
    let topics = output.topic_configurations.into_iter().flatten();
    let topics = topics.map(|to| ("topics", to.topic_arn, to.events, to.filter));
    let row = |(room, arn, events, filter): (&str, String, Vec<String>, _)| {
        let name = arn.rsplit(':').next().unwrap_or_default();
        vec![
            html! { a href=(format!("/_pumphouse/{room}/{}", percent_encoded(name))) title=(arn) { (name) } },
            html! { (events.join(", ")) },
            html! { (rules(filter)) },
        ]
    };
    let rows: Vec<_> = functions.chain(queues).chain(topics).map(row).collect();
    Ok(html! {
        @if rows.is_empty() && output.event_bridge_configuration.is_none() {
            p.soft { "Nobody is told of what happens here. " code { "aws s3api put-bucket-notification-configuration" } " changes that." }
        }
        @if !rows.is_empty() { (look::table("Notifications", &["To", "Of", "Where the key has"], &rows)) }
        @if output.event_bridge_configuration.is_some() { p { "EventBridge is told of everything." } }
    })
}

fn rules(filter: Option<NotificationConfigurationFilter>) -> String {
    let rules = filter.and_then(|filter| filter.key).and_then(|key| key.filter_rules).unwrap_or_default();
    let rule = |rule: &s3_api::FilterRule| {
        let part = |text: &Option<String>| text.clone().unwrap_or_default();
        format!("{} {}", part(&rule.name).to_lowercase(), part(&rule.value))
    };
    rules.iter().map(rule).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn locations_lead_to_their_prefix() {
        let prefix = link_of_location("s3://lake/a b/").unwrap();
        assert_eq!(prefix, "/_pumphouse/buckets/lake?prefix=a%20b%2F");
        assert_eq!(link_of_location("s3://lake").unwrap(), "/_pumphouse/buckets/lake");
        assert!(link_of_location("javascript:alert(1)").is_none());
    }
}
