//! Streams: made, listed, deleted.

use logs_api as api;

use crate::house::{House, NOW};

async fn names(house: &House, input: api::DescribeLogStreamsInput) -> (Vec<String>, Option<String>) {
    let output = house.call::<api::DescribeLogStreams>(input).await.unwrap();
    let names = output.log_streams.unwrap().into_iter().map(|stream| stream.log_stream_name.unwrap());
    (names.collect(), output.next_token)
}

/// All names, page by page of two.
async fn paged(house: &House, mut input: api::DescribeLogStreamsInput) -> Vec<String> {
    input.limit = Some(2);
    let mut all = Vec::new();
    loop {
        let (found, token) = names(house, input.clone()).await;
        assert!(found.len() <= 2);
        all.extend(found);
        match token {
            Some(token) => input.next_token = Some(token),
            None => return all,
        }
    }
}

#[tokio::test]
async fn are_listed_by_name_or_by_last_event() {
    let house = House::new();
    house.group("g").await;
    for (name, last) in [("b", NOW - 3), ("a", NOW - 1), ("ab", NOW - 2)] {
        house.stream("g", name).await;
        house.put("g", name, &[(last, "x")]).await;
    }
    house.stream("g", "c").await;
    let all = api::DescribeLogStreamsInput { log_group_name: Some("g".into()), ..Default::default() };
    let by_time = api::DescribeLogStreamsInput { order_by: Some(api::OrderBy::LastEventTime), ..all.clone() };
    let down = |input: &api::DescribeLogStreamsInput| api::DescribeLogStreamsInput {
        descending: Some(true),
        ..input.clone()
    };
    assert_eq!(paged(&house, all.clone()).await, ["a", "ab", "b", "c"]);
    assert_eq!(paged(&house, down(&all)).await, ["c", "b", "ab", "a"]);
    assert_eq!(paged(&house, by_time.clone()).await, ["c", "b", "ab", "a"]);
    assert_eq!(paged(&house, down(&by_time)).await, ["a", "ab", "b", "c"]);
    let prefixed = api::DescribeLogStreamsInput { log_stream_name_prefix: Some("a".into()), ..all };
    assert_eq!(paged(&house, prefixed.clone()).await, ["a", "ab"]);
    assert_eq!(paged(&house, down(&prefixed)).await, ["ab", "a"]);
    let both = api::DescribeLogStreamsInput { log_stream_name_prefix: Some("a".into()), ..by_time.clone() };
    assert_eq!(
        house.refused::<api::DescribeLogStreams>(both).await.1,
        "Cannot order by LastEventTime with a logStreamNamePrefix."
    );
    let bad = api::DescribeLogStreamsInput { next_token: Some("x".into()), ..by_time };
    assert_eq!(house.refused::<api::DescribeLogStreams>(bad).await.1, "The specified nextToken is invalid.");
}

#[tokio::test]
async fn are_described() {
    let house = House::new();
    house.group("g").await;
    house.stream("g", "s").await;
    let input =
        || api::DescribeLogStreamsInput { log_group_identifier: Some("g".into()), ..Default::default() };
    let expected = api::LogStream {
        log_stream_name: Some("s".into()),
        creation_time: Some(NOW),
        arn: Some("arn:aws:logs:us-east-1:000000000000:log-group:g:log-stream:s".into()),
        stored_bytes: Some(0),
        ..Default::default()
    };
    let output = house.call::<api::DescribeLogStreams>(input()).await.unwrap();
    assert_eq!(output.log_streams.unwrap(), [expected]);
    house.clock.advance(5);
    house.put("g", "s", &[(NOW - 7, "a"), (NOW, "b")]).await;
    let stream = house.call::<api::DescribeLogStreams>(input()).await.unwrap().log_streams.unwrap().remove(0);
    assert_eq!((stream.first_event_timestamp, stream.last_event_timestamp), (Some(NOW - 7), Some(NOW)));
    assert_eq!(stream.last_ingestion_time, Some(NOW + 5));
    assert!(stream.upload_sequence_token.is_some());
}

#[tokio::test]
async fn are_made_once_and_deleted_whole() {
    let house = House::new();
    let create = || api::CreateLogStreamInput { log_group_name: "g".into(), log_stream_name: "s".into() };
    let delete = || api::DeleteLogStreamInput { log_group_name: "g".into(), log_stream_name: "s".into() };
    assert_eq!(
        house.refused::<api::CreateLogStream>(create()).await.1,
        "The specified log group does not exist."
    );
    house.group("g").await;
    assert_eq!(
        house.refused::<api::DeleteLogStream>(delete()).await.1,
        "The specified log stream does not exist."
    );
    house.stream("g", "s").await;
    let (code, text) = house.refused::<api::CreateLogStream>(create()).await;
    assert_eq!(
        (code.as_str(), text.as_str()),
        ("ResourceAlreadyExistsException", "The specified log stream already exists")
    );
    // More than one transaction of a sweep.
    for _ in 0..3 {
        let events: Vec<_> = (0..1000).map(|_| (NOW, "x")).collect();
        house.put("g", "s", &events).await;
    }
    house.call::<api::DeleteLogStream>(delete()).await.unwrap();
    house.logs.sweep().await.unwrap();
    house.stream("g", "s").await;
    assert!(house.messages("g", "s").await.is_empty());
    let colon = api::CreateLogStreamInput { log_stream_name: "a:b".into(), ..create() };
    assert_eq!(house.refused::<api::CreateLogStream>(colon).await.0, "InvalidParameterException");
}
