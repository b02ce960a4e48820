//! The drivers under way: one task per stack, never two for one.
//!
//! To change a stack that is being driven, its driver is stopped first and started again after: see
//! [`Works::change`]. A driver whose store fails for now is tried again a few times; one that gives up
//! leaves the stack as stored, and [`Works::start`], at the next start-up, goes on from there.

use std::collections::HashMap;
use std::sync::Arc;

use kernel::Kind;
use tokio::sync::Mutex;
use tokio::task::JoinHandle;

use crate::engine::names::StackId;
use crate::engine::stack::{DriveError, Driver, Stack, StackEvent, StoreError};
use crate::limits::{RETRY_PAUSE, TRIES_MAX};
use crate::store::{InUse, Stacks};

/// See the module.
pub(crate) struct Works {
    stacks: Stacks,
    driver: Arc<Driver>,
    running: Mutex<HashMap<StackId, JoinHandle<()>>>,
}

impl Works {
    pub(crate) fn new(stacks: Stacks, driver: Driver) -> Self {
        Self { stacks, driver: Arc::new(driver), running: Mutex::default() }
    }

    /// Drives the stack `id`, unless it is being driven.
    pub(crate) async fn start(&self, id: StackId) {
        let mut running = self.running.lock().await;
        running.retain(|_, task| !task.is_finished());
        running.entry(id.clone()).or_insert_with(|| tokio::spawn(drive(Arc::clone(&self.driver), id)));
    }

    /// Changes the stack `id` while nothing drives it, then drives it on if it is in progress; answers
    /// what `change` answers beside its events, or nothing where there is no such stack.
    pub(crate) async fn change<T: Send + 'static>(
        &self,
        id: &StackId,
        change: impl FnOnce(&mut Stack, Option<&InUse>) -> (Vec<StackEvent>, T) + Send + 'static,
    ) -> Result<Option<T>, StoreError> {
        let mut running = self.running.lock().await;
        if let Some(task) = running.remove(id) {
            task.abort();
            // Cancelled or done: either way it is over.
            let _ = task.await;
        }
        let changed = self.stacks.change(id, change).await;
        let going_on = match &changed {
            Ok(Some((stack, _))) => stack.status.is_in_progress(),
            Ok(None) => false,
            // Not changed, as far as is known: what was stopped goes on.
            Err(_) => true,
        };
        if going_on {
            running.insert(id.clone(), tokio::spawn(drive(Arc::clone(&self.driver), id.clone())));
        }
        Ok(changed?.map(|(_, answer)| answer))
    }
}

async fn drive(driver: Arc<Driver>, id: StackId) {
    let mut pause = RETRY_PAUSE;
    for _ in 0..TRIES_MAX {
        match driver.drive(&id).await {
            Err(DriveError::Store(StoreError { kind: Kind::Unavailable | Kind::Throttled, .. })) => {
                tokio::time::sleep(pause).await;
                pause *= 2;
            }
            Ok(_) | Err(_) => return,
        }
    }
}
