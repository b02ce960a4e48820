//! Records of a shard from a point on, page by page, and the form that sends them somewhere again.

use kernel::Timestamp;
use kinesis_api::{
    GetRecords, GetRecordsInput, GetRecordsOutput, GetShardIterator, GetShardIteratorInput, Record, Shard,
    ShardIteratorType,
};
use lambda_api::{ListFunctions, ListFunctionsInput};
use maud::{Markup, html};
use wire::{Answer, Fault};

use super::{page as frame, path, shards, way};
use crate::ask::Ask;
use crate::decoded::decode;
use crate::look;
use crate::notice::{self, wrong};
use crate::tail::cut;
use crate::visit::{Visit, percent_encoded};

/// Records of a page.
const PAGE: u32 = 25;
/// Records of a page at most.
const PAGE_MAX: u32 = 500;
/// Reads of a page at most: a read of a part where nothing was kept answers nothing, and where to go on.
const READS_MAX: usize = 10;

/// Where reading begins.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// The shard.
    pub shard: String,
    /// From where.
    pub from: From,
}

/// A point of a shard.
#[derive(Clone, Debug, PartialEq)]
pub enum From {
    Oldest,
    Newest,
    Time(Timestamp),
    After(String),
}

impl Place {
    /// What the parameters say; the first of `shards` and its oldest record where they say nothing.
    pub fn read(visit: &Visit, shards: &[Shard]) -> Result<Self, Fault> {
        let first = || shards.first().map(|shard| shard.shard_id.clone()).unwrap_or_default();
        let shard = visit.parameter("shard").map_or_else(first, str::to_owned);
        let from = match visit.parameter("from").unwrap_or("TRIM_HORIZON") {
            "TRIM_HORIZON" => From::Oldest,
            "LATEST" => From::Newest,
            "AT_TIMESTAMP" => From::Time(time(visit.parameter("at").unwrap_or_default())?),
            "AFTER_SEQUENCE_NUMBER" => {
                let number = visit.parameter("after").map(str::trim);
                From::After(number.ok_or_else(|| wrong("say the sequence number to begin after"))?.to_owned())
            }
            other => {
                return Err(wrong(format!(
                    "`{other}` is no point of a shard; there are {}",
                    POINTS.join(", ")
                )));
            }
        };
        Ok(Self { shard, from })
    }

    /// An iterator at this place of the stream called `name`.
    pub async fn iterator(&self, ask: &Ask, name: &str) -> Result<String, Fault> {
        let (kind, number, timestamp) = match &self.from {
            From::Oldest => (ShardIteratorType::TrimHorizon, None, None),
            From::Newest => (ShardIteratorType::Latest, None, None),
            From::Time(time) => (ShardIteratorType::AtTimestamp, None, Some(*time)),
            From::After(number) => (ShardIteratorType::AfterSequenceNumber, Some(number.clone()), None),
        };
        let input = GetShardIteratorInput {
            stream_name: Some(name.to_owned()),
            shard_id: self.shard.clone(),
            shard_iterator_type: kind,
            starting_sequence_number: number,
            timestamp,
            stream_arn: None,
            stream_id: None,
        };
        Ok(ask.of::<GetShardIterator>(input).await?.shard_iterator.unwrap_or_default())
    }
}

const POINTS: [&str; 4] = ["TRIM_HORIZON", "LATEST", "AT_TIMESTAMP", "AFTER_SEQUENCE_NUMBER"];

/// A time as people and browsers write it, in UTC.
fn time(text: &str) -> Result<Timestamp, Fault> {
    let text = text.trim();
    let whole = if text.len() == 16 { format!("{text}:00") } else { text.to_owned() };
    let seconds = || text.parse::<f64>().ok().filter(|seconds| *seconds >= 0.0).map(Timestamp::from_seconds);
    Timestamp::parse_iso8601(&whole)
        .or_else(seconds)
        .ok_or_else(|| wrong(format!("`{text}` is no time; write it like 2026-11-20T14:52:05Z")))
}

pub async fn page(ask: &Ask, visit: &Visit, name: &str) -> Answer {
    let page = frame(name);
    let shards = match shards(ask, name).await {
        Ok(shards) => shards,
        Err(fault) => return notice::refusal(&page, visit, way(None), &fault),
    };
    let found = async {
        let place = Place::read(visit, &shards)?;
        let limit = notice::number(visit, "limit", PAGE, 1..=PAGE_MAX)?;
        Ok((read(ask, &place, name, limit).await?, place, limit))
    };
    let found = found.await;
    let status = found.as_ref().err().map_or(200, notice::status);
    let functions = functions(ask).await;
    let content = html! {
        (way(Some(name)))
        div.head { h1 { "Records of " (name) } }
        (notice::shown(visit))
        (form(visit, name, &shards))
        @match &found {
            Err(fault) => (look::fault(fault)),
            Ok((output, place, limit)) => (shown(name, place, *limit, output)),
        }
        (super::replay::form(visit, name, &shards, &functions))
    };
    page.refuse(visit, status, content)
}

/// Records from `place` on: the first ones that are there.
async fn read(ask: &Ask, place: &Place, name: &str, limit: u32) -> Result<GetRecordsOutput, Fault> {
    let mut iterator = place.iterator(ask, name).await?;
    let mut reads = 0;
    loop {
        reads += 1;
        let input = GetRecordsInput {
            shard_iterator: iterator,
            limit: Some(limit as i32),
            stream_arn: None,
            stream_id: None,
        };
        let output = ask.of::<GetRecords>(input).await?;
        let is_behind = output.millis_behind_latest.is_some_and(|late| late > 0);
        match output.next_shard_iterator.clone() {
            Some(next) if output.records.is_empty() && is_behind && reads < READS_MAX => iterator = next,
            _ => return Ok(output),
        }
    }
}

/// The fields that say where reading begins; also those of the replay.
pub fn fields(visit: &Visit, shards: &[Shard]) -> Markup {
    let chosen = |name: &str| visit.parameter(name).unwrap_or_default();
    html! {
        label { "Shard"
            select name="shard" {
                @for shard in shards {
                    option selected[chosen("shard") == shard.shard_id] { (shard.shard_id) }
                }
            }
        }
        label { "From"
            select name="from" {
                @for (point, words) in POINTS.iter().zip(["the oldest", "the newest on", "a time", "after a record"]) {
                    option value=(point) selected[chosen("from") == *point] { (words) }
                }
            }
        }
        label { "Time (UTC)" input name="at" placeholder="2026-11-20T14:52:05Z" value=(chosen("at")); }
        label { "Sequence number" input name="after" inputmode="numeric" value=(chosen("after")); }
    }
}

fn form(visit: &Visit, name: &str, shards: &[Shard]) -> Markup {
    html! {
        form method="get" action=(format!("{}/records", path(name))) {
            div.fields {
                (fields(visit, shards))
                label { "Records" input name="limit" inputmode="numeric" size="4"
                    value=(visit.parameter("limit").unwrap_or("25")); }
                button.main { "Look" }
            }
        }
    }
}

fn shown(name: &str, place: &Place, limit: u32, output: &GetRecordsOutput) -> Markup {
    let late = output.millis_behind_latest.unwrap_or_default().unsigned_abs();
    // The next page begins after this one's last record. Reading again at the tip shows what came since.
    let next = output.records.last().map(|last| {
        format!(
            "{}/records?shard={}&from=AFTER_SEQUENCE_NUMBER&after={}&limit={limit}",
            path(name),
            percent_encoded(&place.shard),
            last.sequence_number
        )
    });
    html! {
        @if output.records.is_empty() {
            (look::nothing(
                &format!("There is nothing on {} from there on.", place.shard),
                &format!("aws kinesis put-record --stream-name {name} --partition-key k --data aGVsbG8="),
            ))
        } @else {
            ol.live.whole { @for record in &output.records { (entry(record)) } }
        }
        @if let Some(next) = next {
            p.pages {
                a.button href=(next) { "Next records" }
                span.soft {
                    @if output.next_shard_iterator.is_none() { "The shard ends here." }
                    @else if late > 0 { (look::span(late)) " behind the newest." }
                    @else { "This is the newest." }
                }
            }
        }
    }
}

fn entry(record: &Record) -> Markup {
    let decoded = decode(&record.data);
    html! {
        li {
            p.what {
                @if let Some(at) = record.approximate_arrival_timestamp { (look::moment(at)) }
                span { (record.partition_key) }
                span { (look::bytes(record.data.len() as u64)) }
                code { (record.sequence_number) }
                (look::tag(look::State::Idle, &decoded.kind))
            }
            pre tabindex="0" { (cut(&decoded.text)) }
        }
    }
}

/// The names of functions that a replay may go to.
async fn functions(ask: &Ask) -> Vec<String> {
    let output = ask.of::<ListFunctions>(ListFunctionsInput::default()).await;
    let functions = output.ok().and_then(|output| output.functions).unwrap_or_default();
    functions.into_iter().filter_map(|function| function.function_name).collect()
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;
    use http::Request;

    use super::*;

    fn place(query: &str) -> Result<Place, Fault> {
        let uri = format!("/_pumphouse/streams/a/records?{query}");
        let (parts, ()) = Request::get(uri).body(()).unwrap().into_parts();
        Place::read(&Visit::read(&parts, &Bytes::new()).unwrap(), &[])
    }

    #[test]
    fn places_are_read_or_refused_in_words() {
        assert_eq!(place("shard=s").unwrap(), Place { shard: "s".into(), from: From::Oldest });
        assert_eq!(
            place("from=AT_TIMESTAMP&at=1970-01-01T00:01").unwrap().from,
            From::Time(Timestamp(60_000))
        );
        assert_eq!(place("from=AT_TIMESTAMP&at=1.5").unwrap().from, From::Time(Timestamp(1500)));
        assert_eq!(place("from=AFTER_SEQUENCE_NUMBER&after=%2012").unwrap().from, From::After("12".into()));
        for bad in
            ["from=elsewhere", "from=AT_TIMESTAMP&at=soon", "from=AT_TIMESTAMP", "from=AFTER_SEQUENCE_NUMBER"]
        {
            assert_eq!(place(bad).unwrap_err().status, 400, "{bad}");
        }
    }
}
