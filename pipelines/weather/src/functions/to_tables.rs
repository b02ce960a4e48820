//! Takes a batch of Kinesis records, each the weather of a station on a day, and puts rain and snow into one table,
//! temperatures into another.
//!
//! Both tables are keyed by the station's name and the day, so a batch that is delivered again changes nothing. A table
//! of which nothing was measured gets no item. A record that is none is logged and passed over: retrying could not make
//! it one.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use client::{Aws, ClientError};
use dynamodb_api::{AttributeValue, BatchWriteItem, BatchWriteItemInput, Number, PutRequest, WriteRequest};
use serde_json::Value;

use crate::record::Record;

/// The handler's name in the template.
pub const HANDLER: &str = "weather.to_tables";

/// What goes into table `Precipitation`.
pub const PRECIPITATION: [&str; 2] = ["PRCP", "SNOW"];
/// What goes into table `Temperature`.
pub const TEMPERATURE: [&str; 2] = ["TMIN", "TMAX"];
/// The partition key of both.
pub const STATION_NAME: &str = "station_name";
/// The sort key of both.
pub const DATE: &str = "date";

/// Items of one BatchWriteItem call, as DynamoDB allows.
const BATCH_ITEMS_MAX: usize = 25;
/// How often what DynamoDB did not take at once is offered again, waiting twice as long each time.
const TRIES_MAX: u32 = 8;
/// The first of those waits.
const FIRST_WAIT: Duration = Duration::from_millis(25);

/// The tables' names.
pub struct Tables {
    precipitation: String,
    temperature: String,
}

impl Tables {
    /// As `PRECIPITATION_TABLE` and `TEMPERATURE_TABLE` say, else `Precipitation` and `Temperature`.
    pub fn from_environment() -> Self {
        let named =
            |variable: &str, default: &str| std::env::var(variable).unwrap_or_else(|_| default.to_owned());
        Self {
            precipitation: named("PRECIPITATION_TABLE", "Precipitation"),
            temperature: named("TEMPERATURE_TABLE", "Temperature"),
        }
    }

    /// The writes that `records` are. BatchWriteItem refuses two puts of one key; the later record wins, as with
    /// single puts.
    fn writes(&self, records: &[Record]) -> Result<Vec<(String, WriteRequest)>, ClientError> {
        let mut writes = BTreeMap::new();
        for record in records {
            for (table, names) in [(&self.precipitation, PRECIPITATION), (&self.temperature, TEMPERATURE)] {
                if let Some(item) = item(record, &names)? {
                    let put = WriteRequest { put_request: Some(PutRequest { item }), delete_request: None };
                    writes.insert((table, &record.station_name, record.date), put);
                }
            }
        }
        Ok(writes.into_iter().map(|((table, ..), write)| (table.clone(), write)).collect())
    }
}

/// The invocation.
pub async fn work(aws: Arc<Aws>, tables: Arc<Tables>, event: Bytes) -> Result<String, ClientError> {
    let records = of_event(&event)?;
    for batch in tables.writes(&records)?.chunks(BATCH_ITEMS_MAX) {
        write(&aws, batch).await?;
    }
    Ok(format!("{{\"records\":{}}}", records.len()))
}

async fn write(aws: &Aws, batch: &[(String, WriteRequest)]) -> Result<(), ClientError> {
    let mut request_items: BTreeMap<String, Vec<WriteRequest>> = BTreeMap::new();
    for (table, write) in batch {
        request_items.entry(table.clone()).or_default().push(write.clone());
    }
    let mut wait = FIRST_WAIT;
    for _ in 0..TRIES_MAX {
        let input = BatchWriteItemInput {
            request_items,
            return_consumed_capacity: None,
            return_item_collection_metrics: None,
        };
        request_items = aws.call::<BatchWriteItem>(&input).await?.unprocessed_items.unwrap_or_default();
        if request_items.is_empty() {
            return Ok(());
        }
        tokio::time::sleep(wait).await;
        wait *= 2;
    }
    Err(ClientError::Failed(format!("DynamoDB left items unprocessed {TRIES_MAX} times")))
}

/// The item of a table that has `names` of `record`; none where nothing of them was measured.
fn item(
    record: &Record,
    names: &[&'static str],
) -> Result<Option<BTreeMap<String, AttributeValue>>, ClientError> {
    let mut item = BTreeMap::new();
    for (name, value) in record.measured(names) {
        let number: Number = value
            .to_string()
            .parse()
            .map_err(|error| ClientError::Failed(format!("`{name}` of {}: {error}", record.station)))?;
        item.insert(name.to_owned(), AttributeValue::N(number));
    }
    if item.is_empty() {
        return Ok(None);
    }
    item.insert(STATION_NAME.to_owned(), AttributeValue::S(record.station_name.clone()));
    item.insert(DATE.to_owned(), AttributeValue::S(record.date.to_string()));
    item.insert("station".to_owned(), AttributeValue::S(record.station.clone()));
    Ok(Some(item))
}

/// The records in a Kinesis event, in order; what is none is logged and passed over.
fn of_event(event: &Bytes) -> Result<Vec<Record>, ClientError> {
    let wrong = |reason: &str| ClientError::Event(reason.to_owned());
    let event: Value = serde_json::from_slice(event).map_err(|error| wrong(&error.to_string()))?;
    let entries = event["Records"].as_array().ok_or_else(|| wrong("there are no `Records`"))?;
    let mut records = Vec::with_capacity(entries.len());
    for entry in entries {
        let data =
            entry["kinesis"]["data"].as_str().ok_or_else(|| wrong("a record without `kinesis.data`"))?;
        let parsed =
            STANDARD.decode(data).map_err(|error| error.to_string()).and_then(|data| Record::parse(&data));
        match parsed {
            Ok(record) => records.push(record),
            Err(reason) => eprintln!("passed over record {}: {reason}", entry["kinesis"]["sequenceNumber"]),
        }
    }
    Ok(records)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(data: &[&str]) -> Bytes {
        let records = data.iter().map(|data| serde_json::json!({"kinesis": {"data": STANDARD.encode(data)}}));
        Bytes::from(serde_json::json!({"Records": records.collect::<Vec<_>>()}).to_string())
    }

    fn writes(data: &[&str]) -> Vec<(String, BTreeMap<String, AttributeValue>)> {
        let tables = Tables { precipitation: "P".to_owned(), temperature: "T".to_owned() };
        let writes = tables.writes(&of_event(&event(data)).unwrap()).unwrap();
        writes.into_iter().map(|(table, write)| (table, write.put_request.unwrap().item)).collect()
    }

    fn names(item: &BTreeMap<String, AttributeValue>) -> Vec<&str> {
        item.keys().map(String::as_str).collect()
    }

    #[test]
    fn each_table_gets_its_measurements_and_nothing_for_none() {
        let day =
            r#"{"date":"2021-10-01","station":"s","station_name":"A, MD US","PRCP":5,"TMIN":-3,"TMAX":12}"#;
        let dry = r#"{"date":"2021-10-02","station":"s","station_name":"A, MD US","SNOW":0}"#;
        let nothing = r#"{"date":"2021-10-03","station":"s","station_name":"A, MD US"}"#;
        let writes = writes(&[day, dry, nothing]);
        let tables: Vec<_> = writes.iter().map(|(table, item)| (table.as_str(), names(item))).collect();
        assert_eq!(
            tables,
            [
                ("P", vec!["PRCP", "date", "station", "station_name"]),
                ("P", vec!["SNOW", "date", "station", "station_name"]),
                ("T", vec!["TMAX", "TMIN", "date", "station", "station_name"]),
            ]
        );
        assert_eq!(writes[2].1["TMIN"], AttributeValue::N("-3".parse().unwrap()));
        assert_eq!(writes[2].1["date"], AttributeValue::S("2021-10-01".to_owned()));
    }

    #[test]
    fn the_later_of_two_records_of_a_key_wins() {
        let record =
            |value| format!(r#"{{"date":"2021-10-01","station":"s","station_name":"A","PRCP":{value}}}"#);
        let writes = writes(&[&record(1), &record(2)]);
        assert_eq!(writes.len(), 1);
        assert_eq!(writes[0].1["PRCP"], AttributeValue::N("2".parse().unwrap()));
    }

    #[test]
    fn what_is_no_record_is_passed_over_and_what_is_no_event_is_refused() {
        assert_eq!(of_event(&event(&["x", "{}"])).unwrap(), []);
        assert!(of_event(&Bytes::from_static(b"{}")).is_err());
        assert!(of_event(&Bytes::from_static(b"[")).is_err());
    }
}
