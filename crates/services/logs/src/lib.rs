//! CloudWatch Logs: handlers over an engine of one ordered key-value store.
//!
//! Calls Kinesis and Firehose as a subscription's role, and Lambda as `logs.amazonaws.com`; reports to whoever keeps
//! metrics. Background: [`Logs::sweep`], which deletes what has outlived its retention or whose stream or group was
//! deleted; a task for each follower of a group (see `follow`), begun by [`Logs::resume`]; and one task that writes
//! what came from inside the house (functions logging through `Dispatch`), which is acknowledged before it is durable.
//! What came through the door is durable when it is acknowledged. [`Logs::flush`] is for a shutdown in good order.
//!
//! Metrics ([`dispatch::Metered`]) are counted in memory: a kill loses up to a second of them.
//!
//! Where AWS is silent or we chose: events are there to be read at once; sequence tokens and entities are
//! taken and ignored; a group's stored bytes are those of its events before any compression; `unmask`
//! changes nothing, for nothing is masked; a comparison in a filter pattern with a member that a message
//! lacks is false; an event counts under the minute it happened in, one that does not match for the default value, one
//! that lacks a dimension for nothing; namespaces that begin with `AWS/` are refused. A live tail wants ARNs.
//!
//! Refused: encryption keys, deletion protection, the DELIVERY class, linked accounts, transformed logs, field selection
//! and system fields, destinations of other accounts. Lacks: throttling, Insights, anomalies, data protection.

pub mod engine;
mod errors;
mod follow;
pub mod limits;
mod metering;
mod operations;
mod tail;

use std::sync::{Arc, Weak};

use dispatch::{ByName, Dispatch, Routes};
use logs_api as api;
use storage::Volume;
use wire::Fault;

use engine::Engine;
use follow::Followers;
use metering::Taken;
use tail::Tails;

/// The service.
pub struct Logs {
    engine: Arc<Engine>,
    dispatch: Dispatch,
    /// Itself, for tasks.
    own: Weak<Self>,
    followers: Followers,
    tails: Tails,
    metering: ByName<String, Taken>,
}

impl Logs {
    /// The service on `volume`. Nothing is opened yet.
    pub fn new(volume: Volume, dispatch: &Dispatch) -> Arc<Self> {
        let engine = Arc::new(Engine::new(volume, dispatch.clock().clone()));
        Arc::new_cyclic(|own| Self {
            engine,
            dispatch: dispatch.clone(),
            own: own.clone(),
            followers: Followers::default(),
            tails: Tails::default(),
            metering: ByName::new(metering::NAMESPACE, "logs/calls"),
        })
    }

    /// Its operations.
    pub fn routes(self: &Arc<Self>) -> Routes<Self> {
        Routes::new(&api::SERVICE, Arc::clone(self))
            .with::<api::CreateLogGroup>()
            .with::<api::CreateLogStream>()
            .with::<api::DeleteLogGroup>()
            .with::<api::DeleteLogStream>()
            .with::<api::DeleteMetricFilter>()
            .with::<api::DeleteRetentionPolicy>()
            .with::<api::DeleteSubscriptionFilter>()
            .with::<api::DescribeLogGroups>()
            .with::<api::DescribeLogStreams>()
            .with::<api::DescribeMetricFilters>()
            .with::<api::DescribeSubscriptionFilters>()
            .with::<api::FilterLogEvents>()
            .with::<api::GetLogEvents>()
            .with::<api::ListTagsForResource>()
            .with::<api::ListTagsLogGroup>()
            .with::<api::PutLogEvents>()
            .with::<api::PutMetricFilter>()
            .with::<api::PutRetentionPolicy>()
            .with::<api::PutSubscriptionFilter>()
            .with::<api::StartLiveTail>()
            .with::<api::TagLogGroup>()
            .with::<api::TagResource>()
            .with::<api::TestMetricFilter>()
            .with::<api::UntagLogGroup>()
            .with::<api::UntagResource>()
    }

    /// Deletes events that have outlived their group's retention, or whose stream or group was deleted.
    /// Called every minute. What cannot be deleted now is found again by the next sweep.
    pub async fn sweep(&self) -> Result<(), Fault> {
        Ok(self.engine.sweep().await?)
    }

    /// Makes durable what was acknowledged to callers inside the house, and counts what metric filters count. Called
    /// before the volume closes.
    pub async fn flush(&self) -> Result<(), Fault> {
        self.engine.flush().await?;
        for (place, group) in self.engine.followed()? {
            self.catch_up(&place, &group).await?;
        }
        Ok(())
    }
}
