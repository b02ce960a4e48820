//! Kinesis Data Streams: handlers over an engine of append logs.
//!
//! Engine: one [`storage::Log`] per stream, its shards the log's lanes; descriptions of streams in one
//! [`storage::KeyValue`]. Both open at first use.
//! Calls no other service. Background: [`Kinesis::sweep`], which drops what has outlived its retention;
//! [`dispatch::Metered`], which reports metrics.
//!
//! Metrics: `IncomingRecords` and `IncomingBytes` are counted by the stream's log and are exact whatever is killed; a
//! sample is what one call put on one shard. The others are counted in memory, and a kill loses up to a second of them.
//!
//! Where AWS is silent or we chose: a stream is CREATING for half a second at least, and until somebody has
//! seen it so, for three at most; deleting is done at
//! once; an on-demand stream has its first four shards and does not scale yet; reads that come from inside
//! the house (event source mappings, delivery) do not count against a shard's five reads a second, as
//! enhanced fan-out's do not.

pub mod engine;
mod errors;
pub mod limits;
mod metering;
mod operations;

use std::sync::Arc;

use dispatch::{Dispatch, Passing, Routes};
pub use engine::{Engine, EngineError, Throughput};
use kinesis_api as api;
use storage::Volume;

/// The service.
pub struct Kinesis {
    engine: Engine,
    dispatch: Dispatch,
    passing: Passing,
    /// Held while metrics are reported.
    reporting: tokio::sync::Mutex<()>,
}

impl Kinesis {
    /// The service on `volume`. Nothing is opened yet.
    pub fn new(volume: Volume, dispatch: &Dispatch, throughput: Throughput) -> Arc<Self> {
        let (clock, random) = (dispatch.clock().clone(), dispatch.random().clone());
        let engine = Engine::new(volume, clock, random, dispatch.notices().clone(), throughput);
        Arc::new(Self {
            engine,
            dispatch: dispatch.clone(),
            passing: Passing::new("kinesis/calls"),
            reporting: tokio::sync::Mutex::default(),
        })
    }

    /// Its operations.
    pub fn routes(self: &Arc<Self>) -> Routes<Self> {
        Routes::new(&api::SERVICE, Arc::clone(self))
            .with::<api::AddTagsToStream>()
            .with::<api::CreateStream>()
            .with::<api::DecreaseStreamRetentionPeriod>()
            .with::<api::DeleteStream>()
            .with::<api::DescribeLimits>()
            .with::<api::DescribeStream>()
            .with::<api::DescribeStreamSummary>()
            .with::<api::GetRecords>()
            .with::<api::GetShardIterator>()
            .with::<api::IncreaseStreamRetentionPeriod>()
            .with::<api::ListShards>()
            .with::<api::ListStreams>()
            .with::<api::ListTagsForStream>()
            .with::<api::PutRecord>()
            .with::<api::PutRecords>()
            .with::<api::RemoveTagsFromStream>()
    }

    /// Drops segments that have outlived their stream's retention. Called every minute.
    pub fn sweep(&self) {
        self.engine.sweep();
    }
}
