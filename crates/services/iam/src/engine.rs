//! What IAM really does: policies parsed and evaluated, roles and policies kept. Knows no HTTP.
//!
//! - [`policy`]: the policy language: parsing, validation, patterns, conditions.
//! - [`evaluate`]: who may do what, and why not.
//! - [`managed`]: AWS's own policies that come with the house.
//! - [`entities`]: what is stored, and its bytes.
//! - `roles`, `role_policies`, `policies`, `tags`: the operations on them; `authorize`: the decision on
//!   what is stored.
//!
//! Contract: a change is answered once it is durable, and holds for every decision from then on; a change
//! that is refused changes nothing. State belongs to an account, not to a region: IAM is global. Nothing
//! is opened before the first use.

pub mod entities;
pub mod evaluate;
pub mod managed;
pub mod policy;

mod authorize;
mod errors;
mod page;
mod parsed;
mod policies;
mod role_policies;
mod roles;
mod store;
mod tags;

use std::sync::Arc;

use kernel::{SharedClock, SharedRandom};
use storage::{KeyValue, Transaction, Volume};

pub use authorize::{Caller, Refused};
pub use errors::IamError;
pub use page::Page;
pub use policies::{NewPolicy, PolicyView, Scope};
pub use role_policies::Attached;
pub use roles::{NewRole, RoleChange};

use parsed::Parsed;

/// Name of the key-value store.
const STORE: &str = "iam";

/// Characters of a unique id after its prefix: `AROA` and 17 more.
const UNIQUE_ID_CHARACTERS: usize = 17;

/// The engine. Cheap to clone; all clones are the same.
#[derive(Clone)]
pub struct Engine {
    volume: Volume,
    clock: SharedClock,
    random: SharedRandom,
    parsed: Arc<Parsed>,
}

impl Engine {
    /// The engine over the store `iam` of `volume`.
    pub fn new(volume: Volume, clock: SharedClock, random: SharedRandom) -> Self {
        Self { volume, clock, random, parsed: Arc::default() }
    }

    fn store(&self) -> Result<KeyValue, IamError> {
        Ok(self.volume.key_value(STORE)?)
    }

    /// Runs `work` as one transaction.
    async fn change<R: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Transaction) -> Result<R, IamError> + Send + 'static,
    ) -> Result<R, IamError> {
        self.store()?.write(work).await?
    }

    fn unique_id(&self, prefix: &str) -> String {
        format!("{prefix}{}", self.random.base32(UNIQUE_ID_CHARACTERS))
    }
}

#[cfg(test)]
#[path = "engine/tests.rs"]
mod tests;
