//! Writes rows into the table, 25 a call, a bounded number of calls at once.

use std::collections::BTreeMap;
use std::sync::Arc;

use client::{Aws, ClientError};
use dynamodb_api::{AttributeValue, BatchWriteItem, BatchWriteItemInput, Number, PutRequest, WriteRequest};
use tokio::task::JoinSet;

use crate::functions::waits::{Waits, passes};
use crate::reader::Row;
use crate::reading::{COLUMNS, ID};

/// Items of one BatchWriteItem call, as DynamoDB allows.
const CALL_ITEMS: usize = 25;
/// Calls under way at once.
const CALLS_MAX: usize = 8;

/// The rows of one batch on their way.
pub struct Writer {
    aws: Arc<Aws>,
    table: Arc<str>,
    /// By id: BatchWriteItem refuses two puts of one key. The later row wins, as with single puts.
    waiting: BTreeMap<Number, Row>,
    calls: JoinSet<Result<(), ClientError>>,
    rows: u64,
}

impl Writer {
    /// Nothing written yet.
    pub fn new(aws: Arc<Aws>, table: Arc<str>) -> Self {
        Self { aws, table, waiting: BTreeMap::new(), calls: JoinSet::new(), rows: 0 }
    }

    /// Puts `row`, now or with those that follow. The error may be an earlier row's.
    pub async fn put(&mut self, row: Row) -> Result<(), ClientError> {
        self.rows += 1;
        self.waiting.insert(row.id, row);
        if self.waiting.len() == CALL_ITEMS {
            self.call().await?;
        }
        Ok(())
    }

    /// Waits until all rows are items; how many rows there were.
    pub async fn finish(mut self) -> Result<u64, ClientError> {
        if !self.waiting.is_empty() {
            self.call().await?;
        }
        while self.one_ended().await? {}
        Ok(self.rows)
    }

    async fn call(&mut self) -> Result<(), ClientError> {
        if self.calls.len() == CALLS_MAX {
            self.one_ended().await?;
        }
        let requests = std::mem::take(&mut self.waiting).into_values().map(request).collect();
        self.calls.spawn(write(Arc::clone(&self.aws), Arc::clone(&self.table), requests));
        Ok(())
    }

    /// Waits for one call; whether there was one.
    async fn one_ended(&mut self) -> Result<bool, ClientError> {
        match self.calls.join_next().await {
            None => Ok(false),
            Some(ended) => {
                ended.map_err(|error| ClientError::Failed(error.to_string()))??;
                Ok(true)
            }
        }
    }
}

async fn write(aws: Arc<Aws>, table: Arc<str>, requests: Vec<WriteRequest>) -> Result<(), ClientError> {
    let mut input = BatchWriteItemInput {
        request_items: BTreeMap::from([(table.to_string(), requests)]),
        return_consumed_capacity: None,
        return_item_collection_metrics: None,
    };
    let mut waits = Waits::new();
    loop {
        match aws.call::<BatchWriteItem>(&input).await {
            Ok(output) => input.request_items = output.unprocessed_items.unwrap_or_default(),
            Err(error) if passes(&error) => waits.wait(|| error).await?,
            Err(error) => return Err(error),
        }
        if input.request_items.is_empty() {
            return Ok(());
        }
        let left =
            || ClientError::Failed(format!("table `{table}` leaves items unprocessed again and again"));
        waits.wait(left).await?;
    }
}

fn request(row: Row) -> WriteRequest {
    let values = COLUMNS.iter().zip(row.values).map(|(name, value)| ((*name).to_owned(), value));
    let attributes = std::iter::once((ID.to_owned(), row.id)).chain(values);
    let item = attributes.map(|(name, value)| (name, AttributeValue::N(value))).collect();
    WriteRequest { put_request: Some(PutRequest { item }), delete_request: None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_attribute_is_a_number() {
        let row = Row { id: 7u64.into(), values: (0..13u64).map(Number::from).collect() };
        let item = request(row).put_request.unwrap().item;
        assert_eq!(item.len(), 14);
        assert_eq!(item["id"], AttributeValue::N(7u64.into()));
        assert_eq!(item["pm"], AttributeValue::N(8u64.into()));
        assert!(item.values().all(|value| matches!(value, AttributeValue::N(_))));
    }
}
