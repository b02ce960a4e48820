//! A table's description as it is stored: JSON, in the catalog. `docs/formats/dynamodb.md` states it.

use std::collections::BTreeMap;

use dynamodb_api::{AttributeDefinition, BillingMode, KeySchemaElement, OnDemandThroughput, Projection};
use kernel::{AccountId, Place, Region, Timestamp};
use wire::{Shape, from_json, to_json};

use crate::engine::key::{IndexId, TableId};

/// The version of the form below.
const VERSION: i32 = 1;

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
        let stored: Self = from_json(bytes).map_err(|error| error.to_string())?;
        if stored.version != VERSION {
            return Err(format!("a table of version {}, where version {VERSION} is known", stored.version));
        }
        let numbers_fit = u32::try_from(stored.number).is_ok_and(|number| number > 0)
            && stored.indexes.iter().all(|index| u16::try_from(index.number).is_ok_and(|number| number > 0));
        if numbers_fit { Ok(stored) } else { Err("a table or index whose number is none".to_owned()) }
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
