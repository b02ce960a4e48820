//! One object: what is said about it, its content as far as it can be shown, and the object itself to take away.

use bytes::Bytes;
use http::HeaderValue;
use http::header::{CONTENT_DISPOSITION, CONTENT_LENGTH};
use maud::{Markup, html};
use s3_api::{
    GetObject, GetObjectInput, GetObjectTagging, GetObjectTaggingInput, HeadObject, HeadObjectInput,
    HeadObjectOutput, PutObject, PutObjectInput,
};
use wire::{Answer, Fault};

use super::content::{self, As};
use super::folder::way;
use super::{link, link_of_object};
use crate::ask::Ask;
use crate::page::Page;
use crate::rooms::catalog;
use crate::visit::{Visit, percent_encoded};
use crate::{answer, look};

/// The page about the object `key`.
pub async fn page(ask: &Ask, visit: &Visit, bucket: &str, key: &str) -> Answer {
    let name = key.rsplit('/').find(|part| !part.is_empty()).unwrap_or(key);
    let page = Page { title: name, room: "buckets", has_charts: false, module: None };
    let input = HeadObjectInput { bucket: bucket.to_owned(), key: key.to_owned(), ..Default::default() };
    let head = match ask.of::<HeadObject>(input).await {
        Err(fault) => return page.fail(visit, &fault),
        Ok(head) => head,
    };
    let folder = key.rfind('/').map_or("", |at| &key[..=at]);
    let link = link(bucket);
    page.show(
        visit,
        html! {
            (way(bucket, Some(folder)))
            div.head {
                h1 { (name) }
                p.aside { a.button href=(format!("{link}/download?key={}", percent_encoded(key))) { "Download" } }
            }
            (said(&head))
            (rows_of(ask, bucket, key).await)
            (inside(ask, visit, bucket, key, &head).await)
            (more(ask, bucket, key, &head).await)
        },
    )
}

fn said(head: &HeadObjectOutput) -> Markup {
    let size = head.content_length.unwrap_or_default().unsigned_abs();
    let size = html! { span title=(format!("{} bytes", look::count(size))) { (look::bytes(size)) } };
    let mut figures = vec![("Size", size)];
    if let Some(at) = head.last_modified {
        figures.push(("Changed", look::moment(at)));
    }
    let words = [("Content type", &head.content_type), ("Encoding", &head.content_encoding)];
    for (name, value) in words {
        figures.extend(value.as_ref().map(|value| (name, html! { (value) })));
    }
    look::figures(&figures)
}

/// The tables that it is part of.
async fn rows_of(ask: &Ask, bucket: &str, key: &str) -> Markup {
    let tables = catalog::tables_over(ask, &format!("s3://{bucket}/{key}")).await;
    html! {
        @for (database, table) in tables {
            p {
                "It is part of the table " a href=(catalog::link_of_table(&database, &table)) { (database) "." (table) }
                ": " a href=(catalog::link_of_sql(&database, &table)) { "ask by SQL" }
            }
        }
    }
}

/// What is in it.
async fn inside(ask: &Ask, visit: &Visit, bucket: &str, key: &str, head: &HeadObjectOutput) -> Markup {
    let size = head.content_length.unwrap_or_default().unsigned_abs();
    if size == 0 {
        return html! { p.soft { "It is empty." } };
    }
    let wanted = visit.parameter("as").and_then(As::of_word);
    let beginning = match beginning(ask, bucket, key).await {
        Err(fault) => return look::fault(&fault),
        Ok(beginning) => beginning,
    };
    let seen = content::read(&beginning, size, key, wanted);
    html! {
        section.card {
            h2 { "Inside" }
            nav.pages aria-label="Ways to show it" {
                @for way in seen.ways() {
                    a href=(format!("{}&as={}", link_of_object(bucket, key), way.word())) aria-current=[(seen.shown == way).then_some("true")] { (way.title()) }
                }
                span.soft { (seen.remark()) }
            }
            (seen.show())
            @if seen.shown == As::Parquet {
                p { "Parquet is packed by columns; SQL reads it, through a table of the " a href="/_pumphouse/catalog" { "catalog" } "." }
            }
        }
    }
}

/// The first bytes.
async fn beginning(ask: &Ask, bucket: &str, key: &str) -> Result<Bytes, Fault> {
    let input = GetObjectInput {
        bucket: bucket.to_owned(),
        key: key.to_owned(),
        range: Some(format!("bytes=0-{}", content::BYTES_MAX - 1)),
        ..GetObjectInput::default()
    };
    let output = ask.of::<GetObject>(input).await?;
    output.body.unwrap_or_default().collect(content::BYTES_MAX).await
}

/// Its checksum, its user's metadata and tags.
async fn more(ask: &Ask, bucket: &str, key: &str, head: &HeadObjectOutput) -> Markup {
    let input = GetObjectTaggingInput {
        bucket: bucket.to_owned(),
        key: key.to_owned(),
        version_id: None,
        expected_bucket_owner: None,
        request_payer: None,
    };
    let tags = ask.of::<GetObjectTagging>(input).await.map(|output| output.tag_set).unwrap_or_default();
    let mut rows = vec![("Address".to_owned(), format!("s3://{bucket}/{key}"))];
    rows.extend(head.e_tag.clone().map(|tag| ("ETag".to_owned(), tag)));
    rows.extend(head.version_id.clone().map(|version| ("Version".to_owned(), version)));
    let metadata = head.metadata.clone().unwrap_or_default();
    rows.extend(metadata.into_iter().map(|(name, value)| (format!("x-amz-meta-{name}"), value)));
    rows.extend(tags.into_iter().map(|tag| (format!("tag {}", tag.key), tag.value)));
    let rows: Vec<_> =
        rows.iter().map(|(name, value)| vec![html! { (name) }, html! { code { (value) } }]).collect();
    look::table("About the object", &["What", "Value"], &rows)
}

/// The object as a file to keep: of no type, so that no browser runs it as a page of ours.
pub async fn download(ask: &Ask, visit: &Visit, bucket: &str) -> Answer {
    let page = Page { title: "Download", room: "buckets", has_charts: false, module: None };
    let Some(key) = visit.parameter("key") else {
        return page.fail(visit, &Fault::sender("MissingParameter", "Say which object by its key."));
    };
    let input = GetObjectInput { bucket: bucket.to_owned(), key: key.to_owned(), ..Default::default() };
    let output = match ask.of::<GetObject>(input).await {
        Err(fault) => return page.fail(visit, &fault),
        Ok(output) => output,
    };
    let mut answer = answer::whole(200, "application/octet-stream", Bytes::new());
    let name = key.rsplit('/').find(|part| !part.is_empty()).unwrap_or("object");
    let disposition = format!("attachment; filename*=UTF-8''{}", percent_encoded(name));
    if let Ok(disposition) = HeaderValue::try_from(disposition) {
        answer.headers.insert(CONTENT_DISPOSITION, disposition);
    }
    if let Some(length) = output.content_length {
        answer.headers.insert(CONTENT_LENGTH, HeaderValue::from(length));
    }
    answer.stream = output.body;
    answer
}

/// Puts a small object out of a form.
pub async fn put(ask: &Ask, visit: &Visit, bucket: &str) -> Answer {
    let key = visit.parameter("key").unwrap_or_default();
    let body = Bytes::from(visit.parameter("content").unwrap_or_default().to_owned());
    let input = PutObjectInput {
        bucket: bucket.to_owned(),
        key: key.to_owned(),
        content_type: visit.parameter("type").map(str::to_owned),
        content_length: i64::try_from(body.len()).ok(),
        body: Some(body.into()),
        ..PutObjectInput::default()
    };
    match ask.of::<PutObject>(input).await {
        Ok(_) => answer::see_other(&link_of_object(bucket, key)),
        Err(fault) => {
            let told = percent_encoded(&format!("{} {}", fault.code, fault.message));
            answer::see_other(&format!("{}?told={told}", link(bucket)))
        }
    }
}
