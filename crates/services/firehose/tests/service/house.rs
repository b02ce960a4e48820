//! A house with Firehose and the fakes in it.

use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use dispatch::{Call, Carrier, Dispatch, Origin, Principal};
use firehose_service::Firehose;
use http::{HeaderMap, Method};
use kernel::{ManualClock, Place, RequestId, SeededRandom, Timestamp};
use serde_json::{Value, json};
use storage::Volume;
use wire::Question;

use crate::fakes::{Glue, Iam, Lambda, Logs, S3};
use crate::kinesis::Kinesis;

/// When the tests begin: 2027-01-15T08:00:00Z.
pub const NOW: u64 = 1_800_000_000_000;
/// Half a second that a delivery stream is CREATING.
const CREATING_MS: u64 = 500;
pub const ROLE: &str = "arn:aws:iam::000000000000:role/service/delivers";
pub const ARN: &str = "arn:aws:firehose:us-east-1:000000000000:deliverystream/d";

pub struct House {
    pub clock: Arc<ManualClock>,
    pub dispatch: Dispatch,
    pub firehose: Arc<Firehose>,
    pub s3: Arc<S3>,
    pub lambda: Arc<Lambda>,
    pub glue: Arc<Glue>,
    pub logs: Arc<Logs>,
    pub kinesis: Arc<Kinesis>,
}

impl House {
    pub fn new() -> Self {
        Self::on(Volume::memory(), NOW)
    }

    /// A house on a volume, which may be that of another that ended.
    pub fn on(volume: Volume, now: u64) -> Self {
        let clock = ManualClock::at(Timestamp(now));
        let dispatch = Dispatch::new(clock.clone(), Arc::new(SeededRandom::new(now)));
        let firehose = Firehose::new(volume, &dispatch);
        let (s3, lambda, logs) = (Arc::new(S3::new()), Arc::new(Lambda::default()), Arc::new(Logs::new()));
        let (kinesis, glue) = (Arc::new(Kinesis::new(&dispatch)), Arc::new(Glue::default()));
        dispatch.connect([
            Carrier::embedded(firehose.routes()),
            Carrier::embedded(s3.routes()),
            Carrier::embedded(lambda.routes()),
            Carrier::embedded(logs.routes()),
            Carrier::embedded(kinesis.routes()),
            Carrier::embedded(glue.routes()),
        ]);
        dispatch.secure(Arc::new(Iam), Arc::new(Iam));
        Self { clock, dispatch, firehose, s3, lambda, glue, logs, kinesis }
    }

    /// Status and body of an answer, as the front door gives it.
    pub async fn ask(&self, operation: &str, input: Value) -> (u16, Value) {
        let place = Place::default();
        let call = Call {
            principal: Principal::Account(place.account.clone()),
            place,
            request_id: RequestId("request".into()),
            origin: Origin::Door { endpoint: "http://127.0.0.1:4566".into() },
        };
        let question = Question {
            method: Method::POST,
            uri: "/".parse().unwrap(),
            headers: HeaderMap::new(),
            body: input.to_string().into(),
        };
        let carrier = self.dispatch.carrier("firehose").unwrap();
        let answer = self.dispatch.serve_named(carrier, operation, call, question).await;
        (answer.status.as_u16(), serde_json::from_slice(&answer.body).unwrap())
    }

    /// The body of a success.
    pub async fn done(&self, operation: &str, input: Value) -> Value {
        let (status, body) = self.ask(operation, input).await;
        assert_eq!(status, 200, "{operation}: {body}");
        body
    }

    /// Code and text of a refusal.
    pub async fn refused(&self, operation: &str, input: Value) -> (String, String) {
        let (status, body) = self.ask(operation, input).await;
        assert_ne!(status, 200, "{operation}: {body}");
        let text = |name: &str| body[name].as_str().unwrap_or_default().to_owned();
        (text("__type"), text("message"))
    }

    /// Makes the delivery stream `d` and waits until it is ACTIVE.
    pub async fn create(&self, input: Value) {
        let mut whole = json!({"DeliveryStreamName": "d"});
        merge(&mut whole, input);
        self.done("CreateDeliveryStream", whole).await;
        self.describe().await;
        self.advance(CREATING_MS);
    }

    /// Makes one that delivers to the bucket `b`, with `change`d members.
    pub async fn create_to_bucket(&self, change: Value) {
        self.create(json!({"ExtendedS3DestinationConfiguration": bucket(change)})).await;
    }

    pub async fn describe(&self) -> Value {
        let body = self.done("DescribeDeliveryStream", json!({"DeliveryStreamName": "d"})).await;
        body["DeliveryStreamDescription"].clone()
    }

    /// Puts records in one call.
    pub async fn put(&self, records: &[&str]) {
        let records: Vec<_> = records.iter().map(|data| json!({"Data": STANDARD.encode(data)})).collect();
        let body = self.done("PutRecordBatch", json!({"DeliveryStreamName": "d", "Records": records})).await;
        assert_eq!(body["FailedPutCount"], 0);
    }

    /// Moves the clock and lets everybody look at it.
    pub fn advance(&self, milliseconds: u64) {
        self.clock.advance(milliseconds);
        self.dispatch.notices().post(ARN);
    }

    /// Moves the clock by the interval of a buffer, where nobody says otherwise.
    pub fn fill_interval(&self) {
        self.advance(300_000);
    }
}

/// That errors are logged.
pub fn logging() -> Value {
    json!({"Enabled": true, "LogGroupName": "g", "LogStreamName": "s"})
}

/// A bucket as a destination, with `change`d members.
pub fn bucket(change: Value) -> Value {
    let mut config = json!({"RoleARN": ROLE, "BucketARN": "arn:aws:s3:::b"});
    merge(&mut config, change);
    config
}

/// A processor of this type.
pub fn processor(kind: &str, parameters: &[(&str, &str)]) -> Value {
    let parameter = |(name, value): &(&str, &str)| json!({"ParameterName": name, "ParameterValue": value});
    json!({"Type": kind, "Parameters": parameters.iter().map(parameter).collect::<Vec<_>>()})
}

/// A processing configuration of these processors.
pub fn processing(processors: &[Value]) -> Value {
    json!({"Enabled": true, "Processors": processors})
}

pub fn merge(into: &mut Value, change: Value) {
    for (name, value) in change.as_object().unwrap() {
        into[name] = value.clone();
    }
}
