//! One level of a bucket: what begins with a prefix, up to the next `/`, page by page.

use maud::{Markup, html};
use s3_api::{ListObjectsV2, ListObjectsV2Input, ListObjectsV2Output};
use wire::Answer;

use super::{link, link_of_object, link_of_prefix, notifications};
use crate::ask::Ask;
use crate::look;
use crate::page::Page;
use crate::visit::{Visit, percent_encoded};

/// How many folders and objects are shown on one page.
const PER_PAGE: i32 = 100;

/// The page about what is in `bucket`, below the prefix that is asked for.
pub async fn page(ask: &Ask, visit: &Visit, bucket: &str) -> Answer {
    let page = Page { title: bucket, room: "buckets", has_charts: false, module: None };
    let prefix = visit.parameter("prefix").unwrap_or_default();
    let input = ListObjectsV2Input {
        bucket: bucket.to_owned(),
        delimiter: Some("/".to_owned()),
        prefix: Some(prefix.to_owned()),
        max_keys: Some(PER_PAGE),
        continuation_token: visit.parameter("after").map(str::to_owned),
        ..ListObjectsV2Input::default()
    };
    let output = match ask.of::<ListObjectsV2>(input).await {
        Err(fault) => return page.fail(visit, &fault),
        Ok(output) => output,
    };
    let notifications = match notifications(ask, bucket).await {
        Err(fault) => look::fault(&fault),
        Ok(notifications) => notifications,
    };
    page.show(
        visit,
        html! {
            (way(bucket, above(prefix)))
            div.head { h1 { @if prefix.is_empty() { (bucket) } @else { (last_of(prefix)) } } }
            @if let Some(told) = visit.parameter("told") { p.fault role="alert" { (told) } }
            form.fields method="get" action=(link(bucket)) {
                label { "What begins with" input name="prefix" value=(prefix) size="40"; }
                button { "Show" }
            }
            (listing(bucket, prefix, &output))
            @if visit.parameter("after").is_some() || output.next_continuation_token.is_some() {
                p.pages {
                    @if visit.parameter("after").is_some() {
                        a.button href=(link_of_prefix(bucket, prefix)) { "From the beginning" }
                    }
                    @if let Some(after) = &output.next_continuation_token {
                        a.button href=(format!("{}?prefix={}&after={}", link(bucket), percent_encoded(prefix), percent_encoded(after))) { "More" }
                    }
                }
            }
            section.card { h2 { "Notifications" } (notifications) }
            (form(bucket, prefix))
        },
    )
}

fn listing(bucket: &str, prefix: &str, output: &ListObjectsV2Output) -> Markup {
    let folders = output.common_prefixes.iter().flatten().filter_map(|folder| folder.prefix.as_deref());
    let folders = folders.map(|folder| {
        let name = html! { a href=(link_of_prefix(bucket, folder)) { (shown(&folder[prefix.len()..])) } };
        vec![name, html! { span.soft { "folder" } }, html! {}]
    });
    let objects = output.contents.iter().flatten().map(|object| {
        let key = object.key.as_deref().unwrap_or_default();
        let size = object.size.unwrap_or_default().unsigned_abs();
        vec![
            html! { a href=(link_of_object(bucket, key)) { (shown(key.strip_prefix(prefix).unwrap_or(key))) } },
            html! { span title=(format!("{} bytes", look::count(size))) { (look::bytes(size)) } },
            html! { @if let Some(at) = object.last_modified { (look::moment(at)) } },
        ]
    });
    let rows: Vec<_> = folders.chain(objects).collect();
    html! {
        @if rows.is_empty() {
            (look::nothing(
                if prefix.is_empty() { "There are no objects yet." } else { "No object's key begins so." },
                &format!("aws s3 cp readings.json {}", quoted(&format!("s3://{bucket}/{prefix}"))),
            ))
        } @else {
            (look::table("Folders and objects", &["Name", "Size", "Changed"], &rows))
        }
    }
}

/// The folder that `prefix` is in; none for the bucket itself.
fn above(prefix: &str) -> Option<&str> {
    let name = prefix.strip_suffix('/').unwrap_or(prefix);
    (!prefix.is_empty()).then(|| name.rfind('/').map_or("", |at| &name[..=at]))
}

/// The list of buckets, and from a folder on, the bucket and the folders down to it, each a link.
pub fn way(bucket: &str, prefix: Option<&str>) -> Markup {
    let folders = |prefix: &str| -> Vec<String> {
        prefix.match_indices('/').map(|(at, _)| prefix[..=at].to_owned()).collect()
    };
    html! {
        p.crumbs {
            a href="/_pumphouse/buckets" { "Buckets" }
            @if let Some(prefix) = prefix {
                " / " a href=(link(bucket)) { (bucket) }
                @for folder in folders(prefix) { " / " a href=(link_of_prefix(bucket, &folder)) { (last_of(&folder)) } }
            }
        }
    }
}

/// The last part of a folder's prefix.
fn last_of(prefix: &str) -> &str {
    let name = prefix.strip_suffix('/').unwrap_or(prefix);
    shown(name.rsplit('/').next().unwrap_or_default())
}

/// A name that can be seen and hit with a finger, even where it is empty.
fn shown(name: &str) -> &str {
    if name.trim().is_empty() { "(no name)" } else { name }
}

/// `text` as one word of a shell's command.
fn quoted(text: &str) -> String {
    match text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"/:._-=".contains(&byte)) {
        true => text.to_owned(),
        false => format!("'{}'", text.replace('\'', r"'\''")),
    }
}

fn form(bucket: &str, prefix: &str) -> Markup {
    html! {
        details.card {
            summary { "Put a small object" }
            form method="post" action=(format!("{}/put", link(bucket))) {
                div.fields {
                    label { "Key" input name="key" value=(prefix) size="40" maxlength="1024" required; }
                    label { "Content type" input name="type" value="application/json" required; }
                }
                label { "Content" textarea.code name="content" rows="5" {} }
                p { button.main { "Put" } }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_names_every_folder() {
        let way = way("lake", Some("a/<b>//")).into_string();
        assert!(way.contains("?prefix=a%2F\">a</a>"), "{way}");
        assert!(way.contains("?prefix=a%2F%3Cb%3E%2F\">&lt;b&gt;</a>"), "{way}");
        assert!(way.contains("?prefix=a%2F%3Cb%3E%2F%2F\">(no name)</a>"), "{way}");
    }

    #[test]
    fn folders_are_in_folders() {
        assert_eq!(
            (above(""), above("a/"), above("a/b/"), above("a/b")),
            (None, Some(""), Some("a/"), Some("a/"))
        );
    }

    #[test]
    fn words_of_commands_stay_one_word() {
        assert_eq!(quoted("s3://lake/a/"), "s3://lake/a/");
        assert_eq!(quoted("s3://lake/it's $(x)"), r"'s3://lake/it'\''s $(x)'");
    }
}
