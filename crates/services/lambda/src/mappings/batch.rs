//! Batches: which records go together, the event they make, and what a function says of them.

use std::collections::VecDeque;
use std::fmt::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use kinesis_api::Record;
use wire::{JsonReader, Reader, Shape, write_json_string};

use crate::engine::limits::REQUEST_BYTES_MAX;

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

/// Bytes of an event around its records.
const EVENT_FRAME: usize = 16;
/// Bytes of a record in an event beside what differs from record to record; a little more than they are.
const RECORD_FRAME: usize = 360;

impl Source<'_> {
    /// At least as many bytes as `record` takes in an event.
    fn bytes_of(&self, record: &Record) -> usize {
        let escaped = |byte: u8| match byte {
            b'"' | b'\\' => 2,
            0..0x20 | 0x7f => 6,
            _ => 1,
        };
        let source = self.stream.len() + self.region.len() + self.shard.len() + self.role.len();
        let key: usize = record.partition_key.bytes().map(escaped).sum();
        let data = record.data.len().div_ceil(3) * 4;
        RECORD_FRAME + source + 2 * record.sequence_number.len() + key + data
    }

    /// How many of `records`, from the first, go into one batch of at most `size`; whether that batch is
    /// full, so that more records would not go into it. A record that alone is too large makes a batch too.
    pub fn batch(&self, records: &VecDeque<Record>, size: usize) -> (usize, bool) {
        let mut room = REQUEST_BYTES_MAX - EVENT_FRAME;
        let fitting = records.iter().take(size).take_while(|record| {
            let left = room.checked_sub(self.bytes_of(record));
            room = left.unwrap_or(0);
            left.is_some()
        });
        let count = fitting.count().max(usize::from(!records.is_empty()));
        (count, count >= size || count < records.len())
    }
}

/// The event of `records`, as Lambda gives it to functions.
pub fn event<'a>(source: &Source<'_>, records: impl Iterator<Item = &'a Record> + Clone) -> String {
    let mut text = String::with_capacity(
        EVENT_FRAME + records.clone().map(|record| source.bytes_of(record)).sum::<usize>(),
    );
    text.push_str("{\"Records\":[");
    for (number, record) in records.enumerate() {
        if number > 0 {
            text.push(',');
        }
        text.push_str("{\"kinesis\":{\"kinesisSchemaVersion\":\"1.0\",\"partitionKey\":");
        write_json_string(&mut text, &record.partition_key);
        text.push_str(",\"sequenceNumber\":\"");
        text.push_str(&record.sequence_number);
        text.push_str("\",\"data\":\"");
        STANDARD.encode_string(&record.data, &mut text);
        let arrival_ms = record.approximate_arrival_timestamp.unwrap_or_default().0;
        let written = write!(
            text,
            "\",\"approximateArrivalTimestamp\":{}.{:03}}},\"eventSource\":\"aws:kinesis\",\"eventVersion\":\"1.0\",\
             \"eventID\":\"{}:{}\",\"eventName\":\"aws:kinesis:record\",\"invokeIdentityArn\":\"{}\",\
             \"awsRegion\":\"{}\",\"eventSourceARN\":\"{}\"}}",
            arrival_ms / 1000,
            arrival_ms % 1000,
            source.shard,
            record.sequence_number,
            source.role,
            source.region,
            source.stream,
        );
        written.expect("invariant: writing to a text does not fail");
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
            wire::Token::Structure => {
                Report::read(&mut reader).ok().map(|report| report.batch_item_failures.unwrap_or_default())
            }
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

    const SOURCE: Source<'static> = Source {
        stream: "arn:aws:kinesis:us-east-2:123456789012:stream/s",
        region: "us-east-2",
        shard: "shardId-000000000006",
        role: "arn:aws:iam::123456789012:role/lambda-role",
    };

    #[test]
    fn an_event_is_laid_out_as_lambda_lays_it() {
        let event: serde_json::Value =
            serde_json::from_str(&event(&SOURCE, [record("7", b"hi")].iter())).unwrap();
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
        static HUGE: [u8; 7 << 20] = [0; 7 << 20];
        let records = VecDeque::from([record("1", &LARGE), record("2", &LARGE), record("3", b"")]);
        assert_eq!(SOURCE.batch(&records, 100), (1, true));
        assert_eq!(SOURCE.batch(&VecDeque::from([record("1", &HUGE)]), 100), (1, false));
        let small: VecDeque<_> = ["1", "2", "3"].map(|number| record(number, b"x")).into();
        let batches = [2, 3, 100].map(|size| SOURCE.batch(&small, size));
        assert_eq!(batches, [(2, true), (3, true), (3, false)]);
        assert_eq!(SOURCE.batch(&VecDeque::new(), 5), (0, false));
    }

    #[test]
    fn events_fit_what_was_reckoned() {
        arbtest::arbtest(|source| {
            let mut records = VecDeque::new();
            for _ in 0..source.int_in_range(1..=20)? {
                let data: Vec<u8> = source.arbitrary()?;
                let partition_key: String = source.arbitrary()?;
                let number = source.int_in_range(0..=u64::MAX)?.to_string();
                records.push_back(Record { partition_key, data: data.into(), ..record(&number, b"") });
            }
            let reckoned: usize = records.iter().map(|record| SOURCE.bytes_of(record)).sum();
            let text = event(&SOURCE, records.iter());
            assert!(text.len() <= EVENT_FRAME + reckoned, "{text}");
            let parsed: serde_json::Value = serde_json::from_str(&text).unwrap();
            assert_eq!(parsed["Records"].as_array().unwrap().len(), records.len());
            Ok(())
        })
        .budget_ms(200);
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
