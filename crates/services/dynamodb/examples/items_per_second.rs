//! Measures items written and read by 64 tasks on a volume on disk, as typed calls and as JSON at the door.
//!
//! `cargo run --release -p pumphouse-service-dynamodb --example items_per_second [kind]`
//!
//! All tasks share one thread; the store's writer has another. Beside the rate stands what a second of one
//! core would have done, by the process's own CPU time, for machines that are busy with other things.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a measurement, run by hand")]

use std::sync::Arc;
use std::time::Instant;

use bytes::Bytes;
use dispatch::{Call, Carrier, Dispatch, Origin, Principal};
use dynamodb_api::*;
use dynamodb_service::DynamoDb;
use kernel::{AccountId, ManualClock, Place, RequestId, SystemRandom, Timestamp};
use storage::Volume;

const TASKS: usize = 64;
const CALLS: usize = 200_000;
const KINDS: [&str; 8] =
    ["put", "put-condition", "put-indexed", "update", "get", "query-json", "put-json", "get-json"];

struct House {
    dispatch: Dispatch,
    call: Call,
}

fn main() {
    let directory = std::env::temp_dir().join(format!("items-per-second-{}", std::process::id()));
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).build().unwrap();
    let only = std::env::args().nth(1);
    runtime.block_on(async {
        let house = Arc::new(house(&directory).await);
        if only.as_deref().is_some_and(|only| only != "put") {
            measure(&house, "put").await;
        }
        for kind in KINDS.iter().filter(|kind| only.as_deref().is_none_or(|only| only == **kind)) {
            measure(&house, kind).await;
        }
    });
    std::fs::remove_dir_all(&directory).unwrap();
}

async fn house(directory: &std::path::Path) -> House {
    let clock = ManualClock::at(Timestamp(1_763_650_000_000));
    let dispatch = Dispatch::new(clock, Arc::new(SystemRandom::default()));
    let service = DynamoDb::new(Volume::open(directory).unwrap(), &dispatch);
    dispatch.connect([Carrier::embedded(service.routes())]);
    let call = Call {
        principal: Principal::Account(AccountId::default()),
        place: Place::default(),
        request_id: RequestId("test".into()),
        origin: Origin::Door { endpoint: "http://localhost:4566".into() },
    };
    let house = House { dispatch, call };
    let global = r#","GlobalSecondaryIndexes":[{"IndexName":"by-device","KeySchema":[{"AttributeName":"device","KeyType":"HASH"}],"Projection":{"ProjectionType":"ALL"}}]"#;
    let device = r#",{"AttributeName":"device","AttributeType":"S"}"#;
    for (name, indexes, attribute) in [("plain", "", ""), ("indexed", global, device)] {
        let body = format!(
            r#"{{"TableName":"{name}","BillingMode":"PAY_PER_REQUEST","AttributeDefinitions":[{{"AttributeName":"id","AttributeType":"S"}}{attribute}],"KeySchema":[{{"AttributeName":"id","KeyType":"HASH"}}]{indexes}}}"#
        );
        house.ask("CreateTable", body).await;
    }
    house
}

async fn measure(house: &Arc<House>, kind: &'static str) {
    let (begun, cpu) = (Instant::now(), cpu_seconds());
    let tasks: Vec<_> = (0..TASKS)
        .map(|task| {
            let house = house.clone();
            tokio::spawn(async move {
                for call in 0..CALLS / TASKS {
                    house.one(kind, task * (CALLS / TASKS) + call).await;
                }
            })
        })
        .collect();
    for task in tasks {
        task.await.unwrap();
    }
    let (seconds, cpu) = (begun.elapsed().as_secs_f64(), cpu_seconds() - cpu);
    let calls = CALLS as f64;
    println!(
        "{kind:14} {:8.0}/s   {:8.0}/s of one core   {:5.1} us",
        calls / seconds,
        calls / cpu,
        cpu / calls * 1e6
    );
}

/// What this process has used so far, from `/proc/self/stat` in ticks of 10 ms.
fn cpu_seconds() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap();
    let fields: Vec<&str> = stat.rsplit_once(')').unwrap().1.split_whitespace().collect();
    (fields[11].parse::<f64>().unwrap() + fields[12].parse::<f64>().unwrap()) / 100.0
}

impl House {
    async fn ask(&self, operation: &str, body: String) {
        let carrier = self.dispatch.carrier("dynamodb").unwrap();
        let input = ListTablesInput { exclusive_start_table_name: None, limit: None };
        let mut question = SERVICE.protocol.write_input::<ListTables>(&input);
        question.body = Bytes::from(body);
        let answer = self.dispatch.serve_named(carrier, operation, self.call.clone(), question).await;
        assert_eq!(answer.status.as_u16(), 200, "{:?}", answer.body);
    }

    async fn one(&self, kind: &str, number: usize) {
        match kind {
            "put" => {
                drop(self.dispatch.call::<PutItem>(&self.call, put("plain", number, false)).await.unwrap())
            }
            "put-condition" => {
                drop(self.dispatch.call::<PutItem>(&self.call, put("plain", number, true)).await.unwrap());
            }
            "put-indexed" => {
                drop(self.dispatch.call::<PutItem>(&self.call, put("indexed", number, false)).await.unwrap());
            }
            "update" => drop(self.dispatch.call::<UpdateItem>(&self.call, update(number)).await.unwrap()),
            "get" => drop(self.dispatch.call::<GetItem>(&self.call, get(number)).await.unwrap()),
            "put-json" => {
                let body = format!(
                    r#"{{"TableName":"plain","Item":{{"id":{{"S":"sensor-{number}"}},"device":{{"S":"device-{}"}},"at":{{"N":"{}"}},"celsius":{{"N":"21.5"}},"place":{{"S":"hall 4, second gate, north"}},"ok":{{"BOOL":true}}}}}}"#,
                    number % 1000,
                    1_763_650_000_000 + number
                );
                self.ask("PutItem", body).await;
            }
            "query-json" => {
                let device = number % 1000;
                let body = format!(
                    r#"{{"TableName":"indexed","IndexName":"by-device","Limit":25,"KeyConditionExpression":"device = :d","ExpressionAttributeValues":{{":d":{{"S":"device-{device}"}}}}}}"#
                );
                self.ask("Query", body).await;
            }
            _ => {
                let body = format!(r#"{{"TableName":"plain","Key":{{"id":{{"S":"sensor-{number}"}}}}}}"#);
                self.ask("GetItem", body).await;
            }
        }
    }
}

fn key(number: usize) -> Item {
    [("id".to_owned(), AttributeValue::S(format!("sensor-{number}")))].into()
}

fn put(table: &str, number: usize, conditional: bool) -> PutItemInput {
    let mut item = key(number);
    item.extend([
        ("device".to_owned(), AttributeValue::S(format!("device-{}", number % 1000))),
        ("at".to_owned(), AttributeValue::N((1_763_650_000_000 + number as u64).into())),
        ("celsius".to_owned(), AttributeValue::N("21.5".parse().unwrap())),
        ("place".to_owned(), "hall 4, second gate, north".into()),
        ("ok".to_owned(), AttributeValue::Bool(true)),
    ]);
    PutItemInput {
        table_name: table.to_owned(),
        item,
        expected: None,
        return_values: None,
        return_consumed_capacity: None,
        return_item_collection_metrics: None,
        conditional_operator: None,
        condition_expression: conditional.then(|| "attribute_exists(id)".to_owned()),
        expression_attribute_names: None,
        expression_attribute_values: None,
        return_values_on_condition_check_failure: None,
    }
}

fn update(number: usize) -> UpdateItemInput {
    UpdateItemInput {
        table_name: "plain".to_owned(),
        key: key(number),
        attribute_updates: None,
        expected: None,
        conditional_operator: None,
        return_values: None,
        return_consumed_capacity: None,
        return_item_collection_metrics: None,
        update_expression: Some("ADD n :one".to_owned()),
        condition_expression: None,
        expression_attribute_names: None,
        expression_attribute_values: Some([(":one".to_owned(), AttributeValue::N(1.into()))].into()),
        return_values_on_condition_check_failure: None,
    }
}

fn get(number: usize) -> GetItemInput {
    GetItemInput {
        table_name: "plain".to_owned(),
        key: key(number),
        attributes_to_get: None,
        consistent_read: None,
        return_consumed_capacity: None,
        projection_expression: None,
        expression_attribute_names: None,
    }
}
