//! SQS: standard and FIFO queues, handlers over an engine of one ordered key-value store.
//!
//! Calls no other service. Background: [`Sqs::sweep`], which deletes messages that were kept too long, and those of
//! deleted queues; a task for each StartMessageMoveTask. Speaks JSON and aws-query.
//!
//! A message is on the disk before it is acknowledged, and gone from there before its deletion is. A receive is
//! written without being waited for: what a crash forgets of it is that the message was received, so it is seen again
//! early and its count of receives may be one short. Where the messages of a queue in use stand takes some hundred
//! bytes of memory each.
//!
//! Metrics ([`dispatch::Metered`]) are counted in memory: a kill loses up to a second of them.
//!
//! Where AWS is silent or we chose: short polls look at all messages; a standard queue hands messages out oldest
//! first, and takes any receipt of a message for its deletion; attributes and counts are exact and changed at once; a
//! queue can be used at once when it was created; messages go to a dead-letter queue when they would be received once
//! more, and stay where that queue is missing; an expired message counts until it is swept or reached; an attempt id
//! of a receive does not outlive the server; encryption keys are kept and have no effect, as do the attributes of high
//! throughput, for nothing here is slow; fair queues keep a message's group and hand out by age all the same; a queue
//! policy decides about services and other accounts, not about roles of the queue's own; `SenderId` is the account, or
//! role and session. Refused: what AWS refuses. Lacks: throttling, KMS, permissions of single roles in queue policies.

pub mod engine;
mod errors;
pub mod limits;
mod metering;
mod operations;

use std::sync::Arc;

use dispatch::{Dispatch, Routes};
use sqs_api as api;
use storage::Volume;
use wire::Fault;

use engine::Engine;
use metering::Metering;

/// The service.
pub struct Sqs {
    engine: Arc<Engine>,
    dispatch: Dispatch,
    metering: Metering,
    /// Where clients reach us: what the URLs of queues begin with.
    endpoint: String,
}

impl Sqs {
    /// The service on `volume`; queues' URLs begin with `endpoint` for callers who do not say how they came. Nothing
    /// is opened yet.
    pub fn new(volume: Volume, dispatch: &Dispatch, endpoint: &str) -> Arc<Self> {
        let (clock, random) = (dispatch.clock().clone(), dispatch.random().clone());
        let engine = Arc::new(Engine::new(volume, clock, random));
        let (dispatch, endpoint) = (dispatch.clone(), endpoint.to_owned());
        Arc::new(Self { engine, dispatch, metering: Metering::default(), endpoint })
    }

    /// Its operations.
    pub fn routes(self: &Arc<Self>) -> Routes<Self> {
        Routes::new(&api::SERVICE, Arc::clone(self))
            .with::<api::AddPermission>()
            .with::<api::CancelMessageMoveTask>()
            .with::<api::ChangeMessageVisibility>()
            .with::<api::ChangeMessageVisibilityBatch>()
            .with::<api::CreateQueue>()
            .with::<api::DeleteMessage>()
            .with::<api::DeleteMessageBatch>()
            .with::<api::DeleteQueue>()
            .with::<api::GetQueueAttributes>()
            .with::<api::GetQueueUrl>()
            .with::<api::ListDeadLetterSourceQueues>()
            .with::<api::ListMessageMoveTasks>()
            .with::<api::ListQueueTags>()
            .with::<api::ListQueues>()
            .with::<api::PurgeQueue>()
            .with::<api::ReceiveMessage>()
            .with::<api::RemovePermission>()
            .with::<api::SendMessage>()
            .with::<api::SendMessageBatch>()
            .with::<api::SetQueueAttributes>()
            .with::<api::StartMessageMoveTask>()
            .with::<api::TagQueue>()
            .with::<api::UntagQueue>()
    }

    /// Goes on with the tasks that moved messages when the server ended.
    pub async fn resume(&self) -> Result<(), Fault> {
        match self.engine.is_used()? {
            true => Ok(self.engine.resume_tasks().await?),
            false => Ok(()),
        }
    }

    /// Deletes what has had its time: messages, deduplication ids, deleted queues. Called every minute.
    pub async fn sweep(&self) -> Result<(), Fault> {
        Ok(self.engine.sweep().await?)
    }
}
