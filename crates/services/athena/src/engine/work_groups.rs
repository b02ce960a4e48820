//! Workgroups: made, changed, listed, deleted.

use std::ops::ControlFlow;

use kernel::Place;

use super::{
    Engine, EngineError, Listed, PRIMARY, Result, StoredExecution, StoredNamedQuery, StoredWorkGroup,
    history, keys, require_work_group,
};
use crate::limits::{DELETE_TOGETHER, WORK_GROUPS_MAX};

impl Engine {
    /// The workgroup called `name`; `primary` is there always.
    pub fn work_group(&self, place: &Place, name: &str) -> Result<StoredWorkGroup> {
        match self.store()?.get(&keys::work_group(place, name))? {
            Some(bytes) => StoredWorkGroup::decode(&bytes),
            None if name == PRIMARY => Ok(StoredWorkGroup::primary()),
            None => Err(EngineError::NoWorkGroup),
        }
    }

    /// Makes a workgroup.
    pub async fn create_work_group(&self, place: &Place, new: StoredWorkGroup) -> Result<()> {
        let (prefix, key) = (keys::work_group(place, ""), keys::work_group(place, &new.name));
        self.write(move |store| {
            if new.name == PRIMARY || store.get(&key)?.is_some() {
                return Err(EngineError::WorkGroupExists);
            }
            let mut count = 0;
            store.scan_prefix(&prefix, &mut |_, _| {
                count += 1;
                ControlFlow::Continue(())
            })?;
            if count >= WORK_GROUPS_MAX {
                return Err(EngineError::TooMany { what: "workgroups", most: WORK_GROUPS_MAX });
            }
            store.put(key, new.encode());
            Ok(())
        })
        .await
    }

    /// Changes a workgroup; what `change` refuses changes nothing.
    pub async fn change_work_group<E: Send + 'static>(
        &self,
        place: &Place,
        name: &str,
        change: impl FnOnce(&mut StoredWorkGroup) -> std::result::Result<(), E> + Send + 'static,
    ) -> Result<std::result::Result<(), E>> {
        let (place, name) = (place.clone(), name.to_owned());
        self.write(move |store| {
            let mut group = require_work_group(store, &place, &name)?;
            let changed = change(&mut group);
            if changed.is_ok() {
                store.put(keys::work_group(&place, &name), group.encode());
            }
            Ok(changed)
        })
        .await
    }

    /// The workgroups in order of name, after the one called `after`.
    pub fn work_groups(
        &self,
        place: &Place,
        after: Option<&str>,
        most: usize,
    ) -> Result<Listed<StoredWorkGroup>> {
        let prefix = keys::work_group(place, "");
        let mut items = Vec::new();
        self.walk(&prefix, None, &mut |_, bytes| {
            items.push(StoredWorkGroup::decode(bytes)?);
            Ok(ControlFlow::Continue(()))
        })?;
        if items.iter().all(|group| group.name != PRIMARY) {
            let at = items.partition_point(|group| group.name.as_str() < PRIMARY);
            items.insert(at, StoredWorkGroup::primary());
        }
        items.retain(|group| after.is_none_or(|after| group.name.as_str() > after));
        let more = items.len() > most;
        items.truncate(most);
        let next = items.last().filter(|_| more).map(|last| last.name.clone());
        Ok(Listed { items, next })
    }

    /// Deletes a workgroup; with all it has, or only if it has nothing. None of its queries is running.
    pub async fn delete_work_group(&self, place: &Place, name: &str, with_all: bool) -> Result<()> {
        if name == PRIMARY {
            return Err(EngineError::PrimaryStays);
        }
        let goes_on = |place: Place, name: String| {
            self.write(move |store| {
                require_work_group(store, &place, &name)?;
                let mut found = Vec::new();
                for prefix in [
                    keys::named_query(&place, &name, ""),
                    keys::statement(&place, &name, ""),
                    keys::list(&place, &name),
                ] {
                    store.scan_prefix(&prefix, &mut |key, _| {
                        found.push((key.to_vec(), prefix.len()));
                        if found.len() > DELETE_TOGETHER {
                            ControlFlow::Break(())
                        } else {
                            ControlFlow::Continue(())
                        }
                    })?;
                }
                if !with_all && !found.is_empty() {
                    return Err(EngineError::WorkGroupNotEmpty(name));
                }
                for (key, prefix) in &found {
                    let rest = keys::text(&key[*prefix..])?;
                    match key.first() {
                        Some(b'n') => {
                            store.delete(&keys::named_query_group(&place, rest));
                            if let Some(bytes) = store.get(key)?
                                && let Some(token) = StoredNamedQuery::decode(&bytes)?.token
                            {
                                store.delete(&keys::named_query_token(&place, &token));
                            }
                        }
                        Some(b'l') => {
                            let id = keys::listed_id(rest)?;
                            if let Some(bytes) = store.get(&keys::execution(&place, id))? {
                                history::forget(store, &place, &StoredExecution::decode(&bytes)?);
                            }
                        }
                        _ => {}
                    }
                    store.delete(key);
                }
                if found.is_empty() {
                    store.delete(&keys::work_group(&place, &name));
                }
                Ok(!found.is_empty())
            })
        };
        while goes_on(place.clone(), name.to_owned()).await? {}
        Ok(())
    }
}
