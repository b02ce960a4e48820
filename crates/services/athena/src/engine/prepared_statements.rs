//! Prepared statements: made, changed, listed, deleted.

use std::ops::ControlFlow;

use kernel::Place;

use super::{Engine, EngineError, Listed, Result, StoredStatement, keys, require_work_group};
use crate::limits::STATEMENTS_MAX;

impl Engine {
    /// Makes a prepared statement; one of the same name is replaced only if `replace` says so.
    pub async fn create_statement(
        &self,
        place: &Place,
        work_group: &str,
        new: StoredStatement,
        replace: bool,
    ) -> Result<()> {
        let (place, work_group) = (place.clone(), work_group.to_owned());
        self.write(move |store| {
            require_work_group(store, &place, &work_group)?;
            let key = keys::statement(&place, &work_group, &new.name);
            match store.get(&key)? {
                Some(_) if !replace => {
                    return Err(EngineError::StatementExists { name: new.name, work_group });
                }
                Some(_) => {}
                None => {
                    let mut count = 0;
                    store.scan_prefix(&keys::statement(&place, &work_group, ""), &mut |_, _| {
                        count += 1;
                        ControlFlow::Continue(())
                    })?;
                    if count >= STATEMENTS_MAX {
                        return Err(EngineError::TooMany {
                            what: "prepared statements",
                            most: STATEMENTS_MAX,
                        });
                    }
                }
            }
            store.put(key, new.encode());
            Ok(())
        })
        .await
    }

    /// The prepared statement called `name`.
    pub fn statement(&self, place: &Place, work_group: &str, name: &str) -> Result<StoredStatement> {
        self.work_group(place, work_group)?;
        let bytes = self.store()?.get(&keys::statement(place, work_group, name))?;
        StoredStatement::decode(&bytes.ok_or_else(|| none(name, work_group))?)
    }

    /// The prepared statements of a workgroup in order of name, after the one called `after`.
    pub fn statements(
        &self,
        place: &Place,
        work_group: &str,
        after: Option<&str>,
        most: usize,
    ) -> Result<Listed<StoredStatement>> {
        self.work_group(place, work_group)?;
        let prefix = keys::statement(place, work_group, "");
        let after = after.map(|after| keys::statement(place, work_group, after));
        let (mut items, mut more) = (Vec::new(), false);
        self.walk(&prefix, after.as_deref(), &mut |_, bytes| {
            more = items.len() == most;
            if more {
                return Ok(ControlFlow::Break(()));
            }
            items.push(StoredStatement::decode(bytes)?);
            Ok(ControlFlow::Continue(()))
        })?;
        let next = items.last().filter(|_| more).map(|last| last.name.clone());
        Ok(Listed { items, next })
    }

    /// Changes a prepared statement.
    pub async fn change_statement(
        &self,
        place: &Place,
        work_group: &str,
        name: &str,
        change: impl FnOnce(&mut StoredStatement) + Send + 'static,
    ) -> Result<()> {
        let (place, work_group, name) = (place.clone(), work_group.to_owned(), name.to_owned());
        self.write(move |store| {
            require_work_group(store, &place, &work_group)?;
            let key = keys::statement(&place, &work_group, &name);
            let bytes = store.get(&key)?.ok_or_else(|| none(&name, &work_group))?;
            let mut statement = StoredStatement::decode(&bytes)?;
            change(&mut statement);
            store.put(key, statement.encode());
            Ok(())
        })
        .await
    }

    /// Deletes a prepared statement.
    pub async fn delete_statement(&self, place: &Place, work_group: &str, name: &str) -> Result<()> {
        let (place, work_group, name) = (place.clone(), work_group.to_owned(), name.to_owned());
        self.write(move |store| {
            require_work_group(store, &place, &work_group)?;
            let key = keys::statement(&place, &work_group, &name);
            store.get(&key)?.ok_or_else(|| none(&name, &work_group))?;
            store.delete(&key);
            Ok(())
        })
        .await
    }
}

fn none(name: &str, work_group: &str) -> EngineError {
    EngineError::NoStatement { name: name.to_owned(), work_group: work_group.to_owned() }
}
