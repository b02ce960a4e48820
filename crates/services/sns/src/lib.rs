//! SNS: topics, subscriptions and what carries messages to them, over an engine of one ordered key-value store.
//!
//! Calls Lambda's `Invoke` (asynchronously) and SQS's `SendMessage` as `sns.amazonaws.com` on account of the topic, so
//! the function's and the queue's own policies decide; Firehose's `PutRecord` as the subscription's role. Posts to HTTP
//! endpoints, sends mail to the server that `--smtp` names. Background: a task for each subscription that has something
//! to get ([`delivery`](crate)); [`Sns::sweep`], which ends subscriptions that nobody confirmed. Speaks aws-query.
//!
//! A message and every delivery of it are on the disk, in one transaction, before it is acknowledged; a delivery is
//! struck off when it was taken or given up by its delivery policy. A kill repeats at most what was under way. In FIFO
//! topics messages of a group go to each subscription one after the other. Metrics ([`dispatch::Metered`]) are counted in
//! memory: a kill loses up to a second of them.
//!
//! Where AWS is silent or we chose: a message that nobody is to get is not kept; who is subscribed and which filter
//! holds is asked when a message is published; delays have no jitter; an HTTP answer of 4xx, but 408 and 429, is a
//! refusal and goes to the dead-letter queue at once; without `--smtp` subscriptions by e-mail stay pending, and the
//! link that confirms is printed where the server runs; the policy that topics begin with lets in CloudWatch's alarms
//! of its account and no other service; a topic's policy decides about services and other accounts, not about roles of
//! its own; a subscription of another account's queue or function is confirmed at once where that account subscribes it.
//! Links confirm and unsubscribe without a signature, as AWS's do. Refused: what AWS refuses. Lacks: text messages, mobile push, data
//! protection policies, archives and replay of FIFO topics, feedback to logs, KMS, throttling.

mod delivery;
mod document;
pub mod engine;
mod errors;
pub mod limits;
mod metering;
mod operations;
mod signing;
mod smtp;

use std::sync::{Arc, Weak};

use dispatch::{Dispatch, Routes, Stop};
use sns_api as api;
use storage::Volume;
use tokio::sync::{OnceCell, Semaphore};
use wire::Fault;

use delivery::Lanes;
use engine::Engine;
use metering::Metering;
use signing::Signer;

pub use document::CERTIFICATE_PATH;
pub use smtp::{Smtp, is_address};

/// What the service is told by whoever runs it.
#[derive(Clone, Debug)]
pub struct SnsConfig {
    /// Where clients reach the house: what links in notifications begin with.
    pub endpoint: String,
    /// The server that takes mail, if there is one.
    pub smtp: Option<Smtp>,
}

/// The service.
pub struct Sns {
    engine: Arc<Engine>,
    dispatch: Dispatch,
    config: SnsConfig,
    signer: OnceCell<Signer>,
    lanes: Lanes,
    metering: Metering,
    /// Room for deliveries that are under way.
    room: Semaphore,
    stop: Stop,
    own: Weak<Self>,
}

impl Sns {
    /// The service on `volume`; nothing is opened yet.
    pub fn new(volume: Volume, dispatch: &Dispatch, config: SnsConfig) -> Arc<Self> {
        let (clock, random) = (dispatch.clock().clone(), dispatch.random().clone());
        let engine = Arc::new(Engine::new(volume, clock, random));
        Arc::new_cyclic(|own| Self {
            engine,
            dispatch: dispatch.clone(),
            config,
            signer: OnceCell::new(),
            lanes: Lanes::default(),
            metering: Metering::default(),
            room: Semaphore::new(limits::AT_ONCE),
            stop: Stop::default(),
            own: own.clone(),
        })
    }

    /// Its operations.
    pub fn routes(self: &Arc<Self>) -> Routes<Self> {
        Routes::new(&api::SERVICE, Arc::clone(self))
            .with::<api::AddPermission>()
            .with::<api::ConfirmSubscription>()
            .with::<api::CreateTopic>()
            .with::<api::DeleteTopic>()
            .with::<api::GetSubscriptionAttributes>()
            .with::<api::GetTopicAttributes>()
            .with::<api::ListSubscriptions>()
            .with::<api::ListSubscriptionsByTopic>()
            .with::<api::ListTagsForResource>()
            .with::<api::ListTopics>()
            .with::<api::Publish>()
            .with::<api::PublishBatch>()
            .with::<api::RemovePermission>()
            .with::<api::SetSubscriptionAttributes>()
            .with::<api::SetTopicAttributes>()
            .with::<api::Subscribe>()
            .with::<api::TagResource>()
            .with::<api::Unsubscribe>()
            .with::<api::UntagResource>()
    }

    /// Goes on with the deliveries that were left when the server ended.
    pub async fn resume(&self) -> Result<(), Fault> {
        match self.engine.is_used()? {
            true => Ok(self.ring_all().await?),
            false => Ok(()),
        }
    }

    /// Drops what has had its time: subscriptions that nobody confirmed, deduplication ids, deleted topics. Called
    /// every minute.
    pub async fn sweep(&self) -> Result<(), Fault> {
        Ok(self.engine.sweep().await?)
    }

    /// Begins no delivery any more; what is under way is repeated after the next start.
    pub fn shutdown(&self) {
        self.stop.set();
    }

    /// The certificate that signatures are checked with, as PEM.
    pub async fn certificate(&self) -> Result<String, String> {
        self.signer().await.map(|signer| signer.certificate().to_owned())
    }

    /// The key that notifications are signed with, made at first use.
    async fn signer(&self) -> Result<&Signer, String> {
        self.signer
            .get_or_try_init(|| async {
                if let Some(bytes) = self.engine.signer().map_err(|error| error.to_string())? {
                    return Signer::decode(&bytes);
                }
                let random = self.dispatch.random().clone();
                let making = tokio::task::spawn_blocking(move || Signer::make(random.as_ref()));
                let signer = making.await.map_err(|error| error.to_string())??;
                self.engine.keep_signer(signer.encode()).await.map_err(|error| error.to_string())?;
                Ok(signer)
            })
            .await
    }
}
