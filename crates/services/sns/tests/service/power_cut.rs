//! The power goes at every operation of the disk: what was acknowledged as published is delivered to every
//! subscription, at least once, and FIFO stays in order.

use std::sync::Arc;

use sns_api as api;
use storage::{CrashDisk, Fault as DiskFault, Tuning, Volume};

use crate::house::{House, message, queue, subscription, texts};

const TUNING: Tuning = Tuning { checkpoint_bytes: 2000, in_line: true };
const QUEUES: [&str; 2] = ["p.fifo", "q.fifo"];

fn house(disk: &CrashDisk) -> House {
    House::on(Volume::tuned(Arc::new(disk.clone()), TUNING))
}

/// Publishes; answers what was acknowledged, and what queues were given.
async fn workload(house: &House, told: &mut Vec<String>) -> Result<(), wire::Fault> {
    let attributes = texts(&[("FifoTopic", "true"), ("ContentBasedDeduplication", "true")]);
    let input =
        api::CreateTopicInput { name: "t.fifo".into(), attributes: Some(attributes), ..Default::default() };
    let topic = house.call::<api::CreateTopic>(input).await?.topic_arn.unwrap();
    for name in QUEUES {
        let input = subscription(&topic, "sqs", &queue(name), &[("RawMessageDelivery", "true")]);
        house.call::<api::Subscribe>(input).await?;
    }
    for number in 0..8 {
        let text = format!("{number}");
        let input = api::PublishInput {
            message_group_id: Some(["g", "h"][number % 2].into()),
            ..message(&topic, &text)
        };
        house.call::<api::Publish>(input).await?;
        told.push(text);
    }
    Ok(())
}

/// What each queue was given, in order.
fn by_queue(given: &[crate::house::Given]) -> [Vec<String>; 2] {
    QUEUES.map(|name| {
        let here = given.iter().filter(|given| given.target.ends_with(name));
        here.map(|given| given.text.clone()).collect()
    })
}

async fn check(disk: &CrashDisk, told: &[String], before: [Vec<String>; 2], note: &str) {
    let house = house(disk);
    house.sns.resume().await.unwrap();
    let lacking: usize =
        before.iter().map(|given| told.iter().filter(|text| !given.contains(text)).count()).sum();
    let after = house.others.given(lacking).await;
    for (mut given, after) in before.into_iter().zip(by_queue(&after)) {
        given.extend(after);
        for text in told {
            assert!(given.contains(text), "{note}: {text} was acknowledged and is not delivered: {given:?}");
        }
        for group in 0..2 {
            let mut of_group: Vec<_> =
                given.iter().filter(|text| text.parse::<usize>().unwrap() % 2 == group).collect();
            // A repetition begins again with one that was delivered, never ahead of one that was not.
            let mut seen = Vec::new();
            of_group.retain(|text| {
                !seen.contains(text) && {
                    seen.push(*text);
                    true
                }
            });
            assert!(of_group.is_sorted(), "{note}: out of order: {given:?}");
        }
    }
}

#[tokio::test]
async fn what_was_acknowledged_is_delivered() {
    let calm = CrashDisk::default();
    let mut told = Vec::new();
    {
        let house = house(&calm);
        workload(&house, &mut told).await.unwrap();
        house.others.given(16).await;
    }
    let operations = calm.operations();
    assert!(told.len() == 8 && operations > 20, "{operations}");
    for at in 1..=operations {
        let disk = CrashDisk::default();
        disk.plan(at, DiskFault::PowerCut);
        let mut told = Vec::new();
        let cut = house(&disk);
        let ended = workload(&cut, &mut told).await;
        let before = by_queue(&cut.others.given(0).await);
        cut.sns.shutdown();
        let note = format!("cut at {at} of {operations} ({ended:?})");
        check(&disk.power_cut(at), &told, before, &note).await;
    }
}

#[tokio::test]
async fn a_full_disk_refuses_and_delivers_nothing() {
    let disk = CrashDisk::default();
    let house = house(&disk);
    let topic = house.topic("t", &[]).await;
    house.subscribe(&topic, "sqs", &queue("q"), &[("RawMessageDelivery", "true")]).await;
    disk.set_full(true);
    let fault = house.call::<api::Publish>(message(&topic, "lost")).await.unwrap_err();
    assert!(!fault.is_sender(), "{fault}");
    disk.set_full(false);
    house.publish(&topic, "kept").await;
    let given = house.others.given(1).await;
    assert_eq!((given.len(), given[0].text.as_str()), (1, "kept"));
}
