//! GetMetricData: statistics, expressions, searches, pages, labels.

use cloudwatch_api as api;

use crate::house::{House, NOW_S, datum, dimension, expression, hour, stat};

/// `a` is 1 to 5 in five minutes, `b` is 10 in all but the third.
async fn house() -> House {
    let house = House::new();
    let at = |minute: u64| NOW_S - 300 + minute * 60;
    house.put((0..5).map(|minute| datum("a", at(minute), minute as f64 + 1.0)).collect()).await;
    house.put([0, 1, 3, 4].map(|minute| datum("b", at(minute), 10.0)).to_vec()).await;
    house
}

async fn value(house: &House, text: &str) -> Vec<f64> {
    let queries = vec![stat("a", "a", "Sum"), stat("b", "b", "Sum"), expression(text)];
    let results = house.data(queries).await.unwrap_or_else(|fault| panic!("{text}: {fault}"));
    results.into_iter().flat_map(|result| result.values).collect()
}

#[tokio::test]
async fn expressions() {
    let house = house().await;
    for (text, values) in [
        ("a", &[1.0, 2.0, 3.0, 4.0, 5.0][..]),
        ("a + b", &[11.0, 12.0, 14.0, 15.0]),
        ("-a ^ 2", &[-1.0, -4.0, -9.0, -16.0, -25.0]),
        ("2 ^ 3 ^ 0 * a", &[2.0, 4.0, 6.0, 8.0, 10.0]),
        ("(a - 1) * 1.5e1 / 3", &[0.0, 5.0, 10.0, 15.0, 20.0]),
        ("b / (a - 1)", &[10.0, 10.0 / 3.0, 2.5]),
        ("a > 2 AND a < 5", &[0.0, 0.0, 1.0, 1.0, 0.0]),
        ("a == 1 || a >= 4", &[1.0, 0.0, 0.0, 1.0, 1.0]),
        ("SUM([a, b])", &[11.0, 12.0, 3.0, 14.0, 15.0]),
        ("AVG(METRICS())", &[5.5, 6.0, 3.0, 7.0, 7.5]),
        ("MAX([a, b]) - MIN([a, b])", &[9.0, 8.0, 0.0, 6.0, 5.0]),
        ("a - AVG(a)", &[-2.0, -1.0, 0.0, 1.0, 2.0]),
        ("a * 0 + STDDEV(a)", &[2f64.sqrt(); 5]),
        ("DIFF(a)", &[1.0; 4]),
        ("DIFF_TIME(b)", &[60.0, 120.0, 60.0]),
        ("RATE(a) * PERIOD(a)", &[1.0; 4]),
        ("RUNNING_SUM(a)", &[1.0, 3.0, 6.0, 10.0, 15.0]),
        ("CEIL(a / 2)", &[1.0, 1.0, 2.0, 2.0, 3.0]),
        ("FLOOR(a / 2)", &[0.0, 1.0, 1.0, 2.0, 2.0]),
        ("ABS(a - 3)", &[2.0, 1.0, 0.0, 1.0, 2.0]),
        ("IF(a > 3, a, 0)", &[0.0, 0.0, 0.0, 4.0, 5.0]),
        ("IF(a > 3, b)", &[10.0, 10.0]),
        ("IF(1, a, b)", &[1.0, 2.0, 3.0, 4.0, 5.0]),
        ("FIRST(SORT([a, b], MAX, DESC))", &[10.0; 4]),
        ("SLICE([a, b], 1)", &[10.0; 4]),
        ("SORT([b, a], SUM, ASC, 1)", &[1.0, 2.0, 3.0, 4.0, 5.0]),
        ("METRIC_COUNT(METRICS('b')) * a", &[1.0, 2.0, 3.0, 4.0, 5.0]),
        ("a * 0 + DATAPOINT_COUNT(b)", &[4.0; 5]),
        ("HOUR(a) * 100 + MINUTE(a)", &[755.0, 756.0, 757.0, 758.0, 759.0]),
        ("YEAR(b) * 10000 + MONTH(b) * 100 + DATE(b)", &[20_270_115.0; 4]),
        ("DAY(b)", &[5.0; 4]),
        ("EPOCH(a) - EPOCH(a) + LOG10(100)", &[2.0; 5]),
    ] {
        assert_eq!(value(&house, text).await, values, "{text}");
    }
    let filled = value(&house, "FILL(b, 7)").await;
    assert_eq!((filled.len(), &filled[54..]), (60, &[7.0, 10.0, 10.0, 7.0, 10.0, 10.0][..]));
    assert_eq!(value(&house, "FILL(b * a, LINEAR)").await, [10.0, 20.0, 30.0, 40.0, 50.0]);
    assert_eq!(value(&house, "FILL(b + a, REPEAT)").await, [11.0, 12.0, 12.0, 14.0, 15.0]);
    assert_eq!(value(&house, "FILL(b, a)").await, [10.0, 10.0, 3.0, 10.0, 10.0]);
    assert_eq!(value(&house, "TIME_SERIES(3)").await, [3.0; 60]);
}

#[tokio::test]
async fn expressions_that_make_no_sense() {
    let house = house().await;
    for (text, part) in [
        ("a +", "it ends where a value is expected"),
        ("a b", "`b` is not expected there"),
        ("(a", "a parenthesis is not closed"),
        ("SUM(a)", "it gives one value"),
        ("c + 1", "there is no query with the id `c`"),
        ("e + 1", "it depends on itself"),
        ("NOPE(a)", "there is no function NOPE"),
        (
            "ANOMALY_DETECTION_BAND(a, 2)",
            "ANOMALY_DETECTION_BAND is not built, for it needs anomaly detectors",
        ),
        ("[a, b] + [a, b]", "two arrays"),
        ("[a, 1]", "an array has a number in it"),
        ("'x' + a", "between a text and a time series"),
        ("FILL(a)", "FILL is given too little"),
        ("a ? 1", "`?` has no meaning here"),
        ("SEARCH('{N} (', 'Sum', 60)", "not closed"),
        ("SEARCH('{N', 'Sum', 60)", "not closed"),
        ("SEARCH('m', 'Sam', 60)", "no statistic"),
        ("SELECT SUM(a) FROM N", "Metrics Insights"),
    ] {
        let fault = house
            .data(vec![stat("a", "a", "Sum"), stat("b", "b", "Sum"), expression(text)])
            .await
            .unwrap_err();
        assert_eq!(fault.code, "ValidationError", "{text}");
        assert!(fault.message.contains(part), "{text}: {}", fault.message);
    }
    let deep = format!("{}a{}", "(".repeat(900), ")".repeat(900));
    assert!(
        house
            .data(vec![stat("a", "a", "Sum"), expression(&deep)])
            .await
            .unwrap_err()
            .message
            .contains("deep")
    );
    let (minus, not) = ("-".repeat(2000), "NOT ".repeat(400));
    assert!(house.data(vec![stat("a", "a", "Sum"), expression(&format!("{minus}a"))]).await.is_err());
    let search = format!("SEARCH('{not}a', 'Sum', 60)");
    assert!(house.data(vec![expression(&search)]).await.is_ok());
}

#[tokio::test]
async fn rubbish_never_panics() {
    arbtest::arbtest(|source| {
        let words = [
            "a", "SUM", "(", ")", "[", "]", ",", "+", "-", "^", "'", "\"", "1", ".5e", "AND", "=", "é", " ",
            "{", "}", "NOT", "OR",
        ];
        let mut text = String::new();
        while !source.is_empty() && text.len() < 500 {
            text.push_str(source.choose(&words)?);
        }
        let _ = cloudwatch_service::math::parse(&text);
        let _ = cloudwatch_service::math::Pattern::parse(&text);
        Ok(())
    })
    .budget_ms(500);
}

#[tokio::test]
async fn searches() {
    let house = House::new();
    let with = |host: &str, name: &str, value| api::MetricDatum {
        dimensions: vec![dimension("Host", host), dimension("Kind", "k")],
        ..datum(name, NOW_S - 60, value)
    };
    house.put(vec![with("alpha", "CPU", 1.0), with("beta", "CPU", 2.0), with("beta", "Disk", 4.0)]).await;
    let found = async |text: &str| {
        let results = house.data(vec![expression(&format!("SEARCH('{text}', 'Sum', 60)"))]).await.unwrap();
        let shown = |result: api::MetricDataResult| (result.label.unwrap(), result.values[0]);
        results.into_iter().map(shown).collect::<Vec<_>>()
    };
    let pairs = |pairs: &[(&str, f64)]| {
        pairs.iter().map(|(label, value)| ((*label).to_owned(), *value)).collect::<Vec<_>>()
    };
    assert_eq!(found("{N,Host,Kind} MetricName=\"CPU\"").await, pairs(&[("alpha", 1.0), ("beta", 2.0)]));
    assert_eq!(found("{N,Kind,Host} bet").await, pairs(&[("CPU", 2.0), ("Disk", 4.0)]));
    assert_eq!(found("Host=(alpha OR \"gamma\")").await, pairs(&[("CPU", 1.0)]));
    assert_eq!(found("{N,Host,Kind} NOT Host=\"alpha\" disk").await, pairs(&[("Disk", 4.0)]));
    assert_eq!(found("{N,Host} CPU").await, [], "a schema names all dimensions");
    let total = house.data(vec![expression("SUM(SEARCH('{N,Host,Kind} ', 'Sum', 60))")]).await.unwrap();
    assert_eq!(total[0].values, [7.0]);
}

#[tokio::test]
async fn pages_in_both_directions_give_each_point_once() {
    let house = house().await;
    let queries = || {
        let shown = |query: api::MetricDataQuery| api::MetricDataQuery { return_data: None, ..query };
        vec![shown(stat("a", "a", "Sum")), shown(stat("b", "b", "Sum")), expression("a + b")]
    };
    for scan_by in [api::ScanBy::TimestampAscending, api::ScanBy::TimestampDescending] {
        let mut all: Vec<(String, u64)> = Vec::new();
        let mut next_token = None;
        loop {
            let input = api::GetMetricDataInput {
                metric_data_queries: queries(),
                max_datapoints: Some(3),
                next_token,
                scan_by: Some(scan_by),
                ..hour(NOW_S)
            };
            let output = house.call::<api::GetMetricData>(input).await.unwrap();
            let count: usize = output.metric_data_results.iter().map(|result| result.values.len()).sum();
            assert!(count <= 3);
            for result in output.metric_data_results {
                let id = result.id.unwrap();
                all.extend(result.timestamps.iter().map(|time| (id.clone(), time.seconds())));
            }
            next_token = output.next_token;
            if next_token.is_none() {
                break;
            }
        }
        assert_eq!(all.len(), 13, "{all:?}");
        let order = |pair: &[(String, u64)]| {
            pair[0].0 != pair[1].0 || (pair[0].1 < pair[1].1) == (scan_by == api::ScanBy::TimestampAscending)
        };
        assert!(all.windows(2).all(order), "{all:?}");
    }
}

#[tokio::test]
async fn labels() {
    let house = house().await;
    let labelled = |label: &str| api::MetricDataQuery {
        label: Some(label.into()),
        return_data: None,
        ..stat("a", "a", "p50")
    };
    let label = async |query| house.data(vec![query]).await.unwrap()[0].label.clone().unwrap();
    assert_eq!(label(labelled("")).await, "");
    assert_eq!(
        label(labelled("of ${PROP('MetricName')} ${PROP('Stat')}: ${MIN}..${MAX}, ${LAST} ${odd} ${")).await,
        "of a p50: 1..5, 5 ${odd} ${"
    );
    assert_eq!(label(api::MetricDataQuery { label: None, ..labelled("") }).await, "a");
}
