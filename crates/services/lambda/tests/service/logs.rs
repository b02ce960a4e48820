//! What functions print reaches CloudWatch Logs.

use serde_json::json;

use crate::house::House;
use crate::oracle::has_python;

async fn print(house: &House, text: &str) {
    let answered = async { house.oracle.asked().await.reply(json!({"print": text})).await };
    let (answer, ()) = tokio::join!(house.invoke("f/invocations", &[], "{}"), answered);
    assert_eq!(answer.status, 200);
}

#[tokio::test]
async fn lines_reach_put_log_events_even_after_their_group_was_deleted() {
    if !has_python() {
        return;
    }
    let house = House::new();
    house.create("f").await;
    print(&house, "one").await;
    let events = house.logs.once("one").await;
    assert!(events.iter().all(|(group, ..)| group == "/aws/lambda/f"));
    let stream = &events[0].1;
    assert!(stream.starts_with("2027/01/15/[$LATEST]") && stream.len() == "2027/01/15/[$LATEST]".len() + 32);
    let of_start = events.iter().position(|(.., text)| text.starts_with("START RequestId: ")).unwrap();
    let of_one = events.iter().position(|(.., text)| text == "one").unwrap();
    assert!(of_start < of_one);
    house.logs.lose();
    print(&house, "two").await;
    let events = house.logs.once("two").await;
    assert_eq!(events.iter().filter(|(.., text)| text == "two").count(), 1);
    // What was printed before the end is there after it.
    let asked = async { house.oracle.asked().await.reply(json!({"print": "three"})).await };
    let (_, ()) = tokio::join!(house.invoke("f/invocations", &[], "{}"), asked);
    house.lambda.shutdown().await;
    assert!(house.logs.events.borrow().iter().any(|(.., text)| text == "three"));
}

#[tokio::test]
async fn a_log_group_may_be_named() {
    if !has_python() {
        return;
    }
    let house = House::new();
    let (status, made) = house.try_create("f", json!({"LoggingConfig": {"LogGroup": "mine"}})).await;
    assert_eq!((status, &made["LoggingConfig"]["LogGroup"]), (201, &json!("mine")));
    print(&house, "here").await;
    assert!(house.logs.once("here").await.iter().all(|(group, ..)| group == "mine"));
}
