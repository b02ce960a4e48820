//! User-defined functions: kept and shown, never called. Stored as JSON under their database's number and name.

use glue_api::{UserDefinedFunction, UserDefinedFunctionInput};
use kernel::{Place, Timestamp};
use wire::{Shape, to_json};

use super::{Engine, EngineError, Result, VERSION, database, fold, keys};
use crate::limits::FUNCTIONS_MAX;

/// What is stored of a function.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct StoredFunction {
    /// The version of this form.
    pub version: i32,
    /// The name of its database.
    pub database: String,
    /// Its name, folded.
    pub name: String,
    /// When it was made.
    pub created: Timestamp,
    /// What its maker said of it.
    pub input: UserDefinedFunctionInput,
}

impl StoredFunction {
    fn decode(bytes: &[u8]) -> Result<Self> {
        super::decode(bytes, "a function", |stored: &Self| stored.version)
    }

    /// As AWS shows it.
    pub fn show(self, place: &Place) -> UserDefinedFunction {
        let input = self.input;
        UserDefinedFunction {
            function_name: Some(self.name),
            database_name: Some(self.database),
            class_name: input.class_name,
            owner_name: input.owner_name,
            function_type: input.function_type,
            owner_type: input.owner_type,
            create_time: Some(self.created),
            resource_uris: input.resource_uris,
            artifact_location: input.artifact_location,
            governance_mode: input.governance_mode,
            catalog_id: Some(place.account.to_string()),
        }
    }
}

impl Engine {
    /// The function called `name`.
    pub fn function(&self, place: &Place, database: &str, name: &str) -> Result<StoredFunction> {
        let (database, name) = (self.database(place, database)?.id(), fold(name));
        let bytes = self.store()?.get(&keys::function(database, &name))?;
        StoredFunction::decode(&bytes.ok_or(EngineError::NoFunction(name))?)
    }

    /// The functions of a database, in order of name; at most [`FUNCTIONS_MAX`].
    pub fn functions(&self, place: &Place, database: &str) -> Result<Vec<StoredFunction>> {
        let database = self.database(place, database)?.id();
        let found = self.page(&keys::function(database, ""), None, FUNCTIONS_MAX as usize, |value| {
            StoredFunction::decode(value).map(Some)
        });
        Ok(found?.0)
    }

    /// Makes a function, or, if it is `there`, changes it.
    pub async fn put_function(
        &self,
        place: &Place,
        database: &str,
        name: &str,
        input: UserDefinedFunctionInput,
        there: bool,
    ) -> Result<()> {
        let (place, database, name, now) = (place.clone(), fold(database), fold(name), self.now());
        let made = self.store()?.write(move |store| {
            let id = database::find(store, &place, &database)?.id();
            let key = keys::function(id, &name);
            let before = store.get(&key)?.map(|bytes| StoredFunction::decode(&bytes)).transpose()?;
            let created = match (before, there) {
                (Some(_), false) => return Err(EngineError::FunctionExists),
                (None, true) => return Err(EngineError::NoFunction(name)),
                (Some(before), true) => before.created,
                (None, false) => {
                    let mut count = 0;
                    store.scan_prefix(&keys::function(id, ""), &mut |_, _| {
                        count += 1;
                        std::ops::ControlFlow::Continue(())
                    })?;
                    if count == FUNCTIONS_MAX {
                        return Err(EngineError::TooMany { what: "functions", most: FUNCTIONS_MAX });
                    }
                    now
                }
            };
            store.put(key, to_json(&StoredFunction { version: VERSION, database, name, created, input }));
            Ok(())
        });
        made.await?
    }

    /// Removes a function.
    pub async fn delete_function(&self, place: &Place, database: &str, name: &str) -> Result<()> {
        let (place, database, name) = (place.clone(), fold(database), fold(name));
        let removed = self.store()?.write(move |store| {
            let key = keys::function(database::find(store, &place, &database)?.id(), &name);
            store.get(&key)?.ok_or(EngineError::NoFunction(name))?;
            store.delete(&key);
            Ok(())
        });
        removed.await?
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_is_pinned_and_comes_back() {
        let stored = StoredFunction {
            version: VERSION,
            database: "lake".into(),
            name: "f".into(),
            created: Timestamp(1_500),
            input: UserDefinedFunctionInput::default(),
        };
        let bytes = to_json(&stored);
        assert_eq!(bytes, br#"{"Version":1,"Database":"lake","Name":"f","Created":1.500,"Input":{}}"#);
        assert_eq!(StoredFunction::decode(&bytes).unwrap(), stored);
    }
}
