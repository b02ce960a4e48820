//! A table's stream in memory that speaks three of DynamoDB Streams' operations and posts notices.
//!
//! Iterators are `arn|shard|index`; a sequence number is an index and one.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use dispatch::{Call, Dispatch, Handle, Principal, Routes};
use dynamodb_api::StreamViewType;
use dynamodb_api::streams::*;
use dynamodb_api::types::{AttributeValue, Image, Item};
use kernel::Timestamp;
use tokio::sync::watch;
use wire::Fault;

pub const TABLE: &str = "arn:aws:dynamodb:us-east-1:000000000000:table/t/stream/2026-11-20T18:00:00.000";

#[derive(Default)]
struct State {
    shards: BTreeMap<String, Shelf>,
    /// Records before this index are gone.
    trimmed: usize,
    asked_as: Option<Principal>,
}

#[derive(Clone, Default)]
struct Shelf {
    records: Vec<(Timestamp, String)>,
    parent: Option<String>,
    closed: bool,
}

pub struct Table {
    dispatch: Dispatch,
    state: Mutex<State>,
    /// How often records were asked for.
    pub reads: watch::Sender<u64>,
}

/// The id of a shard.
fn id(name: &str) -> String {
    format!("shardId-{name:0>24}")
}

pub fn number(index: usize) -> String {
    format!("{:021}", index + 1)
}

impl Table {
    pub fn new(dispatch: &Dispatch) -> Self {
        let state = State { shards: [(id("a"), Shelf::default())].into(), ..State::default() };
        Self { dispatch: dispatch.clone(), state: Mutex::new(state), reads: watch::channel(0).0 }
    }

    pub fn routes(self: &Arc<Self>) -> Routes<Self> {
        Routes::new(&SERVICE, self.clone())
            .with::<DescribeStream>()
            .with::<GetShardIterator>()
            .with::<GetRecords>()
    }

    /// Takes over what another one has, for after a restart.
    pub fn take_over(&self, other: &Self) {
        let (mut state, other) = (self.state.lock().unwrap(), other.state.lock().unwrap());
        (state.shards, state.trimmed) = (other.shards.clone(), other.trimmed);
    }

    /// Closes `shard` and gives it a child.
    pub fn roll(&self, shard: &str, child: &str) {
        let mut state = self.state.lock().unwrap();
        state.shards.get_mut(&id(shard)).unwrap().closed = true;
        state.shards.insert(id(child), Shelf { parent: Some(id(shard)), ..Shelf::default() });
        drop(state);
        self.dispatch.notices().post(TABLE);
    }

    /// Records that items with these keys were put.
    pub fn put(&self, shard: &str, keys: &[&str]) {
        let now = Timestamp(self.dispatch.clock().now().seconds() * 1000);
        let mut state = self.state.lock().unwrap();
        let records = &mut state.shards.get_mut(&id(shard)).unwrap().records;
        records.extend(keys.iter().map(|key| (now, (*key).to_owned())));
        drop(state);
        self.dispatch.notices().post(TABLE);
    }

    /// Loses the records before `index`, as they grow old.
    pub fn trim(&self, index: usize) {
        self.state.lock().unwrap().trimmed = index;
    }

    pub fn asked_as(&self) -> Option<Principal> {
        self.state.lock().unwrap().asked_as.clone()
    }
}

fn not_found() -> Fault {
    Fault::sender("ResourceNotFoundException", "Requested resource not found: Stream")
}

impl Handle<DescribeStream> for Table {
    async fn handle(&self, _: &Call, input: DescribeStreamInput) -> Result<DescribeStreamOutput, Fault> {
        let state = self.state.lock().unwrap();
        if input.stream_arn != TABLE {
            return Err(not_found());
        }
        // One shard a page.
        let after = input.exclusive_start_shard_id;
        let mut rest = state.shards.iter().filter(|(id, _)| after.as_ref().is_none_or(|after| *id > after));
        let page = rest.next().map(|(id, shelf)| Shard {
            shard_id: Some(id.clone()),
            sequence_number_range: None,
            parent_shard_id: shelf.parent.clone(),
        });
        let last_evaluated_shard_id = rest.next().and_then(|_| page.clone()?.shard_id);
        let stream_description = Some(StreamDescription {
            shards: Some(page.into_iter().collect()),
            last_evaluated_shard_id,
            ..StreamDescription::default()
        });
        Ok(DescribeStreamOutput { stream_description })
    }
}

impl Handle<GetShardIterator> for Table {
    async fn handle(&self, _: &Call, input: GetShardIteratorInput) -> Result<GetShardIteratorOutput, Fault> {
        let state = self.state.lock().unwrap();
        let shelf = state.shards.get(&input.shard_id).ok_or_else(not_found)?;
        let given = || input.sequence_number.as_ref().unwrap().parse::<usize>().unwrap();
        let index = match input.shard_iterator_type {
            ShardIteratorType::TrimHorizon => state.trimmed,
            ShardIteratorType::Latest => shelf.records.len(),
            ShardIteratorType::AfterSequenceNumber => given(),
            ShardIteratorType::AtSequenceNumber => given() - 1,
        };
        if index < state.trimmed {
            return Err(Fault::sender("TrimmedDataAccessException", "beyond the trim horizon"));
        }
        let iterator = format!("{TABLE}|{}|{index}", input.shard_id);
        Ok(GetShardIteratorOutput { shard_iterator: Some(iterator) })
    }
}

impl Handle<GetRecords> for Table {
    async fn handle(&self, call: &Call, input: GetRecordsInput) -> Result<GetRecordsOutput, Fault> {
        let answer = {
            let mut state = self.state.lock().unwrap();
            state.asked_as = Some(call.principal.clone());
            let parts: Vec<&str> = input.shard_iterator.split('|').collect();
            let from: usize = parts[2].parse().unwrap();
            let shelf = state.shards.get(parts[1]).ok_or_else(not_found)?;
            let records = shelf.records.iter().enumerate().skip(from);
            let records = records.map(|(index, (time, key))| record(index, *time, key)).collect();
            let next = format!("{TABLE}|{}|{}", parts[1], shelf.records.len());
            GetRecordsOutput {
                records: Some(records),
                next_shard_iterator: Some(next).filter(|_| !shelf.closed),
            }
        };
        self.reads.send_modify(|count| *count += 1);
        Ok(answer)
    }
}

fn record(index: usize, time: Timestamp, key: &str) -> Record {
    let item = || Image::of(&Item::from([("Id".to_owned(), AttributeValue::from(key))]));
    Record {
        event_id: Some(format!("event-{index}")),
        event_name: Some(OperationType::Insert),
        event_version: Some("1.1".into()),
        event_source: Some("aws:dynamodb".into()),
        aws_region: Some("us-east-1".into()),
        dynamodb: Some(StreamRecord {
            approximate_creation_date_time: Some(time),
            keys: Some(item()),
            new_image: Some(item()),
            old_image: None,
            sequence_number: Some(number(index)),
            size_bytes: Some(8),
            stream_view_type: Some(StreamViewType::NewAndOldImages),
        }),
        user_identity: None,
    }
}
