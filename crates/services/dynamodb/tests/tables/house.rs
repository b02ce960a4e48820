//! A house with DynamoDB, asked in JSON as at the door.

use std::sync::Arc;

use bytes::Bytes;
use dispatch::{Call, Carrier, Dispatch, Origin, Principal};
use dynamodb_api::{ListTables, ListTablesInput, SERVICE};
use dynamodb_service::DynamoDb;
use kernel::{AccountId, ManualClock, Place, RequestId, SeededRandom, Timestamp};
use storage::Volume;

/// When the house opens, seconds.
pub const START: u64 = 1_763_650_000;

pub struct House {
    pub dispatch: Dispatch,
    pub clock: Arc<ManualClock>,
    pub service: Arc<DynamoDb>,
    pub call: Call,
}

impl House {
    pub fn new() -> Self {
        Self::on(Volume::memory())
    }

    pub fn on(volume: Volume) -> Self {
        let clock = ManualClock::at(Timestamp(START * 1000));
        let dispatch = Dispatch::new(clock.clone(), Arc::new(SeededRandom::new(1)));
        let service = DynamoDb::new(volume, &dispatch);
        dispatch.connect([Carrier::embedded(service.routes())]);
        let call = Call {
            principal: Principal::Account(AccountId::default()),
            place: Place::default(),
            request_id: RequestId("test".into()),
            origin: Origin::Door { endpoint: "http://localhost:4566".into() },
        };
        Self { dispatch, clock, service, call }
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

    /// The code, without its namespace, and the message of a refusal.
    pub async fn refused(&self, operation: &str, body: &str) -> (String, String) {
        let (status, answer) = self.ask(operation, body).await;
        assert_eq!(status, 400, "{operation} {body}: {answer}");
        let rest = answer.strip_prefix(r#"{"__type":""#).unwrap();
        let (code, rest) = rest.split_once(r#"",""#).unwrap();
        let message = rest.split_once(r#"essage":""#).unwrap().1.strip_suffix("\"}").unwrap();
        (code.rsplit('#').next().unwrap().to_owned(), message.to_owned())
    }

    /// A table that is in use, paid per request, with this key.
    pub async fn table(&self, name: &str, attributes: &[&str], keys: &[&str]) {
        self.ok("CreateTable", &table(name, attributes, keys, r#","BillingMode":"PAY_PER_REQUEST""#)).await;
    }

    /// The answer to DescribeTable.
    pub async fn describe(&self, name: &str) -> String {
        self.ok("DescribeTable", &format!(r#"{{"TableName":"{name}"}}"#)).await
    }

    pub async fn put(&self, table: &str, item: &str) {
        self.ok("PutItem", &format!(r#"{{"TableName":"{table}","Item":{item}}}"#)).await;
    }
}

/// A CreateTable body: `attributes` like `a:S`, `keys` like `a:HASH`, and what else is asked.
pub fn table(name: &str, attributes: &[&str], keys: &[&str], rest: &str) -> String {
    let (attributes, keys) = (definitions(attributes), schema(keys));
    format!(r#"{{"TableName":"{name}","AttributeDefinitions":{attributes},"KeySchema":{keys}{rest}}}"#)
}

/// `[{"AttributeName":"a","AttributeType":"S"}]` of `a:S`.
pub fn definitions(attributes: &[&str]) -> String {
    list(attributes, "AttributeType")
}

/// `[{"AttributeName":"a","KeyType":"HASH"}]` of `a:HASH`.
pub fn schema(keys: &[&str]) -> String {
    list(keys, "KeyType")
}

/// An index with all attributes.
pub fn index(name: &str, keys: &[&str]) -> String {
    let keys = schema(keys);
    format!(r#"{{"IndexName":"{name}","KeySchema":{keys},"Projection":{{"ProjectionType":"ALL"}}}}"#)
}

fn list(pairs: &[&str], second: &str) -> String {
    let members: Vec<String> = pairs
        .iter()
        .map(|pair| {
            let (name, value) = pair.split_once(':').unwrap();
            format!(r#"{{"AttributeName":"{name}","{second}":"{value}"}}"#)
        })
        .collect();
    format!("[{}]", members.join(","))
}
