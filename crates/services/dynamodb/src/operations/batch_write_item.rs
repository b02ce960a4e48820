//! `BatchWriteItem`: puts and deletes in one transaction of the store. AWS promises less.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;
use std::time::Instant;

use dispatch::{Call, Handle};
use dynamodb_api::{
    BatchWriteItem, BatchWriteItemInput, BatchWriteItemOutput, Item, ItemCollectionMetrics, WriteRequest,
};
use wire::Fault;

use super::{collection, consumed};
use crate::DynamoDb;
use crate::engine::items::{Costs, Refusal, Wants, Write, check_nesting, check_size};
use crate::engine::{EngineError, Table};
use crate::errors::invalid;
use crate::metering::Kind;

/// Requests in one call (API: BatchWriteItem).
const REQUESTS_MAX: usize = 25;

impl Handle<BatchWriteItem> for DynamoDb {
    async fn handle(&self, call: &Call, input: BatchWriteItemInput) -> Result<BatchWriteItemOutput, Fault> {
        let begun = Instant::now();
        check(&input.request_items)?;
        let mut tables: Vec<(String, Arc<Table>, usize)> = Vec::new();
        let mut writes: Vec<Write> = Vec::new();
        let mut collections: BTreeMap<String, Vec<Item>> = BTreeMap::new();
        let mut rows = HashSet::new();
        for (name, requests) in input.request_items {
            let table = self.table(call, &name)?;
            tables.push((name.clone(), table.clone(), requests.len()));
            for request in requests {
                let (mut write, key) = prepare(&table, request, input.return_item_collection_metrics)?;
                if !rows.insert(write.row().to_vec()) {
                    return Err(EngineError::from(Refusal::DuplicateKeys).into());
                }
                collections.entry(name.clone()).or_default().extend(key);
                let costs = consumed::is_wanted(input.return_consumed_capacity);
                write.wants = Wants { costs, ..Wants::default() };
                writes.push(write);
            }
        }
        let mut written = self.engine.write_all(writes).await?.into_iter();
        let mut capacity = Vec::new();
        let mut metrics = BTreeMap::new();
        for (name, table, count) in tables {
            self.count(&table, |calls| calls.succeeded(Kind::BatchWriteItem, begun.elapsed()));
            let mut costs = Costs::default();
            written.by_ref().take(count).for_each(|one| costs.add(&one.costs));
            capacity.extend(consumed::consumed(input.return_consumed_capacity, &table, &costs));
            let of_table = self.collections(&table, collections.remove(&name).unwrap_or_default())?;
            if !of_table.is_empty() {
                metrics.insert(name, of_table);
            }
        }
        Ok(BatchWriteItemOutput {
            unprocessed_items: Some(BTreeMap::new()),
            item_collection_metrics: (!metrics.is_empty()).then_some(metrics),
            consumed_capacity: (!capacity.is_empty()).then_some(capacity),
        })
    }
}

impl DynamoDb {
    /// The metrics of each of these collections, once.
    fn collections(&self, table: &Table, mut keys: Vec<Item>) -> Result<Vec<ItemCollectionMetrics>, Fault> {
        let mut seen = Vec::new();
        keys.retain(|key| {
            !seen.contains(key) && {
                seen.push(key.clone());
                true
            }
        });
        let metrics = keys.iter().filter_map(|key| collection::metrics(&self.engine, table, key).transpose());
        metrics.collect()
    }
}

/// What is checked before the tables are looked up.
fn check(requests: &BTreeMap<String, Vec<WriteRequest>>) -> Result<(), Fault> {
    if requests.is_empty() {
        return Err(invalid("The requestItems parameter is required for BatchWriteItem"));
    }
    if let Some((table, of_table)) = requests.iter().find(|(_, all)| !(1..=REQUESTS_MAX).contains(&all.len()))
    {
        return Err(invalid(format!(
            "1 validation error detected: Value '{{{table}=[{} requests]}}' at 'requestItems' failed to satisfy \
             constraint: Map value must satisfy constraint: [Member must have length less than or equal to \
             {REQUESTS_MAX}, Member must have length greater than or equal to 1]",
            of_table.len()
        )));
    }
    if requests.values().map(Vec::len).sum::<usize>() > REQUESTS_MAX {
        return Err(invalid("Too many items requested for the BatchWriteItem call"));
    }
    for request in requests.values().flatten() {
        match (&request.put_request, &request.delete_request) {
            (Some(put), None) => {
                check_nesting(&put.item).and_then(|()| check_size(&put.item)).map_err(EngineError::from)?
            }
            (None, Some(_)) => {}
            _ => {
                return Err(invalid(
                    "Supplied AttributeValue has more than one datatypes set, must contain exactly one of the \
                     supported datatypes",
                ));
            }
        }
    }
    Ok(())
}

/// The write that `request` asks for, and the item collection it touches, if that is wanted.
fn prepare(
    table: &Arc<Table>,
    request: WriteRequest,
    metrics: Option<dynamodb_api::ReturnItemCollectionMetrics>,
) -> Result<(Write, Option<Item>), EngineError> {
    let (write, item) = match (request.put_request, request.delete_request) {
        (Some(put), _) => (Write::put(table.clone(), &put.item), put.item),
        (None, delete) => {
            let key = delete.map(|delete| delete.key).unwrap_or_default();
            (Write::delete(table.clone(), &key), key)
        }
    };
    let write = write.map_err(|refusal| match refusal {
        Refusal::KeyMissing(_) | Refusal::KeyType { .. } => Refusal::KeySchema,
        other => other,
    })?;
    Ok((write, collection::key_if_wanted(metrics, table, &item)))
}
