//! Tables: stored as JSON under their database's number and name. `docs/formats/glue.md` states it.

use glue_api::{Table, TableInput};
use kernel::{Place, Timestamp};
use storage::Transaction;
use wire::{Shape, to_json};

use super::database;
use super::keys::{self, TableId};
use super::{Engine, EngineError, Read, Result, StoredIndex, VERSION, count, fold};
use crate::limits::{TABLES_MAX, VERSIONS_MAX};

/// What is stored of a table, and of each of its archived versions.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct StoredTable {
    /// The version of this form.
    pub version: i32,
    /// The table's own number.
    pub number: i64,
    /// The name of its database.
    pub database: String,
    /// When it was made.
    pub created: Timestamp,
    /// When it was last changed.
    pub updated: Timestamp,
    /// The ARN of whoever made it.
    pub created_by: String,
    /// How often it was changed: the version that AWS shows.
    pub version_id: i64,
    /// How many versions of it are archived.
    pub archived: i64,
    /// Its partition indexes.
    pub indexes: Vec<StoredIndex>,
    /// What its maker said of it, with its name folded.
    pub input: TableInput,
}

/// How a table is to be changed.
#[derive(Clone, Debug, Default)]
pub struct TableUpdate {
    /// What it is to be.
    pub input: TableInput,
    /// The version that it must be at.
    pub version_id: Option<String>,
    /// Whether what it was is forgotten.
    pub skip_archive: bool,
}

impl StoredTable {
    /// The table's own number.
    pub fn id(&self) -> TableId {
        TableId(self.number as u64)
    }

    pub(super) fn decode(bytes: &[u8]) -> Result<Self> {
        super::decode(bytes, "a table", |stored: &Self| stored.version)
    }

    /// The names and types of its partition keys.
    pub fn partition_keys(&self) -> Vec<(String, String)> {
        let keys = self.input.partition_keys.iter().flatten();
        keys.map(|key| (key.name.clone(), key.r#type.clone().unwrap_or_default())).collect()
    }

    /// Whether it has a column of that name, data or partition key.
    pub fn has_column(&self, name: &str) -> bool {
        let data = self.input.storage_descriptor.iter().flat_map(|storage| storage.columns.iter().flatten());
        let mut all = data.chain(self.input.partition_keys.iter().flatten());
        all.any(|column| column.name.eq_ignore_ascii_case(name))
    }

    /// As AWS shows it: what is a number or a truth value there is there even if nobody said it.
    pub fn show(self, place: &Place) -> Table {
        let mut input = self.input;
        if let Some(storage) = &mut input.storage_descriptor {
            storage.compressed.get_or_insert(false);
            storage.number_of_buckets.get_or_insert(0);
            storage.stored_as_sub_directories.get_or_insert(false);
            storage.sort_columns.get_or_insert_default();
        }
        Table {
            name: input.name,
            database_name: Some(self.database),
            description: input.description,
            owner: input.owner,
            create_time: Some(self.created),
            update_time: Some(self.updated),
            last_access_time: input.last_access_time,
            last_analyzed_time: input.last_analyzed_time,
            retention: Some(input.retention.unwrap_or(0)),
            storage_descriptor: input.storage_descriptor,
            partition_keys: input.partition_keys,
            view_original_text: input.view_original_text,
            view_expanded_text: input.view_expanded_text,
            table_type: input.table_type,
            parameters: input.parameters,
            created_by: Some(self.created_by),
            is_registered_with_lake_formation: Some(false),
            target_table: input.target_table,
            catalog_id: Some(place.account.to_string()),
            version_id: Some(self.version_id.to_string()),
            is_multi_dialect_view: Some(false),
            ..Table::default()
        }
    }
}

/// The table called `name` of the database called `database`, both folded already.
pub(super) fn find(store: &impl Read, place: &Place, database: &str, name: &str) -> Result<StoredTable> {
    let database = database::find(store, place, database)?.id();
    let bytes = store.read(&keys::table(database, name))?;
    StoredTable::decode(&bytes.ok_or_else(|| EngineError::NoTable(name.to_owned()))?)
}

/// Stores what has become of a table.
pub(super) fn put(store: &mut Transaction, place: &Place, table: &StoredTable) -> Result<()> {
    let database = database::find(store, place, &table.database)?.id();
    store.put(keys::table(database, &table.input.name), to_json(table));
    Ok(())
}

fn delete(store: &mut Transaction, place: &Place, database: &str, name: &str) -> Result<()> {
    let table = find(store, place, database, name)?;
    let database = database::find(store, place, database)?.id();
    store.delete(&keys::table(database, name));
    count::take(store, keys::count_in(database.0), 1)?;
    store.put(keys::removed_table(table.id()), Vec::new());
    Ok(())
}

impl Engine {
    /// The table called `name`.
    pub fn table(&self, place: &Place, database: &str, name: &str) -> Result<StoredTable> {
        find(self.store()?, place, &fold(database), &fold(name))
    }

    /// Up to `limit` tables of a database that come after the name `after` and are `wanted` by name, in order of
    /// name, and whether there are more.
    pub fn tables(
        &self,
        place: &Place,
        database: &str,
        after: Option<&str>,
        limit: usize,
        wanted: impl Fn(&str) -> bool,
    ) -> Result<(Vec<StoredTable>, bool)> {
        let database = self.database(place, database)?.id();
        let after = after.map(|name| keys::table(database, name));
        self.page(&keys::table(database, ""), after.as_deref(), limit, |value| {
            Ok(Some(StoredTable::decode(value)?).filter(|table| wanted(&table.input.name)))
        })
    }

    /// Makes a table with partition indexes.
    pub async fn create_table(
        &self,
        place: &Place,
        database: &str,
        mut input: TableInput,
        indexes: Vec<StoredIndex>,
        created_by: String,
    ) -> Result<()> {
        input.name = fold(&input.name);
        let (place, database, now) = (place.clone(), fold(database), self.now());
        let made = self.store()?.write(move |store| {
            let id = database::find(store, &place, &database)?.id();
            let key = keys::table(id, &input.name);
            if store.get(&key)?.is_some() {
                return Err(EngineError::TableExists);
            }
            let mut table = StoredTable {
                version: VERSION,
                number: 0,
                database,
                created: now,
                updated: now,
                created_by,
                version_id: 0,
                archived: 0,
                indexes: Vec::new(),
                input,
            };
            for index in indexes {
                table.add_index(index)?;
            }
            count::add(store, keys::count_in(id.0), 1, TABLES_MAX, "tables")?;
            table.number = keys::take_number(store)? as i64;
            store.put(key, to_json(&table));
            Ok(())
        });
        made.await?
    }

    /// Changes a table, and keeps what it was as a version unless told not to.
    pub async fn update_table(&self, place: &Place, database: &str, update: TableUpdate) -> Result<()> {
        let TableUpdate { mut input, version_id, skip_archive } = update;
        input.name = fold(&input.name);
        let (place, database, now) = (place.clone(), fold(database), self.now());
        let changed = self.store()?.write(move |store| {
            let mut table = find(store, &place, &database, &input.name)?;
            if version_id.is_some_and(|version| version != table.version_id.to_string()) {
                return Err(EngineError::StaleVersion(table.version_id));
            }
            if !skip_archive {
                if table.archived as u64 >= VERSIONS_MAX {
                    return Err(EngineError::TooMany { what: "table versions", most: VERSIONS_MAX });
                }
                store.put(keys::version(table.id(), table.version_id as u64), to_json(&table));
                table.archived += 1;
            }
            table.version_id += 1;
            table.updated = now;
            table.input = input;
            put(store, &place, &table)
        });
        changed.await?
    }

    /// Removes a table with all that is in it, which a sweep deletes.
    pub async fn delete_table(&self, place: &Place, database: &str, name: &str) -> Result<()> {
        let (place, database, name) = (place.clone(), fold(database), fold(name));
        self.store()?.write(move |store| delete(store, &place, &database, &name)).await?
    }

    /// Removes several tables of a database; answers which could not be.
    pub async fn delete_tables(
        &self,
        place: &Place,
        database: &str,
        names: Vec<String>,
    ) -> Result<Vec<(String, EngineError)>> {
        let (place, database) = (place.clone(), fold(database));
        let removed = self.store()?.write(move |store| {
            database::find(store, &place, &database)?;
            let mut failed = Vec::new();
            for name in names {
                match delete(store, &place, &database, &fold(&name)) {
                    Ok(()) => {}
                    Err(error @ EngineError::NoTable(_)) => failed.push((name, error)),
                    Err(error) => return Err(error),
                }
            }
            Ok(failed)
        });
        removed.await?
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_is_pinned_and_comes_back() {
        let stored = StoredTable {
            version: VERSION,
            number: 7,
            database: "lake".into(),
            created: Timestamp(1_500),
            updated: Timestamp(2_000),
            created_by: "arn".into(),
            version_id: 3,
            archived: 2,
            indexes: vec![StoredIndex { name: "i".into(), keys: vec!["year".into()] }],
            input: TableInput { name: "cars".into(), ..TableInput::default() },
        };
        let bytes = to_json(&stored);
        let pinned = concat!(
            r#"{"Version":1,"Number":7,"Database":"lake","Created":1.500,"Updated":2.0,"CreatedBy":"arn","#,
            r#""VersionId":3,"Archived":2,"Indexes":[{"Name":"i","Keys":["year"]}],"Input":{"Name":"cars"}}"#,
        );
        assert_eq!(String::from_utf8(bytes.clone()).unwrap(), pinned);
        assert_eq!(StoredTable::decode(&bytes).unwrap(), stored);
        assert!(StoredTable::decode(pinned.replace("\"Version\":1", "\"Version\":2").as_bytes()).is_err());
    }
}
