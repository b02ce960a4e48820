//! A house with DynamoDB and its streams, asked in JSON as at the door.

use std::sync::Arc;

use bytes::Bytes;
use dispatch::{Call, Carrier, Dispatch, Origin, Principal};
use dynamodb_api::{ListTables, ListTablesInput, SERVICE};
use dynamodb_service::DynamoDb;
use kernel::{AccountId, ManualClock, Place, RequestId, SeededRandom, Timestamp};
use serde_json::{Value, json};
use storage::Volume;

/// When the house opens, milliseconds: 2025-11-20T14:46:40.
pub const START: u64 = 1_763_650_000_000;

/// The ARN of the table `tab`.
pub const TABLE: &str = "arn:aws:dynamodb:us-east-1:000000000000:table/tab";

pub struct House {
    pub dispatch: Dispatch,
    pub clock: Arc<ManualClock>,
    pub service: Arc<DynamoDb>,
    call: Call,
}

impl House {
    pub fn new() -> Self {
        Self::on(Volume::memory())
    }

    pub fn on(volume: Volume) -> Self {
        let clock = ManualClock::at(Timestamp(START));
        let dispatch = Dispatch::new(clock.clone(), Arc::new(SeededRandom::new(1)));
        let service = DynamoDb::new(volume, &dispatch);
        dispatch.connect([Carrier::embedded(service.routes()), Carrier::embedded(service.stream_routes())]);
        let call = Call {
            principal: Principal::Account(AccountId::default()),
            place: Place::default(),
            request_id: RequestId("test".into()),
            origin: Origin::Door { endpoint: "http://localhost:4566".into() },
        };
        Self { dispatch, clock, service, call }
    }

    /// A house whose table `tab` has the key `k` and a stream of this view; the stream's ARN.
    pub async fn with_stream(view: &str) -> (Self, String) {
        let house = Self::new();
        house.table(json!({"StreamEnabled": true, "StreamViewType": view})).await;
        let arn = house.stream_arn().await;
        (house, arn)
    }

    /// Makes the table `tab` with the key `k` and this `StreamSpecification`.
    pub async fn table(&self, specification: Value) -> Value {
        let body = json!({
            "TableName": "tab",
            "AttributeDefinitions": [{"AttributeName": "k", "AttributeType": "S"}],
            "KeySchema": [{"AttributeName": "k", "KeyType": "HASH"}],
            "BillingMode": "PAY_PER_REQUEST",
            "StreamSpecification": specification,
        });
        self.ok("dynamodb", "CreateTable", body).await
    }

    /// The answer to UpdateTable with this `StreamSpecification`.
    pub async fn update(&self, specification: Value) -> Value {
        let body = json!({"TableName": "tab", "StreamSpecification": specification});
        self.ok("dynamodb", "UpdateTable", body).await
    }

    /// The ARN of the newest stream of `tab`.
    pub async fn stream_arn(&self) -> String {
        let table = self.ok("dynamodb", "DescribeTable", json!({"TableName": "tab"})).await;
        table["Table"]["LatestStreamArn"].as_str().unwrap().to_owned()
    }

    /// Puts an item into `tab`.
    pub async fn put(&self, item: Value) {
        self.ok("dynamodb", "PutItem", json!({"TableName": "tab", "Item": item})).await;
    }

    /// What DescribeStream says of a stream.
    pub async fn describe(&self, arn: &str) -> Value {
        let answer = self.ok("streams.dynamodb", "DescribeStream", json!({"StreamArn": arn})).await;
        answer["StreamDescription"].clone()
    }

    /// The input of GetShardIterator for the only shard of a stream.
    pub async fn asks(&self, arn: &str, kind: &str, number: Option<&str>) -> Value {
        let shard = self.describe(arn).await["Shards"][0]["ShardId"].clone();
        let mut body = json!({"StreamArn": arn, "ShardId": shard, "ShardIteratorType": kind});
        if let Some(number) = number {
            body["SequenceNumber"] = number.into();
        }
        body
    }

    /// An iterator of a stream.
    pub async fn iterator(&self, arn: &str, kind: &str, number: Option<&str>) -> String {
        let body = self.asks(arn, kind, number).await;
        let answer = self.ok("streams.dynamodb", "GetShardIterator", body).await;
        answer["ShardIterator"].as_str().unwrap().to_owned()
    }

    /// The answer to GetRecords.
    pub async fn read(&self, iterator: &str) -> Value {
        self.ok("streams.dynamodb", "GetRecords", json!({"ShardIterator": iterator})).await
    }

    /// All records of a stream.
    pub async fn records(&self, arn: &str) -> Vec<Value> {
        let iterator = self.iterator(arn, "TRIM_HORIZON", None).await;
        self.read(&iterator).await["Records"].as_array().unwrap().clone()
    }

    /// What `operation` answers: the status and the body.
    pub async fn ask(&self, service: &str, operation: &str, body: &Value) -> (u16, Value) {
        let carrier = self.dispatch.carrier(service).unwrap();
        let input = ListTablesInput { exclusive_start_table_name: None, limit: None };
        let mut question = SERVICE.protocol.write_input::<ListTables>(&input);
        question.body = Bytes::from(body.to_string());
        let answer = self.dispatch.serve_named(carrier, operation, self.call.clone(), question).await;
        (answer.status.as_u16(), serde_json::from_slice(&answer.body).unwrap())
    }

    /// The answer to what is taken.
    pub async fn ok(&self, service: &str, operation: &str, body: Value) -> Value {
        let (status, answer) = self.ask(service, operation, &body).await;
        assert_eq!(status, 200, "{operation} {body}: {answer}");
        answer
    }

    /// The code, without its namespace, and the message of a refusal.
    pub async fn refused(&self, service: &str, operation: &str, body: Value) -> (String, String) {
        let (status, answer) = self.ask(service, operation, &body).await;
        assert_eq!(status, 400, "{operation} {body}: {answer}");
        let code = answer["__type"].as_str().unwrap().rsplit('#').next().unwrap().to_owned();
        let message = answer.get("message").or(answer.get("Message")).unwrap();
        (code, message.as_str().unwrap().to_owned())
    }
}
