//! `ItemCollectionMetrics`: between how many gigabytes the items of a partition have.

use dynamodb_api::{Item, ItemCollectionMetrics, ReturnItemCollectionMetrics};
use wire::Fault;

use crate::engine::{Engine, Table};

/// The key of the item collection to report, if that is asked for: a copy of the partition key in `item`.
pub fn key_if_wanted(
    wanted: Option<ReturnItemCollectionMetrics>,
    table: &Table,
    item: &Item,
) -> Option<Item> {
    let name = &table.schema.partition.name;
    let wanted = wanted == Some(ReturnItemCollectionMetrics::Size);
    wanted.then(|| item.get(name).map(|value| [(name.clone(), value.clone())].into())).flatten()
}

/// The metrics of the collection with this key; `None` for tables without local indexes, which have none.
pub fn metrics(engine: &Engine, table: &Table, key: &Item) -> Result<Option<ItemCollectionMetrics>, Fault> {
    let Some(bytes) = engine.collection_bytes(table, key)? else { return Ok(None) };
    let gigabytes = (bytes >> 30) as f64;
    Ok(Some(ItemCollectionMetrics {
        item_collection_key: Some(key.clone()),
        size_estimate_range_gb: Some(vec![gigabytes, gigabytes + 1.0]),
    }))
}
