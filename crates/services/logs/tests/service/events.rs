//! Events: put and read in order of time.

use std::collections::BTreeMap;

use logs_api as api;

use crate::house::{DAY, House, NOW, get_input, messages, put_input};

async fn house_with_stream() -> House {
    let house = House::new();
    house.group("g").await;
    house.stream("g", "s").await;
    house
}

#[tokio::test]
async fn batches_are_checked() {
    let house = house_with_stream().await;
    let long = "x".repeat(1_048_576 - 25);
    let many: Vec<_> = (0..10_001).map(|_| (NOW, "x")).collect();
    for (events, text) in [
        (
            vec![(NOW, "a"), (NOW - 1, "b")],
            "Log events in a single PutLogEvents request must be in chronological order.",
        ),
        (
            vec![(NOW - DAY - 1, "a"), (NOW, "b")],
            "The batch of log events in a single PutLogEvents request cannot span more than 24 hours.",
        ),
        (vec![(NOW, long.as_str())], "Upload too large: 1048577 bytes exceeds limit of 1048576"),
        (vec![(NOW, "")], "Member must have length greater than or equal to 1"),
        (vec![], "Member must have length greater than or equal to 1"),
        (many, "Member must have length less than or equal to 10000"),
    ] {
        let (code, found) = house.refused::<api::PutLogEvents>(put_input("g", "s", &events)).await;
        assert_eq!(code, "InvalidParameterException");
        assert!(found.ends_with(text), "{found}");
    }
    for (group, stream, text) in [
        ("h", "s", "The specified log group does not exist."),
        ("g", "t", "The specified log stream does not exist."),
    ] {
        let input = put_input(group, stream, &[(NOW, "a")]);
        let expected = ("ResourceNotFoundException".to_owned(), text.to_owned());
        assert_eq!(house.refused::<api::PutLogEvents>(input).await, expected);
    }
    assert!(house.messages("g", "s").await.is_empty());
}

#[tokio::test]
async fn events_out_of_time_are_rejected_one_by_one() {
    let house = house_with_stream().await;
    let late = NOW + 2 * 3_600_000;
    let events = [(NOW - 14 * DAY - 1, "old"), (NOW, "a"), (late, "b"), (late + 1, "new")];
    let rejected = house.put("g", "s", &events).await.rejected_log_events_info.unwrap();
    assert_eq!(
        (rejected.too_old_log_event_end_index, rejected.too_new_log_event_start_index),
        (Some(1), Some(3))
    );
    assert_eq!(rejected.expired_log_event_end_index, None);
    assert_eq!(house.messages("g", "s").await, ["a", "b"]);
    assert_eq!(house.put("g", "s", &[(NOW, "c")]).await.rejected_log_events_info, None);
}

#[tokio::test]
async fn pages_lead_both_ways_and_stop_at_the_ends() {
    let house = house_with_stream().await;
    house.put("g", "s", &[(NOW + 2, "c"), (NOW + 2, "d"), (NOW + 4, "e")]).await;
    house.put("g", "s", &[(NOW, "a"), (NOW + 1, "b")]).await;
    let get = |next_token: Option<String>, head: bool| {
        let start_from_head = Some(head);
        house.call::<api::GetLogEvents>(api::GetLogEventsInput {
            limit: Some(2),
            next_token,
            start_from_head,
            ..get_input("g", "s")
        })
    };
    let last = get(None, false).await.unwrap();
    assert_eq!(messages(&last), ["d", "e"]);
    let before = get(last.next_backward_token.clone(), false).await.unwrap();
    assert_eq!(messages(&before), ["b", "c"]);
    let first = get(before.next_backward_token, false).await.unwrap();
    assert_eq!(messages(&first), ["a"]);
    let none = get(first.next_backward_token.clone(), false).await.unwrap();
    assert_eq!((messages(&none).len(), none.next_backward_token), (0, first.next_backward_token));
    let again = get(none.next_forward_token, true).await.unwrap();
    assert_eq!(messages(&again), ["a", "b"]);
    let end = get(last.next_forward_token.clone(), true).await.unwrap();
    assert_eq!((messages(&end).len(), end.next_forward_token.clone()), (0, last.next_forward_token));
    assert_eq!(messages(&get(end.next_backward_token, false).await.unwrap()), ["d", "e"]);
    house.put("g", "s", &[(NOW + 4, "f")]).await;
    assert_eq!(messages(&get(end.next_forward_token, true).await.unwrap()), ["f"]);
    for token in ["x", "f/1/s", "c/00000000000000000000000000000000000000000000000000000001/s"] {
        let input = api::GetLogEventsInput { next_token: Some(token.into()), ..get_input("g", "s") };
        assert_eq!(
            house.refused::<api::GetLogEvents>(input).await.1,
            "The specified nextToken is invalid.",
            "{token}"
        );
    }
}

#[tokio::test]
async fn an_empty_stream_can_be_followed() {
    let house = house_with_stream().await;
    let empty = house.call::<api::GetLogEvents>(get_input("g", "s")).await.unwrap();
    house.put("g", "s", &[(NOW, "a")]).await;
    let input = api::GetLogEventsInput { next_token: empty.next_forward_token, ..get_input("g", "s") };
    assert_eq!(messages(&house.call::<api::GetLogEvents>(input).await.unwrap()), ["a"]);
}

#[tokio::test]
async fn times_bound_what_is_read() {
    let house = house_with_stream().await;
    house.put("g", "s", &[(NOW, "a"), (NOW + 1, "b"), (NOW + 2, "c")]).await;
    let input =
        api::GetLogEventsInput { start_time: Some(NOW + 1), end_time: Some(NOW + 2), ..get_input("g", "s") };
    let output = house.call::<api::GetLogEvents>(input).await.unwrap();
    assert_eq!(messages(&output), ["b"]);
    assert_eq!(output.events.unwrap()[0].timestamp, Some(NOW + 1));
}

#[tokio::test]
async fn a_page_is_about_a_megabyte() {
    let house = house_with_stream().await;
    let text = "x".repeat(400_000);
    for at in 0..5 {
        house.put("g", "s", &[(NOW + at, &text)]).await;
    }
    let input = api::GetLogEventsInput { start_from_head: Some(true), ..get_input("g", "s") };
    let first = house.call::<api::GetLogEvents>(input.clone()).await.unwrap();
    assert_eq!(messages(&first).len(), 2);
    let input = api::GetLogEventsInput { next_token: first.next_forward_token, ..input };
    let second = house.call::<api::GetLogEvents>(input).await.unwrap();
    assert_eq!(second.events.unwrap()[0].timestamp, Some(NOW + 2));
}

/// Whatever is put in whatever batches is read in order of time, by pages of any size, either way.
#[test]
fn a_stream_is_a_sorted_list() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    arbtest::arbtest(|random| {
        runtime.block_on(async {
            let house = house_with_stream().await;
            let (mut model, mut number) = (BTreeMap::new(), 0);
            for _ in 0..random.int_in_range(0..=4)? {
                let mut times: Vec<i64> = Vec::new();
                for _ in 0..random.int_in_range(1..=5)? {
                    times.push(NOW + random.int_in_range(0..=9)?);
                }
                times.sort_unstable();
                let events: Vec<_> = times
                    .into_iter()
                    .map(|at| {
                        (at, {
                            number += 1;
                            number.to_string()
                        })
                    })
                    .collect();
                let batch: Vec<_> = events.iter().map(|(at, text)| (*at, text.as_str())).collect();
                house.put("g", "s", &batch).await;
                model.extend(events.into_iter().map(|(at, text)| ((at, text.parse::<u32>().unwrap()), text)));
            }
            let expected: Vec<_> = model.into_values().collect();
            let (head, limit) = (random.arbitrary()?, random.int_in_range(1..=4)?);
            let mut input = api::GetLogEventsInput {
                start_from_head: Some(head),
                limit: Some(limit),
                ..get_input("g", "s")
            };
            let mut pages = Vec::new();
            loop {
                let output = house.call::<api::GetLogEvents>(input.clone()).await.unwrap();
                pages.push(messages(&output));
                let next = if head { output.next_forward_token } else { output.next_backward_token };
                if next == input.next_token || pages.last().unwrap().is_empty() {
                    break;
                }
                input.next_token = next;
            }
            if !head {
                pages.reverse();
            }
            assert_eq!(pages.concat(), expected);
            Ok(())
        })
    })
    .budget_ms(1500);
}
