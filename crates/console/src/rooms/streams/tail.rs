//! What comes onto a stream now, read as any consumer reads: once a second, each shard from its tip on.

use kernel::Timestamp;
use kinesis_api::{
    GetRecords, GetRecordsInput, GetShardIterator, GetShardIteratorInput, ListShards, ListShardsInput,
    Record, Shard, ShardFilter, ShardFilterType, ShardIteratorType,
};
use maud::{Markup, html};
use wire::{Answer, Fault};

use super::path;
use crate::ask::Ask;
use crate::decoded::decode;
use crate::tail::{Entry, News, Source};
use crate::visit::Visit;
use crate::{Console, tail};

/// Shards that a view reads.
const SHARDS_MAX: usize = 16;
/// Records of a read.
const READ_MAX: i32 = 500;
/// A view that is further behind begins at the tip again.
const LATE_MS_MAX: i64 = 5_000;

pub fn section(name: &str, shards: &[Shard]) -> Markup {
    let open = shards.iter().filter(|shard| shard.sequence_number_range.ending_sequence_number.is_none());
    html! {
        section.card data-live=(format!("{}/tail", path(name))) {
            h2 { "Live" }
            div.fields {
                label { "Shard"
                    select name="shard" {
                        option value="" { "all" }
                        @for shard in open.take(SHARDS_MAX) { option { (shard.shard_id) } }
                    }
                }
                label { "Only with this text" input name="filter" autocomplete="off"; }
                button.pause type="button" { "Pause" }
                button.clear type="button" { "Clear" }
            }
            p.soft { span.link role="status" { "connecting" } }
            ol.live tabindex="0" aria-label="Records as they come, newest first" {}
        }
    }
}

pub fn follow(console: &Console, ask: Ask, visit: &Visit, name: &str) -> Answer {
    let shard = visit.parameter("shard").map(str::to_owned);
    let filter = visit.parameter("filter");
    let source =
        Shards { ask, name: name.to_owned(), only: shard, decodes_all: filter.is_some(), places: None };
    tail::follow(console, source, filter)
}

struct Shards {
    ask: Ask,
    name: String,
    only: Option<String>,
    /// Whether records are looked at that will not be shown, as one of them may be looked for.
    decodes_all: bool,
    /// Where each shard is read from; none before the first look.
    places: Option<Vec<(String, String)>>,
}

impl Source for Shards {
    async fn look(&mut self) -> Result<News, Fault> {
        let places = match self.places.take() {
            Some(places) if !places.is_empty() => places,
            _ => self.open().await?,
        };
        let (mut news, mut next) = (News::default(), Vec::new());
        for (shard, iterator) in places {
            let Some(iterator) = self.read(&shard, iterator, &mut news).await? else { continue };
            next.push((shard, iterator));
        }
        // Times of a day sort as they are written, but for the moment when it ends.
        news.entries.sort_by(|one, other| one.head.cmp(&other.head));
        // Shards that end here are followed by their children, which the next look finds.
        self.places = Some(next);
        Ok(news)
    }
}

impl Shards {
    async fn open(&self) -> Result<Vec<(String, String)>, Fault> {
        let filter = ShardFilter { r#type: ShardFilterType::AtLatest, shard_id: None, timestamp: None };
        let input = ListShardsInput {
            stream_name: Some(self.name.clone()),
            shard_filter: Some(filter),
            ..Default::default()
        };
        let shards = match &self.only {
            Some(only) => vec![only.clone()],
            None => {
                let shards = self.ask.of::<ListShards>(input).await?.shards.unwrap_or_default();
                shards.into_iter().map(|shard| shard.shard_id).take(SHARDS_MAX).collect()
            }
        };
        let mut places = Vec::new();
        for shard in shards {
            let iterator = self.tip(&shard).await?;
            places.push((shard, iterator));
        }
        Ok(places)
    }

    async fn tip(&self, shard: &str) -> Result<String, Fault> {
        let input = GetShardIteratorInput {
            stream_name: Some(self.name.clone()),
            shard_id: shard.to_owned(),
            shard_iterator_type: ShardIteratorType::Latest,
            starting_sequence_number: None,
            timestamp: None,
            stream_arn: None,
            stream_id: None,
        };
        Ok(self.ask.of::<GetShardIterator>(input).await?.shard_iterator.unwrap_or_default())
    }

    async fn read(&self, shard: &str, iterator: String, news: &mut News) -> Result<Option<String>, Fault> {
        let input = GetRecordsInput {
            shard_iterator: iterator.clone(),
            limit: Some(READ_MAX),
            stream_arn: None,
            stream_id: None,
        };
        let output = match self.ask.of::<GetRecords>(input).await {
            Ok(output) => output,
            // Other readers have used the shard's reads of this second.
            Err(fault) if fault.code == "ProvisionedThroughputExceededException" => {
                return Ok(Some(iterator));
            }
            Err(fault) => return Err(fault),
        };
        news.seen += output.records.len();
        let surplus = output.records.len().saturating_sub(tail::ENTRIES_MAX);
        let passed_over = if self.decodes_all { 0 } else { surplus };
        news.entries.extend(output.records[passed_over..].iter().map(|record| entry(shard, record)));
        if output.millis_behind_latest.is_some_and(|late| late > LATE_MS_MAX) {
            news.skipped = true;
            return self.tip(shard).await.map(Some);
        }
        Ok(output.next_shard_iterator)
    }
}

fn entry(shard: &str, record: &Record) -> Entry {
    let decoded = decode(&record.data);
    let at = record.approximate_arrival_timestamp.unwrap_or(Timestamp(0)).iso8601();
    let time = at.split_once('T').map_or(at.as_str(), |(_, time)| time).trim_end_matches('Z').to_owned();
    Entry {
        head: vec![time, shard.trim_start_matches("shardId-").to_owned(), record.partition_key.clone()],
        kind: decoded.kind,
        text: decoded.text,
        changes: Vec::new(),
    }
}
