//! What changes in a table, as its stream says it: old and new, attribute by attribute.

use std::collections::BTreeSet;

use dynamodb_api::streams::{
    DescribeStream, DescribeStreamInput, GetRecords, GetRecordsInput, GetShardIterator,
    GetShardIteratorInput, Record, ShardIteratorType, StreamRecord,
};
use dynamodb_api::types::Image;
use dynamodb_api::{Item, TableDescription};
use maud::{Markup, html};
use wire::{Answer, Fault};

use super::{attributes, describe, path};
use crate::ask::Ask;
use crate::tail::{self, Entry, News, Source, cut};
use crate::visit::Visit;
use crate::{Console, look};

/// Records of a read: AWS's limit.
const READ_MAX: i32 = 1000;
/// Reads of a shard by one look.
const READS_MAX: usize = 4;

pub fn section(name: &str, table: &TableDescription) -> Markup {
    let stream = table.stream_specification.as_ref().filter(|stream| stream.stream_enabled);
    html! {
        @match stream {
            None => section.card {
                h2 { "Changes" }
                (look::nothing(
                    "The table has no stream, so its changes cannot be followed.",
                    &format!("aws dynamodb update-table --table-name {name} --stream-specification StreamEnabled=true,StreamViewType=NEW_AND_OLD_IMAGES"),
                ))
            },
            Some(stream) => section.card data-live=(format!("{}/feed", path(name))) {
                h2 { "Changes, live" }
                div.fields {
                    label { "Only with this text" input name="filter" autocomplete="off"; }
                    button.pause type="button" { "Pause" }
                    button.clear type="button" { "Clear" }
                }
                p.soft {
                    span.link role="status" { "connecting" }
                    @if let Some(view) = stream.stream_view_type { " · the stream has " (view.as_str()) }
                }
                ol.live tabindex="0" aria-label="Changes as they come, newest first" {}
            },
        }
    }
}

pub fn follow(console: &Console, ask: Ask, visit: &Visit, name: &str) -> Answer {
    tail::follow(console, Changes { ask, table: name.to_owned(), places: None }, visit.parameter("filter"))
}

struct Changes {
    ask: Ask,
    table: String,
    /// Where each open shard is read from; none before the first look.
    places: Option<Vec<String>>,
}

impl Source for Changes {
    async fn look(&mut self) -> Result<News, Fault> {
        // A shard that ended is followed by another, whose beginning is where it ended.
        let places = match self.places.take() {
            None => self.open(ShardIteratorType::Latest).await?,
            Some(places) if places.is_empty() => self.open(ShardIteratorType::TrimHorizon).await?,
            Some(places) => places,
        };
        let (mut news, mut next) = (News::default(), Vec::new());
        for place in places {
            next.extend(self.read(place, &mut news).await?);
        }
        self.places = Some(next);
        Ok(news)
    }
}

impl Changes {
    /// Iterators of the shards that are written to.
    async fn open(&self, shard_iterator_type: ShardIteratorType) -> Result<Vec<String>, Fault> {
        let table = describe(&self.ask, &self.table).await?;
        let no_stream = || Fault::sender("ValidationException", "the table has no stream");
        let stream_arn = table.latest_stream_arn.ok_or_else(no_stream)?;
        let mut places = Vec::new();
        let mut exclusive_start_shard_id = None;
        loop {
            let input = DescribeStreamInput {
                stream_arn: stream_arn.clone(),
                exclusive_start_shard_id,
                ..Default::default()
            };
            let stream = self.ask.of::<DescribeStream>(input).await?.stream_description.unwrap_or_default();
            for shard in stream.shards.into_iter().flatten() {
                let range = shard.sequence_number_range.unwrap_or_default();
                if range.ending_sequence_number.is_some() {
                    continue;
                }
                let input = GetShardIteratorInput {
                    stream_arn: stream_arn.clone(),
                    shard_id: shard.shard_id.unwrap_or_default(),
                    shard_iterator_type,
                    sequence_number: None,
                };
                places.extend(self.ask.of::<GetShardIterator>(input).await?.shard_iterator);
            }
            exclusive_start_shard_id = stream.last_evaluated_shard_id;
            if exclusive_start_shard_id.is_none() {
                return Ok(places);
            }
        }
    }

    /// Reads on from `place`; where the shard goes on, says where.
    async fn read(&self, mut place: String, news: &mut News) -> Result<Option<String>, Fault> {
        for _ in 0..READS_MAX {
            let input = GetRecordsInput { shard_iterator: place, limit: Some(READ_MAX) };
            let output = self.ask.of::<GetRecords>(input).await?;
            let records = output.records.unwrap_or_default();
            news.seen += records.len();
            news.entries.extend(records.iter().map(entry));
            match output.next_shard_iterator {
                None => return Ok(None),
                Some(next) if records.is_empty() => return Ok(Some(next)),
                Some(next) => place = next,
            }
        }
        Ok(Some(place))
    }
}

fn entry(record: &Record) -> Entry {
    let change = record.dynamodb.clone().unwrap_or_default();
    let at = change.approximate_creation_date_time.unwrap_or_default().iso8601();
    let time = at.split_once('T').map_or(at.as_str(), |(_, time)| time).trim_end_matches('Z').to_owned();
    let image = |image: &Option<Image>| image.as_ref().and_then(|image| image.item().ok());
    let key = image(&change.keys).unwrap_or_default();
    let key: Vec<_> =
        key.iter().map(|(name, value)| format!("{name} {}", attributes::short(value))).collect();
    let mut head = vec![time, key.join(", ")];
    if record.user_identity.as_ref().is_some_and(|who| who.kind.as_deref() == Some("Service")) {
        head.push("by time to live".to_owned());
    }
    Entry {
        head,
        kind: record.event_name.map_or("", |name| name.as_str()).to_owned(),
        text: String::new(),
        changes: changes(&change),
    }
}

/// Which attributes differ: name, old, new. Where the stream has one image, all of that.
fn changes(change: &StreamRecord) -> Vec<[String; 3]> {
    let image = |image: &Option<Image>| image.as_ref().and_then(|image| image.item().ok());
    let (old, new) = (image(&change.old_image), image(&change.new_image));
    let empty = Item::new();
    let (old, new) = (old.as_ref().unwrap_or(&empty), new.as_ref().unwrap_or(&empty));
    let names: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    let text = |item: &Item, name: &String| {
        item.get(name).map(attributes::whole).map(|text| cut(&text)).unwrap_or_default()
    };
    // The key is said already.
    let keys = image(&change.keys).unwrap_or_default();
    let names = names.into_iter().filter(|name| !keys.contains_key(*name));
    let differing = names.filter(|name| old.get(*name) != new.get(*name));
    differing.map(|name| [name.clone(), text(old, name), text(new, name)]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_is_what_differs() {
        let image = |json: &str| Some(Image::from_json(json.to_owned()));
        let change = StreamRecord {
            keys: image(r#"{"id":{"S":"a"}}"#),
            old_image: image(r#"{"id":{"S":"a"},"n":{"N":"1"},"gone":{"BOOL":true}}"#),
            new_image: image(r#"{"id":{"S":"a"},"n":{"N":"2"}}"#),
            ..StreamRecord::default()
        };
        let expected = [["gone", "true", ""], ["n", "1", "2"]].map(|row| row.map(str::to_owned));
        assert_eq!(changes(&change), expected);
    }
}
