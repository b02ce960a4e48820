//! STS: who calls, and keys for a while. Handlers over a store of sessions.
//!
//! Engine: one key-value store, opened at first use; a session is durable before its keys are given out,
//! since functions hold them over a restart. Implements [`dispatch::Identify`]. Calls IAM's `GetRole`, and
//! asks [`dispatch::Authorize::assume`] whether a role may be taken: policies are IAM's business.
//! Background: [`Sts::sweep`], which forgets sessions that ended a week ago.
//!
//! A service of the house gets a role's keys by `AssumeRole` through `Dispatch` as
//! `Principal::Service("lambda.amazonaws.com")`. Such sessions may last up to twelve hours whatever the
//! role's own maximum, as those that AWS's services make do.
//!
//! Where AWS is silent or we chose: the account itself may assume roles that trust it (AWS refuses its root
//! user, but has other users, which are not here). Refused: session policies, tags, source identities, MFA.

mod engine;
mod errors;
pub mod limits;
mod operations;

use std::sync::Arc;

use dispatch::{Dispatch, Identify, Identity, Routes};
use storage::Volume;
use sts_api as api;
use wire::Fault;

use engine::Engine;

/// The service.
pub struct Sts {
    engine: Engine,
    dispatch: Dispatch,
}

impl Sts {
    /// The service on `volume`. Nothing is opened yet.
    pub fn new(volume: Volume, dispatch: &Dispatch) -> Arc<Self> {
        let engine = Engine::new(volume, dispatch.clock().clone(), dispatch.random().clone());
        Arc::new(Self { engine, dispatch: dispatch.clone() })
    }

    /// Its operations.
    pub fn routes(self: &Arc<Self>) -> Routes<Self> {
        Routes::new(&api::SERVICE, Arc::clone(self))
            .with::<api::AssumeRole>()
            .with::<api::GetAccessKeyInfo>()
            .with::<api::GetCallerIdentity>()
            .with::<api::GetSessionToken>()
    }

    /// Forgets sessions that ended long ago. Called every minute or less often.
    pub async fn sweep(&self) -> Result<(), Fault> {
        Ok(self.engine.sweep().await?)
    }
}

impl Identify for Sts {
    fn identify(&self, access_key: &str) -> Option<Identity> {
        self.engine.identify(access_key)
    }
}
