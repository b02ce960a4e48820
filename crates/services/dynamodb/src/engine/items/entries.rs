//! What the indexes of a table hold of an item.

use std::collections::BTreeSet;

use bytes::Bytes;
use dynamodb_api::Item;

use super::keys;
use crate::engine::codec;
use crate::engine::key::KeySchema;
use crate::engine::size::item_bytes;
use crate::engine::table::{Index, IndexProjection, Table};

/// The entry of one item in one index.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Its stored key.
    pub key: Vec<u8>,
    /// The projected attributes, encoded.
    pub value: Bytes,
    /// Their size as AWS counts it, bytes.
    pub bytes: usize,
}

impl Table {
    /// The entries of `item`, whose bytes are `encoded`, in the order of the indexes.
    pub fn entries(&self, item: &Item, encoded: &Bytes) -> Vec<Option<Entry>> {
        self.indexes.iter().map(|index| index.entry(self, item, encoded)).collect()
    }

    /// The key of `item`, encoded, where changes of this table are recorded.
    pub(super) fn recorded_key(&self, item: &Item) -> Option<Bytes> {
        if self.feeds.is_empty() {
            return None;
        }
        let parts = self.schema.attributes().filter_map(|part| item.get_key_value(&part.name));
        let key: Item = parts.map(|(name, value)| (name.clone(), value.clone())).collect();
        Some(codec::encode(&key).into())
    }

    /// The keys of the indexes.
    pub fn index_schemas(&self) -> Vec<&KeySchema> {
        self.indexes.iter().map(|index| &index.schema).collect()
    }
}

impl Index {
    /// The entry of `item`, whose bytes are `encoded`; `None` where it lacks a key attribute.
    pub fn entry(&self, table: &Table, item: &Item, encoded: &Bytes) -> Option<Entry> {
        let key = keys::entry(table, self, item)?;
        Some(match self.projected(table, item) {
            None => Entry { key, value: encoded.clone(), bytes: item_bytes(item) },
            Some(part) => Entry { key, value: codec::encode(&part).into(), bytes: item_bytes(&part) },
        })
    }

    /// True when entries have the attribute `name`, of items that have it.
    pub fn projects(&self, table: &Table, name: &str) -> bool {
        let of_keys = || table.schema.contains(name) || self.schema.contains(name);
        match &self.projection {
            IndexProjection::All => true,
            IndexProjection::KeysOnly => of_keys(),
            IndexProjection::Include(names) => names.contains(name) || of_keys(),
        }
    }

    /// The part of `item` that entries hold; `None` for all of it.
    fn projected(&self, table: &Table, item: &Item) -> Option<Item> {
        let none = BTreeSet::new();
        let included = match &self.projection {
            IndexProjection::All => return None,
            IndexProjection::KeysOnly => &none,
            IndexProjection::Include(names) => names,
        };
        let keys = table.schema.attributes().chain(self.schema.attributes()).map(|key| &key.name);
        let part = keys.chain(included).filter_map(|name| Some((name.clone(), item.get(name)?.clone())));
        Some(part.collect())
    }
}
