//! Feeds as the catalog knows them: JSON. `docs/formats/dynamodb.md` states it.

use std::ops::ControlFlow;

use dynamodb_api::{ApproximateCreationDateTimePrecision, KeySchemaElement, StreamViewType};
use kernel::{AccountId, Place, Region, Timestamp};
use storage::KeyValue;
use wire::{Shape, from_json, to_json};

use super::FeedId;
use crate::engine::tables::stored::{StoredDestination, StoredTable};
use crate::engine::{EngineError, Result, catalog};

/// The version of both forms below.
const VERSION: i32 = 1;

/// What is stored of a stream. It outlives its table by a day.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct StoredStream {
    /// The version of this form.
    pub version: i32,
    /// The number of its feed.
    pub number: i64,
    /// The account it belongs to.
    pub account: String,
    /// The region it belongs to.
    pub region: String,
    /// The name of its table.
    pub table: String,
    /// AWS's `TableId` of its table.
    pub table_id: String,
    /// When it was made; its label says the same.
    pub created: Timestamp,
    /// What its records hold.
    pub view_type: StreamViewType,
    /// The key of its table.
    pub key_schema: Vec<KeySchemaElement>,
    /// No record stands before this position any more.
    pub first: i64,
    /// When it was disabled.
    pub disabled: Option<Timestamp>,
}

/// What is stored of changes on their way to a Kinesis stream. It is there until all have gone.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct StoredQueue {
    /// The version of this form.
    pub version: i32,
    /// The number of its feed.
    pub number: i64,
    /// The account it belongs to.
    pub account: String,
    /// The region it belongs to.
    pub region: String,
    /// The name of its table.
    pub table: String,
    /// AWS's `TableId` of its table.
    pub table_id: String,
    /// The ARN of the Kinesis stream.
    pub stream_arn: String,
    /// How exactly records tell their time, where that was asked.
    pub precision: Option<ApproximateCreationDateTimePrecision>,
    /// Whether it ends as soon as it is empty.
    pub closing: bool,
}

/// `2026-11-20T18:00:00.000`: AWS's label of what was made at `created`.
pub fn label(created: Timestamp) -> String {
    let (year, month, day, hour, minute, second, milli) = created.civil();
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{milli:03}")
}

fn place(account: &str, region: &str) -> Place {
    Place {
        account: AccountId::parse(account).unwrap_or_default(),
        region: Region::parse(region).unwrap_or_default(),
    }
}

fn feed(number: i64) -> FeedId {
    FeedId(u32::try_from(number).expect("invariant: decoding refuses other numbers"))
}

fn check(version: i32, number: i64) -> Result<()> {
    if version != VERSION {
        let text = format!("a feed of version {version}, where version {VERSION} is known");
        return Err(EngineError::Corrupt(text));
    }
    match u32::try_from(number) {
        Ok(1..) => Ok(()),
        _ => Err(EngineError::Corrupt("a feed whose number is none".to_owned())),
    }
}

impl StoredStream {
    /// A new stream of `table`.
    pub fn new(number: i64, table: &StoredTable, created: Timestamp, view_type: StreamViewType) -> Self {
        Self {
            version: VERSION,
            number,
            account: table.account.clone(),
            region: table.region.clone(),
            table: table.name.clone(),
            table_id: table.id.clone(),
            created,
            view_type,
            key_schema: table.key_schema.clone(),
            first: 1,
            disabled: None,
        }
    }

    /// All streams of all places that `store` holds.
    pub fn all(store: &KeyValue) -> Result<Vec<Self>> {
        all(store, &catalog::streams(), Self::decode)
    }

    /// Its feed.
    pub fn feed(&self) -> FeedId {
        feed(self.number)
    }

    /// The first position of which a record may be left.
    pub fn first(&self) -> u64 {
        self.first.unsigned_abs()
    }

    /// Where it belongs.
    pub fn place(&self) -> Place {
        place(&self.account, &self.region)
    }

    /// AWS's `StreamLabel`.
    pub fn label(&self) -> String {
        label(self.created)
    }

    /// Its ARN.
    pub fn arn(&self) -> String {
        self.place().arn("dynamodb", &format!("table/{}/stream/{}", self.table, self.label())).to_string()
    }

    /// Where it is in the catalog.
    pub fn key(&self) -> Vec<u8> {
        catalog::stream(&self.place(), &self.table, &self.label())
    }

    /// The stored bytes.
    pub fn encode(&self) -> Vec<u8> {
        to_json(self)
    }

    /// The stream in stored bytes.
    pub fn decode(bytes: &[u8]) -> Result<Self> {
        let stored: Self = from_json(bytes).map_err(|error| EngineError::Corrupt(error.to_string()))?;
        check(stored.version, stored.number)?;
        Ok(stored)
    }
}

impl StoredQueue {
    /// What goes from `table` to `destination`.
    pub fn new(table: &StoredTable, destination: &StoredDestination, closing: bool) -> Self {
        Self {
            version: VERSION,
            number: destination.number,
            account: table.account.clone(),
            region: table.region.clone(),
            table: table.name.clone(),
            table_id: table.id.clone(),
            stream_arn: destination.stream_arn.clone(),
            precision: destination.precision,
            closing,
        }
    }

    /// All queues of all places that `store` holds.
    pub fn all(store: &KeyValue) -> Result<Vec<Self>> {
        all(store, &catalog::queues(), Self::decode)
    }

    /// Its feed.
    pub fn feed(&self) -> FeedId {
        feed(self.number)
    }

    /// Where it belongs.
    pub fn place(&self) -> Place {
        place(&self.account, &self.region)
    }

    /// The stored bytes.
    pub fn encode(&self) -> Vec<u8> {
        to_json(self)
    }

    /// The queue in stored bytes.
    pub fn decode(bytes: &[u8]) -> Result<Self> {
        let stored: Self = from_json(bytes).map_err(|error| EngineError::Corrupt(error.to_string()))?;
        check(stored.version, stored.number)?;
        Ok(stored)
    }
}

fn all<T>(store: &KeyValue, prefix: &[u8], decode: fn(&[u8]) -> Result<T>) -> Result<Vec<T>> {
    let mut found = Vec::new();
    store.scan_prefix(prefix, &mut |_, bytes| {
        found.push(decode(bytes));
        ControlFlow::Continue(())
    })?;
    found.into_iter().collect()
}

#[cfg(test)]
mod tests;
