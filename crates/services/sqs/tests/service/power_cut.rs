//! The power goes at every operation of the disk: what was acknowledged as sent is there, what was acknowledged as
//! deleted is not, FIFO stays in order, and a message that is moved is in one queue.

use std::collections::BTreeSet;
use std::sync::Arc;

use sqs_api as api;
use storage::{CrashDisk, Fault as DiskFault, Tuning, Volume};

use crate::house::{House, arn, create, message, receive};

const TUNING: Tuning = Tuning { checkpoint_bytes: 4000, in_line: true };

/// What the clients were told.
#[derive(Default)]
struct Told {
    sent: BTreeSet<String>,
    deleted: BTreeSet<String>,
    /// What was under way when the power went.
    deleting: BTreeSet<String>,
}

fn house(disk: &CrashDisk) -> House {
    House::on(Volume::tuned(Arc::new(disk.clone()), TUNING))
}

async fn workload(house: &House, told: &mut Told) -> Result<(), wire::Fault> {
    let redrive = format!(r#"{{"deadLetterTargetArn":"{}","maxReceiveCount":2}}"#, arn("dead.fifo"));
    let fifo = [("FifoQueue", "true"), ("ContentBasedDeduplication", "true")];
    house.call::<api::CreateQueue>(create("dead.fifo", &fifo)).await?;
    let mut attributes = fifo.to_vec();
    attributes.push(("RedrivePolicy", &redrive));
    let url = house.call::<api::CreateQueue>(create("q.fifo", &attributes)).await?.queue_url.unwrap();
    for round in 0..6 {
        for number in 0..3 {
            let body = format!("{round}{number}{}", "x".repeat(100));
            let group = ["g", "h"][number % 2];
            let input =
                api::SendMessageInput { message_group_id: Some(group.into()), ..message(&url, &body) };
            house.call::<api::SendMessage>(input).await?;
            told.sent.insert(body);
        }
        let received = house.call::<api::ReceiveMessage>(receive(&url)).await?.messages.unwrap_or_default();
        // Every other is left to time out, and so in the end to be given up.
        for message in received.iter().step_by(2) {
            let body = message.body.clone().unwrap();
            told.deleting.insert(body.clone());
            house.delete(&url, message).await?;
            told.deleted.insert(body);
        }
        house.wait(31);
    }
    Ok(())
}

/// All that both queues still hold, in order of number.
async fn left(house: &House) -> Vec<Vec<String>> {
    let mut all = Vec::new();
    for name in ["q.fifo", "dead.fifo"] {
        let mut bodies = Vec::new();
        let input = api::GetQueueUrlInput { queue_name: name.into(), queue_owner_aws_account_id: None };
        let Ok(found) = house.call::<api::GetQueueUrl>(input).await else { return all };
        let url = found.queue_url.unwrap();
        house.set(&url, "RedrivePolicy", "").await.unwrap();
        house.wait(43_200);
        loop {
            let received = house.receive(&url).await;
            if received.is_empty() {
                break;
            }
            for message in received {
                house.delete(&url, &message).await.unwrap();
                bodies.push(message.body.unwrap());
            }
        }
        all.push(bodies);
    }
    all
}

async fn check(disk: &CrashDisk, told: &Told, note: &str) {
    let house = house(disk);
    let left = left(&house).await;
    let all: Vec<&String> = left.iter().flatten().collect();
    let there: BTreeSet<&String> = all.iter().copied().collect();
    assert_eq!(all.len(), there.len(), "{note}: a message is there twice");
    for body in told.sent.difference(&told.deleting) {
        assert!(there.contains(body), "{note}: {body} was acknowledged and is lost");
    }
    for body in &told.deleted {
        assert!(!there.contains(body), "{note}: {body} was deleted and is back");
    }
    for bodies in &left {
        for group in [["0", "2"].as_slice(), &["1"]] {
            let of_group: Vec<_> = bodies.iter().filter(|body| group.contains(&&body[1..2])).collect();
            assert!(of_group.is_sorted(), "{note}: out of order: {of_group:?}");
        }
    }
}

#[tokio::test]
async fn nothing_acknowledged_is_lost_and_nothing_deleted_comes_back() {
    let calm = CrashDisk::default();
    let mut told = Told::default();
    {
        let house = house(&calm);
        workload(&house, &mut told).await.unwrap();
        assert!(told.deleted.len() > 4 && told.sent.len() == 18, "{}", told.deleted.len());
        let left = left(&house).await;
        assert!(!left[1].is_empty(), "something was given up");
        assert_eq!(left.concat().len() + told.deleted.len(), 18);
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
async fn numbers_go_on_after_a_restart_and_duplicates_are_still_known() {
    let disk = CrashDisk::default();
    let fifo = [("FifoQueue", "true"), ("ContentBasedDeduplication", "true")];
    let (number, duplicate) = {
        let house = house(&disk);
        let url = house.queue("q.fifo", &fifo).await;
        let number = house.send_in(&url, "g", "a").await;
        let received = house.receive(&url).await.remove(0);
        house.delete(&url, &received).await.unwrap();
        (number, received.message_id)
    };
    let house = house(&disk.power_cut(3));
    let url = house.queue("q.fifo", &fifo).await;
    let input = api::SendMessageInput { message_group_id: Some("g".into()), ..message(&url, "a") };
    assert_eq!(house.call::<api::SendMessage>(input).await.unwrap().message_id, duplicate);
    assert!(house.send_in(&url, "g", "b").await > number);
    assert_eq!(house.bodies(&url).await, ["b"]);
}

#[tokio::test]
async fn a_full_disk_refuses_and_leaves_nothing_half_done() {
    let disk = CrashDisk::default();
    let house = house(&disk);
    let url = house.queue("q", &[]).await;
    house.send(&url, "kept").await;
    let received = house.receive(&url).await.remove(0);
    disk.set_full(true);
    let fault = house.call::<api::SendMessage>(message(&url, "lost")).await.unwrap_err();
    assert!(!fault.is_sender(), "{fault}");
    assert!(house.delete(&url, &received).await.is_err());
    disk.set_full(false);
    house.wait(30);
    assert_eq!(house.bodies(&url).await, ["kept"]);
    house.send(&url, "new").await;
    assert_eq!(house.bodies(&url).await, ["new"]);
}
