//! Many writers at once: nothing is lost, a condition lets one through.

use std::sync::Arc;

use crate::house::House;

async fn at_once(
    house: &Arc<House>,
    count: usize,
    operation: &'static str,
    body: impl Fn(usize) -> String,
) -> Vec<u16> {
    let tasks: Vec<_> = (0..count)
        .map(|number| {
            let (house, body) = (house.clone(), body(number));
            tokio::spawn(async move { house.ask(operation, &body).await.0 })
        })
        .collect();
    let mut statuses = Vec::with_capacity(count);
    for task in tasks {
        statuses.push(task.await.unwrap());
    }
    statuses
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_thousand_additions_are_a_thousand() {
    let house = Arc::new(House::new().await);
    let add = r#"{"TableName":"hash","Key":{"id":{"S":"n"}},"UpdateExpression":"ADD n :one","ExpressionAttributeValues":{":one":{"N":"1"}}}"#;
    let statuses = at_once(&house, 1000, "UpdateItem", |_| add.to_owned()).await;
    assert!(statuses.iter().all(|status| *status == 200));
    let get = r#"{"TableName":"hash","Key":{"id":{"S":"n"}},"ProjectionExpression":"n"}"#;
    assert_eq!(house.ok("GetItem", get).await, r#"{"Item":{"n":{"N":"1000"}}}"#);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn one_of_many_conditional_puts_succeeds() {
    let house = Arc::new(House::new().await);
    let put = |number| {
        format!(
            r#"{{"TableName":"range","Item":{{"a":{{"S":"1"}},"b":{{"S":"1"}},"c":{{"S":"{number}"}}}},"ConditionExpression":"attribute_not_exists(a)"}}"#
        )
    };
    let statuses = at_once(&house, 64, "PutItem", put).await;
    assert_eq!(statuses.iter().filter(|status| **status == 200).count(), 1);
    let winner = statuses.iter().position(|status| *status == 200).unwrap();
    let item = format!(r#"{{"a":{{"S":"1"}},"b":{{"S":"1"}},"c":{{"S":"{winner}"}}}}"#);
    assert_eq!(house.items("Scan", r#"{"TableName":"range","IndexName":"g-c"}"#).await, item);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn an_item_that_many_move_is_in_one_place_of_each_index() {
    let house = Arc::new(House::new().await);
    let put = |number| {
        format!(
            r#"{{"TableName":"range","Item":{{"a":{{"S":"1"}},"b":{{"S":"1"}},"c":{{"S":"{number}"}},"d":{{"S":"{number}"}}}}}}"#
        )
    };
    let statuses = at_once(&house, 200, "PutItem", put).await;
    assert!(statuses.iter().all(|status| *status == 200));
    let whole = house.items("Scan", r#"{"TableName":"range"}"#).await;
    for index in ["l-c", "l-d", "g-c", "g-cd"] {
        let scan =
            format!(r#"{{"TableName":"range","IndexName":"{index}","ProjectionExpression":"a, b, d"}}"#);
        let c = whole.split_once(r#""c":"#).unwrap().1.split_once(r#","d""#).unwrap().0;
        assert_eq!(house.items("Scan", &scan).await, whole.replace(&format!(r#""c":{c},"#), ""), "{index}");
    }
}
