//! Firehose: delivery streams that buffer, transform and deliver.
//!
//! Engine: what is put on a delivery stream is in one [`storage::Log`] of its own before it is acknowledged;
//! descriptions and progress are in one [`storage::KeyValue`]. All open at first use. `plan` reads a
//! configuration, [`delivery`] carries it out, [`formats`] is what it does to bytes.
//! Calls, as the role that the configuration names: Kinesis `ListShards`, `GetShardIterator`, `GetRecords`;
//! Lambda `Invoke`; S3 `PutObject`; Glue `GetTable`, `GetTableVersion`; CloudWatch Logs `PutLogEvents`. Calls HTTP endpoints and OpenSearch
//! clusters over the network.
//! Background: a task per delivery stream, one per shard that it reads, and up to four deliveries and four
//! invocations of each under way. Progress is stored when a record and all before it are delivered, so each is
//! delivered at least once, whatever is killed; what was under way then comes twice, but to a cluster, where a
//! document's id is its record's.
//!
//! Metrics ([`dispatch::Metered`]): `IncomingRecords`, `IncomingBytes` and `IncomingPutRequests` are counted by the log;
//! records and bytes delivered and backed up are counted with the progress that they are part of, each record once,
//! however often it was delivered; bytes are those of records, before they are packed or converted. Both are exact whatever
//! is killed. The others are counted in memory, and a kill loses up to a second of them.
//!
//! Where AWS is silent or we chose: a delivery stream is CREATING for half a second at least, and until somebody
//! has seen it so, for three at most; a Kinesis stream is read from the delivery stream's creation on; deliveries
//! to buckets are tried for as long as it takes, not for a day, for what was acknowledged is not lost; a change
//! of a destination holds for all that is not delivered yet; a buffer's interval begins when its first record
//! arrived, so that a restart delays nothing; while there is more to be read at once it begins anew, that what
//! belongs together goes together; where one delivery stream would hold more than 256 MiB in memory, its largest
//! buffer is delivered early; records are cut up before the function; throughput quotas are not enforced, but at
//! 64 GiB undelivered whoever puts more is told to slow down; endpoints may be `http://` on loopback, which AWS
//! refuses, and may have a user and password in their URL, which are sent.
//! Columns of converted records are those of the Glue table that `SchemaConfiguration` names, nested types included,
//! asked for with each file; its partition keys are none of them. Without such a table, which AWS asks for, columns are
//! inferred from the records of each buffer and those before it: whole numbers are `bigint`, others `double`, objects
//! structs. Where the table is gone, may not be read or states what cannot be written, records go to the failures, and
//! where Glue does not answer they wait; the codes of such failures are ours, for AWS documents none.
//! Refused, as not built: Redshift, Splunk, Snowflake, Iceberg and OpenSearch Serverless; MSK and databases;
//! encryption; OpenSearch domains by ARN, VPCs; secrets; ORC; a destination of another type for an existing
//! delivery stream. Requests to clusters are not signed. Taken without effect: throughput hints, `RetryOptions` of
//! dynamic partitioning, `AllowForceDelete`.

pub mod delivery;
pub mod engine;
mod errors;
pub mod formats;
pub mod limits;
mod metering;
mod operations;
mod plan;
mod work;

use std::sync::{Arc, Weak};

use dispatch::{Dispatch, Routes};
use firehose_api as api;
use kernel::Place;
use storage::Volume;
use wire::Fault;

use crate::engine::Engine;
pub use crate::engine::Held;
use crate::metering::Metering;
use crate::work::Works;

/// The service.
pub struct Firehose {
    engine: Arc<Engine>,
    dispatch: Dispatch,
    metering: Metering,
    works: Works,
    own: Weak<Self>,
}

impl Firehose {
    /// The service on `volume`. Nothing is opened and nothing runs yet.
    pub fn new(volume: Volume, dispatch: &Dispatch) -> Arc<Self> {
        let (clock, random) = (dispatch.clock().clone(), dispatch.random().clone());
        let engine = Arc::new(Engine::new(volume, clock, random));
        Arc::new_cyclic(|own| Self {
            engine,
            dispatch: dispatch.clone(),
            metering: Metering::default(),
            works: Works::default(),
            own: own.clone(),
        })
    }

    /// Its operations.
    pub fn routes(self: &Arc<Self>) -> Routes<Self> {
        Routes::new(&api::SERVICE, Arc::clone(self))
            .with::<api::CreateDeliveryStream>()
            .with::<api::DeleteDeliveryStream>()
            .with::<api::DescribeDeliveryStream>()
            .with::<api::ListDeliveryStreams>()
            .with::<api::ListTagsForDeliveryStream>()
            .with::<api::PutRecord>()
            .with::<api::PutRecordBatch>()
            .with::<api::TagDeliveryStream>()
            .with::<api::UntagDeliveryStream>()
            .with::<api::UpdateDestination>()
    }

    /// What the delivery stream called `name` has in memory; none where there is none.
    pub fn held(&self, place: &Place, name: &str) -> Option<Held> {
        // Looking must not make a store where there is none.
        let is_used = self.engine.is_used().unwrap_or_default();
        is_used.then(|| self.engine.stream(place, name).ok()).flatten().map(|stream| stream.held())
    }

    /// Carries out `change` to its end, even if the caller hangs up.
    async fn to_its_end<T, F>(&self, change: impl FnOnce(Arc<Self>) -> F) -> Result<T, Fault>
    where
        T: Send + 'static,
        F: Future<Output = Result<T, Fault>> + Send + 'static,
    {
        let firehose = self.own.upgrade().expect("invariant: whoever calls has the service");
        tokio::spawn(change(firehose)).await.map_err(|error| Fault::internal(error.to_string()))?
    }
}
