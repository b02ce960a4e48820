//! Live tails: frames of an event stream, once a second.

use logs_api as api;
use serde_json::{Value, json};
use wire::{Event, Stream};

use crate::house::{House, NOW};

const ARN: &str = "arn:aws:logs:us-east-1:000000000000:log-group:g";

fn input() -> api::StartLiveTailInput {
    api::StartLiveTailInput {
        log_group_identifiers: vec![ARN.into()],
        log_stream_names: None,
        log_stream_name_prefixes: None,
        log_event_filter_pattern: None,
    }
}

/// Frames as they come, each with its kind.
struct Frames {
    stream: Stream,
    bytes: Vec<u8>,
}

impl Frames {
    async fn next(&mut self) -> Option<(String, Value)> {
        loop {
            if let Some((event, length)) = Event::decode(&self.bytes) {
                self.bytes.drain(..length);
                let kind = event.header(":event-type").or(event.header(":exception-type")).unwrap();
                return Some((kind.to_owned(), serde_json::from_slice(&event.payload).unwrap()));
            }
            self.bytes.extend_from_slice(&self.stream.next().await?.unwrap());
        }
    }

    /// The next update that tells of anything. While the disk is waited for, the paused clock runs.
    async fn update(&mut self) -> Value {
        loop {
            let (kind, update) = self.next().await.unwrap();
            assert_eq!(kind, "sessionUpdate");
            if update["sessionResults"] != json!([]) {
                return update;
            }
            assert_eq!(update["sessionMetadata"]["sampled"], json!(false));
        }
    }

    /// The messages of the next updates until there are `count`.
    async fn messages(&mut self, count: usize) -> Vec<String> {
        let mut messages = Vec::new();
        while messages.len() < count {
            let update = self.update().await;
            let results = update["sessionResults"].as_array().unwrap();
            messages.extend(results.iter().map(|result| result["message"].as_str().unwrap().to_owned()));
        }
        messages
    }
}

async fn begin(house: &House, input: api::StartLiveTailInput) -> Frames {
    let output = house.call::<api::StartLiveTail>(input).await.unwrap();
    Frames { stream: output.response_stream, bytes: Vec::new() }
}

async fn house() -> House {
    let house = House::new();
    house.group("g").await;
    for stream in ["s1", "s2"] {
        house.stream("g", stream).await;
    }
    house
}

#[tokio::test(start_paused = true)]
async fn what_is_written_is_told_within_a_second() {
    let house = house().await;
    house.put("g", "s1", &[(NOW, "ERROR before")]).await;
    let pattern = Some("ERROR".to_owned());
    let mut frames =
        begin(&house, api::StartLiveTailInput { log_event_filter_pattern: pattern, ..input() }).await;
    assert_eq!(frames.next().await.unwrap(), ("initial-response".into(), json!({})));
    let (kind, start) = frames.next().await.unwrap();
    assert_eq!((kind.as_str(), &start["logGroupIdentifiers"]), ("sessionStart", &json!([ARN])));
    assert_eq!(start["logEventFilterPattern"], "ERROR");
    house.put("g", "s1", &[(NOW, "ERROR 1"), (NOW, "INFO")]).await;
    let update = frames.update().await;
    let expected = json!({
        "sessionMetadata": {"sampled": false},
        "sessionResults": [{
            "logStreamName": "s1",
            "logGroupIdentifier": "000000000000:g",
            "message": "ERROR 1",
            "timestamp": NOW,
            "ingestionTime": NOW,
        }],
    });
    assert_eq!(update, expected);
    let many: Vec<_> = (0..1_200).map(|_| (NOW, "ERROR")).collect();
    house.put("g", "s2", &many).await;
    let update = frames.update().await;
    assert_eq!(update["sessionResults"].as_array().unwrap().len(), 500);
    assert_eq!(update["sessionMetadata"]["sampled"], json!(true));
    house.clock.advance(3 * 3_600_000);
    let mut kind = frames.next().await.unwrap().0;
    while kind == "sessionUpdate" {
        kind = frames.next().await.unwrap().0;
    }
    assert_eq!(kind, "SessionTimeoutException");
    assert_eq!(frames.next().await, None);
}

#[tokio::test(start_paused = true)]
async fn only_the_streams_that_were_named() {
    let house = house().await;
    let names = api::StartLiveTailInput { log_stream_names: Some(vec!["s2".into()]), ..input() };
    let prefixes = api::StartLiveTailInput { log_stream_name_prefixes: Some(vec!["s".into()]), ..input() };
    let (mut by_name, mut by_prefix) = (begin(&house, names).await, begin(&house, prefixes).await);
    for frames in [&mut by_name, &mut by_prefix] {
        frames.next().await;
        frames.next().await;
    }
    house.put("g", "s1", &[(NOW, "1")]).await;
    house.put("g", "s2", &[(NOW, "2")]).await;
    assert_eq!(by_name.messages(1).await, ["2"]);
    assert_eq!(by_prefix.messages(2).await, ["1", "2"]);
}

#[tokio::test(start_paused = true)]
async fn too_many_and_what_makes_no_sense_are_refused() {
    let house = house().await;
    let (names, prefixes) = (Some(vec!["s".to_owned()]), Some(vec!["s".to_owned()]));
    let (invalid, missing) = ("InvalidParameterException", "ResourceNotFoundException");
    for (input, code) in [
        (api::StartLiveTailInput { log_group_identifiers: vec!["g".into()], ..input() }, invalid),
        (
            api::StartLiveTailInput { log_group_identifiers: vec![ARN.replace(":g", ":h")], ..input() },
            missing,
        ),
        (api::StartLiveTailInput { log_event_filter_pattern: Some("[a".into()), ..input() }, invalid),
        (
            api::StartLiveTailInput {
                log_stream_names: names.clone(),
                log_stream_name_prefixes: prefixes,
                ..input()
            },
            invalid,
        ),
        (
            api::StartLiveTailInput {
                log_group_identifiers: vec![ARN.into(), ARN.into()],
                log_stream_names: names,
                ..input()
            },
            invalid,
        ),
    ] {
        match house.call::<api::StartLiveTail>(input).await {
            Ok(_) => panic!("not refused"),
            Err(fault) => assert_eq!(fault.code, code),
        }
    }
    let mut open = Vec::new();
    for _ in 0..15 {
        open.push(begin(&house, input()).await);
    }
    let fault = house.call::<api::StartLiveTail>(input()).await.map(drop).unwrap_err();
    assert_eq!(fault.code, "LimitExceededException");
}
