//! A small stream in memory that speaks three of Kinesis's operations, posts notices, and fails as told.
//!
//! Iterators are `generation/shard/index`; a sequence number names generation and index. Both are
//! refused by a stream that was deleted and made again.

use std::collections::{BTreeMap, VecDeque};
use std::sync::Mutex;

use bytes::Bytes;
use dispatch::{Call, Dispatch, Handle, Principal, Routes};
use kernel::Timestamp;
use kinesis_api::*;
use tokio::sync::watch;
use wire::Fault;

use crate::oracle::PATIENCE;

pub const STREAM: &str = "arn:aws:kinesis:us-east-1:000000000000:stream/s";

#[derive(Default)]
struct State {
    generation: u64,
    shards: BTreeMap<String, Shelf>,
    /// What the next calls of GetRecords answer instead.
    faults: VecDeque<Fault>,
    /// Who asked for records last.
    asked_as: Option<Principal>,
}

#[derive(Clone, Default)]
struct Shelf {
    records: Vec<(Timestamp, String, Bytes)>,
    parent: Option<String>,
    closed: bool,
}

pub struct Kinesis {
    dispatch: Dispatch,
    state: Mutex<State>,
    /// How often records were asked for.
    pub reads: watch::Sender<u64>,
    /// How often shards were asked for.
    lists: watch::Sender<u64>,
}

impl Kinesis {
    pub fn new(dispatch: &Dispatch) -> Self {
        let counter = || watch::channel(0).0;
        Self { dispatch: dispatch.clone(), state: Mutex::default(), reads: counter(), lists: counter() }
    }

    pub fn routes(self: &std::sync::Arc<Self>) -> Routes<Self> {
        Routes::new(&SERVICE, self.clone())
            .with::<ListShards>()
            .with::<GetShardIterator>()
            .with::<GetRecords>()
    }

    /// Makes the stream, or makes it anew.
    pub fn make(&self, shards: &[&str]) {
        let mut state = self.state.lock().unwrap();
        state.generation += 1;
        state.shards = shards.iter().map(|shard| ((*shard).to_owned(), Shelf::default())).collect();
    }

    /// Takes over what another one has, for after a restart.
    pub fn take_over(&self, other: &Self) {
        let (mut state, other) = (self.state.lock().unwrap(), other.state.lock().unwrap());
        (state.generation, state.shards) = (other.generation, other.shards.clone());
    }

    /// Closes `shard` and gives it a child.
    pub fn split(&self, shard: &str, child: &str) {
        let mut state = self.state.lock().unwrap();
        state.shards.get_mut(shard).unwrap().closed = true;
        let parent = Some(shard.to_owned());
        state.shards.insert(child.to_owned(), Shelf { parent, ..Shelf::default() });
        drop(state);
        self.wake();
    }

    pub fn put(&self, shard: &str, data: &[&str]) {
        let now = self.dispatch.clock().now();
        let mut state = self.state.lock().unwrap();
        let records = &mut state.shards.get_mut(shard).unwrap().records;
        records
            .extend(data.iter().map(|text| (now, "key".to_owned(), Bytes::copy_from_slice(text.as_bytes()))));
        drop(state);
        self.wake();
    }

    /// Posts a notice of nothing.
    pub fn wake(&self) {
        self.dispatch.notices().post(STREAM);
    }

    /// Waits until shards are asked for once more.
    pub async fn listed(&self) {
        let mut lists = self.lists.subscribe();
        tokio::time::timeout(PATIENCE, lists.changed()).await.unwrap().unwrap();
    }

    pub fn fail_next(&self, code: &'static str) {
        self.state.lock().unwrap().faults.push_back(Fault::sender(code, "told to"));
    }

    pub fn asked_as(&self) -> Option<Principal> {
        self.state.lock().unwrap().asked_as.clone()
    }
}

fn number(generation: u64, index: usize) -> String {
    format!("{}", generation * 1_000_000 + index as u64 + 1)
}

fn invalid(text: &str) -> Fault {
    Fault::sender("InvalidArgumentException", text)
}

fn not_found() -> Fault {
    Fault::sender("ResourceNotFoundException", "Stream s under account 000000000000 not found.")
}

impl Handle<ListShards> for Kinesis {
    async fn handle(&self, _: &Call, input: ListShardsInput) -> Result<ListShardsOutput, Fault> {
        self.lists.send_modify(|count| *count += 1);
        let state = self.state.lock().unwrap();
        if state.shards.is_empty() || input.stream_arn.is_some_and(|arn| arn != STREAM) {
            return Err(not_found());
        }
        let shard = |(id, shelf): (&String, &Shelf)| Shard {
            shard_id: id.clone(),
            parent_shard_id: shelf.parent.clone(),
            adjacent_parent_shard_id: None,
            hash_key_range: HashKeyRange { starting_hash_key: "0".into(), ending_hash_key: "1".into() },
            sequence_number_range: SequenceNumberRange {
                starting_sequence_number: "0".into(),
                ending_sequence_number: None,
            },
        };
        Ok(ListShardsOutput { shards: Some(state.shards.iter().map(shard).collect()), next_token: None })
    }
}

impl Handle<GetShardIterator> for Kinesis {
    async fn handle(&self, _: &Call, input: GetShardIteratorInput) -> Result<GetShardIteratorOutput, Fault> {
        let state = self.state.lock().unwrap();
        let shelf = state.shards.get(&input.shard_id).ok_or_else(not_found)?;
        let index = match input.shard_iterator_type {
            ShardIteratorType::TrimHorizon => 0,
            ShardIteratorType::Latest => shelf.records.len(),
            ShardIteratorType::AtTimestamp => {
                let time = input.timestamp.ok_or_else(|| invalid("no time"))?;
                shelf.records.iter().take_while(|(arrival, ..)| *arrival < time).count()
            }
            ShardIteratorType::AfterSequenceNumber | ShardIteratorType::AtSequenceNumber => {
                let given: u64 = input.starting_sequence_number.unwrap().parse().unwrap();
                let index =
                    given.checked_sub(state.generation * 1_000_000).filter(|index| *index < 1_000_000);
                index.ok_or_else(|| invalid("it did not come from this stream"))? as usize
            }
        };
        let iterator = format!("{}/{}/{index}", state.generation, input.shard_id);
        Ok(GetShardIteratorOutput { shard_iterator: Some(iterator) })
    }
}

impl Handle<GetRecords> for Kinesis {
    async fn handle(&self, call: &Call, input: GetRecordsInput) -> Result<GetRecordsOutput, Fault> {
        let answer = {
            let mut state = self.state.lock().unwrap();
            state.asked_as = Some(call.principal.clone());
            match state.faults.pop_front() {
                Some(fault) => Err(fault),
                None => get(&state, &input.shard_iterator),
            }
        };
        self.reads.send_modify(|count| *count += 1);
        answer
    }
}

fn get(state: &State, iterator: &str) -> Result<GetRecordsOutput, Fault> {
    let parts: Vec<&str> = iterator.split('/').collect();
    let (generation, index): (u64, usize) = (parts[0].parse().unwrap(), parts[2].parse().unwrap());
    let shelf = state.shards.get(parts[1]).filter(|_| generation == state.generation);
    let shelf = shelf.ok_or_else(|| invalid("Invalid ShardIterator."))?;
    let records = shelf.records[index..].iter().enumerate().map(|(at, (arrival, key, data))| Record {
        sequence_number: number(generation, index + at),
        approximate_arrival_timestamp: Some(*arrival),
        data: data.clone(),
        partition_key: key.clone(),
        encryption_type: None,
    });
    let next = format!("{generation}/{}/{}", parts[1], shelf.records.len());
    Ok(GetRecordsOutput {
        records: records.collect(),
        next_shard_iterator: Some(next).filter(|_| !shelf.closed),
        millis_behind_latest: Some(0),
        child_shards: None,
    })
}
