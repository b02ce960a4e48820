//! Named queries: made, changed, listed, deleted.

use kernel::Place;
use storage::Transaction;

use super::{Engine, EngineError, Listed, Result, StoredNamedQuery, keys, require_work_group};
use athena_api::WorkGroupState;

impl Engine {
    /// Makes a named query; answers its id, or that of the one that was made with the same token before.
    pub async fn create_named_query(&self, place: &Place, new: StoredNamedQuery) -> Result<String> {
        let place = place.clone();
        self.write(move |store| {
            let group = require_work_group(store, &place, &new.work_group)?;
            let key = new.token.as_deref().map(|token| keys::named_query_token(&place, token));
            if let Some(id) = key.as_deref().map(|key| store.get(key)).transpose()?.flatten() {
                let id = keys::text(&id)?.to_owned();
                // One that was deleted since leaves its token free.
                if let Ok(before) = find(store, &place, &id) {
                    return if is_same(&before, &new) { Ok(id) } else { Err(EngineError::TokenReused) };
                }
            }
            if group.state == WorkGroupState::Disabled {
                return Err(EngineError::WorkGroupDisabled(new.work_group));
            }
            if let Some(key) = key {
                store.put(key, new.id.clone());
            }
            store.put(keys::named_query_group(&place, &new.id), new.work_group.clone());
            store.put(keys::named_query(&place, &new.work_group, &new.id), new.encode());
            Ok(new.id)
        })
        .await
    }

    /// The named query `id`.
    pub fn named_query(&self, place: &Place, id: &str) -> Result<StoredNamedQuery> {
        let none = || EngineError::NoNamedQuery(id.to_owned());
        let group = self.store()?.get(&keys::named_query_group(place, id))?.ok_or_else(none)?;
        let key = keys::named_query(place, keys::text(&group)?, id);
        StoredNamedQuery::decode(&self.store()?.get(&key)?.ok_or_else(none)?)
    }

    /// The ids of a workgroup's named queries, after `after`.
    pub fn named_queries(
        &self,
        place: &Place,
        work_group: &str,
        after: Option<&str>,
        most: usize,
    ) -> Result<Listed<String>> {
        self.work_group(place, work_group)?;
        let (items, more) = self.names(&keys::named_query(place, work_group, ""), after, most)?;
        let next = items.last().filter(|_| more).cloned();
        Ok(Listed { items, next })
    }

    /// Changes a named query.
    pub async fn change_named_query(
        &self,
        place: &Place,
        id: &str,
        change: impl FnOnce(&mut StoredNamedQuery) + Send + 'static,
    ) -> Result<()> {
        let (place, id) = (place.clone(), id.to_owned());
        self.write(move |store| {
            let mut query = find(store, &place, &id)?;
            change(&mut query);
            store.put(keys::named_query(&place, &query.work_group, &id), query.encode());
            Ok(())
        })
        .await
    }

    /// Deletes a named query.
    pub async fn delete_named_query(&self, place: &Place, id: &str) -> Result<()> {
        let (place, id) = (place.clone(), id.to_owned());
        self.write(move |store| {
            let query = find(store, &place, &id)?;
            store.delete(&keys::named_query(&place, &query.work_group, &id));
            store.delete(&keys::named_query_group(&place, &id));
            if let Some(token) = &query.token {
                store.delete(&keys::named_query_token(&place, token));
            }
            Ok(())
        })
        .await
    }
}

fn find(store: &Transaction, place: &Place, id: &str) -> Result<StoredNamedQuery> {
    let none = || EngineError::NoNamedQuery(id.to_owned());
    let group = store.get(&keys::named_query_group(place, id))?.ok_or_else(none)?;
    let key = keys::named_query(place, keys::text(&group)?, id);
    StoredNamedQuery::decode(&store.get(&key)?.ok_or_else(none)?)
}

fn is_same(before: &StoredNamedQuery, new: &StoredNamedQuery) -> bool {
    let what = |query: &StoredNamedQuery| {
        (query.name.clone(), query.description.clone(), query.database.clone(), query.query.clone())
    };
    what(before) == what(new) && before.work_group == new.work_group
}
