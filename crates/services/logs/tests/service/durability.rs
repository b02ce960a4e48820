//! What is there after the process died, and what callers inside the house may rely on.

use std::sync::Arc;

use dispatch::{Call, Principal};
use logs_api as api;
use storage::{CrashDisk, Volume};

use crate::house::{House, NOW, put_input};

fn inside(house: &House) -> Call {
    let outside = house.call.clone();
    Call::inside("lambda", Principal::Service("lambda.amazonaws.com"), outside.place, outside.request_id)
}

#[tokio::test]
async fn what_the_door_acknowledged_survives_and_numbers_go_on() {
    let disk = Arc::new(CrashDisk::default());
    {
        let house = House::on(Volume::on_disk(disk.clone()));
        house.group("g").await;
        house.stream("g", "s").await;
        house.put("g", "s", &[(NOW, "a"), (NOW, "b")]).await;
    }
    let house = House::on(Volume::on_disk(Arc::new(disk.power_cut(7))));
    house.put("g", "s", &[(NOW, "c")]).await;
    assert_eq!(house.messages("g", "s").await, ["a", "b", "c"]);
}

#[tokio::test]
async fn what_came_from_inside_is_there_for_the_next_reader() {
    let house = House::new();
    house.group("/aws/lambda/f").await;
    house.stream("/aws/lambda/f", "s").await;
    let call = inside(&house);
    for text in ["START", "END", "REPORT"] {
        let input = put_input("/aws/lambda/f", "s", &[(NOW, text)]);
        house.dispatch.call::<api::PutLogEvents>(&call, input).await.unwrap();
    }
    assert_eq!(house.messages("/aws/lambda/f", "s").await, ["START", "END", "REPORT"]);
    let missing = put_input("/aws/lambda/f", "t", &[(NOW, "x")]);
    let fault = house.dispatch.call::<api::PutLogEvents>(&call, missing).await.unwrap_err();
    assert_eq!(fault.code, "ResourceNotFoundException");
}

#[tokio::test]
async fn what_was_seen_or_flushed_survives() {
    let disk = Arc::new(CrashDisk::default());
    {
        let house = House::on(Volume::on_disk(disk.clone()));
        house.group("g").await;
        house.stream("g", "s").await;
        let call = inside(&house);
        let put = |text: &'static str| {
            house.dispatch.call::<api::PutLogEvents>(&call, put_input("g", "s", &[(NOW, text)]))
        };
        put("a").await.unwrap();
        assert_eq!(house.messages("g", "s").await, ["a"]);
        put("b").await.unwrap();
        house.logs.flush().await.unwrap();
    }
    let house = House::on(Volume::on_disk(Arc::new(disk.power_cut(7))));
    assert_eq!(house.messages("g", "s").await, ["a", "b"]);
}

#[tokio::test]
async fn much_from_inside_is_written_without_being_asked_for() {
    let house = House::new();
    house.group("g").await;
    for stream in ["s", "gone"] {
        house.stream("g", stream).await;
    }
    let (call, text) = (inside(&house), "x".repeat(1_000_000));
    let input = put_input("g", "gone", &[(NOW, "x")]);
    house.dispatch.call::<api::PutLogEvents>(&call, input).await.unwrap();
    let delete = api::DeleteLogStreamInput { log_group_name: "g".into(), log_stream_name: "gone".into() };
    house.call::<api::DeleteLogStream>(delete).await.unwrap();
    for _ in 0..6 {
        house.dispatch.call::<api::PutLogEvents>(&call, put_input("g", "s", &[(NOW, &text)])).await.unwrap();
    }
    assert_eq!(house.stored_bytes("g").await, 6_000_156);
}
