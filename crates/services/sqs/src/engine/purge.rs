//! Emptying a queue.

use std::sync::Arc;

use super::{Engine, EngineError, Queue, QueueId, Result, keys};
use crate::limits::{PURGE_REST_MS, SWEEP_RECORDS};

impl Engine {
    /// Deletes every message that was sent before, in flight or not.
    pub async fn purge(self: &Arc<Self>, queue: &Arc<Queue>) -> Result<()> {
        let (engine, queue) = (self.clone(), queue.clone());
        let purged = Self::to_its_end(async move {
            queue.check_there()?;
            let now_ms = engine.now().0;
            let numbers = {
                let mut backlog = queue.backlog();
                if backlog.purged_ms.is_some_and(|before_ms| now_ms < before_ms + PURGE_REST_MS) {
                    return Err(EngineError::PurgeInProgress { name: queue.name.clone() });
                }
                backlog.purged_ms = Some(now_ms);
                backlog.clear()
            };
            engine.forget(queue.id, &numbers).await
        });
        purged.await
    }

    /// Deletes messages that no backlog has any more.
    pub(super) async fn forget(&self, id: QueueId, numbers: &[u64]) -> Result<()> {
        for part in numbers.chunks(SWEEP_RECORDS / 2) {
            let part = part.to_vec();
            let gone = self.store()?.write(move |store| {
                for number in part {
                    store.delete(&keys::state(id, number));
                    store.delete(&keys::content(id, number));
                }
                Ok::<_, EngineError>(())
            });
            gone.await??;
        }
        Ok(())
    }
}
