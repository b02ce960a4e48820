//! Metric filters: what they count, once for each event whatever dies, and what they refuse.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use logs_api as api;
use storage::{CrashDisk, Volume};

use crate::fakes::Fakes;
use crate::house::{House, NOW};

fn transformation(value: &str) -> api::MetricTransformation {
    api::MetricTransformation {
        metric_name: "m".into(),
        metric_namespace: "N".into(),
        metric_value: value.into(),
        default_value: None,
        dimensions: None,
        unit: None,
    }
}

fn filter(name: &str, pattern: &str, into: api::MetricTransformation) -> api::PutMetricFilterInput {
    api::PutMetricFilterInput {
        log_group_name: "g".into(),
        filter_name: name.into(),
        filter_pattern: pattern.into(),
        metric_transformations: vec![into],
        apply_on_transformed_logs: None,
        field_selection_criteria: None,
        emit_system_field_dimensions: None,
    }
}

async fn house(fakes: &Arc<Fakes>, volume: Volume) -> House {
    let house = House::with(volume, fakes.clone());
    house.group("g").await;
    house.stream("g", "s").await;
    house
}

async fn counted(house: &House) -> Vec<(String, (f64, f64))> {
    house.logs.settle().await.unwrap();
    house.fakes.metrics()
}

const MINUTE: i64 = NOW / 60_000;

#[tokio::test]
async fn events_count_by_minute_from_when_the_filter_is_there() {
    let house = house(&Arc::default(), Volume::memory()).await;
    house.put("g", "s", &[(NOW, "ERROR before")]).await;
    house.call::<api::PutMetricFilter>(filter("f", "ERROR", transformation("1"))).await.unwrap();
    house
        .put("g", "s", &[(NOW - 60_000, "ERROR"), (NOW, "ERROR a"), (NOW, "INFO"), (NOW + 1, "ERROR b")])
        .await;
    let expected =
        [(format!("N m None {}", MINUTE - 1), (1.0, 1.0)), (format!("N m None {MINUTE}"), (2.0, 2.0))];
    assert_eq!(counted(&house).await, expected);
    let twice = api::MetricTransformation { unit: Some(api::StandardUnit::Count), ..transformation("2") };
    house.put("g", "s", &[(NOW, "ERROR c")]).await;
    house.call::<api::PutMetricFilter>(filter("f", "ERROR", twice)).await.unwrap();
    house.put("g", "s", &[(NOW, "ERROR d")]).await;
    let gone = api::DeleteMetricFilterInput { log_group_name: "g".into(), filter_name: "f".into() };
    house.call::<api::DeleteMetricFilter>(gone.clone()).await.unwrap();
    house.put("g", "s", &[(NOW, "ERROR after")]).await;
    let expected = [
        (format!("N m Count {MINUTE}"), (1.0, 2.0)),
        expected[0].clone(),
        (format!("N m None {MINUTE}"), (3.0, 3.0)),
    ];
    assert_eq!(counted(&house).await, expected);
    assert_eq!(house.refused::<api::DeleteMetricFilter>(gone).await.0, "ResourceNotFoundException");
}

#[tokio::test]
async fn values_and_dimensions_are_taken_out_of_events() {
    let house = house(&Arc::default(), Volume::memory()).await;
    let json = api::MetricTransformation {
        dimensions: Some(BTreeMap::from([("Route".into(), "$.route".into())])),
        ..transformation("$.ms")
    };
    house.call::<api::PutMetricFilter>(filter("json", "{ $.ms = * }", json)).await.unwrap();
    let fields = api::MetricTransformation { metric_name: "bytes".into(), ..transformation("$bytes") };
    house.call::<api::PutMetricFilter>(filter("fields", "[ip, bytes > 10]", fields)).await.unwrap();
    let zero = api::MetricTransformation {
        metric_name: "zero".into(),
        default_value: Some(0.0),
        ..transformation("1")
    };
    house
        .call::<api::PutMetricFilter>(filter("zero", "10.0.0.1".replace('.', "_").as_str(), zero))
        .await
        .unwrap();
    let messages = [
        r#"{"ms":12.5,"route":"/a"}"#,
        r#"{"ms":2,"route":"/a"}"#,
        r#"{"ms":1,"route":"/b"}"#,
        r#"{"ms":7}"#,
        r#"{"ms":"soon","route":"/a"}"#,
        "10_0_0_1 1534",
        "10_0_0_2 5",
    ];
    house.put("g", "s", &messages.map(|message| (NOW, message))).await;
    let expected = [
        (format!("N bytes None {MINUTE}"), (1.0, 1534.0)),
        (format!("N m Route=/a None {MINUTE}"), (2.0, 14.5)),
        (format!("N m Route=/b None {MINUTE}"), (1.0, 1.0)),
        (format!("N zero None {MINUTE}"), (7.0, 1.0)),
    ];
    assert_eq!(counted(&house).await, expected);
}

#[tokio::test]
async fn an_event_counts_once_whatever_dies_when() {
    let (disk, fakes) = (Arc::new(CrashDisk::default()), Arc::<Fakes>::default());
    {
        let house = house(&fakes, Volume::on_disk(disk.clone())).await;
        house.call::<api::PutMetricFilter>(filter("f", "", transformation("1"))).await.unwrap();
        for round in 0..5 {
            let events: Vec<_> = (0..2_000).map(|_| (NOW + round, "x")).collect();
            house.put("g", "s", &events).await;
        }
        // The report is kept, and the server dies before it learns of it.
        fakes.forgets.store(true, Ordering::Relaxed);
        house.logs.settle().await.unwrap();
    }
    assert_eq!(fakes.metrics()[0].1, (5_000.0, 5_000.0));
    fakes.forgets.store(false, Ordering::Relaxed);
    let house = House::with(Volume::on_disk(Arc::new(disk.power_cut(3))), fakes.clone());
    house.put("g", "s", &[(NOW, "y")]).await;
    assert_eq!(counted(&house).await, [(format!("N m None {MINUTE}"), (10_001.0, 10_001.0))]);
    assert_eq!(counted(&house).await[0].1.0, 10_001.0);
}

#[tokio::test]
async fn filters_are_listed_by_page_name_and_metric() {
    let house = house(&Arc::default(), Volume::memory()).await;
    house.group("h").await;
    let dimensions = Some(BTreeMap::from([("d".into(), "$.d".into())]));
    let into = api::MetricTransformation {
        dimensions,
        unit: Some(api::StandardUnit::BytesPerSecond),
        ..transformation("$.v")
    };
    for name in ["a1", "a2", "b"] {
        house.call::<api::PutMetricFilter>(filter(name, "{ $.v > 1 }", into.clone())).await.unwrap();
    }
    let other = api::MetricTransformation { metric_name: "o".into(), ..transformation("1") };
    let elsewhere = api::PutMetricFilterInput { log_group_name: "h".into(), ..filter("a", "x", other) };
    house.call::<api::PutMetricFilter>(elsewhere).await.unwrap();
    let list = async |input: api::DescribeMetricFiltersInput| {
        let output = house.call::<api::DescribeMetricFilters>(input).await.unwrap();
        let names = output.metric_filters.unwrap().into_iter();
        (names.map(|one| one.filter_name.unwrap()).collect::<Vec<_>>(), output.next_token)
    };
    let all = api::DescribeMetricFiltersInput::default();
    assert_eq!(list(all.clone()).await.0, ["a1", "a2", "b", "a"]);
    let of_group = api::DescribeMetricFiltersInput { log_group_name: Some("g".into()), ..all.clone() };
    let prefixed =
        api::DescribeMetricFiltersInput { filter_name_prefix: Some("a".into()), ..of_group.clone() };
    assert_eq!(list(prefixed).await.0, ["a1", "a2"]);
    let (first, token) = list(api::DescribeMetricFiltersInput { limit: Some(2), ..of_group.clone() }).await;
    assert_eq!(first, ["a1", "a2"]);
    assert_eq!(
        list(api::DescribeMetricFiltersInput { next_token: token, ..of_group.clone() }).await.0,
        ["b"]
    );
    let (name, namespace) = (Some("o".to_owned()), Some("N".to_owned()));
    let by_metric = api::DescribeMetricFiltersInput {
        metric_name: name.clone(),
        metric_namespace: namespace,
        ..all.clone()
    };
    assert_eq!(list(by_metric).await.0, ["a"]);
    let half = api::DescribeMetricFiltersInput { metric_name: name, ..all };
    assert_eq!(house.refused::<api::DescribeMetricFilters>(half).await.0, "InvalidParameterException");
    let found = house.call::<api::DescribeMetricFilters>(of_group).await.unwrap().metric_filters.unwrap();
    assert_eq!(found[0].metric_transformations.as_ref().unwrap()[0], into);
    let groups = house.call::<api::DescribeLogGroups>(Default::default()).await.unwrap().log_groups.unwrap();
    assert_eq!(groups[0].metric_filter_count, Some(3));
}

#[tokio::test]
async fn a_filter_that_could_never_count_is_refused() {
    let house = house(&Arc::default(), Volume::memory()).await;
    let json = "{ $.v > 1 }";
    let with = |change: fn(&mut api::MetricTransformation)| {
        let mut into = transformation("1");
        change(&mut into);
        into
    };
    let dimension = |value: &str| Some(BTreeMap::from([("d".to_owned(), value.to_owned())]));
    let four = (0..4).map(|number| (format!("d{number}"), "$.d".to_owned())).collect();
    for input in [
        filter("f", "a:b", transformation("1")),
        filter("f", json, transformation("many")),
        filter("f", "x", transformation("$.v")),
        filter("f", "[a]", transformation("$b")),
        filter("f", json, with(|into| into.metric_name.clear())),
        filter("f", json, with(|into| into.metric_namespace = "AWS/Lambda".into())),
        filter("f", json, with(|into| into.default_value = Some(f64::NAN))),
        filter("f", "x", api::MetricTransformation { dimensions: dimension("$.d"), ..transformation("1") }),
        filter("f", json, api::MetricTransformation { dimensions: Some(four), ..transformation("1") }),
        filter(
            "f",
            json,
            api::MetricTransformation {
                dimensions: dimension("$.d"),
                default_value: Some(0.0),
                ..transformation("1")
            },
        ),
        api::PutMetricFilterInput {
            apply_on_transformed_logs: Some(true),
            ..filter("f", "", transformation("1"))
        },
    ] {
        let (code, text) = house.refused::<api::PutMetricFilter>(input).await;
        assert_eq!(code, "InvalidParameterException", "{text}");
    }
    for number in 0..5 {
        let name = format!("e{number}");
        house.call::<api::PutMetricFilter>(filter(&name, "%a+%", transformation("1"))).await.unwrap();
    }
    house.call::<api::PutMetricFilter>(filter("e0", "%b+%", transformation("1"))).await.unwrap();
    for number in 5..100 {
        house
            .call::<api::PutMetricFilter>(filter(&format!("n{number}"), "", transformation("1")))
            .await
            .unwrap();
    }
    for pattern in ["%c%", ""] {
        let refused =
            house.refused::<api::PutMetricFilter>(filter("more", pattern, transformation("1"))).await;
        assert_eq!(refused.0, "LimitExceededException");
    }
}

#[tokio::test]
async fn a_pattern_is_tested_without_being_kept() {
    let house = House::new();
    let input = |pattern: &str, messages: &[&str]| api::TestMetricFilterInput {
        filter_pattern: pattern.into(),
        log_event_messages: messages.iter().map(|message| (*message).to_owned()).collect(),
    };
    let messages = ["INFO x", r#"127.0.0.1 "GET /" 404"#];
    let output =
        house.call::<api::TestMetricFilter>(input("[ip, request, status = 4*]", &messages)).await.unwrap();
    let [found] = &output.matches.unwrap()[..] else { panic!("one matches") };
    assert_eq!((found.event_number, found.event_message.as_deref()), (Some(2), Some(messages[1])));
    let expected = [("$ip", "127.0.0.1"), ("$request", "GET /"), ("$status", "404")];
    let expected = expected.map(|(name, value)| (name.to_owned(), value.to_owned()));
    assert_eq!(found.extracted_values, Some(BTreeMap::from(expected)));
    assert_eq!(
        house.refused::<api::TestMetricFilter>(input("[a", &messages)).await.0,
        "InvalidParameterException"
    );
}
