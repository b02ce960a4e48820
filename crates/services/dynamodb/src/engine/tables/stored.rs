//! A table's description as it is stored: JSON, in the catalog. `docs/formats/dynamodb.md` states it.

use std::collections::BTreeMap;

use dynamodb_api::{
    ApproximateCreationDateTimePrecision, AttributeDefinition, BillingMode, DestinationStatus,
    KeySchemaElement, OnDemandThroughput, Projection, StreamViewType,
};
use kernel::{AccountId, Place, Region, Timestamp};
use wire::{Shape, from_json, to_json};

use crate::engine::changes::{FeedId, StoredStream};
use crate::engine::key::{IndexId, TableId};

/// The version of the form below.
const VERSION: i32 = 2;

/// What is stored of a table.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct StoredTable {
    /// The version of this form.
    pub version: i32,
    /// Its number, in keys of rows; never given again.
    pub number: i64,
    /// AWS's `TableId`, a UUID.
    pub id: String,
    /// The account it belongs to.
    pub account: String,
    /// The region it belongs to.
    pub region: String,
    /// Its name.
    pub name: String,
    /// When it was made.
    pub created: Timestamp,
    /// The types of all key attributes, in the order given.
    pub attribute_definitions: Vec<AttributeDefinition>,
    /// Its key, partition key first.
    pub key_schema: Vec<KeySchemaElement>,
    /// Its indexes, local ones first.
    pub indexes: Vec<StoredIndex>,
    /// The highest number that an index of it has had.
    pub last_index_number: i32,
    /// How it is paid for.
    pub billing_mode: BillingMode,
    /// Since when it is paid per request.
    pub per_request_since: Option<Timestamp>,
    /// Its throughput, where it is provisioned.
    pub throughput: StoredThroughput,
    /// The most it may take, where it is paid per request.
    pub on_demand_throughput: Option<OnDemandThroughput>,
    /// Whether it cannot be deleted.
    pub deletion_protection: bool,
    /// The attribute that says when an item expires, where there is one.
    pub expiry_attribute: Option<String>,
    /// Its tags.
    pub tags: BTreeMap<String, String>,
    /// Its stream, or the last that it had. Since version 2.
    pub stream: Option<StoredTableStream>,
    /// The Kinesis streams that its changes go to or went to, the newest first. Since version 2.
    #[shape(default)]
    pub destinations: Vec<StoredDestination>,
}

/// What a table knows of its newest stream.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct StoredTableStream {
    /// The number of its feed.
    pub number: i64,
    /// AWS's `StreamLabel`: when it was made.
    pub label: String,
    /// What its records hold.
    pub view_type: StreamViewType,
    /// Whether it is written to.
    pub enabled: bool,
}

/// What a table knows of a Kinesis stream that its changes go to, or went to.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct StoredDestination {
    /// The number of its feed, new each time that it is enabled.
    pub number: i64,
    /// The ARN of the Kinesis stream.
    pub stream_arn: String,
    /// How far it is.
    pub status: DestinationStatus,
    /// Why it could not be enabled.
    pub description: Option<String>,
    /// How exactly records tell their time, where that was asked.
    pub precision: Option<ApproximateCreationDateTimePrecision>,
}

/// What is stored of an index.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct StoredIndex {
    /// Its number, in keys of entries; never given again in its table.
    pub number: i32,
    /// Its name.
    pub name: String,
    /// Whether it is global.
    pub global: bool,
    /// Whether rows that are older than it are still being put into it.
    pub filling: bool,
    /// Its key, partition key first.
    pub key_schema: Vec<KeySchemaElement>,
    /// What its entries hold.
    pub projection: Projection,
    /// Its throughput, where it is global and provisioned.
    pub throughput: StoredThroughput,
    /// The most it may take, where it is global and paid per request.
    pub on_demand_throughput: Option<OnDemandThroughput>,
}

/// Throughput, and when it was changed. Both zero where it is paid per request.
#[derive(Clone, Debug, Default, PartialEq, Shape)]
pub struct StoredThroughput {
    /// Read capacity units a second.
    pub read_units: i64,
    /// Write capacity units a second.
    pub write_units: i64,
    /// When it was last raised.
    pub raised: Option<Timestamp>,
    /// When it was last lowered.
    pub lowered: Option<Timestamp>,
    /// How often it was lowered on that day, UTC.
    pub lowered_count: i64,
}

impl StoredTable {
    /// The version that is written.
    pub const VERSION: i32 = VERSION;

    /// Its number.
    pub fn table_id(&self) -> TableId {
        TableId(u32::try_from(self.number).expect("invariant: decoding refuses other numbers"))
    }

    /// Where it belongs.
    pub fn place(&self) -> Place {
        Place {
            account: AccountId::parse(&self.account).unwrap_or_default(),
            region: Region::parse(&self.region).unwrap_or_default(),
        }
    }

    /// The stored bytes.
    pub fn encode(&self) -> Vec<u8> {
        to_json(self)
    }

    /// The description in stored bytes, or what is wrong with them.
    pub fn decode(bytes: &[u8]) -> Result<Self, String> {
        let mut stored: Self = from_json(bytes).map_err(|error| error.to_string())?;
        if !(1..=VERSION).contains(&stored.version) {
            let version = stored.version;
            return Err(format!("a table of version {version}, where versions up to {VERSION} are known"));
        }
        stored.version = VERSION;
        let fits = |number: i64| u32::try_from(number).is_ok_and(|number| number > 0);
        let numbers_fit = fits(stored.number)
            && stored.stream.iter().all(|stream| fits(stream.number))
            && stored.destinations.iter().all(|destination| fits(destination.number))
            && stored.indexes.iter().all(|index| u16::try_from(index.number).is_ok_and(|number| number > 0));
        if numbers_fit { Ok(stored) } else { Err("a table or index whose number is none".to_owned()) }
    }
}

fn feed(number: i64) -> FeedId {
    FeedId(u32::try_from(number).expect("invariant: decoding refuses other numbers"))
}

impl StoredTableStream {
    /// What the table of `stream`, which is new, knows of it.
    pub fn of(stream: &StoredStream) -> Self {
        let (label, view_type) = (stream.label(), stream.view_type);
        Self { number: stream.number, label, view_type, enabled: true }
    }

    /// Its feed.
    pub fn feed(&self) -> FeedId {
        feed(self.number)
    }
}

impl StoredDestination {
    /// Its feed.
    pub fn feed(&self) -> FeedId {
        feed(self.number)
    }

    /// Whether changes are recorded for it.
    pub fn captures(&self) -> bool {
        use DestinationStatus::{Active, Enabling, Updating};
        matches!(self.status, Enabling | Active | Updating)
    }
}

impl StoredIndex {
    /// Its number.
    pub fn index_id(&self) -> IndexId {
        IndexId(u16::try_from(self.number).expect("invariant: decoding refuses other numbers"))
    }
}

#[cfg(test)]
mod tests;
