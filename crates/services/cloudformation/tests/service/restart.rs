//! The process ends in the middle; the next one goes on.

use cloudformation_api::*;
use kernel::ManualClock;
use storage::Volume;

use crate::fakes::Fakes;
use crate::house::{House, NOW, delete, new, session};

/// Everything whose name is given, so that both processes mean the same things.
const ALL: &str = r#"
Resources:
  Stream: {Type: AWS::Kinesis::Stream, Properties: {Name: st, ShardCount: 1}}
  Table: {Type: AWS::DynamoDB::Table, Properties: {TableName: ta, KeySchema: [{AttributeName: a, KeyType: HASH}]}}
  Group: {Type: AWS::Logs::LogGroup, Properties: {LogGroupName: /g}}
  Role: {Type: AWS::IAM::Role, Properties: {RoleName: ro, AssumeRolePolicyDocument: {}}}
  Policy: {Type: AWS::IAM::ManagedPolicy, Properties: {ManagedPolicyName: po, PolicyDocument: {}}}
  Function: {Type: AWS::Lambda::Function, Properties: {FunctionName: fu, Role: "arn:aws:iam::000000000000:role/ro", Code: {S3Bucket: bucket, S3Key: k}}}
  Mapping: {Type: AWS::Lambda::EventSourceMapping, Properties: {FunctionName: fu}}
"#;
const CREATIONS: [&str; 7] = [
    "CreateStream",
    "CreateTable",
    "CreateLogGroup",
    "CreateRole",
    "CreatePolicy",
    "CreateFunction",
    "CreateEventSourceMapping",
];

fn process() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap()
}

/// Runs `first` in a process that is then killed, and `then` in the next one.
fn across<T>(first: impl AsyncFnOnce(&House) -> T, then: impl AsyncFnOnce(&House, T)) {
    let (volume, clock) = (Volume::memory(), ManualClock::at(NOW));
    let fakes = Fakes::new(clock.clone());
    let before = process();
    let kept = before.block_on(async {
        first(&House::on(volume.clone(), clock.clone(), fakes.clone()).called_by("deployer")).await
    });
    drop(before);
    process().block_on(async { then(&House::on(volume, clock, fakes), kept).await });
}

#[test]
fn things_whose_answer_was_lost_are_found_again() {
    across(
        async |house| {
            house.fakes.silence(&CREATIONS);
            let id = house.create(ALL).await.unwrap();
            while house.fakes.things().len() < CREATIONS.len() {
                tokio::task::yield_now().await;
            }
            house.fakes.silence(&[]);
            id
        },
        async |house, id| {
            house.service.resume().await.unwrap();
            house.until(&id, StackStatus::CreateComplete).await;
            assert_eq!(house.fakes.things().len(), CREATIONS.len(), "nothing was made twice");
            assert!(house.fakes.principals().iter().all(|principal| *principal == session("deployer")));
        },
    );
}

#[test]
fn things_that_were_there_before_are_not_taken() {
    for creation in CREATIONS.iter().filter(|each| **each != "CreateEventSourceMapping") {
        across(
            async |house| {
                for thing in ["stream/st", "table/ta", "group//g", "role/ro", "function/fu"] {
                    house.fakes.put(thing);
                }
                house.fakes.put("arn:aws:iam::000000000000:policy/po");
                house.clock.advance(5000);
                house.fakes.hang(creation);
                let id = house.create(ALL).await.unwrap();
                while !house.fakes.asked().iter().any(|line| line.starts_with(&format!("{creation} "))) {
                    tokio::task::yield_now().await;
                }
                house.fakes.hang("");
                id
            },
            async |house, id| {
                house.service.resume().await.unwrap();
                house.until(&id, StackStatus::RollbackComplete).await;
                assert_eq!(house.fakes.things().len(), 6, "{creation}");
            },
        );
    }
}

#[test]
fn waiting_goes_on_and_so_does_deleting() {
    across(
        async |house| {
            house.fakes.stick(true);
            let id = house.create(ALL).await.unwrap();
            let initiated = async || {
                let story = house.story(&id).await;
                let count = story.iter().filter(|line| line.ends_with("Resource creation Initiated")).count();
                (count == CREATIONS.len()).then_some(())
            };
            house.wait(&id, initiated).await;
            house.fakes.stick(false);
            id
        },
        async |house, id| {
            house.service.resume().await.unwrap();
            house.until(&id, StackStatus::CreateComplete).await;
            let created = house.fakes.asked().iter().filter(|line| line.starts_with("Create")).count();
            assert_eq!(created, CREATIONS.len(), "nothing was asked for again");
        },
    );
    across(
        async |house| {
            let id = house.create(ALL).await.unwrap();
            house.until(&id, StackStatus::CreateComplete).await;
            house.fakes.silence(&["DeleteTable"]);
            house.call::<DeleteStack>(delete("s")).await.unwrap();
            while house.fakes.things().contains(&"table/ta".to_owned()) {
                tokio::task::yield_now().await;
            }
            id
        },
        async |house, id| {
            // Only now, or the first house might be done before it is ended.
            house.fakes.silence(&[]);
            assert_eq!(house.stack("s").await.unwrap().stack_status, StackStatus::DeleteInProgress);
            house.service.resume().await.unwrap();
            house.until(&id, StackStatus::DeleteComplete).await;
            assert!(house.fakes.things().is_empty());
        },
    );
}

#[tokio::test]
async fn resuming_where_nothing_was_does_nothing() {
    let house = House::new();
    house.service.resume().await.unwrap();
    assert!(house.fakes.asked().is_empty());
    let id = house.call::<CreateStack>(new("s", ALL)).await.unwrap().stack_id.unwrap();
    house.service.resume().await.unwrap();
    house.until(&id, StackStatus::CreateComplete).await;
    house.service.resume().await.unwrap();
}
