//! Reads shards page by page, each up to the moment of the query: one page is held for each reader.
//!
//! Records that arrived later are left out, so that a stream which is written to is not followed for ever, and all that
//! a query reads of it is of one moment. A shard is done where its tip is reached, or a record that arrived so much
//! later that none before the moment can follow.

use std::collections::VecDeque;
use std::sync::Arc;

use arrow::array::RecordBatch;
use arrow::datatypes::SchemaRef;
use futures::StreamExt;
use futures::stream;
use kinesis_api::{GetRecords, GetRecordsInput, GetRecordsOutput, Record};
use serde_json::{Map, Value};

use super::payload::{member, object};
use super::shards::{Start, iterator};
use super::{ARRIVAL, DATA, PARTITION_KEY, SEQUENCE_NUMBER, SHARD_ID, what};
use crate::error::{Error, Fact};
use crate::limits::{BATCH_ROWS, LIVE_ARRIVAL_SLACK_MS, LIVE_PAGE_BYTES};
use crate::live::columns::{Builder, Column, clipped};
use crate::live::scan::{Read, Rows, batch};
use crate::live::source::{Source, fact};

/// What is read of a stream.
#[derive(Clone)]
pub struct Records {
    /// The stream.
    pub stream: String,
    /// Through what.
    pub source: Source,
    /// Which columns.
    pub columns: Vec<Column>,
    /// Their schema.
    pub schema: SchemaRef,
    /// Where each shard is begun.
    pub start: Start,
    /// The last moment of arrival, in milliseconds since 1970.
    pub until_ms: i64,
    /// The shards that each reader reads.
    pub shards: Vec<Vec<String>>,
    /// How many rows are enough.
    pub limit: Option<usize>,
}

impl Read for Records {
    fn show(&self) -> String {
        let shards = self.shards.iter().flatten().count();
        let from = match &self.start {
            Start::At(time) => format!("AT_TIMESTAMP {}", crate::render::timestamp(*time)),
            Start::First | Start::After(_) => "TRIM_HORIZON".to_owned(),
        };
        let until = crate::render::timestamp(self.until_ms);
        let readers = self.shards.len();
        format!(
            "kinesis stream={}, shards={shards}, readers={readers}, from={from}, until={until}",
            self.stream
        )
    }

    fn schema(&self) -> &SchemaRef {
        &self.schema
    }

    fn readers(&self) -> usize {
        self.shards.len()
    }

    fn rows(&self, reader: usize) -> Rows {
        let shards = self.shards.get(reader).cloned().unwrap_or_default().into();
        let left = self.limit.unwrap_or(usize::MAX);
        let reading =
            Reading { records: Arc::new(self.clone()), shards, place: Place::Anew(self.start.clone()), left };
        stream::try_unfold(reading, |mut reading| async move {
            let batch = reading.next().await?;
            Ok(batch.map(|batch| (batch, reading)))
        })
        .boxed()
    }
}

/// Where the first shard goes on.
enum Place {
    /// From here, for which there is no iterator yet.
    Anew(Start),
    /// With this iterator, which is of that place.
    Iterator(String, Start),
}

/// A reader under way.
struct Reading {
    records: Arc<Records>,
    shards: VecDeque<String>,
    place: Place,
    left: usize,
}

impl Reading {
    async fn next(&mut self) -> Result<Option<RecordBatch>, Error> {
        while self.left > 0 {
            let Some(shard) = self.shards.front().cloned() else { return Ok(None) };
            let rows = match self.page(&shard).await? {
                Some(page) => self.take(&shard, page)?,
                None => {
                    self.done();
                    None
                }
            };
            if rows.is_some() {
                return Ok(rows);
            }
        }
        Ok(None)
    }

    /// Records of a page: no more than are wanted.
    fn page_rows(&self) -> usize {
        BATCH_ROWS.min(self.left)
    }

    /// The first shard is done.
    fn done(&mut self) {
        self.shards.pop_front();
        self.place = Place::Anew(self.records.start.clone());
    }

    /// The next page of a shard; `None` at its end.
    async fn page(&mut self, shard: &str) -> Result<Option<GetRecordsOutput>, Error> {
        let records = Arc::clone(&self.records);
        let place = std::mem::replace(&mut self.place, Place::Anew(records.start.clone()));
        let (mut given, start) = match place {
            Place::Iterator(iterator, start) => (Some(iterator), start),
            Place::Anew(start) => (None, start),
        };
        loop {
            let is_old = given.is_some();
            let next = match given.take() {
                Some(next) => next,
                None => match iterator(&records.source, &records.stream, shard, &start).await? {
                    Some(next) => next,
                    None => return Ok(None),
                },
            };
            let input = GetRecordsInput {
                shard_iterator: next,
                limit: i32::try_from(self.page_rows()).ok(),
                stream_arn: None,
                stream_id: None,
            };
            match records.source.ask::<GetRecords>(input).await {
                Ok(page) => {
                    self.place = Place::Anew(start);
                    return Ok(Some(page));
                }
                // Who reads the rows took more time than an iterator has.
                Err(fault) if is_old && fault.code == "ExpiredIteratorException" => {}
                Err(fault) => return Err(fact(&format!("{shard} of {}", what(&records.stream)), &fault)),
            }
        }
    }

    /// The rows of a page, if it has any; sees where the shard goes on.
    fn take(&mut self, shard: &str, page: GetRecordsOutput) -> Result<Option<RecordBatch>, Error> {
        let until = self.records.until_ms;
        let arrival = |record: &Record| {
            record
                .approximate_arrival_timestamp
                .map_or(until, |time| i64::try_from(time.0).unwrap_or(i64::MAX))
        };
        let bytes: usize =
            page.records.iter().map(|record| record.data.len() + record.partition_key.len()).sum();
        let is_whole = page.records.len() < self.page_rows() && bytes < LIVE_PAGE_BYTES;
        let is_tip = page.millis_behind_latest.unwrap_or_default() == 0 && is_whole;
        let is_beyond =
            page.records.iter().any(|record| arrival(record) > until.saturating_add(LIVE_ARRIVAL_SLACK_MS));
        let last = page.records.last().map(|record| record.sequence_number.clone());
        match page.next_shard_iterator {
            Some(next) if !is_tip && !is_beyond => {
                let start = match std::mem::replace(&mut self.place, Place::Anew(Start::First)) {
                    Place::Anew(start) | Place::Iterator(_, start) => last.map_or(start, Start::After),
                };
                self.place = Place::Iterator(next, start);
            }
            _ => self.done(),
        }
        let mut taken: Vec<Record> =
            page.records.into_iter().filter(|record| arrival(record) <= until).collect();
        taken.truncate(self.left);
        self.left -= taken.len();
        self.records.source.progress.add_bytes(bytes as u64);
        self.records.source.progress.add_rows(taken.len() as u64);
        if taken.is_empty() { Ok(None) } else { rows(&self.records, shard, &taken).map(Some) }
    }
}

/// Records as rows.
fn rows(records: &Records, shard: &str, taken: &[Record]) -> Result<RecordBatch, Error> {
    let mut builders: Vec<Builder> = records.columns.iter().map(|column| Builder::new(column.kind)).collect();
    let has_members = records.columns.iter().any(|column| !column.spellings.is_empty());
    for record in taken {
        let object = if has_members { object(&record.data) } else { None };
        for (column, builder) in records.columns.iter().zip(&mut builders) {
            match column.name.as_str() {
                PARTITION_KEY => builder.push_text(&record.partition_key),
                SEQUENCE_NUMBER => builder.push_text(&record.sequence_number),
                SHARD_ID => builder.push_text(shard),
                ARRIVAL => arrived(record, builder),
                DATA => data(record, builder),
                _ => append(records, shard, record, object.as_ref(), column, builder)?,
            }
        }
    }
    batch(&records.schema, builders.iter_mut().map(Builder::finish).collect(), taken.len())
}

fn arrived(record: &Record, builder: &mut Builder) {
    let time = record.approximate_arrival_timestamp.and_then(|time| i64::try_from(time.0).ok());
    if let Builder::Moment(builder) = builder {
        builder.append_option(time);
    }
}

/// Bytes that are no UTF-8 are in a column of texts what `from_utf8` makes of them.
fn data(record: &Record, builder: &mut Builder) {
    match builder {
        Builder::Binary(builder) => builder.append_value(&record.data),
        other => other.push_text(&String::from_utf8_lossy(&record.data)),
    }
}

fn append(
    records: &Records,
    shard: &str,
    record: &Record,
    object: Option<&Map<String, Value>>,
    column: &Column,
    builder: &mut Builder,
) -> Result<(), Error> {
    match object.and_then(|object| member(object, &column.name, &column.spellings)) {
        None => builder.null(),
        Some(value) if builder.push(value) => {}
        Some(value) => {
            let words = format!(
                "{}: member '{}' of record {} in {shard} is {}, which the column's type {} cannot hold; that type is what the newest records have. Read the member from column {DATA} instead",
                what(&records.stream),
                column.spellings.first().unwrap_or(&column.name),
                record.sequence_number,
                clipped(&value.to_string()),
                crate::types::to_trino(&column.kind.data_type()),
            );
            return Err(Error::new(Fact::BadData, words));
        }
    }
    Ok(())
}
