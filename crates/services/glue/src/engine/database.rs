//! Databases: stored as JSON under account, region and name. `docs/formats/glue.md` states it.

use std::collections::BTreeMap;

use glue_api::{DataLakePrincipal, Database, DatabaseInput, Permission, PrincipalPermissions};
use kernel::{Place, Timestamp};
use storage::Transaction;
use wire::{Shape, to_json};

use super::keys::{self, DatabaseId};
use super::{Engine, EngineError, Read, Result, VERSION, count, fold, tags};
use crate::limits::DATABASES_MAX;

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

    fn decode(bytes: &[u8]) -> Result<Self> {
        super::decode(bytes, "a database", |stored: &Self| stored.version)
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

/// The database called `name`, folded already.
pub(super) fn find(store: &impl Read, place: &Place, name: &str) -> Result<StoredDatabase> {
    let bytes = store.read(&keys::database(place, name))?;
    StoredDatabase::decode(&bytes.ok_or_else(|| EngineError::NoDatabase(name.to_owned()))?)
}

impl Engine {
    /// The database called `name`.
    pub fn database(&self, place: &Place, name: &str) -> Result<StoredDatabase> {
        find(self.store()?, place, &fold(name))
    }

    /// Up to `limit` databases that come after the name `after`, in order of name, and whether there are more.
    pub fn databases(
        &self,
        place: &Place,
        after: Option<&str>,
        limit: usize,
    ) -> Result<(Vec<StoredDatabase>, bool)> {
        let after = after.map(|name| keys::database(place, name));
        self.page(&keys::database(place, ""), after.as_deref(), limit, |value| {
            StoredDatabase::decode(value).map(Some)
        })
    }

    /// Makes a database.
    pub async fn create_database(
        &self,
        place: &Place,
        mut input: DatabaseInput,
        with: BTreeMap<String, String>,
    ) -> Result<()> {
        input.name = fold(&input.name);
        // What AWS gives a database whose maker says nothing: everybody whom IAM allows.
        input.create_table_default_permissions.get_or_insert_with(everybody);
        let (key, created) = (keys::database(place, &input.name), self.now());
        let (counted, arn) = (keys::count_of_databases(place), arn(place, &input.name));
        let made = self.store()?.write(move |store| {
            if store.get(&key)?.is_some() {
                return Err(EngineError::DatabaseExists);
            }
            count::add(store, counted, 1, DATABASES_MAX, "databases")?;
            let number = keys::take_number(store)? as i64;
            store.put(key, to_json(&StoredDatabase { version: VERSION, number, created, input }));
            tags::put(store, &arn, &with);
            Ok(())
        });
        made.await?
    }

    /// Says anew what the database called `name` is. Its name cannot change.
    pub async fn update_database(&self, place: &Place, name: &str, mut input: DatabaseInput) -> Result<()> {
        let (place, name) = (place.clone(), fold(name));
        let changed = self.store()?.write(move |store| {
            let mut stored = find(store, &place, &name)?;
            input.name.clone_from(&name);
            let before = stored.input.create_table_default_permissions.take();
            stored.input = input;
            let permissions = &mut stored.input.create_table_default_permissions;
            *permissions = permissions.take().or(before);
            store.put(keys::database(&place, &name), to_json(&stored));
            Ok(())
        });
        changed.await?
    }

    /// Removes a database with all that is in it, which a sweep deletes.
    pub async fn delete_database(&self, place: &Place, name: &str) -> Result<()> {
        let (place, name) = (place.clone(), fold(name));
        let removed = self.store()?.write(move |store: &mut Transaction| {
            let stored = find(store, &place, &name)?;
            store.delete(&keys::database(&place, &name));
            count::take(store, keys::count_of_databases(&place), 1)?;
            tags::remove(store, &arn(&place, &name));
            store.put(keys::removed_database(stored.id()), Vec::new());
            Ok(())
        });
        removed.await?
    }
}

/// A database's ARN.
fn arn(place: &Place, name: &str) -> String {
    place.arn("glue", &format!("database/{name}")).to_string()
}

fn everybody() -> Vec<PrincipalPermissions> {
    let principal =
        DataLakePrincipal { data_lake_principal_identifier: Some("IAM_ALLOWED_PRINCIPALS".to_owned()) };
    vec![PrincipalPermissions { principal: Some(principal), permissions: Some(vec![Permission::All]) }]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_is_pinned_and_comes_back() {
        let input = DatabaseInput { name: "lake".into(), ..DatabaseInput::default() };
        let stored = StoredDatabase { version: VERSION, number: 7, created: Timestamp(1_500), input };
        let bytes = to_json(&stored);
        assert_eq!(bytes, br#"{"Version":1,"Number":7,"Created":1.500,"Input":{"Name":"lake"}}"#);
        assert_eq!(StoredDatabase::decode(&bytes).unwrap(), stored);
        let other = br#"{"Version":2,"Number":7,"Created":1.500,"Input":{"Name":"lake"}}"#;
        assert!(matches!(StoredDatabase::decode(other), Err(EngineError::Corrupt(_))));
        assert!(StoredDatabase::decode(&bytes[1..]).is_err());
    }
}
