//! Crawls over DynamoDB tables.

use std::collections::{BTreeMap, BTreeSet};

use dynamodb_api::AttributeValue;
use glue_api as api;

use crate::house::House;

fn number(text: &str) -> AttributeValue {
    AttributeValue::N(text.parse().unwrap())
}

#[tokio::test]
async fn attributes_are_columns() {
    let house = House::new();
    let text = |text: &str| AttributeValue::S(text.to_owned());
    let place: BTreeMap<String, AttributeValue> = [("lat".to_owned(), number("1.5"))].into();
    *house.dynamodb.items.lock().unwrap() = vec![
        [
            ("sensor".to_owned(), text("a")),
            ("at".to_owned(), number("1")),
            ("Value".to_owned(), number("2")),
            ("tags".to_owned(), AttributeValue::Ss(BTreeSet::from(["x".to_owned()]))),
        ]
        .into(),
        [
            ("sensor".to_owned(), text("a")),
            ("at".to_owned(), number("2")),
            ("Value".to_owned(), number("2.5")),
            ("ok".to_owned(), AttributeValue::Bool(true)),
            ("place".to_owned(), AttributeValue::M(place)),
            ("list".to_owned(), AttributeValue::L(vec![number("1"), number("1.5")])),
            ("none".to_owned(), AttributeValue::Null),
        ]
        .into(),
    ];
    house
        .create("", |input| {
            let table = api::DynamoDbTarget { path: Some("readings".into()), ..Default::default() };
            input.targets = api::CrawlerTargets { dynamodb_targets: Some(vec![table]), ..Default::default() };
        })
        .await;
    house.crawl().await;
    assert_eq!(
        house.tables().await,
        [
            "readings []: value double, at bigint, sensor string, tags array<string>, list array<double>, none string, \
          ok boolean, place struct<lat:double> @arn:aws:dynamodb:us-east-1:000000000000:table/readings"
        ]
    );
    let parameters = house.table("readings").await.parameters.unwrap();
    for (name, value) in [
        ("classification", "dynamodb"),
        ("typeOfData", "table"),
        ("hashKey", "sensor"),
        ("rangeKey", "at"),
        ("recordCount", "2"),
        ("sizeKey", "90"),
        ("averageRecordSize", "45"),
    ] {
        assert_eq!(parameters[name], value, "{name}");
    }
}

#[tokio::test]
async fn a_table_that_is_not_there_fails_the_crawl() {
    let house = House::new();
    house
        .create("", |input| {
            let table = api::DynamoDbTarget { path: Some("nowhere".into()), ..Default::default() };
            input.targets = api::CrawlerTargets { dynamodb_targets: Some(vec![table]), ..Default::default() };
        })
        .await;
    house.start().await;
    assert_eq!(house.ready().await.error_message.as_deref(), Some("Requested resource not found"));
}
