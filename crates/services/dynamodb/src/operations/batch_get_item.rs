//! `BatchGetItem`.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Instant;

use dispatch::{Call, Handle};
use dynamodb_api::{BatchGetItem, BatchGetItemInput, BatchGetItemOutput, KeysAndAttributes};
use wire::Fault;

use super::consumed;
use super::parameters::Parameters;
use super::reading::{Parts, check_key_paths, parts, placeholders};
use crate::DynamoDb;
use crate::engine::capacity::CapacityUnits;
use crate::engine::expression::Projection;
use crate::engine::items::{Costs, Refusal, row_of_key};
use crate::engine::size::item_bytes;
use crate::engine::{EngineError, Table};
use crate::errors::invalid;
use crate::metering::Kind;

/// Keys in one call (API: BatchGetItem).
const KEYS_MAX: usize = 100;

/// Items in one answer, bytes (API: BatchGetItem, "up to 16 MB of data").
const ANSWER_BYTES_MAX: usize = 16 * 1024 * 1024;

/// What is asked of one table.
struct Asked {
    name: String,
    keys: KeysAndAttributes,
    projection: Option<Projection>,
}

/// The same, held against the table.
struct Ready {
    asked: Asked,
    table: Arc<Table>,
    rows: Vec<Vec<u8>>,
}

impl Handle<BatchGetItem> for DynamoDb {
    async fn handle(&self, call: &Call, input: BatchGetItemInput) -> Result<BatchGetItemOutput, Fault> {
        let begun = Instant::now();
        check_counts(&input.request_items)?;
        let asked = input.request_items.into_iter().map(|(name, keys)| check(name, keys));
        let asked = asked.collect::<Result<Vec<_>, Fault>>()?;
        let ready =
            asked.into_iter().map(|asked| self.ready(call, asked)).collect::<Result<Vec<_>, Fault>>()?;
        let mut output = BatchGetItemOutput::default();
        let mut capacity = Vec::new();
        let mut room = ANSWER_BYTES_MAX;
        let (mut responses, mut unprocessed) = (BTreeMap::new(), BTreeMap::new());
        for Ready { asked, table, rows } in ready {
            let mut costs = Costs::default();
            let mut items = Vec::new();
            let mut done = 0;
            for row in &rows {
                let item = self.engine.item(row)?;
                let bytes = item.as_ref().map_or(0, item_bytes);
                let Some(left) = room.checked_sub(bytes) else {
                    room = 0;
                    break;
                };
                room = left;
                done += 1;
                costs.table =
                    costs.table + CapacityUnits::read(bytes, consumed::read(asked.keys.consistent_read));
                items.extend(item.map(|item| parts(item, asked.projection.as_ref())));
            }
            self.count(&table, |calls| {
                calls.read(Kind::BatchGetItem, &table, &costs, Some(items.len()));
                calls.succeeded(Kind::BatchGetItem, begun.elapsed());
            });
            capacity.extend(consumed::consumed(input.return_consumed_capacity, &table, &costs));
            responses.insert(asked.name.clone(), items);
            if done < rows.len() {
                let Asked { name, mut keys, .. } = asked;
                keys.keys.drain(..done);
                unprocessed.insert(name, keys);
            }
        }
        output.responses = Some(responses);
        output.unprocessed_keys = Some(unprocessed);
        output.consumed_capacity = (!capacity.is_empty()).then_some(capacity);
        Ok(output)
    }
}

impl DynamoDb {
    fn ready(&self, call: &Call, asked: Asked) -> Result<Ready, Fault> {
        let table = self.table(call, &asked.name)?;
        let rows = asked.keys.keys.iter().map(|key| row_of_key(&table, key)).collect::<Result<Vec<_>, _>>();
        let rows = rows.map_err(EngineError::from)?;
        check_key_paths(&table, asked.projection.as_ref(), None)?;
        Ok(Ready { asked, table, rows })
    }
}

fn check_counts(tables: &BTreeMap<String, KeysAndAttributes>) -> Result<(), Fault> {
    if tables.is_empty() {
        return Err(invalid("The requestItems parameter is required for BatchGetItem"));
    }
    for (name, of_table) in tables {
        let bound = match of_table.keys.len() {
            0 => "greater than or equal to 1".to_owned(),
            count if count > KEYS_MAX => format!("less than or equal to {KEYS_MAX}"),
            _ => continue,
        };
        return Err(invalid(format!(
            "1 validation error detected: Value at 'RequestItems.{name}.member.Keys' failed to satisfy constraint: \
             Member must have length {bound}"
        )));
    }
    if tables.values().map(|of_table| of_table.keys.len()).sum::<usize>() > KEYS_MAX {
        return Err(invalid("Too many items requested for the BatchGetItem call"));
    }
    Ok(())
}

/// What is checked before the table is looked up.
fn check(name: String, keys: KeysAndAttributes) -> Result<Asked, Fault> {
    Parameters::default()
        .expression("ProjectionExpression", &keys.projection_expression)
        .other("AttributesToGet", &keys.attributes_to_get)
        .check(&keys.expression_attribute_names, &None::<()>, "")?;
    let parts = Parts {
        expression: keys.projection_expression.clone(),
        attributes_to_get: keys.attributes_to_get.clone(),
    };
    parts.check()?;
    let mut placeholders = placeholders(keys.expression_attribute_names.clone(), None)?;
    let projection = parts.projection(&mut placeholders)?;
    placeholders.finish().map_err(EngineError::from)?;
    if keys.keys.iter().enumerate().any(|(place, key)| keys.keys[..place].contains(key)) {
        return Err(EngineError::from(Refusal::DuplicateKeys).into());
    }
    Ok(Asked { name, keys, projection })
}
