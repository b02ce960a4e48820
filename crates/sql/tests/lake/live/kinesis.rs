//! A Kinesis in memory: what live tables call, in pages of four records.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use bytes::Bytes;
use dispatch::{Call, Handle, Routes};
use kernel::Timestamp;
use kinesis_api::*;
use wire::Fault;

use crate::house::NOW;

/// Records of a page.
const PAGE: usize = 4;

#[derive(Default)]
pub struct Kinesis {
    streams: Mutex<BTreeMap<String, Vec<Vec<Record>>>>,
    asked: Mutex<Vec<String>>,
    /// At which calls of GetRecords what goes wrong, once.
    trouble: Mutex<BTreeMap<usize, &'static str>>,
    calls: Mutex<usize>,
}

fn shard_id(number: usize) -> String {
    format!("shardId-{number:012}")
}

impl Kinesis {
    pub fn routes(self: &Arc<Self>) -> Routes<Self> {
        Routes::new(&SERVICE, Arc::clone(self))
            .with::<GetRecords>()
            .with::<GetShardIterator>()
            .with::<ListShards>()
            .with::<ListStreams>()
    }

    /// Puts records of that arrival on the shards of a stream, in turn.
    pub fn put(&self, stream: &str, shards: usize, records: impl IntoIterator<Item = (u64, String)>) {
        for (number, (arrival, data)) in records.into_iter().enumerate() {
            self.add(stream, shards, number, arrival, data.into());
        }
        self.streams.lock().unwrap().entry(stream.to_owned()).or_default().resize(shards, Vec::new());
    }

    pub fn put_bytes(&self, stream: &str, arrival: u64, data: &'static [u8]) {
        self.add(stream, 1, 0, arrival, data.into());
    }

    fn add(&self, stream: &str, shards: usize, number: usize, arrival: u64, data: Bytes) {
        let mut streams = self.streams.lock().unwrap();
        let all = streams.entry(stream.to_owned()).or_default();
        all.resize(shards, Vec::new());
        let place = number % shards;
        let index = all[place].len();
        all[place].push(Record {
            sequence_number: format!("49{place:02}{index:06}"),
            approximate_arrival_timestamp: Some(Timestamp(arrival)),
            data,
            partition_key: format!("p{number}"),
            encryption_type: None,
        });
    }

    /// From here on, what goes wrong at the call of GetRecords of that number.
    pub fn trouble(&self, code: &'static str, call: usize) {
        self.trouble.lock().unwrap().insert(call, code);
    }

    /// Whether all went wrong that was to.
    pub fn is_untroubled(&self) -> bool {
        self.trouble.lock().unwrap().is_empty()
    }

    /// What was asked since this was last called.
    pub fn asked(&self) -> Vec<String> {
        std::mem::take(&mut *self.asked.lock().unwrap())
    }
}

impl Handle<ListStreams> for Kinesis {
    async fn handle(&self, _: &Call, _: ListStreamsInput) -> Result<ListStreamsOutput, Fault> {
        let stream_names = self.streams.lock().unwrap().keys().cloned().collect();
        Ok(ListStreamsOutput {
            stream_names,
            has_more_streams: false,
            next_token: None,
            stream_summaries: None,
        })
    }
}

impl Handle<ListShards> for Kinesis {
    async fn handle(&self, _: &Call, input: ListShardsInput) -> Result<ListShardsOutput, Fault> {
        let streams = self.streams.lock().unwrap();
        let shards = streams[&input.stream_name.unwrap()].len();
        let shard = |number| Shard {
            shard_id: shard_id(number),
            parent_shard_id: None,
            adjacent_parent_shard_id: None,
            hash_key_range: HashKeyRange {
                starting_hash_key: "0".to_owned(),
                ending_hash_key: "0".to_owned(),
            },
            sequence_number_range: SequenceNumberRange {
                starting_sequence_number: "0".to_owned(),
                ending_sequence_number: None,
            },
        };
        Ok(ListShardsOutput { shards: Some((0..shards).map(shard).collect()), next_token: None })
    }
}

impl Handle<GetShardIterator> for Kinesis {
    async fn handle(&self, _: &Call, input: GetShardIteratorInput) -> Result<GetShardIteratorOutput, Fault> {
        let streams = self.streams.lock().unwrap();
        let stream = input.stream_name.unwrap();
        let shard: usize = input.shard_id.trim_start_matches("shardId-").parse().unwrap();
        let records = &streams[&stream][shard];
        let after = |is_before: &dyn Fn(&Record) -> bool| {
            records.iter().take_while(|record| is_before(record)).count()
        };
        let (index, shown) = match input.shard_iterator_type {
            ShardIteratorType::TrimHorizon => (0, "TRIM_HORIZON".to_owned()),
            ShardIteratorType::AtTimestamp => {
                let time = input.timestamp.unwrap();
                assert!(time.0 <= NOW, "a time to come");
                let index = after(&|record| record.approximate_arrival_timestamp.unwrap() < time);
                (index, format!("AT_TIMESTAMP {}", time.0))
            }
            ShardIteratorType::AfterSequenceNumber => {
                let number = input.starting_sequence_number.unwrap();
                (after(&|record| record.sequence_number <= number), format!("AFTER {number}"))
            }
            other => panic!("{other:?}"),
        };
        self.asked.lock().unwrap().push(format!("{shard} {shown}"));
        Ok(GetShardIteratorOutput { shard_iterator: Some(format!("{stream}/{shard}/{index}")) })
    }
}

impl Handle<GetRecords> for Kinesis {
    async fn handle(&self, _: &Call, input: GetRecordsInput) -> Result<GetRecordsOutput, Fault> {
        let call = {
            let mut calls = self.calls.lock().unwrap();
            *calls += 1;
            *calls
        };
        if let Some(code) = self.trouble.lock().unwrap().remove(&call) {
            return Err(Fault::sender(code, "for once"));
        }
        let parts: Vec<&str> = input.shard_iterator.split('/').collect();
        let (shard, index): (usize, usize) = (parts[1].parse().unwrap(), parts[2].parse().unwrap());
        let streams = self.streams.lock().unwrap();
        let all = &streams[parts[0]][shard];
        let count = input.limit.map_or(PAGE, |limit| PAGE.min(limit as usize));
        let records: Vec<Record> = all[index..].iter().take(count).cloned().collect();
        let next = index + records.len();
        let is_endless = parts[0] == "endless";
        let behind = if next < all.len() || is_endless { 1 } else { 0 };
        Ok(GetRecordsOutput {
            records,
            next_shard_iterator: Some(format!("{}/{shard}/{next}", parts[0])),
            millis_behind_latest: Some(behind),
            child_shards: None,
        })
    }
}
