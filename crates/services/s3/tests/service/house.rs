//! A house with S3 in it, and a Lambda that remembers what it was told.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use bytes::Bytes;
use dispatch::{Call, Carrier, Dispatch, Handle, Origin, Principal, Routes};
use http::{HeaderMap, HeaderName, HeaderValue, Method};
use kernel::{ManualClock, Place, RequestId, SeededRandom, Timestamp};
use lambda_api::{InvocationType, Invoke, InvokeInput, InvokeOutput};
use s3_api::{
    CreateBucket, CreateBucketInput, GetObject, GetObjectInput, PutObject, PutObjectInput, PutObjectOutput,
};
use s3_service::S3;
use sns_api::{Publish, PublishInput, PublishOutput};
use sqs_api::{SendMessage, SendMessageInput, SendMessageOutput};
use storage::Volume;
use tokio::sync::mpsc;
use wire::{Answer, Fault, Operation, Question};

/// When the tests begin.
pub const NOW: u64 = 1_800_000_000_000;
pub const BUCKET: &str = "lake";

pub struct House {
    pub dispatch: Dispatch,
    pub s3: Arc<S3>,
    pub lambda: Arc<Lambda>,
    pub told: tokio::sync::Mutex<mpsc::UnboundedReceiver<String>>,
}

/// Takes events from S3, if it lets S3 in; a queue too, as `Handle<SendMessage>`.
pub struct Lambda {
    /// ARNs that S3 may invoke.
    pub open: Mutex<BTreeSet<String>>,
    /// How many times it will say that it is busy.
    pub busy: AtomicUsize,
    /// On whose account it was last asked.
    pub asked_for: Mutex<Option<String>>,
    told: mpsc::UnboundedSender<String>,
}

impl Handle<Invoke> for Lambda {
    async fn handle(&self, call: &Call, input: InvokeInput) -> Result<InvokeOutput, Fault> {
        assert_eq!(call.principal, Principal::Service("s3.amazonaws.com"));
        *self.asked_for.lock().unwrap() = call.source_arn().map(str::to_owned);
        if !self.open.lock().unwrap().contains(&input.function_name) {
            return Err(Fault::with_status("AccessDeniedException", 403, "no"));
        }
        if input.invocation_type == Some(InvocationType::Event) {
            if self.busy.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |busy| busy.checked_sub(1)).is_ok()
            {
                return Err(Fault::with_status("TooManyRequestsException", 429, "busy"));
            }
            let payload = input.payload.unwrap_or_default();
            self.told.send(String::from_utf8(payload.to_vec()).unwrap()).unwrap();
        }
        Ok(InvokeOutput::default())
    }
}

impl Handle<SendMessage> for Lambda {
    async fn handle(&self, call: &Call, input: SendMessageInput) -> Result<SendMessageOutput, Fault> {
        assert_eq!(call.principal, Principal::Service("s3.amazonaws.com"));
        *self.asked_for.lock().unwrap() = call.source_arn().map(str::to_owned);
        if !self.open.lock().unwrap().contains(&input.queue_url) {
            return Err(Fault::with_status("AccessDeniedException", 403, "no"));
        }
        self.told.send(input.message_body).unwrap();
        Ok(SendMessageOutput::default())
    }
}

impl Handle<Publish> for Lambda {
    async fn handle(&self, call: &Call, input: PublishInput) -> Result<PublishOutput, Fault> {
        assert_eq!(call.principal, Principal::Service("s3.amazonaws.com"));
        *self.asked_for.lock().unwrap() = call.source_arn().map(str::to_owned);
        if !self.open.lock().unwrap().contains(input.topic_arn.as_deref().unwrap()) {
            return Err(Fault::with_status("AuthorizationError", 403, "no"));
        }
        assert_eq!(input.subject.as_deref(), Some("Amazon S3 Notification"));
        self.told.send(input.message).unwrap();
        Ok(PublishOutput::default())
    }
}

impl House {
    pub fn new() -> Self {
        Self::on(Volume::memory())
    }

    pub fn on(volume: Volume) -> Self {
        let clock = ManualClock::at(Timestamp(NOW));
        let dispatch = Dispatch::new(clock, Arc::new(SeededRandom::new(1)));
        let s3 = S3::new(volume, &dispatch);
        let (told, receiver) = mpsc::unbounded_channel();
        let lambda = Arc::new(Lambda {
            open: Mutex::default(),
            busy: AtomicUsize::new(0),
            asked_for: Mutex::default(),
            told,
        });
        let invocations = Routes::new(&lambda_api::SERVICE, Arc::clone(&lambda)).with::<Invoke>();
        let messages = Routes::new(&sqs_api::SERVICE, Arc::clone(&lambda)).with::<SendMessage>();
        let topics = Routes::new(&sns_api::SERVICE, Arc::clone(&lambda)).with::<Publish>();
        let others = [Carrier::embedded(invocations), Carrier::embedded(messages), Carrier::embedded(topics)];
        dispatch.connect([Carrier::embedded(s3.routes())].into_iter().chain(others));
        Self { dispatch, s3, lambda, told: tokio::sync::Mutex::new(receiver) }
    }

    /// With a bucket in it.
    pub async fn with_bucket() -> Self {
        let house = Self::new();
        house.create(BUCKET).await.unwrap();
        house
    }

    pub fn caller(&self) -> Call {
        Call {
            principal: Principal::Account(Default::default()),
            place: Place::default(),
            request_id: RequestId("r-1".into()),
            origin: Origin::Door { endpoint: "http://127.0.0.1:4566".into() },
        }
    }

    pub async fn call<O: Operation>(&self, input: O::Input) -> Result<O::Output, Fault> {
        self.dispatch.call::<O>(&self.caller(), input).await
    }

    pub async fn create(&self, name: &str) -> Result<(), Fault> {
        let input = CreateBucketInput { bucket: name.into(), ..Default::default() };
        self.call::<CreateBucket>(input).await.map(drop)
    }

    pub async fn put(&self, key: &str, body: impl Into<Bytes>) -> Result<PutObjectOutput, Fault> {
        let body = Some(body.into().into());
        let input = PutObjectInput { bucket: BUCKET.into(), key: key.into(), body, ..Default::default() };
        self.call::<PutObject>(input).await
    }

    pub async fn get(&self, key: &str) -> Result<Bytes, Fault> {
        let output = self.call::<GetObject>(get_of(key)).await?;
        output.body.unwrap().collect(64 << 20).await
    }

    /// Sends a raw request: method and target, headers, body.
    pub async fn send(&self, line: &str, headers: &[(&str, &str)], body: &str) -> Answer {
        let (method, target) = line.split_once(' ').unwrap();
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            let name: HeaderName = name.parse().unwrap();
            map.insert(name, HeaderValue::from_bytes(value.as_bytes()).unwrap());
        }
        let question = Question {
            method: Method::from_bytes(method.as_bytes()).unwrap(),
            uri: target.parse().unwrap(),
            headers: map,
            body: Bytes::copy_from_slice(body.as_bytes()),
        };
        let carrier = self.dispatch.carrier("s3").unwrap();
        self.dispatch.serve_path(carrier, self.caller(), question).await
    }

    /// The same; status, headers and body as text.
    pub async fn ask(&self, line: &str, headers: &[(&str, &str)], body: &str) -> (u16, HeaderMap, String) {
        let answer = self.send(line, headers, body).await;
        let body = match answer.stream {
            Some(stream) => stream.collect(1 << 20).await.unwrap(),
            None => answer.body,
        };
        (answer.status.as_u16(), answer.headers, String::from_utf8(body.to_vec()).unwrap())
    }
}

pub fn get_of(key: &str) -> GetObjectInput {
    GetObjectInput { bucket: BUCKET.into(), key: key.into(), ..Default::default() }
}

/// The text of the first element `name` in XML.
pub fn element<'a>(xml: &'a str, name: &str) -> &'a str {
    let (_, rest) = xml.split_once(&format!("<{name}>")).unwrap_or_else(|| panic!("no {name} in {xml}"));
    rest.split_once(&format!("</{name}>")).unwrap().0
}

/// Code and status of a fault.
pub fn code<T>(result: Result<T, Fault>) -> (String, u16) {
    let fault = result.err().expect("a fault");
    (fault.code.into_owned(), fault.status)
}
