//! Forgetting queries: those older than AWS keeps them, and the oldest where there are very many.

use std::ops::{Bound, ControlFlow};

use kernel::Place;
use storage::{Direction, Transaction};

use super::{Engine, EngineError, Result, StoredExecution, keys};
use crate::limits::{DELETE_TOGETHER, HISTORY_BYTES_MAX, HISTORY_MAX, HISTORY_MS};

impl Engine {
    /// Forgets what is too old or too much. Queries that have not ended stay.
    pub async fn sweep(&self) -> Result<()> {
        let Some(store) = self.store.get() else { return Ok(()) };
        let horizon = self.now().0.saturating_sub(HISTORY_MS);
        let (mut count, mut bytes) = (0_usize, 0_u64);
        let mut old = Vec::new();
        let mut failed = None;
        // From the newest on: what is beyond the bounds is what is left.
        let end = [keys::HISTORY[0], keys::HISTORY[1] + 1];
        let (lower, upper) = (Bound::Included(keys::HISTORY), Bound::Excluded(end.as_slice()));
        store.scan(lower, upper, Direction::Reverse, &mut |key, value| {
            let size = value.as_ref().try_into().map_or(0, u32::from_be_bytes);
            (count, bytes) = (count + 1, bytes + u64::from(size));
            match keys::read_history(key) {
                Ok((time, place, id))
                    if time.0 < horizon || count > HISTORY_MAX || bytes > HISTORY_BYTES_MAX =>
                {
                    old.push((place, id));
                }
                Ok(_) => {}
                Err(error) => failed = Some(error),
            }
            if failed.is_some() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        })?;
        failed.map_or(Ok(()), Err)?;
        for some in old.chunks(DELETE_TOGETHER) {
            let some = some.to_vec();
            self.write(move |store| {
                for (place, id) in some {
                    if store.get(&keys::active(&place, &id))?.is_none()
                        && let Some(bytes) = store.get(&keys::execution(&place, &id))?
                    {
                        forget(store, &place, &StoredExecution::decode(&bytes)?);
                    }
                }
                Ok::<_, EngineError>(())
            })
            .await?;
        }
        Ok(())
    }
}

/// Removes all that one query is stored under.
pub(super) fn forget(store: &mut Transaction, place: &Place, execution: &StoredExecution) {
    let (id, submitted) = (execution.id(), execution.submitted());
    store.delete(&keys::execution(place, id));
    store.delete(&keys::active(place, id));
    store.delete(&keys::history(submitted, place, id));
    let list = [keys::list(place, execution.work_group()), keys::listed(submitted, id).into_bytes()].concat();
    store.delete(&list);
    if let Some(token) = &execution.token {
        store.delete(&keys::token(place, token));
    }
    // The way from a fingerprint may lead to a later query; one that leads nowhere does no harm.
    if let Some(fingerprint) = &execution.fingerprint
        && let Ok(Some(last)) = store.get(&keys::reusable(place, fingerprint))
        && last == id.as_bytes()
    {
        store.delete(&keys::reusable(place, fingerprint));
    }
}
