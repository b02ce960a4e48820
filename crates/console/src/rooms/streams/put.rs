//! Putting one record by a form.

use bytes::Bytes;
use kinesis_api::{PutRecord, PutRecordInput};
use maud::{Markup, html};
use wire::{Answer, Fault};

use super::path;
use crate::ask::Ask;
use crate::notice;
use crate::visit::Visit;

pub fn form(name: &str) -> Markup {
    html! {
        section.card {
            h2 { "Put a record" }
            form method="post" action=(format!("{}/put", path(name))) {
                div.fields { label { "Partition key" input name="key" required maxlength="256"; } }
                label { "Data" textarea.code name="data" rows="4" {} }
                p { button.main { "Put" } }
            }
        }
    }
}

pub async fn put(ask: &Ask, visit: &Visit, name: &str) -> Answer {
    notice::back(&path(name), put_one(ask, visit, name).await)
}

async fn put_one(ask: &Ask, visit: &Visit, name: &str) -> Result<String, Fault> {
    let input = PutRecordInput {
        stream_name: Some(name.to_owned()),
        // Browsers end lines of a form with both; what was meant is one.
        data: Bytes::from(visit.parameter("data").unwrap_or_default().replace("\r\n", "\n")),
        partition_key: visit.parameter("key").unwrap_or_default().to_owned(),
        explicit_hash_key: None,
        sequence_number_for_ordering: None,
        stream_arn: None,
        stream_id: None,
    };
    let output = ask.of::<PutRecord>(input).await?;
    Ok(format!("The record is on {} as {}.", output.shard_id, output.sequence_number))
}
