//! DynamoDB: handlers over an engine of rows in one ordered key-value store.
//!
//! Engine: tables, rows and index entries in one [`storage::KeyValue`], opened at first use; descriptions of
//! tables also in memory; change records of streams are written with the items that change ([`engine::changes`]).
//! Calls: Kinesis `DescribeStreamSummary` and `PutRecords`, as DynamoDB itself, for Kinesis streaming destinations
//! ([`DynamoDb::resume`], a task each). Background: [`DynamoDb::sweep`], which deletes items past
//! their time to live and change records past their day, and goes on with whatever a crash cut short (filling
//! indexes, removing dropped data).
//!
//! Metrics ([`dispatch::Metered`]): `ConsumedWriteCapacityUnits` and `TimeToLiveDeletedItemCount` are totals in the store,
//! written once for each group of writes that share a sync, and exact whatever is killed. A put or delete that asks for
//! nothing does not look at the item before, and is counted by the item after alone (a delete as one unit). The
//! others are counted in memory, and a kill loses up to a second of them. `ThrottledRequests` stays without samples, as
//! nothing is throttled.
//!
//! Where AWS is silent or we chose: CreateTable answers CREATING and UpdateTable UPDATING, but the table is
//! ACTIVE and its change in force as soon as they have answered; an index that is added is CREATING until it is
//! filled. Deleting is done at once and the data follows in the background. `ItemCount` and the sizes are counted when asked for: exact for small tables, for larger ones what the last count in the
//! background found ([`limits::COUNT_ROWS_AT_ONCE`]); AWS refreshes them every six hours. Throughput is kept
//! and answered but limits nothing. Items expire within minutes of their time; AWS takes up to days.
//! Reads see what is durable, so strongly and eventually consistent ones are alike, of indexes too; they only
//! cost differently. BatchWriteItem is one transaction, so it leaves nothing unprocessed; BatchGetItem leaves
//! what is past 16 MB. Item collections may pass 10 GB; their size is counted when it is asked for. What
//! PutItem, UpdateItem and DeleteItem refuse before they look for the table stands in the envelope that AWS
//! put round it in 2026 (`1 validation error detected: `), but for values of no type or several and items that
//! are too large.
//!
//! A stream has one shard, which never ends before the stream does, and is ENABLED or DISABLED at once. Records are
//! there as soon as the write has answered. `LATEST` begins behind the newest record that is durable. Records that
//! Kinesis is to get are kept for a day too; what a destination had recorded when it was disabled, or its table
//! deleted, still goes, and until then it is DISABLING. One record of an item at a time goes to Kinesis, so items keep
//! their order there; after a kill some may come twice, with the same `eventID`. AWS does not say what the partition
//! key of such a record digests: here it is the item's whole key. Records larger than Kinesis takes are given up, as
//! on AWS. Clocks tell milliseconds, so MICROSECOND ends in zeros.
//! Lacks, and refuses: table classes other than STANDARD, keys of KMS, replicas and global tables,
//! resource policies, warm throughput, point-in-time recovery.

mod destinations;
pub mod engine;
mod errors;
pub mod limits;
mod metering;
mod operations;

use std::sync::{Arc, Weak};

use dispatch::{Dispatch, Routes};
use dynamodb_api as api;
use storage::Volume;
use wire::Fault;

use destinations::Destinations;
use engine::Engine;
use metering::Metering;

/// The service.
pub struct DynamoDb {
    engine: Arc<Engine>,
    volume: Volume,
    dispatch: Dispatch,
    destinations: Destinations,
    metering: Metering,
    own: Weak<Self>,
}

impl DynamoDb {
    /// The service on `volume`. Nothing is opened yet.
    pub fn new(volume: Volume, dispatch: &Dispatch) -> Arc<Self> {
        Arc::new_cyclic(|own| Self {
            engine: Engine::new(volume.clone(), dispatch),
            volume,
            dispatch: dispatch.clone(),
            destinations: Destinations::default(),
            metering: Metering::default(),
            own: own.clone(),
        })
    }

    /// Its operations.
    pub fn routes(self: &Arc<Self>) -> Routes<Self> {
        Routes::new(&api::SERVICE, Arc::clone(self))
            .watched(Self::watch)
            .with::<api::BatchGetItem>()
            .with::<api::BatchWriteItem>()
            .with::<api::CreateTable>()
            .with::<api::DeleteItem>()
            .with::<api::DeleteTable>()
            .with::<api::DescribeContinuousBackups>()
            .with::<api::DescribeEndpoints>()
            .with::<api::DescribeKinesisStreamingDestination>()
            .with::<api::DescribeLimits>()
            .with::<api::DescribeTable>()
            .with::<api::DescribeTimeToLive>()
            .with::<api::DisableKinesisStreamingDestination>()
            .with::<api::EnableKinesisStreamingDestination>()
            .with::<api::GetItem>()
            .with::<api::ListTables>()
            .with::<api::ListTagsOfResource>()
            .with::<api::PutItem>()
            .with::<api::Query>()
            .with::<api::Scan>()
            .with::<api::TagResource>()
            .with::<api::UntagResource>()
            .with::<api::UpdateItem>()
            .with::<api::UpdateKinesisStreamingDestination>()
            .with::<api::UpdateTable>()
            .with::<api::UpdateTimeToLive>()
    }

    /// The operations of DynamoDB Streams.
    pub fn stream_routes(self: &Arc<Self>) -> Routes<Self> {
        use api::streams;
        Routes::new(&streams::SERVICE, Arc::clone(self))
            .watched(Self::watch)
            .with::<streams::DescribeStream>()
            .with::<streams::GetRecords>()
            .with::<streams::GetShardIterator>()
            .with::<streams::ListStreams>()
    }

    /// Called every minute. What cannot be done now is found again by the next sweep.
    pub async fn sweep(&self) -> Result<(), Fault> {
        Ok(self.engine.sweep().await?)
    }
}
