//! A Kinesis with one stream, `sink`, that takes, refuses or throttles what it is given.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use dispatch::{Call, Handle, Principal, Routes};
use kinesis_api::{
    DescribeStreamSummary, DescribeStreamSummaryInput, DescribeStreamSummaryOutput, PutRecords,
    PutRecordsInput, PutRecordsOutput, PutRecordsRequestEntry, PutRecordsResultEntry, SERVICE,
    StreamDescriptionSummary, StreamStatus,
};
use serde_json::Value;
use tokio::sync::watch;
use wire::Fault;

/// The stream's ARN.
pub const SINK: &str = "arn:aws:kinesis:us-east-1:000000000000:stream/sink";

/// What becomes of a record.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    Taken,
    Throttled,
    /// The whole request is refused for it.
    Refused,
    /// The stream is not there.
    Gone,
}

type Judge = Box<dyn FnMut(&PutRecordsRequestEntry) -> Fate + Send>;

pub struct Kinesis {
    arrived: watch::Sender<Vec<PutRecordsRequestEntry>>,
    judge: Mutex<Judge>,
}

impl Kinesis {
    /// One that judges each record so.
    pub fn new(judge: impl FnMut(&PutRecordsRequestEntry) -> Fate + Send + 'static) -> Arc<Self> {
        Arc::new(Self { arrived: watch::channel(Vec::new()).0, judge: Mutex::new(Box::new(judge)) })
    }

    pub fn routes(self: &Arc<Self>) -> Routes<Self> {
        Routes::new(&SERVICE, Arc::clone(self)).with::<DescribeStreamSummary>().with::<PutRecords>()
    }

    /// What has arrived when it is `count` records or more.
    pub async fn arrived(&self, count: usize) -> Vec<PutRecordsRequestEntry> {
        let mut watch = self.arrived.subscribe();
        let enough = watch.wait_for(|arrived| arrived.len() >= count);
        let arrived = tokio::time::timeout(Duration::from_secs(20), enough).await;
        arrived.expect("they arrive").unwrap().clone()
    }

    /// What has arrived until now.
    pub fn until_now(&self) -> Vec<PutRecordsRequestEntry> {
        self.arrived.borrow().clone()
    }
}

/// The number `n` of the items in what arrived, by the item's key `k`.
pub fn by_item(arrived: &[PutRecordsRequestEntry]) -> BTreeMap<String, Vec<u64>> {
    let mut items: BTreeMap<String, Vec<u64>> = BTreeMap::new();
    for entry in arrived {
        let record: Value = serde_json::from_slice(&entry.data).unwrap();
        let image = &record["dynamodb"]["NewImage"];
        let number = image["n"]["N"].as_str().unwrap().parse().unwrap();
        items.entry(image["k"]["S"].as_str().unwrap().to_owned()).or_default().push(number);
    }
    items
}

impl Handle<DescribeStreamSummary> for Kinesis {
    async fn handle(
        &self,
        _: &Call,
        input: DescribeStreamSummaryInput,
    ) -> Result<DescribeStreamSummaryOutput, Fault> {
        if input.stream_arn.as_deref() != Some(SINK) {
            return Err(Fault::sender("ResourceNotFoundException", "no such stream"));
        }
        let stream_description_summary = StreamDescriptionSummary {
            stream_arn: SINK.into(),
            stream_name: "sink".into(),
            stream_status: StreamStatus::Active,
            ..summary()
        };
        Ok(DescribeStreamSummaryOutput { stream_description_summary })
    }
}

fn summary() -> StreamDescriptionSummary {
    StreamDescriptionSummary {
        stream_name: String::new(),
        stream_arn: String::new(),
        stream_id: None,
        stream_status: StreamStatus::Active,
        stream_mode_details: None,
        retention_period_hours: 24,
        stream_creation_timestamp: kernel::Timestamp(0),
        enhanced_monitoring: Vec::new(),
        encryption_type: None,
        key_id: None,
        open_shard_count: 1,
        consumer_count: None,
        warm_throughput: None,
        max_record_size_in_ki_b: None,
    }
}

impl Handle<PutRecords> for Kinesis {
    async fn handle(&self, call: &Call, input: PutRecordsInput) -> Result<PutRecordsOutput, Fault> {
        assert_eq!(call.principal, Principal::Service("dynamodb.amazonaws.com"));
        assert_eq!(input.stream_arn.as_deref(), Some(SINK));
        let fates: Vec<Fate> = {
            let mut judge = self.judge.lock().unwrap();
            input.records.iter().map(&mut *judge).collect()
        };
        if fates.contains(&Fate::Gone) {
            return Err(Fault::sender("ResourceNotFoundException", "no such stream"));
        }
        if fates.contains(&Fate::Refused) {
            return Err(Fault::sender("ValidationException", "too large"));
        }
        let taken = input.records.into_iter().zip(&fates).filter(|(_, fate)| **fate == Fate::Taken);
        let taken: Vec<PutRecordsRequestEntry> = taken.map(|(entry, _)| entry).collect();
        self.arrived.send_modify(|arrived| arrived.extend(taken));
        let records = fates.iter().map(|fate| PutRecordsResultEntry {
            sequence_number: None,
            shard_id: None,
            error_code: (*fate != Fate::Taken).then(|| "ProvisionedThroughputExceededException".into()),
            error_message: None,
        });
        Ok(PutRecordsOutput { failed_record_count: None, records: records.collect(), encryption_type: None })
    }
}
