//! Lambda: functions as processes that speak the Runtime API, and event source mappings.
//!
//! Engine: [`engine`] runs processes; functions, mappings, checkpoints and queued events are in one
//! [`storage::KeyValue`], code in [`storage::Blobs`]. All open at first use.
//! Calls: STS `AssumeRole` for a function's credentials; as the function's role, for its mappings, Kinesis
//! `ListShards`, DynamoDB Streams `DescribeStream`, and `GetShardIterator` and `GetRecords` of both; S3
//! `GetObject` as whoever makes a function of code in a bucket; SQS `ReceiveMessage`, `DeleteMessageBatch` and
//! `GetQueueAttributes` as the function's role for mappings of queues, `SendMessage` for queues that are told, SNS `Publish` for topics; CloudWatch Logs for what functions print; its
//! own `Invoke` as the function's role, for destinations.
//! Background: a task per shard of every enabled mapping, one per queue and one per batch of it; one that hands out asynchronous events while there
//! are any.
//! In memory: the last invocations of each function, which the console shows.
//!
//! Metrics ([`dispatch::Metered`]) are counted in memory: a kill loses up to a second of them.
//!
//! Where AWS is silent or we chose: a function is Active as soon as it is made (only the answer of
//! CreateFunction says Pending); LATEST begins at the mapping's creation, to the millisecond; a mapping whose
//! stream is made anew reads it from its beginning; logs are written as Lambda itself, not as the function's
//! role; tracing configurations are taken and have no effect; architectures are taken as they come, the
//! machine's own is what runs; code in the bucket `pumphouse-artifacts` is what `pumphouse deploy` brought.
//! Handlers in Node.js that use the old `aws-sdk` 2 are led to the house, unless a bundler put it into them.
//! An asynchronous event waits for a function whose reserved concurrency is 0 unless a destination is told of
//! failures, where AWS drops it; a record that is too large for its destination goes without the answer, and
//! at worst without the event; a policy has a revision of its own. Service principals invoke by the
//! function's policy alone, whoever else by their own. A mapping's ParallelizationFactor is kept and has no
//! effect: a shard has one batch at work. LATEST of a table's stream, whose records tell the second alone,
//! may after a restart begin with changes from earlier in the second of the mapping's creation. Filters of
//! Kinesis mappings know `data`, `partitionKey` and the record's other members; those of tables and queues all of it. A queue has 16 batches at
//! work at most unless MaximumConcurrency says otherwise; messages of a batch that could not be run stay hidden until their
//! time is over.
//!
//! Refused, as not built: images, layers, versions and aliases, VPCs, file systems, KMS
//! keys, SnapStart, functions of other accounts; destinations and dead-letter targets but functions,
//! standard queues and standard topics; of permissions: other
//! accounts, roles, organisations, event source tokens, function URLs; of mappings: sources but Kinesis,
//! DynamoDB and SQS, destinations of failed batches but queues and topics, tumbling windows, tags.

pub mod engine;
mod errors;
mod events;
mod functions;
mod invocation;
pub mod limits;
mod logs;
mod mappings;
mod metering;
mod operations;
mod past;

use std::path::PathBuf;
use std::sync::{Arc, OnceLock, Weak};

use dispatch::{Dispatch, Routes, Stop};
use lambda_api as api;
use storage::{KeyValue, StorageError, Volume};
use tokio::sync::OnceCell;
use wire::Fault;

use crate::engine::{Engine, EngineConfig};
use crate::errors::{failed, unavailable};
use crate::events::Events;
use crate::functions::Functions;
use crate::mappings::Mappings;
use crate::metering::Metering;
use crate::past::Memory;
pub use crate::past::{Part, Past};

/// The store of code packages that `pumphouse deploy` brings; its name as an S3 bucket.
pub const ARTIFACTS: &str = "pumphouse-artifacts";

/// What the service needs to know of its surroundings.
#[derive(Clone, Debug)]
pub struct LambdaConfig {
    /// Where functions reach AWS's services: `http://127.0.0.1:4566`.
    pub endpoint: String,
    /// A directory for unpacked code; when functions first run, what of it no function has is removed.
    pub scratch: PathBuf,
    /// The program through which functions are started, so that they die with the server.
    pub launcher: Option<PathBuf>,
}

/// The service.
pub struct Lambda {
    config: LambdaConfig,
    volume: Volume,
    dispatch: Dispatch,
    store: OnceLock<KeyValue>,
    engine: OnceCell<Engine>,
    sink: OnceLock<Arc<logs::Sink>>,
    functions: Functions,
    mappings: Mappings,
    events: Events,
    metering: Metering,
    memory: Memory,
    /// Set at the end: nothing new is begun, and what fails is not counted as failed.
    stopping: Stop,
    own: Weak<Self>,
}

impl Lambda {
    /// The service on `volume`. Nothing is opened and nothing runs yet.
    pub fn new(volume: Volume, dispatch: &Dispatch, config: LambdaConfig) -> Arc<Self> {
        Arc::new_cyclic(|own| Self {
            config,
            volume,
            dispatch: dispatch.clone(),
            store: OnceLock::new(),
            engine: OnceCell::new(),
            sink: OnceLock::new(),
            functions: Functions::default(),
            mappings: Mappings::default(),
            events: Events::default(),
            metering: Metering::default(),
            memory: Memory::default(),
            stopping: Stop::default(),
            own: own.clone(),
        })
    }

    /// Its operations.
    pub fn routes(self: &Arc<Self>) -> Routes<Self> {
        Routes::new(&api::SERVICE, Arc::clone(self))
            .with::<api::AddPermission>()
            .with::<api::CreateEventSourceMapping>()
            .with::<api::CreateFunction>()
            .with::<api::DeleteEventSourceMapping>()
            .with::<api::DeleteFunction>()
            .with::<api::DeleteFunctionConcurrency>()
            .with::<api::DeleteFunctionEventInvokeConfig>()
            .with::<api::GetAccountSettings>()
            .with::<api::GetEventSourceMapping>()
            .with::<api::GetFunction>()
            .with::<api::GetFunctionConcurrency>()
            .with::<api::GetFunctionConfiguration>()
            .with::<api::GetFunctionEventInvokeConfig>()
            .with::<api::GetPolicy>()
            .with::<api::Invoke>()
            .with::<api::ListEventSourceMappings>()
            .with::<api::ListFunctionEventInvokeConfigs>()
            .with::<api::ListFunctions>()
            .with::<api::ListTags>()
            .with::<api::ListVersionsByFunction>()
            .with::<api::PutFunctionConcurrency>()
            .with::<api::PutFunctionEventInvokeConfig>()
            .with::<api::RemovePermission>()
            .with::<api::TagResource>()
            .with::<api::UntagResource>()
            .with::<api::UpdateEventSourceMapping>()
            .with::<api::UpdateFunctionCode>()
            .with::<api::UpdateFunctionConfiguration>()
            .with::<api::UpdateFunctionEventInvokeConfig>()
    }

    /// Goes on with what was under way when the server ended: mappings and queued events.
    pub async fn resume(&self) -> Result<(), Fault> {
        if !self.volume.has_key_value("lambda").map_err(unavailable)? {
            return Ok(());
        }
        self.resume_mappings()?;
        self.resume_events()
    }

    /// Ends every mapping's work and every function process, and waits until they have ended and what they
    /// printed is put. What was under way is done again after the next [`Self::resume`].
    pub async fn shutdown(&self) {
        self.stopping.set();
        self.mappings.stop_all();
        if let Some(engine) = self.engine.get() {
            engine.shutdown().await;
        }
        self.mappings.all_ended().await;
        if let Some(sink) = self.sink.get() {
            sink.flush().await;
        }
    }

    fn store(&self) -> Result<&KeyValue, StorageError> {
        if let Some(store) = self.store.get() {
            return Ok(store);
        }
        let store = self.volume.key_value("lambda")?;
        Ok(self.store.get_or_init(|| store))
    }

    /// Stores one pair; durable when it returns.
    async fn put(&self, key: Vec<u8>, value: Vec<u8>) -> Result<(), Fault> {
        let kept = self.store().map_err(unavailable)?.write(move |store| {
            store.put(key, value);
            Ok::<_, Fault>(())
        });
        kept.await.map_err(unavailable)?
    }

    /// Deletes one pair; durable when it returns.
    async fn delete(&self, key: Vec<u8>) -> Result<(), Fault> {
        let gone = self.store().map_err(unavailable)?.write(move |store| {
            store.delete(&key);
            Ok::<_, Fault>(())
        });
        gone.await.map_err(unavailable)?
    }

    /// What runs functions; started at the first invocation, once however many come at a time.
    async fn engine(&self) -> Result<&Engine, Fault> {
        if let Some(engine) = self.engine.get() {
            return Ok(engine);
        }
        let start = || async {
            if self.stopping.watch().is_set() {
                return Err(failed("the server is shutting down"));
            }
            let mut config = EngineConfig::new(self.config.scratch.clone());
            config.launcher.clone_from(&self.config.launcher);
            config.codes = self.codes()?;
            let sink = self.sink.get_or_init(|| Arc::new(logs::Sink::start(self.dispatch.clone()))).clone();
            let (clock, random) = (self.dispatch.clock().clone(), self.dispatch.random().clone());
            // Emptying the scratch directory takes the disk's time.
            let started =
                tokio::task::spawn_blocking(move || Engine::start(config, clock, random, sink)).await;
            let started = started.map_err(|error| Fault::internal(error.to_string()))?;
            started.map_err(|error| failed(format!("functions cannot be run: {error}")))
        };
        self.engine.get_or_try_init(start).await
    }

    /// A handle of this service for tasks of its own.
    fn own(&self) -> Weak<Self> {
        self.own.clone()
    }

    /// Carries out `change` to its end, even if the caller hangs up.
    async fn to_its_end<T, F>(&self, change: impl FnOnce(Arc<Self>) -> F) -> Result<T, Fault>
    where
        T: Send + 'static,
        F: Future<Output = Result<T, Fault>> + Send + 'static,
    {
        let lambda = self.own.upgrade().expect("invariant: whoever calls has the service");
        tokio::spawn(change(lambda)).await.map_err(|error| Fault::internal(error.to_string()))?
    }
}
