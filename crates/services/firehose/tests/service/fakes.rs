//! Small fakes of the services that Firehose calls: S3, Lambda, Glue, CloudWatch Logs, IAM.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use dispatch::{Authorize, Call, Future, Handle, Identify, Identity, Principal, Routes};
use glue_api::{Column, GetTable, GetTableInput, GetTableOutput, GetTableVersion};
use glue_api::{GetTableVersionInput, GetTableVersionOutput, StorageDescriptor, Table, TableVersion};
use kernel::Arn;
use lambda_api::{Invoke, InvokeInput, InvokeOutput};
use logs_api::{PutLogEvents, PutLogEventsInput, PutLogEventsOutput};
use s3_api::{PutObject, PutObjectInput, PutObjectOutput};
use serde_json::{Value, json};
use tokio::sync::watch;
use wire::Fault;

/// How long anything may take that does not depend on the clock.
pub const PATIENCE: Duration = Duration::from_secs(20);

/// Waits until `is_so` of what is watched.
pub async fn until<T: Clone>(watched: &watch::Sender<T>, is_so: impl Fn(&T) -> bool) -> T {
    let mut watch = watched.subscribe();
    let found = tokio::time::timeout(PATIENCE, watch.wait_for(is_so)).await.expect("in time").unwrap();
    found.clone()
}

#[derive(Clone, Debug)]
pub struct Object {
    pub bucket: String,
    pub key: String,
    pub body: Vec<u8>,
}

impl Object {
    pub fn text(&self) -> String {
        String::from_utf8(self.body.clone()).unwrap()
    }

    /// The lines of a text, each JSON.
    pub fn lines(&self) -> Vec<Value> {
        self.text().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }
}

/// Keeps objects in the order that they come.
pub struct S3 {
    pub objects: watch::Sender<Vec<Object>>,
    /// How often it was asked.
    pub asked: watch::Sender<u64>,
    /// What is answered instead.
    pub fault: Mutex<Option<Fault>>,
    pub asked_as: Mutex<Option<Principal>>,
}

impl S3 {
    pub fn new() -> Self {
        Self {
            objects: watch::Sender::new(Vec::new()),
            asked: watch::Sender::new(0),
            fault: Mutex::default(),
            asked_as: Mutex::default(),
        }
    }

    pub fn routes(self: &Arc<Self>) -> Routes<Self> {
        Routes::new(&s3_api::SERVICE, self.clone()).with::<PutObject>()
    }

    pub fn fail(&self, code: Option<&'static str>) {
        *self.fault.lock().unwrap() = code.map(|code| Fault::with_status(code, 404, "told to"));
    }

    /// All objects once there are so many.
    pub async fn once(&self, count: usize) -> Vec<Object> {
        let objects = until(&self.objects, |objects| objects.len() >= count).await;
        assert_eq!(objects.len(), count, "{objects:?}");
        objects
    }

    /// The one object that there is.
    pub async fn only(&self) -> Object {
        self.once(1).await.remove(0)
    }

    pub fn count(&self) -> usize {
        self.objects.borrow().len()
    }
}

impl Handle<PutObject> for S3 {
    async fn handle(&self, call: &Call, input: PutObjectInput) -> Result<PutObjectOutput, Fault> {
        *self.asked_as.lock().unwrap() = Some(call.principal.clone());
        let body = input.body.unwrap().collect(usize::MAX).await?.to_vec();
        let fault = self.fault.lock().unwrap().clone();
        if fault.is_none() {
            let object = Object { bucket: input.bucket, key: input.key, body };
            self.objects.send_modify(|objects| objects.push(object));
        }
        self.asked.send_modify(|count| *count += 1);
        fault.map_or_else(|| Ok(PutObjectOutput::default()), Err)
    }
}

/// A catalogue of one table, `pmsm.readings`, with versions.
#[derive(Default)]
pub struct Glue {
    /// The columns of each version, the last the current one; none if there is no table.
    pub versions: Mutex<Vec<Vec<(&'static str, &'static str)>>>,
    /// What is answered instead.
    pub fault: Mutex<Option<Fault>>,
    pub asked_as: Mutex<Option<Principal>>,
}

impl Glue {
    pub fn routes(self: &Arc<Self>) -> Routes<Self> {
        Routes::new(&glue_api::SERVICE, self.clone()).with::<GetTable>().with::<GetTableVersion>()
    }

    /// States columns anew.
    pub fn state(&self, columns: &[(&'static str, &'static str)]) {
        self.versions.lock().unwrap().push(columns.to_vec());
    }

    pub fn fail(&self, fault: Option<Fault>) {
        *self.fault.lock().unwrap() = fault;
    }

    fn table(&self, call: &Call, names: [String; 2], version: Option<usize>) -> Result<Option<Table>, Fault> {
        *self.asked_as.lock().unwrap() = Some(call.principal.clone());
        if let Some(fault) = self.fault.lock().unwrap().clone() {
            return Err(fault);
        }
        let versions = self.versions.lock().unwrap();
        let columns = version.map_or(versions.last(), |version| versions.get(version));
        let columns = columns.filter(|_| names == ["pmsm", "readings"]);
        let missing = || Fault::sender("EntityNotFoundException", "Entity Not Found");
        let column = |(name, kind): &(&str, &str)| Column {
            name: (*name).to_owned(),
            r#type: Some((*kind).to_owned()),
            ..Column::default()
        };
        let columns = columns.ok_or_else(missing)?.iter().map(column).collect();
        let storage = StorageDescriptor { columns: Some(columns), ..StorageDescriptor::default() };
        Ok(Some(Table { storage_descriptor: Some(storage), ..Table::default() }))
    }
}

impl Handle<GetTable> for Glue {
    async fn handle(&self, call: &Call, input: GetTableInput) -> Result<GetTableOutput, Fault> {
        Ok(GetTableOutput { table: self.table(call, [input.database_name, input.name], None)? })
    }
}

impl Handle<GetTableVersion> for Glue {
    async fn handle(&self, call: &Call, input: GetTableVersionInput) -> Result<GetTableVersionOutput, Fault> {
        let version = input.version_id.unwrap().parse().ok();
        let table = self.table(call, [input.database_name, input.table_name], version)?;
        Ok(GetTableVersionOutput { table_version: Some(TableVersion { table, version_id: None }) })
    }
}

type Answering = Box<dyn Fn(&Value) -> Result<Value, Fault> + Send + Sync>;

/// A function that answers what the test says.
pub struct Lambda {
    answering: Mutex<Option<Answering>>,
    /// Every event.
    pub events: watch::Sender<Vec<Value>>,
}

impl Default for Lambda {
    fn default() -> Self {
        Self { answering: Mutex::default(), events: watch::Sender::new(Vec::new()) }
    }
}

impl Lambda {
    pub fn routes(self: &Arc<Self>) -> Routes<Self> {
        Routes::new(&lambda_api::SERVICE, self.clone()).with::<Invoke>()
    }

    /// Answers each event with what `answering` makes of it: a record where that is no array.
    pub fn answers(&self, answering: impl Fn(&Value) -> Result<Value, Fault> + Send + Sync + 'static) {
        *self.answering.lock().unwrap() = Some(Box::new(answering));
    }

    /// Answers each record by its text, with members beside `recordId`.
    pub fn answers_each(&self, answering: impl Fn(&str) -> Value + Send + Sync + 'static) {
        self.answers(move |event| {
            let records = event["records"].as_array().unwrap().iter().map(|record| {
                let data = STANDARD.decode(record["data"].as_str().unwrap()).unwrap();
                let mut answer = answering(&String::from_utf8(data).unwrap());
                answer["recordId"] = record["recordId"].clone();
                answer
            });
            Ok(json!({"records": records.collect::<Vec<_>>()}))
        });
    }
}

/// That a record goes on as `text`.
pub fn ok(text: &str) -> Value {
    json!({"result": "Ok", "data": STANDARD.encode(text)})
}

impl Handle<Invoke> for Lambda {
    async fn handle(&self, _: &Call, input: InvokeInput) -> Result<InvokeOutput, Fault> {
        assert_eq!(input.function_name, "arn:aws:lambda:us-east-1:000000000000:function:f");
        let event: Value = serde_json::from_slice(&input.payload.unwrap()).unwrap();
        let answer = self.answering.lock().unwrap().as_ref().expect("a function to answer")(&event);
        self.events.send_modify(|events| events.push(event));
        let answer = answer?;
        let function_error = answer["errorMessage"].is_string().then(|| "Unhandled".to_owned());
        Ok(InvokeOutput {
            payload: Some(answer.to_string().into()),
            function_error,
            ..InvokeOutput::default()
        })
    }
}

/// Remembers what is put: group, stream, message.
pub struct Logs {
    pub events: watch::Sender<Vec<(String, String, Value)>>,
}

impl Logs {
    pub fn new() -> Self {
        Self { events: watch::Sender::new(Vec::new()) }
    }

    pub fn routes(self: &Arc<Self>) -> Routes<Self> {
        Routes::new(&logs_api::SERVICE, self.clone()).with::<PutLogEvents>()
    }

    /// Waits until so many errors were told of: then what failed waits for its next try.
    pub async fn once(&self, count: usize) -> Vec<(String, String, Value)> {
        until(&self.events, |events| events.len() >= count).await
    }
}

impl Handle<PutLogEvents> for Logs {
    async fn handle(&self, _: &Call, input: PutLogEventsInput) -> Result<PutLogEventsOutput, Fault> {
        self.events.send_modify(|events| {
            for event in input.log_events {
                let message = serde_json::from_str(&event.message).unwrap();
                events.push((input.log_group_name.clone(), input.log_stream_name.clone(), message));
            }
        });
        Ok(PutLogEventsOutput::default())
    }
}

/// Lets Firehose take every role but those whose name begins with `closed`; sessions may do everything.
pub struct Iam;

impl Identify for Iam {
    fn identify(&self, _: &str) -> Option<Identity> {
        None
    }
}

impl Authorize for Iam {
    fn authorize<'a>(
        &'a self,
        _: &'a Call,
        _: &'a str,
        _: &'a [String],
    ) -> Future<'a, Result<Result<(), String>, Fault>> {
        Box::pin(std::future::ready(Ok(Ok(()))))
    }

    fn assume<'a>(
        &'a self,
        call: &'a Call,
        role: &'a Arn,
        facts: &'a [(&'a str, &'a str)],
    ) -> Future<'a, Result<Result<(), String>, Fault>> {
        assert_eq!(call.principal, Principal::Service("firehose.amazonaws.com"));
        assert_eq!(facts, [("sts:ExternalId", "000000000000")]);
        let allowed = !role.as_str().contains("role/closed");
        Box::pin(std::future::ready(Ok(if allowed { Ok(()) } else { Err("closed".to_owned()) })))
    }
}
