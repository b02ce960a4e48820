//! What is dropped in the background: messages kept too long, deduplication ids and names that have had their time,
//! and all of removed queues.

use std::ops::ControlFlow;
use std::sync::{Arc, PoisonError};

use super::send::decode_deduplication;
use super::{Engine, EngineError, Queue, QueueId, Result, keys};
use crate::limits::{DEDUPLICATION_MS, NAME_REST_MS, SWEEP_RECORDS};

impl Engine {
    /// Drops all that has had its time.
    pub async fn sweep(&self) -> Result<()> {
        if !self.is_used()? {
            return Ok(());
        }
        let now_ms = self.now().0;
        for queue in self.used() {
            let kept_ms = queue.settings().retention_s * 1000;
            let expired = {
                let mut backlog = queue.backlog();
                backlog.pass(now_ms);
                backlog.expire(now_ms.saturating_sub(kept_ms))
            };
            self.forget(queue.id, &expired).await?;
        }
        self.sweep_where(keys::DEDUPLICATIONS, |value| {
            Ok(decode_deduplication(value)?.0.saturating_add(DEDUPLICATION_MS) <= now_ms)
        })
        .await?;
        self.sweep_where(keys::RESTING, |value| {
            Ok(keys::last_number(value)?.saturating_add(NAME_REST_MS) <= now_ms)
        })
        .await?;
        for id in self.removed()? {
            for kind in keys::OF_A_QUEUE {
                self.sweep_where(&keys::of_queue(kind, id), |_| Ok(true)).await?;
            }
            self.delete_keys(vec![keys::removed(id)]).await?;
        }
        Ok(())
    }

    fn used(&self) -> Vec<Arc<Queue>> {
        self.queues.read().unwrap_or_else(PoisonError::into_inner).values().cloned().collect()
    }

    fn removed(&self) -> Result<Vec<QueueId>> {
        let mut ids = Vec::new();
        self.store()?.scan_prefix(keys::REMOVED, &mut |key, _| {
            ids.push(keys::last_number(key).map(QueueId));
            ControlFlow::Continue(())
        })?;
        ids.into_iter().collect()
    }

    /// Deletes the records whose key begins with `prefix` and whose values are `over`, some at a time.
    async fn sweep_where(
        &self,
        prefix: &[u8],
        over: impl Fn(&[u8]) -> Result<bool> + Send + Sync,
    ) -> Result<()> {
        loop {
            let mut gone = Vec::new();
            let mut failed = None;
            self.store()?.scan_prefix(prefix, &mut |key, value| {
                match over(value) {
                    Ok(true) => gone.push(key.to_vec()),
                    Ok(false) => {}
                    Err(error) => failed = Some(error),
                }
                let enough = gone.len() >= SWEEP_RECORDS || failed.is_some();
                if enough { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
            })?;
            if let Some(error) = failed {
                return Err(error);
            }
            let last = gone.len() < SWEEP_RECORDS;
            self.delete_keys(gone).await?;
            if last {
                return Ok(());
            }
        }
    }

    async fn delete_keys(&self, gone: Vec<Vec<u8>>) -> Result<()> {
        if gone.is_empty() {
            return Ok(());
        }
        let deleted = self.store()?.write(move |store| {
            gone.iter().for_each(|key| store.delete(key));
            Ok::<_, EngineError>(())
        });
        deleted.await?
    }
}
