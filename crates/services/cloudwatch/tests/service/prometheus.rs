//! The page for Prometheus: the last whole minute of everything, by names and labels of its own.

use cloudwatch_service::exposition;

use crate::house::{House, NOW_S, datum, dimension};

#[tokio::test]
async fn the_last_whole_minute_is_shown_by_name_and_label() {
    let house = House::new();
    assert_eq!(exposition::text(house.cloudwatch.engine()).unwrap(), "");
    let sized = |at_s, value| cloudwatch_api::MetricDatum {
        dimensions: vec![dimension("StreamName", "or\"ders"), dimension("Region", "north")],
        unit: Some(cloudwatch_api::StandardUnit::Bytes),
        ..datum("GetRecords.Bytes", at_s, value)
    };
    house
        .put(vec![
            sized(NOW_S - 120, 1.0),
            sized(NOW_S - 60, 2.0),
            sized(NOW_S - 60, 4.0),
            sized(NOW_S, 99.0),
        ])
        .await;
    house.put(vec![datum("OpenOnly", NOW_S, 5.0), datum("Old", NOW_S - 360, 7.0)]).await;
    let text = exposition::text(house.cloudwatch.engine()).unwrap();
    let labels =
        r#"account_id="000000000000",region="us-east-1",dimension_region="north",stream_name="or\"ders""#;
    for line in [
        "# HELP n_get_records_bytes_sum CloudWatch metric N GetRecords.Bytes Statistic: Sum Unit: Bytes",
        "# TYPE n_get_records_bytes_sum gauge",
        &format!("n_get_records_bytes_sum{{{labels}}} 6"),
        &format!("n_get_records_bytes_sample_count{{{labels}}} 2"),
        &format!("n_get_records_bytes_minimum{{{labels}}} 2"),
        &format!("n_get_records_bytes_maximum{{{labels}}} 4"),
        &format!("n_get_records_bytes_average{{{labels}}} 3"),
        r#"n_open_only_sum{account_id="000000000000",region="us-east-1"} 5"#,
    ] {
        assert!(text.lines().any(|found| found == line), "{line}\nis not in\n{text}");
    }
    assert!(!text.contains("n_old"), "{text}");
    // Every family stands together, once.
    let types: Vec<_> = text.lines().filter(|line| line.starts_with("# TYPE")).collect();
    assert_eq!(types.len(), 10);
    house.clock.advance(600_000);
    assert_eq!(exposition::text(house.cloudwatch.engine()).unwrap(), "");
}
