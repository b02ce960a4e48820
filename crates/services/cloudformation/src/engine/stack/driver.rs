//! Carries a stack forward until there is nothing left to do.

mod begin;
mod call;

use std::collections::BTreeMap;
use std::sync::Arc;

use kernel::{SharedClock, SharedRandom, Timestamp};

use super::in_flight::InFlight;
use super::next::{Call, Step, next};
use super::values::Values;
use super::{Change, Changed, ResourceStatus, Stack, StackEvent, StackStatus, StackStore, StoreError};
use crate::engine::names::StackId;
use crate::engine::resource::ResourceTypes;
use crate::engine::template::TemplateError;

/// How many providers are asked at a time for one stack. Ours; AWS publishes none.
const CALLS_MAX: usize = 16;

/// Carries stacks forward. One may drive any number of stacks, but each stack only once at a time.
pub struct Driver {
    store: Arc<dyn StackStore>,
    types: ResourceTypes,
    clock: SharedClock,
    random: SharedRandom,
}

/// Why a stack could not be carried forward. It stays as stored; driving it again goes on from there.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DriveError {
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// There is no such stack.
    #[error("there is no stack `{0}`; create it first")]
    NoStack(StackId),
    /// The stored template can no longer be read.
    #[error("the stored template of a stack is refused: {0}")]
    Template(#[from] TemplateError),
}

impl Driver {
    /// A driver of the stacks in `store` with the providers in `types`.
    pub fn new(
        store: Arc<dyn StackStore>,
        types: ResourceTypes,
        clock: SharedClock,
        random: SharedRandom,
    ) -> Self {
        Self { store, types, clock, random }
    }

    /// Carries the stack `id` forward until there is nothing left to do; answers how it stands then.
    /// The future may be dropped at any point and the stack driven again.
    pub async fn drive(&self, id: &StackId) -> Result<StackStatus, DriveError> {
        let stack = self.store.load(id).await?.ok_or_else(|| DriveError::NoStack(id.clone()))?;
        let draws = stack.status.goes_forward() && !stack.definition.imports.is_empty();
        let exports = if draws { self.store.exports(&stack.place).await? } else { BTreeMap::new() };
        let mut drive = Drive::new(self, stack, exports)?;
        while drive.step().await? {}
        Ok(drive.stack.status)
    }
}

/// One stack on its way.
struct Drive<'a> {
    driver: &'a Driver,
    stack: Stack,
    /// Only on the way forward: a stack can be removed even if its template can no longer be read.
    values: Option<Values>,
    /// An export that the stack draws on and that nobody has.
    missing: Option<String>,
    in_flight: InFlight,
}

impl<'a> Drive<'a> {
    fn new(
        driver: &'a Driver,
        stack: Stack,
        exports: BTreeMap<String, String>,
    ) -> Result<Self, TemplateError> {
        let forward = stack.status.goes_forward();
        let mut imports = stack.definition.imports.iter().filter(|_| forward);
        let missing = imports.find(|name| !exports.contains_key(*name)).cloned();
        let values = forward.then(|| Values::of(&stack, exports)).transpose()?;
        Ok(Self { driver, stack, values, missing, in_flight: InFlight::default() })
    }

    fn now(&self) -> Timestamp {
        self.driver.clock.now()
    }

    /// Does the next thing; answers whether there may be more.
    async fn step(&mut self) -> Result<bool, StoreError> {
        let (now, random) = (self.now(), Arc::clone(&self.driver.random));
        if let Some(name) = self.missing.take() {
            let event = self.fail(&format!("No export named {name} found"), now);
            self.commit(Changed::All, &[event]).await?;
        }
        match next(&self.stack, &self.in_flight.busy(), CALLS_MAX) {
            Step::Begin(index) => {
                let events = self.begin(index);
                self.commit(Changed::Resource(index), &events).await?;
                let resource = &self.stack.resources[index];
                match (resource.is_being_made(), resource.status) {
                    (true, _) => self.call(index, Call::Create, false),
                    (false, ResourceStatus::UpdateInProgress) => self.call(index, Call::Modify, false),
                    _ => {}
                }
            }
            Step::Call(index, call) => self.call(index, call, true),
            Step::Cancel(index) => {
                self.in_flight.cancel(index);
                let (status, reason) = match self.stack.resources[index].status {
                    ResourceStatus::UpdateInProgress => {
                        (ResourceStatus::UpdateFailed, "Resource update cancelled")
                    }
                    _ => (ResourceStatus::CreateFailed, "Resource creation cancelled"),
                };
                let event = self.stack.resources[index].turn(status, Some(reason.to_owned()), now);
                self.commit(Changed::Resource(index), &[event]).await?;
            }
            Step::Restore(index) => {
                let events = self.stack.begin_restoring(index, now);
                self.commit(Changed::Resource(index), &events).await?;
                if self.stack.resources[index].status == ResourceStatus::UpdateInProgress {
                    self.call(index, Call::Modify, false);
                }
            }
            Step::Remove(index) => {
                let rollback = matches!(
                    self.stack.status,
                    StackStatus::RollbackInProgress | StackStatus::UpdateRollbackCleanup
                );
                let event = self.stack.resources[index].begin_removal(rollback, now);
                self.commit(Changed::Resource(index), &[event]).await?;
                if self.stack.resources[index].status == ResourceStatus::DeleteInProgress {
                    self.call(index, Call::Delete, false);
                }
            }
            Step::Wait => {
                let (index, answer) = self.in_flight.first().await;
                let events = self.take(index, answer);
                self.commit(Changed::Resource(index), &events).await?;
            }
            Step::Fail => {
                let why = match self.stack.status {
                    StackStatus::UpdateInProgress => self.stack.update_failures(),
                    _ => self.stack.creation_failures(),
                };
                let event = self.fail(&why, now);
                self.commit(Changed::All, &[event]).await?;
            }
            Step::Complete => self.complete(now).await?,
            Step::FinishRestoring => {
                let event = self.stack.finish_update_rollback(now, &*random);
                self.commit(Changed::All, &[event]).await?;
            }
            Step::FinishCleanup => {
                let event = self.stack.finish_cleanup(now, &*random);
                self.commit(Changed::All, &[event]).await?;
            }
            Step::FinishRemoval => {
                let event = self.stack.finish_removal(now, &*random);
                self.commit(Changed::Head, &[event]).await?;
            }
            Step::Rest => return Ok(false),
        }
        Ok(true)
    }

    async fn commit(&mut self, changed: Changed, events: &[StackEvent]) -> Result<(), StoreError> {
        let events = self.stack.signed(events);
        self.driver.store.commit(Change { stack: &self.stack, changed, events: &events }).await
    }

    /// Leaves the way forward, because of `why`.
    fn fail(&mut self, why: &str, now: Timestamp) -> StackEvent {
        let random = &*self.driver.random;
        match self.stack.status {
            StackStatus::UpdateInProgress => self.stack.fail_update(why.to_owned(), now, random),
            _ => {
                let stop = if why.ends_with('.') { "" } else { "." };
                self.stack.fail_creation(&format!("{why}{stop}"), now, random)
            }
        }
    }

    /// Ends the way forward: complete, or failed for an output that cannot be worked out or be exported.
    async fn complete(&mut self, now: Timestamp) -> Result<(), StoreError> {
        let random = Arc::clone(&self.driver.random);
        let values = self.values.as_ref().expect("invariant: a stack that goes forward has its values");
        let why = match values.outputs() {
            Err(error) => error.to_string(),
            Ok(outputs) => {
                let before = self.stack.clone();
                self.stack.outputs = outputs;
                let event = match self.stack.status {
                    StackStatus::UpdateInProgress => self.stack.finish_update(now, &*random),
                    _ => self.stack.turn(StackStatus::CreateComplete, None, now, &*random),
                };
                let events = self.stack.signed(&[event]);
                let change = Change { stack: &self.stack, changed: Changed::All, events: &events };
                match self.driver.store.publish(change).await? {
                    Ok(()) => return Ok(()),
                    Err(refusal) => {
                        self.stack = before;
                        refusal.to_string()
                    }
                }
            }
        };
        let event = self.fail(&why, now);
        self.commit(Changed::All, &[event]).await
    }
}
