//! Metric filters and subscriptions of groups: putting, listing, removing them.
//!
//! Invariants: a group has a progress for its metric filters exactly while it has any, and one for each
//! subscription; it has a journal only while it has a progress. A filter sees the events that are written after it.

use std::ops::ControlFlow;

use kernel::Place;
use storage::Transaction;

use super::journal::{forget, set_progress};
use super::{
    Engine, EngineError, Follower, GroupId, Result, StoredGroup, StoredMetricFilter, StoredSubscription, keys,
};
use crate::limits::{METRIC_FILTERS_MAX, SUBSCRIPTIONS_MAX};

impl Engine {
    /// Puts a metric filter, in place of one of its name.
    pub async fn put_metric_filter(&self, group: GroupId, mut filter: StoredMetricFilter) -> Result<()> {
        let put = self.store()?.write(move |store| {
            let key = keys::metric_filter(group, &filter.name);
            let others = count(store, &keys::metric_filter(group, ""))?;
            if store.get(&key)?.is_none() && others >= METRIC_FILTERS_MAX {
                return Err(EngineError::TooManyFilters);
            }
            // Taken, so that whatever is written before has a lesser number.
            let since = keys::take_numbers(store, 1)?;
            filter.since = since as i64;
            if others == 0 {
                set_progress(store, group, Follower::METRICS, since);
            }
            store.put(key, filter.encode());
            Ok(())
        });
        put.await?
    }

    /// Removes a metric filter.
    pub async fn delete_metric_filter(&self, group: GroupId, name: &str) -> Result<()> {
        let key = keys::metric_filter(group, name);
        let removed = self.store()?.write(move |store| {
            store.get(&key)?.ok_or(EngineError::NoFilter)?;
            store.delete(&key);
            if count(store, &keys::metric_filter(group, ""))? == 0 {
                forget(store, group, Follower::METRICS)?;
            }
            Ok(())
        });
        removed.await?
    }

    /// The metric filters of a group whose name begins with `prefix`, in order of name.
    pub fn metric_filters(&self, group: GroupId, prefix: &str) -> Result<Vec<StoredMetricFilter>> {
        let mut filters = Vec::new();
        self.walk(&keys::metric_filter(group, prefix), None, &mut |_, bytes| {
            filters.push(StoredMetricFilter::decode(bytes)?);
            Ok(ControlFlow::Continue(()))
        })?;
        Ok(filters)
    }

    /// Puts a subscription, in place of one of its name; it goes on where that was.
    pub async fn put_subscription(&self, group: GroupId, mut stored: StoredSubscription) -> Result<Follower> {
        let put = self.store()?.write(move |store| {
            let key = keys::subscription(group, &stored.name);
            if let Some(bytes) = store.get(&key)? {
                stored.number = StoredSubscription::decode(&bytes)?.number;
            } else {
                if count(store, &keys::subscription(group, ""))? >= SUBSCRIPTIONS_MAX {
                    return Err(EngineError::TooManyFilters);
                }
                let number = keys::take_numbers(store, 1)?;
                stored.number = number as i64;
                set_progress(store, group, Follower(number), number);
            }
            store.put(key, stored.encode());
            Ok(stored.follower())
        });
        put.await?
    }

    /// Removes a subscription.
    pub async fn delete_subscription(&self, group: GroupId, name: &str) -> Result<()> {
        let key = keys::subscription(group, name);
        let removed = self.store()?.write(move |store| {
            let stored = StoredSubscription::decode(&store.get(&key)?.ok_or(EngineError::NoFilter)?)?;
            store.delete(&key);
            forget(store, group, stored.follower())
        });
        removed.await?
    }

    /// The subscriptions of a group whose name begins with `prefix`, in order of name.
    pub fn subscriptions(&self, group: GroupId, prefix: &str) -> Result<Vec<StoredSubscription>> {
        let mut all = Vec::new();
        self.walk(&keys::subscription(group, prefix), None, &mut |_, bytes| {
            all.push(StoredSubscription::decode(bytes)?);
            Ok(ControlFlow::Continue(()))
        })?;
        Ok(all)
    }

    /// All groups that are followed by anyone, with their places.
    pub fn followed(&self) -> Result<Vec<(Place, StoredGroup)>> {
        if self.store.get().is_none() && !self.volume.has_key_value("logs")? {
            return Ok(Vec::new());
        }
        let mut groups = Vec::new();
        self.walk(keys::GROUPS, None, &mut |key, bytes| {
            groups.push((keys::place(key)?, StoredGroup::decode(bytes)?));
            Ok(ControlFlow::Continue(()))
        })?;
        let mut followed = Vec::new();
        for (place, group) in groups {
            if !self.followers(group.id())?.is_empty() {
                followed.push((place, group));
            }
        }
        Ok(followed)
    }
}

fn count(store: &Transaction, prefix: &[u8]) -> Result<usize> {
    let mut count = 0;
    store.scan_prefix(prefix, &mut |_, _| {
        count += 1;
        ControlFlow::Continue(())
    })?;
    Ok(count)
}

/// Removes all filters of a group that is removed, and its journal.
pub(super) fn remove_all(store: &mut Transaction, group: GroupId) -> Result<()> {
    let prefixes = [
        keys::metric_filter(group, ""),
        keys::subscription(group, ""),
        keys::progress(group, None),
        keys::journal_prefix(group),
    ];
    let mut found = Vec::new();
    for prefix in prefixes {
        store.scan_prefix(&prefix, &mut |key, _| {
            found.push(key.to_vec());
            ControlFlow::Continue(())
        })?;
    }
    found.iter().for_each(|key| store.delete(key));
    Ok(())
}
