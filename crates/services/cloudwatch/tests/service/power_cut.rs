//! The power goes at every operation of the disk: what was acknowledged is there and counted once, and rolling up
//! changes no sum.

use std::sync::Arc;

use cloudwatch_api as api;
use dispatch::{Keeping, Report};
use kernel::Timestamp;
use storage::{CrashDisk, Fault as DiskFault, Tuning, Volume};

use crate::house::{House, NOW_S, Seconds, datum, input, sample, statistics};

const TUNING: Tuning = Tuning { checkpoint_bytes: 2000, in_line: true };
const ROUNDS: u64 = 12;

/// What was acknowledged, and what was under way when the power went.
#[derive(Default)]
struct Told {
    put: f64,
    putting: f64,
    reported: f64,
    reporting: f64,
}

fn house(disk: &CrashDisk) -> House {
    House::on(Volume::tuned(Arc::new(disk.clone()), TUNING))
}

/// Puts 1, 2, 4, … by the second; and reports additions and totals of source after source.
async fn workload(house: &House, told: &mut Told) -> Result<(), wire::Fault> {
    let measure = house.dispatch.measure().unwrap();
    let place = house.call.place.clone();
    for round in 0..ROUNDS {
        let at_s = house.clock.now_s();
        let value = (1u64 << round) as f64;
        told.putting += value;
        let second = api::MetricDatum { storage_resolution: Some(1), ..datum("m", at_s, value) };
        house.call::<api::PutMetricData>(input(vec![second])).await?;
        told.put += value;
        told.reporting += 10.0;
        let report = |keeping, count| Report {
            place: place.clone(),
            source: "s".into(),
            keeping,
            samples: vec![sample(at_s, count)],
        };
        // Whoever does not know whether a report was kept sends it again.
        let sequence = measure.sequence(&place, "s")? + 1;
        measure.report(report(Keeping::Add { sequence }, 1.0)).await?;
        measure.report(report(Keeping::Add { sequence }, 1.0)).await?;
        told.reported += 10.0;
        house.clock.advance(600_000);
        if round % 4 == 3 {
            // Seconds have had their time, and then minutes.
            house.clock.advance(4 * 3_600_000);
            house.cloudwatch.sweep().await?;
        }
    }
    house.clock.advance(16 * 86_400_000);
    house.cloudwatch.sweep().await
}

/// The sum of all that was put, and of all that was reported.
async fn sums(house: &House) -> (f64, f64) {
    let sum = async |unit| {
        let input = api::GetMetricStatisticsInput {
            start_time: Some(Timestamp((NOW_S - 3600) * 1000)),
            end_time: Some(Timestamp((NOW_S + 86_400) * 1000)),
            period: Some(3600),
            unit: Some(unit),
            ..statistics()
        };
        let points = house.call::<api::GetMetricStatistics>(input).await.unwrap().datapoints;
        points.iter().filter_map(|point| point.sum).sum::<f64>()
    };
    (sum(api::StandardUnit::None).await, sum(api::StandardUnit::Bytes).await)
}

async fn check(disk: &CrashDisk, told: &Told, note: &str) {
    let house = house(disk);
    for sweep in [false, true] {
        let (put, reported) = sums(&house).await;
        assert!(put == told.put || put == told.putting, "{note}: {put}, {} were acknowledged", told.put);
        let known = [told.reported, told.reporting];
        assert!(known.contains(&reported), "{note}: {reported} reported, {known:?}");
        if sweep {
            house.clock.advance(20 * 86_400_000);
            house.cloudwatch.sweep().await.unwrap();
        }
    }
}

#[tokio::test]
async fn what_was_acknowledged_is_counted_once() {
    let calm = CrashDisk::default();
    let mut told = Told::default();
    {
        let house = house(&calm);
        workload(&house, &mut told).await.unwrap();
        assert_eq!(sums(&house).await, (((1u64 << ROUNDS) - 1) as f64, ROUNDS as f64 * 10.0));
    }
    let operations = calm.operations();
    for at in 1..=operations {
        let disk = CrashDisk::default();
        disk.plan(at, DiskFault::PowerCut);
        let mut told = Told::default();
        let ended = workload(&house(&disk), &mut told).await;
        let note = format!("cut at {at} of {operations} ({ended:?})");
        check(&disk.power_cut(at), &told, &note).await;
        disk.restart();
        check(&disk, &told, &note).await;
    }
}

#[tokio::test]
async fn a_full_disk_refuses_and_leaves_nothing_half_done() {
    let disk = CrashDisk::default();
    let house = house(&disk);
    house.put(vec![datum("m", NOW_S, 1.0)]).await;
    disk.set_full(true);
    let both = vec![datum("m", NOW_S, 1.0), datum("other", NOW_S, 1.0)];
    assert!(!house.call::<api::PutMetricData>(input(both)).await.unwrap_err().is_sender());
    disk.set_full(false);
    house.put(vec![datum("m", NOW_S, 4.0)]).await;
    assert_eq!(house.total(600, 60).await, (5.0, 2.0));
}
