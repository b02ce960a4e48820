//! The function of the sensors pipeline, an ordinary program for Lambda's custom runtimes: takes a batch
//! of Kinesis records, each a JSON reading, and puts one item per reading into the table.
//!
//! Readings of one sensor at one time are one item, so a batch that is delivered again changes nothing.
//! A record that is no reading is logged and passed over: retrying could not make it one.

mod reading;

use std::collections::BTreeMap;
use std::process::ExitCode;
use std::time::Duration;

use bytes::Bytes;
use client::{Aws, ClientError, function};
use dynamodb_api::{AttributeValue, BatchWriteItem, BatchWriteItemInput, PutRequest, WriteRequest};

use self::reading::Reading;

/// Items of one BatchWriteItem call, as DynamoDB allows.
const BATCH_ITEMS_MAX: usize = 25;
/// How often what DynamoDB did not take at once is offered again, waiting twice as long each time.
const TRIES_MAX: u32 = 8;
/// The first of those waits.
const FIRST_WAIT: Duration = Duration::from_millis(25);

/// Serves invocations until Lambda ends the program.
pub fn run() -> ExitCode {
    let table = std::env::var("TABLE_NAME").unwrap_or_else(|_| "SensorData".to_owned());
    function::run(|aws, event| {
        let table = table.clone();
        async move { work(&aws, &table, event).await }
    })
}

async fn work(aws: &Aws, table: &str, event: Bytes) -> Result<String, ClientError> {
    let readings = reading::of_event(&event)?;
    // BatchWriteItem refuses two puts of one key; the later reading wins, as with single puts.
    let items: BTreeMap<_, _> = readings.into_iter().map(|reading| (reading.key(), reading)).collect();
    let requests: Vec<_> = items.into_values().map(put).collect();
    for batch in requests.chunks(BATCH_ITEMS_MAX) {
        write(aws, table, batch.to_vec()).await?;
    }
    Ok("null".to_owned())
}

async fn write(aws: &Aws, table: &str, batch: Vec<WriteRequest>) -> Result<(), ClientError> {
    let mut items = BTreeMap::from([(table.to_owned(), batch)]);
    let mut wait = FIRST_WAIT;
    for _ in 0..TRIES_MAX {
        let input = BatchWriteItemInput {
            request_items: items,
            return_consumed_capacity: None,
            return_item_collection_metrics: None,
        };
        items = aws.call::<BatchWriteItem>(&input).await?.unprocessed_items.unwrap_or_default();
        if items.is_empty() {
            return Ok(());
        }
        tokio::time::sleep(wait).await;
        wait *= 2;
    }
    Err(ClientError::Failed(format!("DynamoDB left items unprocessed {TRIES_MAX} times")))
}

fn put(reading: Reading) -> WriteRequest {
    let mut item = BTreeMap::from([
        ("SensorId".to_owned(), AttributeValue::S(reading.sensor_id)),
        ("CurrentTime".to_owned(), AttributeValue::N(reading.current_time)),
        ("Temperature".to_owned(), AttributeValue::N(reading.temperature)),
    ]);
    if let Some(humidity) = reading.humidity {
        item.insert("Humidity".to_owned(), AttributeValue::N(humidity));
    }
    WriteRequest { put_request: Some(PutRequest { item }), delete_request: None }
}
