//! `FilterLogEvents`: a group's streams, merged and searched.

use logs_api as api;

use crate::house::{House, NOW};

fn input() -> api::FilterLogEventsInput {
    api::FilterLogEventsInput { log_group_name: Some("g".into()), ..Default::default() }
}

fn found(output: &api::FilterLogEventsOutput) -> Vec<String> {
    let show = |event: &api::FilteredLogEvent| {
        format!("{} {}", event.log_stream_name.as_ref().unwrap(), event.message.as_ref().unwrap())
    };
    output.events.iter().flatten().map(show).collect()
}

async fn filter(house: &House, input: api::FilterLogEventsInput) -> Vec<String> {
    found(&house.call::<api::FilterLogEvents>(input).await.unwrap())
}

async fn house_with_events() -> House {
    let house = House::new();
    house.group("g").await;
    for stream in ["a1", "a2", "b"] {
        house.stream("g", stream).await;
    }
    house.put("g", "a1", &[(NOW, "one ERROR"), (NOW + 3, "four"), (NOW + 4, "five ERROR")]).await;
    house.put("g", "a2", &[(NOW + 1, "two ERROR")]).await;
    house.put("g", "b", &[(NOW + 2, r#"{"level":"ERROR","ms":3}"#)]).await;
    house
}

#[tokio::test]
async fn events_are_found_in_order_of_time() {
    let house = house_with_events().await;
    let all = ["a1 one ERROR", "a2 two ERROR", r#"b {"level":"ERROR","ms":3}"#, "a1 four", "a1 five ERROR"];
    assert_eq!(filter(&house, input()).await, all);
    let pattern = |text: &str| api::FilterLogEventsInput { filter_pattern: Some(text.into()), ..input() };
    assert_eq!(filter(&house, pattern("ERROR -five -level")).await, all[..2]);
    assert_eq!(filter(&house, pattern("{ $.ms > 2 }")).await, all[2..3]);
    let times = api::FilterLogEventsInput { start_time: Some(NOW + 1), end_time: Some(NOW + 3), ..input() };
    assert_eq!(filter(&house, times).await, all[1..4]);
    let prefix = api::FilterLogEventsInput { log_stream_name_prefix: Some("a".into()), ..pattern("ERROR") };
    assert_eq!(filter(&house, prefix).await, [all[0], all[1], all[4]]);
    let names = api::FilterLogEventsInput {
        log_stream_names: Some(vec!["b".into(), "a2".into(), "b".into()]),
        ..input()
    };
    assert_eq!(filter(&house, names).await, all[1..3]);
    let by_arn = api::FilterLogEventsInput {
        log_group_name: None,
        log_group_identifier: Some("arn:aws:logs:us-east-1:000000000000:log-group:g".into()),
        ..input()
    };
    assert_eq!(filter(&house, by_arn).await, all);
}

#[tokio::test]
async fn pages_go_on_where_they_ended() {
    let house = house_with_events().await;
    let mut input =
        api::FilterLogEventsInput { limit: Some(1), filter_pattern: Some("ERROR".into()), ..input() };
    let (mut all, mut ids) = (Vec::new(), std::collections::BTreeSet::new());
    loop {
        let output = house.call::<api::FilterLogEvents>(input.clone()).await.unwrap();
        all.extend(found(&output));
        ids.extend(output.events.into_iter().flatten().map(|event| event.event_id.unwrap()));
        match output.next_token {
            Some(token) => input.next_token = Some(token),
            None => break,
        }
    }
    assert_eq!((all.len(), ids.len()), (4, 4));
    assert_eq!(all[3], "a1 five ERROR");
}

#[tokio::test]
async fn a_page_that_looked_at_much_ends_without_having_found_anything() {
    let house = House::new();
    house.group("g").await;
    house.stream("g", "s").await;
    for batch in 0..6 {
        let events: Vec<_> = (0..10_000).map(|_| (NOW + batch, "x")).collect();
        house.put("g", "s", &events).await;
    }
    house.put("g", "s", &[(NOW + 6, "needle")]).await;
    let needle = api::FilterLogEventsInput { filter_pattern: Some("needle".into()), ..input() };
    let first = house.call::<api::FilterLogEvents>(needle.clone()).await.unwrap();
    assert_eq!((found(&first).len(), first.next_token.is_some()), (0, true));
    let next = api::FilterLogEventsInput { next_token: first.next_token, ..needle };
    assert_eq!(filter(&house, next).await, ["s needle"]);
}

#[tokio::test]
async fn what_makes_no_sense_is_refused() {
    let house = house_with_events().await;
    let invalid = "InvalidParameterException";
    for (input, code, text) in [
        (
            api::FilterLogEventsInput { filter_pattern: Some("a:b".into()), ..input() },
            invalid,
            "Invalid character(s) in term 'a:b'",
        ),
        (
            api::FilterLogEventsInput { filter_pattern: Some("%(a)%".into()), ..input() },
            invalid,
            "regular expression",
        ),
        (
            api::FilterLogEventsInput { next_token: Some("x".into()), ..input() },
            invalid,
            "The specified nextToken is invalid.",
        ),
        (api::FilterLogEventsInput { log_group_name: None, ..input() }, invalid, "must be provided"),
        (
            api::FilterLogEventsInput { log_group_identifier: Some("g".into()), ..input() },
            invalid,
            "mutually exclusive",
        ),
        (
            api::FilterLogEventsInput { log_stream_names: Some(vec!["c".into()]), ..input() },
            "ResourceNotFoundException",
            "The specified log stream does not exist.",
        ),
        (
            api::FilterLogEventsInput {
                log_stream_names: Some(vec!["b".into()]),
                log_stream_name_prefix: Some("b".into()),
                ..input()
            },
            invalid,
            "mutually exclusive",
        ),
    ] {
        let (found_code, found_text) = house.refused::<api::FilterLogEvents>(input).await;
        assert!(found_code == code && found_text.contains(text), "{found_code}: {found_text}");
    }
}
