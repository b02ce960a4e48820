//! A house with DynamoDB in memory and two tables, asked in JSON as at the door.
//!
//! `hash` has the key `id` (S). `range` has the key `a`, `b` (S, S) and four indexes: local `l-c` on `c` (ALL) and `l-d`
//! on `d` (INCLUDE `e`), global `g-c` on `c` (ALL) and `g-cd` on `c`, `d` (INCLUDE `e`).

use std::sync::Arc;

use bytes::Bytes;
use dispatch::{Call, Carrier, Dispatch, Origin, Principal};
use dynamodb_api::{ListTables, ListTablesInput, SERVICE};
use dynamodb_service::DynamoDb;
use kernel::{AccountId, ManualClock, Place, RequestId, SeededRandom, Timestamp};
use storage::Volume;
use wire::Fault;

const HASH_TABLE: &str = r#"{"TableName":"hash","BillingMode":"PAY_PER_REQUEST",
    "AttributeDefinitions":[{"AttributeName":"id","AttributeType":"S"}],
    "KeySchema":[{"AttributeName":"id","KeyType":"HASH"}]}"#;

const RANGE_TABLE: &str = r#"{"TableName":"range","BillingMode":"PAY_PER_REQUEST",
    "AttributeDefinitions":[{"AttributeName":"a","AttributeType":"S"},{"AttributeName":"b","AttributeType":"S"},
        {"AttributeName":"c","AttributeType":"S"},{"AttributeName":"d","AttributeType":"S"}],
    "KeySchema":[{"AttributeName":"a","KeyType":"HASH"},{"AttributeName":"b","KeyType":"RANGE"}],
    "LocalSecondaryIndexes":[
        {"IndexName":"l-c","KeySchema":[{"AttributeName":"a","KeyType":"HASH"},{"AttributeName":"c","KeyType":"RANGE"}],
            "Projection":{"ProjectionType":"ALL"}},
        {"IndexName":"l-d","KeySchema":[{"AttributeName":"a","KeyType":"HASH"},{"AttributeName":"d","KeyType":"RANGE"}],
            "Projection":{"ProjectionType":"INCLUDE","NonKeyAttributes":["e"]}}],
    "GlobalSecondaryIndexes":[
        {"IndexName":"g-c","KeySchema":[{"AttributeName":"c","KeyType":"HASH"}],"Projection":{"ProjectionType":"ALL"}},
        {"IndexName":"g-cd","KeySchema":[{"AttributeName":"c","KeyType":"HASH"},{"AttributeName":"d","KeyType":"RANGE"}],
            "Projection":{"ProjectionType":"INCLUDE","NonKeyAttributes":["e"]}}]}"#;

pub struct House {
    pub dispatch: Dispatch,
    pub call: Call,
}

impl House {
    /// A house with both tables, in use.
    pub async fn new() -> Self {
        let clock = ManualClock::at(Timestamp(1_763_650_000_000));
        let dispatch = Dispatch::new(clock, Arc::new(SeededRandom::new(1)));
        let service = DynamoDb::new(Volume::memory(), &dispatch);
        dispatch.connect([Carrier::embedded(service.routes())]);
        let call = Call {
            principal: Principal::Account(AccountId::default()),
            place: Place::default(),
            request_id: RequestId("test".into()),
            origin: Origin::Door { endpoint: "http://localhost:4566".into() },
        };
        let house = Self { dispatch, call };
        house.ok("CreateTable", HASH_TABLE).await;
        house.ok("CreateTable", RANGE_TABLE).await;
        house
    }

    /// What `operation` answers to `body`: the status and the body.
    pub async fn ask(&self, operation: &str, body: &str) -> (u16, String) {
        let carrier = self.dispatch.carrier("dynamodb").unwrap();
        let input = ListTablesInput { exclusive_start_table_name: None, limit: None };
        let mut question = SERVICE.protocol.write_input::<ListTables>(&input);
        question.body = Bytes::copy_from_slice(body.as_bytes());
        let answer = self.dispatch.serve_named(carrier, operation, self.call.clone(), question).await;
        (answer.status.as_u16(), String::from_utf8(answer.body.to_vec()).unwrap())
    }

    /// The answer to what is taken.
    pub async fn ok(&self, operation: &str, body: &str) -> String {
        let (status, answer) = self.ask(operation, body).await;
        assert_eq!(status, 200, "{operation} {body}: {answer}");
        answer
    }

    /// The message of the `ValidationException` to what is not.
    pub async fn refused(&self, operation: &str, body: &str) -> String {
        const START: &str = r#"{"__type":"com.amazon.coral.validate#ValidationException","message":""#;
        let (status, answer) = self.ask(operation, body).await;
        let message = answer.strip_prefix(START).and_then(|rest| rest.strip_suffix("\"}"));
        assert_eq!(status, 400, "{operation} {body}: {answer}");
        message.unwrap_or_else(|| panic!("{operation} {body}: {answer}")).to_owned()
    }

    /// Puts an item, given as JSON.
    pub async fn put(&self, table: &str, item: &str) {
        self.ok("PutItem", &format!(r#"{{"TableName":"{table}","Item":{item}}}"#)).await;
    }

    /// The items that a read answers, as they stand in the answer.
    pub async fn items(&self, operation: &str, body: &str) -> String {
        let answer = self.ok(operation, body).await;
        let items = answer.split_once(r#""Items":["#).unwrap_or_else(|| panic!("{answer}")).1;
        items.split_once(r#"],"Count""#).unwrap_or_else(|| panic!("{answer}")).0.to_owned()
    }

    /// Calls an operation as a typed value.
    pub async fn call<O: wire::Operation>(&self, input: O::Input) -> Result<O::Output, Fault> {
        self.dispatch.call::<O>(&self.call, input).await
    }
}
