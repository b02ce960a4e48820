//! What the indexes of a table hold of an item.

use std::collections::BTreeSet;

use bytes::Bytes;
use dynamodb_api::Item;

use super::keys;
use crate::engine::codec;
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

/// The entries of `item`, whose bytes are `encoded`, in the order of the table's indexes.
pub fn of_item(table: &Table, item: &Item, encoded: &Bytes) -> Vec<Option<Entry>> {
    table.indexes.iter().map(|index| of_index(table, index, item, encoded)).collect()
}

/// The entry of `item` in `index`; `None` where it lacks a key attribute.
pub fn of_index(table: &Table, index: &Index, item: &Item, encoded: &Bytes) -> Option<Entry> {
    let key = keys::entry(table, index, item)?;
    Some(match projected(table, index, item) {
        None => Entry { key, value: encoded.clone(), bytes: item_bytes(item) },
        Some(part) => Entry { key, value: codec::encode(&part).into(), bytes: item_bytes(&part) },
    })
}

/// True when entries of `index` have the attribute `name`, of items that have it.
pub fn projects(table: &Table, index: &Index, name: &str) -> bool {
    let of_keys = || table.schema.contains(name) || index.schema.contains(name);
    match &index.projection {
        IndexProjection::All => true,
        IndexProjection::KeysOnly => of_keys(),
        IndexProjection::Include(names) => names.contains(name) || of_keys(),
    }
}

/// The part of `item` that `index` holds; `None` for all of it.
fn projected(table: &Table, index: &Index, item: &Item) -> Option<Item> {
    let none = BTreeSet::new();
    let included = match &index.projection {
        IndexProjection::All => return None,
        IndexProjection::KeysOnly => &none,
        IndexProjection::Include(names) => names,
    };
    let keys = table.schema.attributes().chain(index.schema.attributes()).map(|key| &key.name);
    let part = keys.chain(included).filter_map(|name| Some((name.clone(), item.get(name)?.clone())));
    Some(part.collect())
}
