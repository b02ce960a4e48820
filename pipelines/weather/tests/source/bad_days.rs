//! What the source does when the API is busy, broken, gone or right, and the stream too.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use client::Aws;
use kernel::Region;
use pipeline_weather::archive::Archive;
use pipeline_weather::source::{self, DayDone, Noaa, Patience, Plan, SourceError, Totals};
use pipeline_weather::standin::{Limits, Standin};
use serde_json::{Value, json};
use tokio::net::TcpListener;
use wire::signature::Credentials;

use crate::scripted::{Answer, serve};

const TOKEN: &str = "a-token";

/// Waits that no test notices.
fn hurried(total: Duration) -> Patience {
    Patience { first: Duration::from_millis(1), longest: Duration::from_millis(5), total }
}

fn patient() -> Patience {
    hurried(Duration::from_secs(30))
}

fn plan(records_max: Option<u64>) -> Plan {
    Plan {
        location: "FIPS:24".to_owned(),
        start: "2021-10-01".parse().unwrap(),
        end: "2021-10-03".parse().unwrap(),
        units: None,
        stream: "input-stream".to_owned(),
        records_max,
    }
}

fn aws(url: &str) -> Aws {
    let (access_key, secret_key) = ("000000000000".to_owned(), "secret".to_owned());
    Aws::at(url, Region::default(), Credentials { access_key, secret_key, session_token: None })
}

/// The stand-in over the sample.
async fn standin(limits: Limits) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample/observations.ndjson");
    let standin = Standin::new(Archive::of_file(&path).unwrap(), TOKEN.to_owned(), limits);
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(Arc::new(standin).serve(listener));
    url
}

/// What a stream answers that takes every record.
fn taken(body: &str) -> Answer {
    let input: Value = serde_json::from_str(body).unwrap();
    let count = input["Records"].as_array().unwrap().len();
    let records = vec![json!({"SequenceNumber": "1", "ShardId": "shardId-000000000000"}); count];
    Answer::Say(200, json!({"FailedRecordCount": 0, "Records": records}).to_string())
}

async fn run(noaa_url: &str, aws_url: &str, plan: &Plan) -> Result<(Totals, Vec<String>), SourceError> {
    let mut noaa = Noaa::new(noaa_url, TOKEN, patient())?;
    let mut texts = Vec::new();
    let mut tell = |done: &DayDone<'_>| {
        assert_eq!((done.read_status, done.put_status), (200, Some(200)));
        texts.extend(done.records.iter().map(|record| record.to_json()));
    };
    let totals = source::run(plan, &mut noaa, &aws(aws_url), patient(), &mut tell).await?;
    Ok((totals, texts))
}

#[tokio::test]
async fn every_station_and_day_is_one_record() {
    let (stream, asked) = serve(|_, (_, body)| taken(body)).await;
    let (totals, texts) = run(&standin(Limits::default()).await, &stream, &plan(None)).await.unwrap();
    assert_eq!(
        totals,
        Totals { stations: 6, days: 3, observations: 40, read: 15, put: 15, requests: 4, retries: 0 }
    );
    assert!(texts[0].starts_with(r#"{"date":"2021-10-01","station":"GHCND:US1MDPG0002","station_name":"LAUREL 0.9 NNE, MD US","PRCP":0}"#));
    let bare = r#"{"date":"2021-10-02","station":"GHCND:USC00183675","station_name":"GLENN DALE BELL STATION, MD US"}"#;
    assert!(texts.iter().any(|text| text == bare), "what was not measured is absent: {texts:?}");
    assert_eq!(asked.lock().unwrap().len(), 3, "a call a day");
    let (totals, texts) = run(&standin(Limits::default()).await, &stream, &plan(Some(7))).await.unwrap();
    assert_eq!((totals.days, totals.read, totals.put, texts.len()), (2, 7, 7, 7));
}

#[tokio::test]
async fn what_is_busy_broken_or_gone_for_a_while_is_asked_again() {
    let page = |results: Value, count: usize| {
        Answer::Say(
            200,
            json!({"metadata": {"resultset": {"offset": 1, "count": count, "limit": 1000}}, "results": results})
                .to_string(),
        )
    };
    let of = |number: usize| json!({"date": "2021-10-01T00:00:00", "datatype": "PRCP", "station": format!("s{number}"), "value": number});
    let (noaa, asked) = serve(move |number, _| match number {
        0 => Answer::Say(429, r#"{"status" : "429", "message" : "slow down"}"#.to_owned()),
        1 => Answer::Cut,
        2 => Answer::Say(503, "<html>maintenance</html>".to_owned()),
        3 => Answer::Say(200, "<html>maintenance</html>".to_owned()),
        4 => page(json!([{"id": "s1", "name": "One"}]), 1),
        // A page that is shorter than it might be is not the last one.
        5 => page(json!([of(1)]), 2),
        6 => Answer::Say(500, "{}".to_owned()),
        7 => page(json!([of(2)]), 2),
        8 => Answer::Say(200, json!({"id": "s2", "name": "Two"}).to_string()),
        _ => Answer::Say(200, "{}".to_owned()),
    })
    .await;
    let refusal = json!({"ErrorCode": "ProvisionedThroughputExceededException", "ErrorMessage": "slow"});
    let fine = json!({"SequenceNumber": "1", "ShardId": "shardId-000000000000"});
    let (stream, put) = serve(move |number, (_, body)| match number {
        0 => Answer::Cut,
        1 => Answer::Say(500, r#"{"__type": "InternalFailure"}"#.to_owned()),
        2 => Answer::Say(400, r#"{"__type": "LimitExceededException"}"#.to_owned()),
        3 => Answer::Say(200, json!({"FailedRecordCount": 1, "Records": [fine, refusal]}).to_string()),
        _ => taken(body),
    })
    .await;
    let mut noaa = Noaa::new(&noaa, TOKEN, patient()).unwrap();
    let mut texts = Vec::new();
    let plan = Plan { end: "2021-10-01".parse().unwrap(), ..plan(None) };
    let mut tell = |done: &DayDone<'_>| texts.extend(done.records.iter().map(|record| record.to_json()));
    let totals = source::run(&plan, &mut noaa, &aws(&stream), patient(), &mut tell).await.unwrap();
    let record = |number: usize, name: &str| {
        format!(r#"{{"date":"2021-10-01","station":"s{number}","station_name":"{name}","PRCP":{number}}}"#)
    };
    assert_eq!(texts, [record(1, "One"), record(2, "Two")]);
    assert_eq!((totals.requests, totals.retries, totals.put), (9, 9, 2));
    let asked = asked.lock().unwrap();
    assert!(asked.iter().all(|(head, _)| head.contains("\r\ntoken: a-token\r\n")));
    assert!(asked[7].0.starts_with("get /cdo-web/api/v2/data?datasetid=ghcnd&locationid=fips:24&startdate=2021-10-01&enddate=2021-10-01&limit=1000&offset=2 "), "{}", asked[7].0);
    let counts: Vec<_> =
        put.lock().unwrap().iter().map(|(_, body)| body.matches("PartitionKey").count()).collect();
    assert_eq!(counts, [2, 2, 2, 2, 1], "what was taken is not put again");
}

#[tokio::test]
async fn five_requests_a_second_are_never_too_many() {
    // With the limits of the real one, and no retry allowed for.
    let (stream, _) = serve(|_, (_, body)| taken(body)).await;
    let plan = Plan { end: "2021-10-08".parse().unwrap(), ..plan(None) };
    let mut noaa = Noaa::new(&standin(Limits::default()).await, TOKEN, hurried(Duration::ZERO)).unwrap();
    let totals = source::run(&plan, &mut noaa, &aws(&stream), patient(), &mut |_| ()).await.unwrap();
    assert_eq!((totals.requests, totals.retries, totals.days), (9, 0, 8));
}

#[tokio::test]
async fn what_will_not_change_is_told_at_once_and_patience_ends() {
    let mut noaa = Noaa::new(&standin(Limits::default()).await, "another", patient()).unwrap();
    let error = noaa.stations("FIPS:24").await.unwrap_err();
    assert!(error.to_string().ends_with("HTTP 400: The token parameter provided is not valid."), "{error}");
    assert_eq!(noaa.requests(), 1);

    let (busy, asked) = serve(|_, _| Answer::Say(429, "{}".to_owned())).await;
    let mut noaa = Noaa::new(&busy, TOKEN, hurried(Duration::ZERO)).unwrap();
    let error = noaa.stations("FIPS:24").await.unwrap_err();
    assert!(matches!(error, SourceError::Exhausted { tries: 1, .. }), "{error}");
    assert_eq!(asked.lock().unwrap().len(), 1);

    let (stream, put) = serve(|_, _| {
        Answer::Say(400, r#"{"__type": "ResourceNotFoundException", "message": "no stream"}"#.to_owned())
    })
    .await;
    let error = run(&standin(Limits::default()).await, &stream, &plan(None)).await.unwrap_err();
    assert!(matches!(error, SourceError::Stream(_)) && error.to_string().contains("no stream"), "{error}");
    assert_eq!(put.lock().unwrap().len(), 1);
    assert!(matches!(Noaa::new("nowhere", TOKEN, patient()), Err(SourceError::Client(_))));
}
