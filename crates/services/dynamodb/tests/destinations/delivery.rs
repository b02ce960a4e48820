//! What arrives: each change, in order per item, whatever Kinesis does and whenever the power goes.

use std::collections::BTreeSet;
use std::ops::ControlFlow;
use std::sync::Arc;

use serde_json::{Value, json};
use storage::{CrashDisk, Volume};

use super::house::House;
use super::kinesis::{Fate, Kinesis, SINK, by_item};

/// The rounds of writes to four items.
const ROUNDS: u64 = 6;

/// How many change records are in the store: their keys are a number and a position.
fn queued(volume: &Volume) -> usize {
    let mut count = 0;
    let store = volume.key_value("dynamodb").unwrap();
    store
        .scan_prefix(&[], &mut |key, _| {
            count += usize::from(key.len() == 12 && !key.starts_with(&[0; 4]));
            ControlFlow::Continue(())
        })
        .unwrap();
    count
}

async fn write(house: &House) {
    for number in 0..ROUNDS {
        for item in ["a", "b", "c", "d"] {
            house.put(item, number).await;
        }
    }
}

#[tokio::test]
async fn changes_arrive_as_aws_lays_them_out() {
    let house = House::new();
    house.enabled().await;
    house.put("a", 1).await;
    house.put("a", 1).await;
    house.put("a", 2).await;
    house.ok("DeleteItem", json!({"TableName": "tab", "Key": {"k": {"S": "a"}}})).await;
    let arrived = house.kinesis.arrived(3).await;
    let records: Vec<Value> =
        arrived.iter().map(|entry| serde_json::from_slice(&entry.data).unwrap()).collect();
    let image = |n: &str| json!({"k": {"S": "a"}, "n": {"N": n}});
    for (record, (name, old, new)) in records.iter().zip([
        ("INSERT", Value::Null, image("1")),
        ("MODIFY", image("1"), image("2")),
        ("REMOVE", image("2"), Value::Null),
    ]) {
        assert_eq!(record["eventName"], name);
        assert_eq!((&record["dynamodb"]["OldImage"], &record["dynamodb"]["NewImage"]), (&old, &new));
        assert_eq!(record["dynamodb"]["ApproximateCreationDateTime"], 1_763_650_000_000_u64);
        assert_eq!(record["recordFormat"], "application/json");
        assert_eq!(record["userIdentity"], Value::Null);
    }
    assert_eq!(arrived.len(), 3, "what changes nothing does not go");
    assert!(arrived.iter().all(|entry| entry.partition_key == arrived[0].partition_key));
    house.put("b", 1).await;
    assert_ne!(house.kinesis.arrived(4).await[3].partition_key, arrived[0].partition_key);
}

#[tokio::test]
async fn items_keep_their_order_where_kinesis_takes_some_and_not_others() {
    let mut calls = 0;
    let kinesis = Kinesis::new(move |_| {
        calls += 1;
        if calls % 3 == 0 && calls < 20 { Fate::Throttled } else { Fate::Taken }
    });
    let house = House::on(Volume::memory(), kinesis);
    house.enabled().await;
    write(&house).await;
    let arrived = house.kinesis.arrived(4 * ROUNDS as usize).await;
    for (item, numbers) in by_item(&arrived) {
        assert_eq!(numbers, (0..ROUNDS).collect::<Vec<_>>(), "{item}");
    }
}

#[tokio::test]
async fn a_record_that_is_refused_for_what_it_is_does_not_hold_up_the_others() {
    let large = |data: &[u8]| data.windows(12).any(|part| part == br#""n":{"N":"3""#);
    let kinesis = Kinesis::new(move |entry| if large(&entry.data) { Fate::Refused } else { Fate::Taken });
    let house = House::on(Volume::memory(), kinesis);
    house.enabled().await;
    // The change after has it in its old image.
    write(&house).await;
    let arrived = house.kinesis.arrived(4 * (ROUNDS as usize - 2)).await;
    for (item, numbers) in by_item(&arrived) {
        assert_eq!(numbers, [0, 1, 2, 5], "{item}");
    }
}

#[tokio::test]
async fn what_had_not_arrived_when_the_power_went_arrives_afterwards() {
    for taken in [0, 1, 5, 9] {
        let disk = CrashDisk::default();
        let mut room = taken;
        let kinesis = Kinesis::new(move |_| {
            let has_room = room > 0;
            room -= usize::from(has_room);
            if has_room { Fate::Taken } else { Fate::Throttled }
        });
        let before = House::on(Volume::on_disk(Arc::new(disk.clone())), kinesis);
        before.enabled().await;
        write(&before).await;
        before.kinesis.arrived(taken).await;
        let cut = disk.power_cut(taken as u64);
        let early = before.kinesis.until_now();
        let after = House::on(Volume::on_disk(Arc::new(cut)), Kinesis::new(|_| Fate::Taken));
        after.service.resume().unwrap();
        let last = ROUNDS - 1;
        // The newest of each item comes last, so when those are there all are.
        let mut count = 1;
        loop {
            let late = by_item(&after.kinesis.arrived(count).await);
            if late.len() == 4 && late.values().all(|numbers| numbers.last() == Some(&last)) {
                break;
            }
            count = after.kinesis.until_now().len() + 1;
        }
        let late = by_item(&after.kinesis.until_now());
        let early = by_item(&early);
        for (item, numbers) in late {
            assert!(numbers.is_sorted(), "{item}: {numbers:?}");
            let all: BTreeSet<u64> =
                early.get(&item).into_iter().flatten().chain(&numbers).copied().collect();
            assert_eq!(all, (0..ROUNDS).collect(), "{item}");
        }
    }
}

#[tokio::test]
async fn what_has_arrived_does_not_go_again() {
    let disk = CrashDisk::default();
    let before = House::on(Volume::on_disk(Arc::new(disk.clone())), Kinesis::new(|_| Fate::Taken));
    before.enabled().await;
    before.put("a", 1).await;
    before.kinesis.arrived(1).await;
    // Disabling ends when all has arrived and is forgotten.
    before.destination("Disable", SINK).await;
    before.until(SINK, "DISABLED").await;
    before.destination("Enable", SINK).await;
    before.until(SINK, "ACTIVE").await;
    let after = House::on(Volume::on_disk(Arc::new(disk.power_cut(1))), Kinesis::new(|_| Fate::Taken));
    after.service.resume().unwrap();
    after.put("b", 2).await;
    assert_eq!(by_item(&after.kinesis.arrived(1).await), [("b".to_owned(), vec![2])].into());
}

#[tokio::test]
async fn the_changes_of_a_deleted_table_still_arrive() {
    let mut refusals = 2;
    let kinesis = Kinesis::new(move |_| {
        refusals -= i32::from(refusals > 0);
        if refusals > 0 { Fate::Throttled } else { Fate::Taken }
    });
    let house = House::on(Volume::memory(), kinesis);
    house.enabled().await;
    house.put("a", 1).await;
    house.put("b", 1).await;
    house.ok("DeleteTable", json!({"TableName": "tab"})).await;
    let arrived = house.kinesis.arrived(2).await;
    assert_eq!(by_item(&arrived).len(), 2);
}

#[tokio::test]
async fn changes_wait_a_day_for_a_stream_that_is_gone() {
    let kinesis = Kinesis::new(|_| Fate::Gone);
    let volume = Volume::memory();
    let house = House::on(volume.clone(), kinesis);
    house.enabled().await;
    house.put("a", 1).await;
    assert_eq!(house.destinations().await[0]["DestinationStatus"], "ACTIVE", "as on AWS");
    assert_eq!(queued(&volume), 1);
    house.clock.advance(24 * 3_600_000);
    house.service.sweep().await.unwrap();
    assert_eq!(queued(&volume), 1);
    house.clock.advance(1);
    house.service.sweep().await.unwrap();
    assert_eq!(queued(&volume), 0);
    house.destination("Disable", SINK).await;
    house.until(SINK, "DISABLED").await;
}
