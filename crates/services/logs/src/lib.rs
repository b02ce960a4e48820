//! CloudWatch Logs: handlers over an engine of one ordered key-value store.
//!
//! Calls no other service. Background: [`Logs::sweep`], which deletes what has outlived its retention or
//! whose stream or group was deleted; and one task that writes what came from inside the house (functions
//! logging through `Dispatch`), which is acknowledged before it is durable. What came through the door is
//! durable when it is acknowledged. [`Logs::flush`] is for a shutdown in good order.
//!
//! Metrics ([`dispatch::Metered`]) are counted in memory: a kill loses up to a second of them.
//!
//! Where AWS is silent or we chose: events are there to be read at once; sequence tokens and entities are
//! taken and ignored; a group's stored bytes are those of its events before any compression; `unmask`
//! changes nothing, for nothing is masked; a comparison in a filter pattern with a member that a message
//! lacks is false. Refused: encryption keys, deletion protection, the DELIVERY class, linked accounts,
//! regular expressions and space-delimited patterns in filters. Lacks: throttling.

pub mod engine;
mod errors;
pub mod limits;
mod metering;
mod operations;

use std::sync::Arc;

use dispatch::{ByName, Dispatch, Routes};
use logs_api as api;
use storage::Volume;
use wire::Fault;

use engine::Engine;
use metering::Taken;

/// The service.
pub struct Logs {
    engine: Arc<Engine>,
    dispatch: Dispatch,
    metering: ByName<String, Taken>,
}

impl Logs {
    /// The service on `volume`. Nothing is opened yet.
    pub fn new(volume: Volume, dispatch: &Dispatch) -> Arc<Self> {
        let engine = Arc::new(Engine::new(volume, dispatch.clock().clone()));
        let metering = ByName::new(metering::NAMESPACE, "logs/calls");
        Arc::new(Self { engine, dispatch: dispatch.clone(), metering })
    }

    /// Its operations.
    pub fn routes(self: &Arc<Self>) -> Routes<Self> {
        Routes::new(&api::SERVICE, Arc::clone(self))
            .with::<api::CreateLogGroup>()
            .with::<api::CreateLogStream>()
            .with::<api::DeleteLogGroup>()
            .with::<api::DeleteLogStream>()
            .with::<api::DeleteRetentionPolicy>()
            .with::<api::DescribeLogGroups>()
            .with::<api::DescribeLogStreams>()
            .with::<api::FilterLogEvents>()
            .with::<api::GetLogEvents>()
            .with::<api::PutLogEvents>()
            .with::<api::PutRetentionPolicy>()
    }

    /// Deletes events that have outlived their group's retention, or whose stream or group was deleted.
    /// Called every minute. What cannot be deleted now is found again by the next sweep.
    pub async fn sweep(&self) -> Result<(), Fault> {
        Ok(self.engine.sweep().await?)
    }

    /// Makes durable what was acknowledged to callers inside the house. Called before the volume closes.
    pub async fn flush(&self) -> Result<(), Fault> {
        Ok(self.engine.flush().await?)
    }
}
