//! The power goes at every operation of the disk: what an alarm says was told, or will be.

use std::sync::Arc;

use cloudwatch_api as api;
use storage::{CrashDisk, Fault as DiskFault, Tuning, Volume};

use super::{TOPIC, composite, held};
use crate::house::House;

const TUNING: Tuning = Tuning { checkpoint_bytes: 3000, in_line: true };
const ROUNDS: usize = 2;

fn house(disk: &CrashDisk) -> House {
    House::on(Volume::tuned(Arc::new(disk.clone()), TUNING))
}

/// Goes to ALARM and back, and tells of it; answers how often `c` was told to be in ALARM.
async fn workload(house: &House, told: &mut usize) -> Result<(), wire::Fault> {
    let telling =
        api::PutCompositeAlarmInput { alarm_actions: Some(vec![TOPIC.into()]), ..composite("c", "ALARM(a)") };
    house.call::<api::PutMetricAlarm>(held("a")).await?;
    house.call::<api::PutCompositeAlarm>(telling).await?;
    for _ in 0..ROUNDS {
        for state_value in [api::StateValue::Alarm, api::StateValue::Ok] {
            house.clock.advance(1000);
            let input = api::SetAlarmStateInput {
                alarm_name: "a".into(),
                state_value,
                state_reason: "r".into(),
                state_reason_data: None,
            };
            house.call::<api::SetAlarmState>(input).await?;
            house.cloudwatch.tick().await?;
        }
        let delivered = house.cloudwatch.deliver().await;
        *told += house.told.take().len();
        delivered?;
    }
    Ok(())
}

/// How often the history says that `c` went into ALARM, and that somebody was told.
async fn counts(house: &House) -> (usize, usize) {
    let summaries = house.summaries("c").await;
    let count = |part: &str| summaries.iter().filter(|summary| summary.contains(part)).count();
    (count("to ALARM"), count("Successfully executed"))
}

async fn check(disk: &CrashDisk, told: usize, note: &str) {
    let house = house(disk);
    house.cloudwatch.tick().await.unwrap();
    house.cloudwatch.deliver().await.unwrap();
    let told = told + house.told.take().len();
    let (fired, succeeded) = counts(&house).await;
    assert_eq!(fired, succeeded, "{note}: each change was told");
    // A kill between telling and striking off repeats.
    assert!(told == fired || told == fired + 1, "{note}: {told} were told of {fired}");
}

#[tokio::test]
async fn each_change_is_told() {
    let calm = CrashDisk::default();
    {
        let house = house(&calm);
        let mut told = 0;
        workload(&house, &mut told).await.unwrap();
        assert_eq!((told, counts(&house).await), (ROUNDS, (ROUNDS, ROUNDS)));
    }
    let operations = calm.operations();
    for at in 1..=operations {
        let disk = CrashDisk::default();
        disk.plan(at, DiskFault::PowerCut);
        let mut told = 0;
        let ended = workload(&house(&disk), &mut told).await;
        let note = format!("cut at {at} of {operations} ({ended:?})");
        check(&disk.power_cut(at), told, &note).await;
        disk.restart();
        check(&disk, told, &note).await;
    }
}
