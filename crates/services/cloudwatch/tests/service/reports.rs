//! What services of the house report: once, whatever is sent again; together with what clients put.

use dispatch::{Keeping, Report};

use crate::house::{House, NOW_S, datum, sample};

fn report(house: &House, source: &str, keeping: Keeping, samples: Vec<dispatch::Sample>) -> Report {
    Report { place: house.call.place.clone(), source: source.into(), keeping, samples }
}

async fn say(house: &House, source: &str, keeping: Keeping, count: f64) {
    let samples = vec![sample(NOW_S - 60, count)];
    house.dispatch.measure().unwrap().report(report(house, source, keeping, samples)).await.unwrap();
}

#[tokio::test]
async fn totals_replace_what_their_source_said() {
    let house = House::new();
    house.put(vec![datum("m", NOW_S - 60, 5.0)]).await;
    say(&house, "a", Keeping::Replace, 3.0).await;
    say(&house, "a", Keeping::Replace, 7.0).await;
    say(&house, "b", Keeping::Replace, 1.0).await;
    say(&house, "a", Keeping::Replace, 7.0).await;
    assert_eq!(house.total(600, 60).await, (85.0, 9.0));
    // Also once seven hours have passed and rows are older than a second's keeping.
    house.clock.advance(7 * 3_600_000);
    house.cloudwatch.sweep().await.unwrap();
    assert_eq!(house.total(8 * 3600, 60).await, (85.0, 9.0));
}

#[tokio::test]
async fn additions_count_once_for_each_sequence() {
    let house = House::new();
    let sequence = || house.dispatch.measure().unwrap().sequence(&house.call.place, "k").unwrap();
    assert_eq!(sequence(), 0);
    say(&house, "k", Keeping::Add { sequence: 10 }, 3.0).await;
    say(&house, "k", Keeping::Add { sequence: 10 }, 3.0).await;
    say(&house, "k", Keeping::Add { sequence: 9 }, 100.0).await;
    say(&house, "k", Keeping::Add { sequence: 11 }, 4.0).await;
    say(&house, "other", Keeping::Add { sequence: 1 }, 1.0).await;
    assert_eq!(sequence(), 11);
    assert_eq!(house.total(600, 60).await, (80.0, 8.0));
    assert_eq!(house.get(600, 60, &["p50"]).await[0].extended_statistics.as_ref().unwrap()["p50"], 10.0);
}

#[tokio::test]
async fn a_report_that_makes_no_sense_changes_nothing() {
    let house = House::new();
    let good = sample(NOW_S - 60, 1.0);
    let bad = [
        dispatch::Sample { unit: "Furlongs".into(), ..good.clone() },
        dispatch::Sample { count: 0.0, ..good.clone() },
        dispatch::Sample { sum: f64::NAN, ..good.clone() },
        dispatch::Sample { dimensions: vec![("a".into(), "x\0y".into())], ..good.clone() },
        sample(NOW_S - 15 * 86_400, 1.0),
    ];
    for bad in bad {
        let report = report(&house, "a", Keeping::Replace, vec![good.clone(), bad.clone()]);
        assert!(house.dispatch.measure().unwrap().report(report).await.is_err(), "{bad:?}");
    }
    let zero = report(&house, "a", Keeping::Add { sequence: 0 }, vec![good]);
    assert!(house.dispatch.measure().unwrap().report(zero).await.is_err());
    assert_eq!(house.total(600, 60).await, (0.0, 0.0));
}
