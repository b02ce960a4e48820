//! Batches: which records go together, the event they make, and what a function says of them.

use std::collections::VecDeque;

use kinesis_api::Record;
use wire::{JsonReader, JsonWriter, Reader, Shape, Writer, write_json_string};

use crate::limits::BATCH_DATA_BYTES_MAX;

/// How many of `records`, from the first, go into one batch of at most `size`.
pub fn length(records: &VecDeque<Record>, size: usize) -> usize {
    let mut bytes = 0;
    let fitting = records.iter().take(size).take_while(|record| {
        bytes += record.data.len() + record.partition_key.len();
        bytes <= BATCH_DATA_BYTES_MAX
    });
    fitting.count().clamp(usize::from(!records.is_empty()), size)
}

/// What an event says of where its records come from.
pub struct Source<'a> {
    /// The stream's ARN.
    pub stream: &'a str,
    /// The stream's region.
    pub region: &'a str,
    /// The shard's id.
    pub shard: &'a str,
    /// The ARN of the function's role.
    pub role: &'a str,
}

/// The event of `records`, as Lambda gives it to functions.
pub fn event<'a>(source: &Source<'_>, records: impl ExactSizeIterator<Item = &'a Record>) -> String {
    let mut text = String::with_capacity(64 + records.len() * 700);
    text.push_str("{\"Records\":[");
    for (number, record) in records.enumerate() {
        if number > 0 {
            text.push(',');
        }
        text.push_str("{\"kinesis\":{\"kinesisSchemaVersion\":\"1.0\",\"partitionKey\":");
        write_json_string(&mut text, &record.partition_key);
        text.push_str(",\"sequenceNumber\":\"");
        text.push_str(&record.sequence_number);
        text.push_str("\",\"data\":");
        let mut data = JsonWriter::with_capacity(record.data.len() * 4 / 3 + 8);
        data.blob(&record.data);
        text.push_str(&data.finish());
        let arrival_ms = record.approximate_arrival_timestamp.unwrap_or_default().0;
        text.push_str(&format!(
            ",\"approximateArrivalTimestamp\":{}.{:03}}},\"eventSource\":\"aws:kinesis\",\"eventVersion\":\"1.0\",\
             \"eventID\":\"{}:{}\",\"eventName\":\"aws:kinesis:record\",\"invokeIdentityArn\":\"{}\",\
             \"awsRegion\":\"{}\",\"eventSourceARN\":\"{}\"}}",
            arrival_ms / 1000,
            arrival_ms % 1000,
            source.shard,
            record.sequence_number,
            source.role,
            source.region,
            source.stream,
        ));
    }
    text.push_str("]}");
    text
}

#[derive(Shape)]
#[shape(case = "camel")]
struct Report {
    batch_item_failures: Option<Vec<Failure>>,
}

#[derive(Shape)]
#[shape(case = "camel")]
struct Failure {
    item_identifier: Option<String>,
}

/// How many of `records` a function took that reports failed items with `answer`: all before the first
/// that failed; none where the answer names something else.
pub fn taken(answer: &[u8], records: &[Record]) -> usize {
    let read = || -> Option<Vec<Failure>> {
        let mut reader = JsonReader::new(answer).ok()?;
        match reader.peek().ok()? {
            wire::Token::Structure => Report::read(&mut reader).ok().map(|report| report.batch_item_failures.unwrap_or_default()),
            // AWS takes null, an empty text and the like for "no failures".
            _ => Some(Vec::new()),
        }
    };
    let Some(failures) = read() else { return 0 };
    let place = |failure: &Failure| {
        let number = failure.item_identifier.as_deref().filter(|number| !number.is_empty())?;
        records.iter().position(|record| record.sequence_number == number)
    };
    failures.iter().map(|failure| place(failure).unwrap_or(0)).min().unwrap_or(records.len())
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;
    use kernel::Timestamp;

    use super::*;

    fn record(number: &str, data: &'static [u8]) -> Record {
        Record {
            sequence_number: number.into(),
            approximate_arrival_timestamp: Some(Timestamp(1_545_084_650_987)),
            data: Bytes::from_static(data),
            partition_key: "k\"".into(),
            encryption_type: None,
        }
    }

    #[test]
    fn an_event_is_laid_out_as_lambda_lays_it() {
        let source = Source {
            stream: "arn:aws:kinesis:us-east-2:123456789012:stream/s",
            region: "us-east-2",
            shard: "shardId-000000000006",
            role: "arn:aws:iam::123456789012:role/lambda-role",
        };
        let event: serde_json::Value = serde_json::from_str(&event(&source, [record("7", b"hi")].iter())).unwrap();
        let expected = serde_json::json!({"Records": [{
            "kinesis": {
                "kinesisSchemaVersion": "1.0", "partitionKey": "k\"", "sequenceNumber": "7", "data": "aGk=",
                "approximateArrivalTimestamp": 1_545_084_650.987,
            },
            "eventSource": "aws:kinesis", "eventVersion": "1.0", "eventID": "shardId-000000000006:7",
            "eventName": "aws:kinesis:record",
            "invokeIdentityArn": "arn:aws:iam::123456789012:role/lambda-role",
            "awsRegion": "us-east-2",
            "eventSourceARN": "arn:aws:kinesis:us-east-2:123456789012:stream/s",
        }]});
        assert_eq!(event, expected);
    }

    #[test]
    fn a_batch_ends_at_its_size_or_its_bytes_but_takes_one() {
        static LARGE: [u8; 3 << 20] = [0; 3 << 20];
        let records = VecDeque::from([record("1", &LARGE), record("2", &LARGE), record("3", b"")]);
        assert_eq!(length(&records, 100), 1);
        let small: VecDeque<_> = ["1", "2", "3"].map(|number| record(number, b"x")).into();
        assert_eq!((length(&small, 2), length(&small, 100), length(&VecDeque::new(), 5)), (2, 3, 0));
    }

    #[test]
    fn reports_say_how_far_a_function_came() {
        let records = ["1", "2", "3"].map(|number| record(number, b""));
        for (answer, expected) in [
            (r#"{"batchItemFailures":[{"itemIdentifier":"3"},{"itemIdentifier":"2"}]}"#, 1),
            (r#"{"batchItemFailures":[]}"#, 3),
            ("{}", 3),
            ("null", 3),
            (r#"{"batchItemFailures":null}"#, 3),
            (r#"{"batchItemFailures":[{"itemIdentifier":""}]}"#, 0),
            (r#"{"batchItemFailures":[{"itemIdentifier":"9"}]}"#, 0),
            (r#"{"batchItemFailures":7}"#, 0),
        ] {
            assert_eq!(taken(answer.as_bytes(), &records), expected, "{answer}");
        }
    }
}
