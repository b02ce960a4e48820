//! The stored forms, byte by byte.

use dynamodb_api::KeyType;

use super::*;

const STREAM: &str = concat!(
    r#"{"Version":1,"Number":7,"Account":"000000000000","Region":"us-east-1","Table":"tab","TableId":"i","#,
    r#""Created":1763650000.007,"ViewType":"NEW_IMAGE","KeySchema":[{"AttributeName":"a","KeyType":"HASH"}],"#,
    r#""First":3,"Disabled":1763650001.0}"#,
);

const QUEUE: &str = concat!(
    r#"{"Version":1,"Number":8,"Account":"000000000000","Region":"us-east-1","Table":"tab","TableId":"i","#,
    r#""StreamArn":"arn","Precision":"MICROSECOND","Closing":true}"#,
);

#[test]
fn bytes_are_pinned() {
    let stream = StoredStream {
        version: 1,
        number: 7,
        account: "000000000000".into(),
        region: "us-east-1".into(),
        table: "tab".into(),
        table_id: "i".into(),
        created: Timestamp(1_763_650_000_007),
        view_type: StreamViewType::NewImage,
        key_schema: vec![KeySchemaElement { attribute_name: "a".into(), key_type: KeyType::Hash }],
        first: 3,
        disabled: Some(Timestamp(1_763_650_001_000)),
    };
    assert_eq!(String::from_utf8(stream.encode()).unwrap(), STREAM);
    assert_eq!(
        stream.arn(),
        "arn:aws:dynamodb:us-east-1:000000000000:table/tab/stream/2025-11-20T14:46:40.007"
    );
    assert_eq!(StoredStream::decode(STREAM.as_bytes()).unwrap(), stream);
    let queue = StoredQueue {
        version: 1,
        number: 8,
        account: "000000000000".into(),
        region: "us-east-1".into(),
        table: "tab".into(),
        table_id: "i".into(),
        stream_arn: "arn".into(),
        precision: Some(ApproximateCreationDateTimePrecision::Microsecond),
        closing: true,
    };
    assert_eq!(String::from_utf8(queue.encode()).unwrap(), QUEUE);
    assert_eq!(StoredQueue::decode(QUEUE.as_bytes()).unwrap(), queue);
}

#[test]
fn what_is_no_feed_is_refused() {
    for (from, to) in [("n\":1", "n\":2"), ("r\":7", "r\":0"), ("r\":7", "r\":4294967296"), ("}", "")] {
        assert!(StoredStream::decode(STREAM.replacen(from, to, 1).as_bytes()).is_err(), "{from} → {to}");
    }
    for (from, to) in [("n\":1", "n\":2"), ("r\":8", "r\":0"), ("}", "")] {
        assert!(StoredQueue::decode(QUEUE.replacen(from, to, 1).as_bytes()).is_err(), "{from} → {to}");
    }
}
