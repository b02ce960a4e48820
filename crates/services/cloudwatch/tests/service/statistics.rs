//! Percentiles and trimmed statistics; how far off they are once values are in buckets.

use cloudwatch_service::engine::{Distribution, Statistic, Summary};

fn of(values: impl IntoIterator<Item = f64>) -> Summary {
    let mut all = values.into_iter().map(|value| Summary::of_value(value, 1.0));
    let mut sum = all.next().unwrap();
    all.for_each(|one| sum.merge(&one));
    sum
}

fn get(samples: &Summary, name: &str) -> Option<f64> {
    Statistic::parse(name).unwrap_or_else(|| panic!("{name}")).of(samples)
}

#[test]
fn few_values_are_exact() {
    let samples = of((1..=100).map(f64::from));
    for (name, value) in [
        ("p0", 1.0),
        ("p50", 50.0),
        ("p99", 99.0),
        ("p99.9", 100.0),
        ("p100", 100.0),
        ("tm90", 45.5),
        ("TM(10%:90%)", 50.5),
        ("IQM", 50.5),
        ("TC(:10)", 10.0),
        ("TS(98:)", 199.0),
        ("PR(:25)", 25.0),
        ("TM(80%:)", 90.5),
        ("WM(10%:90%)", 50.5),
        ("Average", 50.5),
        ("n", 100.0),
    ] {
        assert!((get(&samples, name).unwrap() - value).abs() < 1e-9, "{name}: {:?}", get(&samples, name));
    }
    for name in [
        "p",
        "p101",
        "p-1",
        "p1e1",
        "P50",
        "tm",
        "TM()",
        "TM(:)",
        "TM(9%:5%)",
        "TM(10%:20)",
        "PR(1%:2%)",
        "x",
        "",
        "é",
    ] {
        assert_eq!(Statistic::parse(name), None, "{name}");
    }
}

#[test]
fn sets_have_no_percentiles_unless_there_is_one_value() {
    assert_eq!(get(&Summary::of_set(5.0, 10.0, 1.0, 3.0), "p50"), None);
    assert_eq!(get(&Summary::of_set(5.0, 10.0, 2.0, 2.0), "p50"), Some(2.0));
    assert_eq!(get(&Summary::of_set(1.0, 2.0, 2.0, 2.0), "p50"), Some(2.0));
}

#[test]
fn many_values_are_off_by_half_a_bucket_and_counts_are_exact() {
    // Three decades, both signs: 20,000 distinct values.
    let values: Vec<f64> = (0..10_000).map(|step| 1.0007f64.powi(step)).collect();
    let samples = of(values.iter().copied().chain(values.iter().map(|value| -value)));
    assert_eq!(samples.count, 20_000.0);
    assert_eq!(samples.values.values().iter().map(|(_, count)| count).sum::<f64>(), 20_000.0);
    assert!(samples.values.values().len() <= 256);
    let half = 1.01f64.powi(1 << (samples.values.coarseness() - 1)).sqrt() - 1.0;
    for percent in [1, 10, 40, 60, 90, 99] {
        let exact =
            if percent < 50 { -values[10_000 - percent * 200] } else { values[(percent - 50) * 200 - 1] };
        let got = get(&samples, &format!("p{percent}")).unwrap();
        assert!(
            (got / exact - 1.0).abs() <= half + 0.001,
            "p{percent}: {got} for {exact}, half a bucket {half}"
        );
    }
}

#[test]
fn it_does_not_matter_in_which_order_values_come_together() {
    arbtest::arbtest(|source| {
        let values: Vec<f64> = source
            .arbitrary::<Vec<(u16, bool)>>()?
            .iter()
            .map(|(value, sign)| f64::from(*value).powi(3) * if *sign { -1.0 } else { 1.0 })
            .collect();
        let mut forward = Distribution::default();
        values.iter().for_each(|value| forward.add(*value, 1.0));
        let mut halves = [Distribution::default(), Distribution::default()];
        values.iter().rev().enumerate().for_each(|(at, value)| halves[at % 2].add(*value, 1.0));
        let [mut merged, other] = halves;
        merged.merge(&other);
        assert_eq!(forward.values().iter().map(|(_, count)| count).sum::<f64>(), values.len() as f64);
        assert_eq!(forward, merged);
        Ok(())
    })
    .budget_ms(1000);
}
