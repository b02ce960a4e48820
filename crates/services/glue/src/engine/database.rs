//! Databases: stored as JSON under account, region and name. `docs/formats/glue.md` states it.

use std::collections::BTreeMap;

use glue_api::{Database, DatabaseInput};
use kernel::{Place, Timestamp};
use wire::{Shape, from_json, to_json};

use super::keys::{self, DatabaseId};
use super::{Engine, EngineError, Result, fold};

/// The version of the form below.
const VERSION: i32 = 1;

/// What is stored of a database.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct StoredDatabase {
    /// The version of this form.
    pub version: i32,
    /// The database's own number.
    pub number: i64,
    /// When it was made.
    pub created: Timestamp,
    /// What its maker said of it, with its name folded.
    pub input: DatabaseInput,
}

impl StoredDatabase {
    /// The database's own number.
    pub fn id(&self) -> DatabaseId {
        DatabaseId(self.number as u64)
    }

    pub(super) fn encode(&self) -> Vec<u8> {
        to_json(self)
    }

    pub(super) fn decode(bytes: &[u8]) -> Result<Self> {
        let stored: Self = from_json(bytes).map_err(|error| EngineError::Corrupt(error.to_string()))?;
        match stored.version {
            VERSION => Ok(stored),
            other => Err(EngineError::Corrupt(format!("a database of version {other}"))),
        }
    }

    /// As AWS shows it.
    pub fn show(self, place: &Place) -> Database {
        let input = self.input;
        Database {
            name: input.name,
            description: input.description,
            location_uri: input.location_uri,
            parameters: input.parameters,
            create_time: Some(self.created),
            create_table_default_permissions: input.create_table_default_permissions,
            target_database: input.target_database,
            catalog_id: Some(place.account.to_string()),
            federated_database: None,
        }
    }
}

impl Engine {
    /// The database called `name`.
    pub fn database(&self, place: &Place, name: &str) -> Result<StoredDatabase> {
        let name = fold(name);
        let bytes = self.store()?.get(&keys::database(place, &name))?;
        StoredDatabase::decode(&bytes.ok_or(EngineError::NoDatabase(name))?)
    }

    /// Makes a database.
    pub async fn create_database(
        &self,
        place: &Place,
        mut input: DatabaseInput,
        tags: BTreeMap<String, String>,
    ) -> Result<()> {
        input.name = fold(&input.name);
        let (key, created) = (keys::database(place, &input.name), self.now());
        let tags_key = keys::tags(place.arn("glue", &format!("database/{}", input.name)).as_str());
        let made = self.store()?.write(move |store| {
            if store.get(&key)?.is_some() {
                return Err(EngineError::DatabaseExists);
            }
            let number = keys::take_number(store)? as i64;
            store.put(key, StoredDatabase { version: VERSION, number, created, input }.encode());
            if !tags.is_empty() {
                store.put(tags_key, to_json(&tags));
            }
            Ok(())
        });
        made.await?
    }
}
