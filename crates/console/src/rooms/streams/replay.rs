//! Replay: records of a shard sent once more, to a function as the event that its subscription would give it, or onto
//! a stream.
//!
//! Only records that arrived before the replay began are sent, and [`RECORDS_MAX`] at most: a stream may be replayed
//! onto itself and it ends. It is a second delivery, and said to be one; no subscription's place changes. A function
//! that fails ends it, with the records before done.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use kinesis_api::{
    GetRecords, GetRecordsInput, PutRecords, PutRecordsInput, PutRecordsRequestEntry, Record, Shard,
};
use lambda_api::{Invoke, InvokeInput};
use maud::{Markup, html};
use serde_json::{Value, json};
use wire::{Answer, Fault};

use super::records::{Place, fields};
use super::{path, shards};
use crate::ask::Ask;
use crate::look;
use crate::notice::{self, wrong};
use crate::visit::{Visit, percent_encoded};

/// Records of one replay.
const RECORDS_MAX: u32 = 1000;
/// Records of one event, and of one call of PutRecords.
const BATCH: usize = 100;
/// Bytes of data of one batch: an event may have 6 MB, and base64 makes three bytes four.
const BATCH_BYTES: usize = 3 << 20;
/// Reads that find nothing before it is given up.
const READS_MAX: usize = 200;

pub fn form(visit: &Visit, name: &str, shards: &[Shard], functions: &[String]) -> Markup {
    html! {
        section.card {
            h2 { "Replay" }
            p {
                "Sends records once more: to a function, as the event of a subscription, or onto a stream, this one or another. "
                "Whoever gets them gets them again; no subscription's own place changes. "
                "Up to " (look::count(u64::from(RECORDS_MAX))) " records, of those that are there when it begins."
            }
            form method="post" action=(format!("{}/replay", path(name))) {
                div.fields {
                    (fields(visit, shards))
                    label { "Records" input name="count" inputmode="numeric" size="5" value="100"; }
                    label { "Send to"
                        select name="kind" {
                            option value="function" { "a function" }
                            option value="stream" { "a stream" }
                        }
                    }
                    label { "Its name" input name="target" required list="targets" autocomplete="off"; }
                    datalist #targets { @for function in functions { option value=(function) {} } option value=(name) {} }
                    button.main { "Replay" }
                }
            }
        }
    }
}

pub async fn replay(ask: &Ask, visit: &Visit, name: &str) -> Answer {
    let mut back = format!("{}/records", path(name));
    for (at, key) in ["shard", "from", "at", "after"].into_iter().enumerate() {
        let mark = if at == 0 { '?' } else { '&' };
        back.push_str(&format!("{mark}{key}={}", percent_encoded(visit.parameter(key).unwrap_or_default())));
    }
    notice::back(&back, carry_out(ask, visit, name).await)
}

async fn carry_out(ask: &Ask, visit: &Visit, name: &str) -> Result<String, Fault> {
    let place = Place::read(visit, &shards(ask, name).await?)?;
    let count = notice::number(visit, "count", 100, 1..=RECORDS_MAX)? as usize;
    let target = visit.parameter("target").ok_or_else(|| wrong("say where the records are to go"))?;
    let to_function = match visit.parameter("kind") {
        Some("function") => true,
        Some("stream") => false,
        _ => return Err(wrong("records can be sent to a `function` or a `stream`")),
    };
    let records = read(ask, &place, name, count).await?;
    if records.is_empty() {
        return Err(wrong(format!("{} has no records from there on", place.shard)));
    }
    let mut sent = 0;
    for batch in batches(&records) {
        let result = match to_function {
            true => invoke(ask, name, &place.shard, target, batch).await,
            false => put(ask, target, batch).await,
        };
        if let Err(fault) = result {
            let message = format!("{} ({sent} of {} records were sent before)", fault.message, records.len());
            return Err(Fault { message, ..fault });
        }
        sent += batch.len();
    }
    Ok(format!("{sent} records of {} were sent to {target}.", place.shard))
}

/// The records from `place` on that are there now.
async fn read(ask: &Ask, place: &Place, name: &str, count: usize) -> Result<Vec<Record>, Fault> {
    let begun = ask.now();
    let mut records: Vec<Record> = Vec::new();
    let mut iterator = Some(place.iterator(ask, name).await?);
    for _ in 0..READS_MAX {
        let Some(shard_iterator) = iterator.take() else { break };
        let limit = Some((count - records.len()) as i32);
        let input = GetRecordsInput { shard_iterator, limit, stream_arn: None, stream_id: None };
        let output = ask.of::<GetRecords>(input).await?;
        let is_old = |record: &Record| record.approximate_arrival_timestamp.is_none_or(|at| at <= begun);
        let came = output.records.len();
        records.extend(output.records.into_iter().take_while(is_old));
        let is_at_tip = output.millis_behind_latest == Some(0) && came == 0;
        if records.len() >= count || is_at_tip {
            break;
        }
        iterator = output.next_shard_iterator;
    }
    Ok(records)
}

/// Parts of what is sent, none larger than a call takes.
fn batches(records: &[Record]) -> Vec<&[Record]> {
    let (mut batches, mut rest) = (Vec::new(), records);
    while !rest.is_empty() {
        let mut room = BATCH_BYTES;
        let fitting = rest.iter().take(BATCH).take_while(|record| {
            let left = room.checked_sub(record.data.len());
            room = left.unwrap_or_default();
            left.is_some()
        });
        let (batch, after) = rest.split_at(fitting.count().max(1));
        batches.push(batch);
        rest = after;
    }
    batches
}

async fn invoke(ask: &Ask, name: &str, shard: &str, function: &str, batch: &[Record]) -> Result<(), Fault> {
    let stream = ask.place.arn("kinesis", &format!("stream/{name}"));
    let records: Vec<Value> = batch.iter().map(|record| event(ask, stream.as_str(), shard, record)).collect();
    let input = InvokeInput {
        function_name: function.to_owned(),
        invocation_type: None,
        log_type: None,
        client_context: None,
        durable_execution_name: None,
        payload: Some(Bytes::from(json!({ "Records": records }).to_string())),
        qualifier: None,
        tenant_id: None,
    };
    let output = ask.of::<Invoke>(input).await?;
    match output.function_error {
        None => Ok(()),
        Some(error) => {
            let answer = output.payload.unwrap_or_default();
            let said: String = String::from_utf8_lossy(&answer).chars().take(300).collect();
            Err(Fault::sender(error, format!("{function} failed: {said}")))
        }
    }
}

/// A record as Lambda lays it out.
fn event(ask: &Ask, stream: &str, shard: &str, record: &Record) -> Value {
    json!({
        "kinesis": {
            "kinesisSchemaVersion": "1.0",
            "partitionKey": record.partition_key,
            "sequenceNumber": record.sequence_number,
            "data": STANDARD.encode(&record.data),
            "approximateArrivalTimestamp": record.approximate_arrival_timestamp.unwrap_or_default().as_seconds(),
        },
        "eventSource": "aws:kinesis",
        "eventVersion": "1.0",
        "eventID": format!("{shard}:{}", record.sequence_number),
        "eventName": "aws:kinesis:record",
        "invokeIdentityArn": format!("arn:aws:iam::{}:root", ask.place.account),
        "awsRegion": ask.place.region.as_str(),
        "eventSourceARN": stream,
    })
}

async fn put(ask: &Ask, stream: &str, batch: &[Record]) -> Result<(), Fault> {
    let entry = |record: &Record| PutRecordsRequestEntry {
        data: record.data.clone(),
        explicit_hash_key: None,
        partition_key: record.partition_key.clone(),
    };
    let input = PutRecordsInput {
        records: batch.iter().map(entry).collect(),
        stream_name: Some(stream.to_owned()),
        stream_arn: None,
        stream_id: None,
    };
    let output = ask.of::<PutRecords>(input).await?;
    let failed: Vec<_> = output.records.iter().filter_map(|record| record.error_code.as_deref()).collect();
    match failed.first() {
        None => Ok(()),
        Some(code) => {
            let message = format!("{} of {} records of a call were not taken", failed.len(), batch.len());
            Err(Fault::sender((*code).to_owned(), message))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn batches_are_bounded_and_lose_nothing() {
        let record = |bytes: usize| Record {
            sequence_number: "1".into(),
            approximate_arrival_timestamp: None,
            data: Bytes::from(vec![0; bytes]),
            partition_key: "k".into(),
            encryption_type: None,
        };
        let small = vec![record(1); BATCH + 1];
        assert_eq!(batches(&small).iter().map(|batch| batch.len()).collect::<Vec<_>>(), [BATCH, 1]);
        let large = vec![record(BATCH_BYTES + 1), record(BATCH_BYTES), record(1)];
        assert_eq!(batches(&large).iter().map(|batch| batch.len()).collect::<Vec<_>>(), [1, 1, 1]);
    }
}
