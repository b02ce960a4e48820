//! What is dropped in the background: subscriptions that nobody confirmed in time, deduplication ids that have had
//! theirs, and all of removed topics.

use std::ops::ControlFlow;
use std::sync::{Arc, PoisonError};

use super::publish::decode_deduplication;
use super::{Engine, EngineError, Result, Topic, TopicId, keys};
use crate::limits::{DEDUPLICATION_MS, PENDING_MS, SWEEP_RECORDS};

impl Engine {
    /// Drops all that has had its time.
    pub async fn sweep(self: &Arc<Self>) -> Result<()> {
        if !self.is_used()? {
            return Ok(());
        }
        let now = self.now();
        for topic in self.used() {
            for subscription in topic.described().subscriptions.values() {
                let stored = &subscription.stored;
                if !stored.confirmed && now.millis_since(stored.created) >= PENDING_MS {
                    match self.unsubscribe(&topic, &stored.id, None).await {
                        Ok(_) | Err(EngineError::NoSubscription) => {}
                        Err(error) => return Err(error),
                    }
                }
            }
        }
        self.sweep_where(keys::DEDUPLICATIONS, |value| {
            Ok(decode_deduplication(value)?.0.saturating_add(DEDUPLICATION_MS) <= now.0)
        })
        .await?;
        for id in self.removed()? {
            for kind in keys::OF_A_TOPIC {
                self.sweep_where(&keys::of_topic(kind, id), |_| Ok(true)).await?;
            }
            self.delete_keys(vec![keys::removed(id)]).await?;
        }
        Ok(())
    }

    fn used(&self) -> Vec<Arc<Topic>> {
        self.topics.read().unwrap_or_else(PoisonError::into_inner).values().cloned().collect()
    }

    fn removed(&self) -> Result<Vec<TopicId>> {
        let mut ids = Vec::new();
        self.store()?.scan_prefix(keys::REMOVED, &mut |key, _| {
            ids.push(keys::last_number(key).map(TopicId));
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
