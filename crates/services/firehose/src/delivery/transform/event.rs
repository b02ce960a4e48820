//! The event that a function gets, as Firehose gives it.

use std::fmt::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use wire::write_json_string;

use crate::delivery::pieces::{Origin, Piece};
use crate::delivery::scope::Scope;

/// Bytes of an event around its records; a little more than they are.
const EVENT_FRAME: usize = 1024;
/// Bytes of a record in an event beside its data, with a partition key of the longest; a little more than they
/// are.
const RECORD_FRAME: usize = 480;

/// About how large an event of so many records is, with so many bytes of data.
pub fn event_bytes(records: usize, data_bytes: usize) -> usize {
    EVENT_FRAME + records * RECORD_FRAME + data_bytes / 3 * 4
}

/// The event of `pieces`.
pub fn event(scope: &Scope, pieces: &[Piece]) -> String {
    let data_bytes: usize = pieces.iter().map(|piece| piece.data.len() + 3).sum();
    let mut text = String::with_capacity(event_bytes(pieces.len(), data_bytes));
    let stream = &scope.stream;
    let written = write!(
        text,
        "{{\"invocationId\":\"{}\",\"deliveryStreamArn\":\"{}\",\"region\":\"{}\",",
        scope.dispatch.random().uuid(),
        stream.arn,
        stream.place.region,
    );
    written.expect("invariant: writing to a text does not fail");
    if let Some(source) = &scope.stored.source {
        text.push_str("\"sourceKinesisStreamArn\":");
        write_json_string(&mut text, &source.kinesis_stream_arn);
        text.push(',');
    }
    text.push_str("\"records\":[");
    for (number, piece) in pieces.iter().enumerate() {
        if number > 0 {
            text.push(',');
        }
        record(&mut text, piece);
    }
    text.push_str("]}");
    text
}

fn record(text: &mut String, piece: &Piece) {
    let arrived = piece.arrived.0;
    let written = write!(
        text,
        "{{\"recordId\":\"{}\",\"approximateArrivalTimestamp\":{arrived},\"data\":\"",
        piece.id()
    );
    written.expect("invariant: writing to a text does not fail");
    STANDARD.encode_string(&piece.data, text);
    text.push('"');
    if let Origin::Shard(record) = &piece.origin {
        let written = write!(
            text,
            ",\"kinesisRecordMetadata\":{{\"sequenceNumber\":\"{}\",\"subsequenceNumber\":{},\"shardId\":\"{}\",\
             \"approximateArrivalTimestamp\":{arrived},\"partitionKey\":",
            record.sequence_number, piece.part, record.shard,
        );
        written.expect("invariant: writing to a text does not fail");
        write_json_string(text, &record.partition_key);
        text.push('}');
    }
    text.push('}');
}
