//! Queries: stored when they are asked for, and when they have ended.

use std::ops::ControlFlow;

use athena_api::{QueryExecutionState, WorkGroupState};
use kernel::Place;

use super::{Engine, EngineError, Listed, Result, StoredExecution, keys, require_work_group};

/// What became of the wish to start a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NewExecution {
    /// It is a new one.
    New,
    /// The same was asked for before, under this id.
    Known(String),
}

impl Engine {
    /// Stores a query that is to be run, unless its token says that it is there already.
    pub async fn create_execution(&self, place: &Place, new: StoredExecution) -> Result<NewExecution> {
        let place = place.clone();
        self.write(move |store| {
            let token = new.token.as_deref().map(|token| keys::token(&place, token));
            if let Some(id) = token.as_deref().map(|token| store.get(token)).transpose()?.flatten() {
                let id = keys::text(&id)?.to_owned();
                if let Some(bytes) = store.get(&keys::execution(&place, &id))? {
                    let same = is_same(&StoredExecution::decode(&bytes)?, &new);
                    return if same { Ok(NewExecution::Known(id)) } else { Err(EngineError::TokenReused) };
                }
            }
            let group = require_work_group(store, &place, new.work_group())?;
            if group.state == WorkGroupState::Disabled {
                return Err(EngineError::WorkGroupDisabled(group.name));
            }
            let (id, bytes) = (new.id(), new.encode());
            if let Some(token) = token {
                store.put(token, id.to_owned());
            }
            let mut list = keys::list(&place, new.work_group());
            list.extend_from_slice(keys::listed(new.submitted(), id).as_bytes());
            store.put(list, Vec::new());
            let size = u32::try_from(bytes.len()).unwrap_or(u32::MAX);
            store.put(keys::history(new.submitted(), &place, id), size.to_be_bytes().to_vec());
            store.put(keys::active(&place, id), Vec::new());
            store.put(keys::execution(&place, id), bytes);
            Ok(NewExecution::New)
        })
        .await
    }

    /// The id of the query that was started with `token`, if it was the same.
    pub fn started_with(&self, place: &Place, new: &StoredExecution) -> Result<Option<String>> {
        let Some(token) = new.token.as_deref() else { return Ok(None) };
        let Some(id) = self.store()?.get(&keys::token(place, token))? else { return Ok(None) };
        match self.execution(place, keys::text(&id)?) {
            Ok(before) if is_same(&before, new) => Ok(Some(before.id().to_owned())),
            Ok(_) => Err(EngineError::TokenReused),
            // It is so old that it is forgotten.
            Err(EngineError::NoExecution(_)) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Stores that a query has ended, unless it had ended, or was deleted with its workgroup, before.
    pub async fn end_execution(&self, place: &Place, ended: StoredExecution) -> Result<()> {
        let place = place.clone();
        self.write(move |store| {
            let (id, active) = (ended.id(), keys::active(&place, ended.id()));
            if store.get(&active)?.is_none() {
                return Ok(());
            }
            store.delete(&active);
            let succeeded = ended.state() == QueryExecutionState::Succeeded;
            if let Some(fingerprint) = ended.fingerprint.as_deref().filter(|_| succeeded) {
                store.put(keys::reusable(&place, fingerprint), id.to_owned());
            }
            store.put(keys::execution(&place, id), ended.encode());
            Ok(())
        })
        .await
    }

    /// The query `id` as it was stored last.
    pub fn execution(&self, place: &Place, id: &str) -> Result<StoredExecution> {
        let bytes = self.store()?.get(&keys::execution(place, id))?;
        StoredExecution::decode(&bytes.ok_or_else(|| EngineError::NoExecution(id.to_owned()))?)
    }

    /// The last query of this fingerprint that succeeded.
    pub fn reusable(&self, place: &Place, fingerprint: &str) -> Result<Option<StoredExecution>> {
        let Some(id) = self.store()?.get(&keys::reusable(place, fingerprint))? else { return Ok(None) };
        match self.execution(place, keys::text(&id)?) {
            Ok(execution) => Ok(Some(execution)),
            Err(EngineError::NoExecution(_)) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// The ids of a workgroup's queries, newest first, after a place in that list.
    pub fn executions(
        &self,
        place: &Place,
        work_group: &str,
        after: Option<&str>,
        most: usize,
    ) -> Result<Listed<String>> {
        self.work_group(place, work_group)?;
        let (places, more) = self.names(&keys::list(place, work_group), after, most)?;
        let next = places.last().filter(|_| more).cloned();
        let items =
            places.iter().map(|place| Ok(keys::listed_id(place)?.to_owned())).collect::<Result<_>>()?;
        Ok(Listed { items, next })
    }

    /// Queries that had not ended when the process did.
    pub fn interrupted(&self) -> Result<Vec<(Place, StoredExecution)>> {
        let mut found = Vec::new();
        self.walk(keys::ACTIVE, None, &mut |key, _| {
            found.push(keys::read_active(key)?);
            Ok(ControlFlow::Continue(()))
        })?;
        let load = |(place, id): (Place, String)| {
            let execution = self.execution(&place, &id)?;
            Ok((place, execution))
        };
        found.into_iter().map(load).collect()
    }
}

/// Whether two requests of one token ask for the same; AWS compares no more than this.
fn is_same(before: &StoredExecution, new: &StoredExecution) -> bool {
    before.execution.query == new.execution.query
        && before.database() == new.database()
        && before.asked_location == new.asked_location
}
