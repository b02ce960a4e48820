//! Small fakes of the services that a crawl calls: S3, DynamoDB, CloudWatch Logs, IAM.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use bytes::Bytes;
use dispatch::{Authorize, Call, Future, Handle, Identify, Identity, Principal, Routes};
use dynamodb_api::{
    DescribeTable, DescribeTableInput, DescribeTableOutput, Item, KeySchemaElement, KeyType, Scan, ScanInput,
    ScanOutput, TableDescription,
};
use kernel::Arn;
use logs_api::{PutLogEvents, PutLogEventsInput, PutLogEventsOutput};
use s3_api::{
    GetObject, GetObjectInput, GetObjectOutput, HeadBucket, HeadBucketInput, HeadBucketOutput, ListObjectsV2,
    ListObjectsV2Input, ListObjectsV2Output, Object,
};
use tokio::sync::watch;
use wire::Fault;

/// Keys of a page.
const PAGE: usize = 3;

/// One bucket, `lake`.
pub struct S3 {
    pub objects: Mutex<BTreeMap<String, Bytes>>,
    /// Reads wait while this is set.
    pub held: watch::Sender<bool>,
    /// How many reads came.
    pub reads: watch::Sender<usize>,
    /// What reads answer instead.
    pub fault: Mutex<Option<Fault>>,
    pub asked_as: Mutex<Option<Principal>>,
}

impl S3 {
    pub fn new() -> Arc<Self> {
        Arc::new(Self {
            objects: Mutex::default(),
            held: watch::Sender::new(false),
            reads: watch::Sender::new(0),
            fault: Mutex::default(),
            asked_as: Mutex::default(),
        })
    }

    pub fn routes(self: &Arc<Self>) -> Routes<Self> {
        Routes::new(&s3_api::SERVICE, self.clone())
            .with::<GetObject>()
            .with::<HeadBucket>()
            .with::<ListObjectsV2>()
    }

    pub fn put(&self, key: &str, body: impl Into<Bytes>) {
        self.objects.lock().unwrap().insert(key.to_owned(), body.into());
    }

    pub fn remove(&self, prefix: &str) {
        self.objects.lock().unwrap().retain(|key, _| !key.starts_with(prefix));
    }
}

impl Handle<HeadBucket> for S3 {
    async fn handle(&self, _: &Call, input: HeadBucketInput) -> Result<HeadBucketOutput, Fault> {
        match input.bucket.as_str() {
            "lake" => Ok(HeadBucketOutput::default()),
            _ => Err(Fault::with_status("NotFound", 404, "Not Found")),
        }
    }
}

impl Handle<ListObjectsV2> for S3 {
    async fn handle(&self, call: &Call, input: ListObjectsV2Input) -> Result<ListObjectsV2Output, Fault> {
        *self.asked_as.lock().unwrap() = Some(call.principal.clone());
        let prefix = input.prefix.unwrap_or_default();
        let objects = self.objects.lock().unwrap();
        let after = input.continuation_token.unwrap_or_default();
        let mut found = objects.iter().filter(|(key, _)| key.starts_with(&prefix) && **key > after);
        let contents: Vec<Object> = found
            .by_ref()
            .take(PAGE)
            .map(|(key, body)| Object {
                key: Some(key.clone()),
                size: Some(body.len() as i64),
                ..Object::default()
            })
            .collect();
        let more = found.next().is_some();
        let next = contents.last().and_then(|last| last.key.clone()).filter(|_| more);
        Ok(ListObjectsV2Output {
            is_truncated: Some(more),
            next_continuation_token: next,
            contents: Some(contents),
            ..ListObjectsV2Output::default()
        })
    }
}

impl Handle<GetObject> for S3 {
    async fn handle(&self, _: &Call, input: GetObjectInput) -> Result<GetObjectOutput, Fault> {
        self.reads.send_modify(|reads| *reads += 1);
        self.held.subscribe().wait_for(|held| !held).await.unwrap();
        if let Some(fault) = self.fault.lock().unwrap().clone() {
            return Err(fault);
        }
        let objects = self.objects.lock().unwrap();
        let body = objects.get(&input.key).ok_or_else(|| Fault::with_status("NoSuchKey", 404, "gone"))?;
        let range = input.range.unwrap();
        let (first, last) = range.strip_prefix("bytes=").unwrap().split_once('-').unwrap();
        let part = match first.is_empty() {
            true => body.slice(body.len().saturating_sub(last.parse().unwrap())..),
            false => body.slice(..body.len().min(last.parse::<usize>().unwrap() + 1)),
        };
        Ok(GetObjectOutput { body: Some(part.into()), ..GetObjectOutput::default() })
    }
}

/// One table, `readings`.
#[derive(Default)]
pub struct DynamoDb {
    pub items: Mutex<Vec<Item>>,
}

impl DynamoDb {
    pub fn routes(self: &Arc<Self>) -> Routes<Self> {
        Routes::new(&dynamodb_api::SERVICE, self.clone()).with::<DescribeTable>().with::<Scan>()
    }
}

impl Handle<DescribeTable> for DynamoDb {
    async fn handle(&self, _: &Call, input: DescribeTableInput) -> Result<DescribeTableOutput, Fault> {
        if input.table_name != "readings" {
            return Err(Fault::sender("ResourceNotFoundException", "Requested resource not found"));
        }
        let key = |name: &str, key_type| KeySchemaElement { attribute_name: name.to_owned(), key_type };
        let table = TableDescription {
            table_arn: Some("arn:aws:dynamodb:us-east-1:000000000000:table/readings".to_owned()),
            key_schema: Some(vec![key("sensor", KeyType::Hash), key("at", KeyType::Range)]),
            item_count: Some(2),
            table_size_bytes: Some(90),
            ..TableDescription::default()
        };
        Ok(DescribeTableOutput { table: Some(table) })
    }
}

impl Handle<Scan> for DynamoDb {
    /// Pages of one item.
    async fn handle(&self, _: &Call, input: ScanInput) -> Result<ScanOutput, Fault> {
        let items = self.items.lock().unwrap();
        let before = |key: &Item| items.iter().position(|item| item == key).unwrap() + 1;
        let at = input.exclusive_start_key.as_ref().map_or(0, before);
        let item = items.get(at).cloned();
        let last_evaluated_key = item.clone().filter(|_| at + 1 < items.len());
        Ok(ScanOutput {
            items: Some(item.into_iter().collect()),
            last_evaluated_key,
            ..ScanOutput::default()
        })
    }
}

/// Keeps lines.
#[derive(Default)]
pub struct Logs {
    pub lines: Mutex<Vec<String>>,
}

impl Logs {
    pub fn routes(self: &Arc<Self>) -> Routes<Self> {
        Routes::new(&logs_api::SERVICE, self.clone()).with::<PutLogEvents>()
    }
}

impl Handle<PutLogEvents> for Logs {
    async fn handle(&self, _: &Call, input: PutLogEventsInput) -> Result<PutLogEventsOutput, Fault> {
        assert_eq!(input.log_group_name, "/aws-glue/crawlers");
        self.lines.lock().unwrap().extend(input.log_events.into_iter().map(|event| event.message));
        Ok(PutLogEventsOutput::default())
    }
}

/// Allows everything but the actions that it is told to deny; trusts Glue with the role `reader` only.
#[derive(Default)]
pub struct Iam {
    pub denied: Mutex<Vec<&'static str>>,
}

impl Identify for Iam {
    fn identify(&self, _: &str) -> Option<Identity> {
        None
    }
}

impl Authorize for Iam {
    fn authorize<'a>(
        &'a self,
        _: &'a Call,
        action: &'a str,
        _: &'a [String],
    ) -> Future<'a, Result<Result<(), String>, Fault>> {
        let denied = self.denied.lock().unwrap().contains(&action);
        let text = format!("not authorized to perform: {action}");
        Box::pin(std::future::ready(Ok(if denied { Err(text) } else { Ok(()) })))
    }

    fn assume<'a>(
        &'a self,
        call: &'a Call,
        role: &'a Arn,
        _: &'a [(&'a str, &'a str)],
    ) -> Future<'a, Result<Result<(), String>, Fault>> {
        let glue = call.principal == Principal::Service("glue.amazonaws.com");
        let trusted = glue && role.resource() == "role/reader";
        Box::pin(std::future::ready(Ok(if trusted { Ok(()) } else { Err("no".to_owned()) })))
    }
}
