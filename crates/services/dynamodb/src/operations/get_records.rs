//! `GetRecords`.

use std::time::Instant;

use dispatch::{Call, Handle};
use dynamodb_api::streams::{
    GetRecords, GetRecordsInput, GetRecordsOutput, Identity, OperationType, Record, StreamRecord,
};
use kernel::{Timestamp, to_hex};
use wire::Fault;

use crate::DynamoDb;
use crate::engine::changes::stored::label;
use crate::engine::changes::{self, Kind, StoredStream, event_id, iterator};
use crate::errors::invalid_parameters;
use crate::limits::GET_RECORDS_MAX;
use crate::metering;

/// AWS's version of the form of records.
const EVENT_VERSION: &str = "1.1";

impl Handle<GetRecords> for DynamoDb {
    async fn handle(&self, call: &Call, input: GetRecordsInput) -> Result<GetRecordsOutput, Fault> {
        let limit = input.limit.map_or(GET_RECORDS_MAX, |limit| limit.unsigned_abs() as usize);
        if limit > GET_RECORDS_MAX {
            return Err(invalid_parameters(format!(
                "Limit should be less than or equal to {GET_RECORDS_MAX}"
            )));
        }
        let (begun, now) = (Instant::now(), self.engine.now());
        let (arn, place) = iterator::decode(&input.shard_iterator, now)?;
        let stream = self.stream(call, arn)?;
        let read = self.engine.read(&stream, place, limit)?;
        if let Ok(table) = self.engine.find(&call.place, &stream.table) {
            let bytes = read.records.iter().map(|record| record.size).sum();
            self.count(&table, |calls| {
                calls.streamed(&label(stream.created), read.records.len(), bytes);
                calls.succeeded(metering::Kind::GetRecords, begun.elapsed());
            });
        }
        Ok(GetRecordsOutput {
            records: Some(read.records.into_iter().map(|record| described(&stream, record)).collect()),
            next_shard_iterator: read.next.map(|next| iterator::encode(arn, next, now)),
        })
    }
}

fn described(stream: &StoredStream, record: changes::Record) -> Record {
    Record {
        event_id: Some(to_hex(&event_id(&stream.table_id, stream.feed(), record.position))),
        event_name: Some(match record.kind {
            Kind::Insert => OperationType::Insert,
            Kind::Modify => OperationType::Modify,
            Kind::Remove => OperationType::Remove,
        }),
        event_version: Some(EVENT_VERSION.to_owned()),
        event_source: Some("aws:dynamodb".to_owned()),
        aws_region: Some(stream.region.clone()),
        dynamodb: Some(StreamRecord {
            // AWS tells whole seconds.
            approximate_creation_date_time: Some(Timestamp(record.at.seconds() * 1000)),
            keys: Some(record.keys),
            new_image: record.new,
            old_image: record.old,
            sequence_number: Some(stream.sequence_number(record.position)),
            size_bytes: Some(record.size as i64),
            stream_view_type: Some(stream.view_type),
        }),
        user_identity: record.expired.then(|| Identity {
            principal_id: Some("dynamodb.amazonaws.com".to_owned()),
            kind: Some("Service".to_owned()),
        }),
    }
}
