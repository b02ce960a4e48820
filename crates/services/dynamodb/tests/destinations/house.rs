//! A house with DynamoDB and a Kinesis, asked in JSON as at the door.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use dispatch::{Call, Carrier, Dispatch, Origin, Principal};
use dynamodb_api::{ListTables, ListTablesInput, SERVICE};
use dynamodb_service::DynamoDb;
use kernel::{AccountId, ManualClock, Place, RequestId, SeededRandom, Timestamp};
use serde_json::{Value, json};
use storage::Volume;

use super::kinesis::{Fate, Kinesis, SINK};

pub struct House {
    pub clock: Arc<ManualClock>,
    pub service: Arc<DynamoDb>,
    pub kinesis: Arc<Kinesis>,
    dispatch: Dispatch,
    call: Call,
}

impl House {
    /// A house whose Kinesis takes everything.
    pub fn new() -> Self {
        Self::on(Volume::memory(), Kinesis::new(|_| Fate::Taken))
    }

    pub fn on(volume: Volume, kinesis: Arc<Kinesis>) -> Self {
        let clock = ManualClock::at(Timestamp(1_763_650_000_000));
        let dispatch = Dispatch::new(clock.clone(), Arc::new(SeededRandom::new(1)));
        let service = DynamoDb::new(volume, &dispatch);
        dispatch.connect([Carrier::embedded(service.routes()), Carrier::embedded(kinesis.routes())]);
        let call = Call {
            principal: Principal::Account(AccountId::default()),
            place: Place::default(),
            request_id: RequestId("test".into()),
            origin: Origin::Door { endpoint: "http://localhost:4566".into() },
        };
        Self { clock, service, kinesis, dispatch, call }
    }

    /// Makes the table `tab` with the key `k`.
    pub async fn table(&self) {
        let body = json!({
            "TableName": "tab",
            "AttributeDefinitions": [{"AttributeName": "k", "AttributeType": "S"}],
            "KeySchema": [{"AttributeName": "k", "KeyType": "HASH"}],
            "BillingMode": "PAY_PER_REQUEST",
        });
        self.ok("CreateTable", body).await;
    }

    /// Makes the table and sends its changes to `sink`.
    pub async fn enabled(&self) {
        self.table().await;
        let answer = self.destination("Enable", SINK).await;
        assert_eq!(answer["DestinationStatus"], "ENABLING");
        self.until(SINK, "ACTIVE").await;
    }

    /// The answer to `<kind>KinesisStreamingDestination`.
    pub async fn destination(&self, kind: &str, arn: &str) -> Value {
        let body = json!({"TableName": "tab", "StreamArn": arn});
        self.ok(&format!("{kind}KinesisStreamingDestination"), body).await
    }

    /// The destinations of the table.
    pub async fn destinations(&self) -> Value {
        let answer = self.ok("DescribeKinesisStreamingDestination", json!({"TableName": "tab"})).await;
        answer["KinesisDataStreamDestinations"].clone()
    }

    /// The destination `arn` when it is `status`.
    pub async fn until(&self, arn: &str, status: &str) -> Value {
        let look = async {
            loop {
                let all = self.destinations().await;
                let found = all.as_array().unwrap().iter().find(|found| found["StreamArn"] == arn).cloned();
                if let Some(found) = found.filter(|found| found["DestinationStatus"] == status) {
                    return found;
                }
                tokio::task::yield_now().await;
            }
        };
        tokio::time::timeout(Duration::from_secs(20), look).await.expect("it comes to be so")
    }

    /// Puts the item `k` with the number `n`.
    pub async fn put(&self, k: &str, n: u64) {
        let item = json!({"k": {"S": k}, "n": {"N": n.to_string()}});
        self.ok("PutItem", json!({"TableName": "tab", "Item": item})).await;
    }

    async fn ask(&self, operation: &str, body: &Value) -> (u16, Value) {
        let carrier = self.dispatch.carrier("dynamodb").unwrap();
        let input = ListTablesInput { exclusive_start_table_name: None, limit: None };
        let mut question = SERVICE.protocol.write_input::<ListTables>(&input);
        question.body = Bytes::from(body.to_string());
        let answer = self.dispatch.serve_named(carrier, operation, self.call.clone(), question).await;
        (answer.status.as_u16(), serde_json::from_slice(&answer.body).unwrap())
    }

    /// The answer to what is taken.
    pub async fn ok(&self, operation: &str, body: Value) -> Value {
        let (status, answer) = self.ask(operation, &body).await;
        assert_eq!(status, 200, "{operation} {body}: {answer}");
        answer
    }

    /// The code, without its namespace, and the message of a refusal.
    pub async fn refused(&self, operation: &str, body: Value) -> (String, String) {
        let (status, answer) = self.ask(operation, &body).await;
        assert_eq!(status, 400, "{operation} {body}: {answer}");
        let code = answer["__type"].as_str().unwrap().rsplit('#').next().unwrap().to_owned();
        let message = answer.get("message").or(answer.get("Message")).unwrap();
        (code, message.as_str().unwrap().to_owned())
    }
}
