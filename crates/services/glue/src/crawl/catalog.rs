//! Writing what was found into the catalogue: tables made, changed, marked or removed, as the crawler's policies say.

mod change;

pub(super) use change::{add_columns, without_amounts};

use std::collections::BTreeMap;

use glue_api::{
    CreateDatabase, CreateTable, DatabaseInput, DeleteBehavior, DeleteTable, TableInput, UpdateTable,
};

use super::description::{self, DEPRECATED_BY, UPDATED_BY};
use super::metadata::{Found, Known, KnownTable, Wanted};
use super::plan::{Include, Target, Update};
use super::scope::{Ended, Scope};
use crate::crawler::layout::FoundTable;
use crate::crawler::name;
use crate::engine::{EngineError, Outcome, PartitionQuery, StoredTable, TableUpdate};
use crate::limits::{PAGE_MAX, PARTITION_PAGE_MAX};
use change::Change;

/// Writes for one crawl.
pub struct Writer<'s> {
    pub(super) scope: &'s Scope,
    /// What was done so far.
    pub outcome: Outcome,
}

impl<'s> Writer<'s> {
    pub fn new(scope: &'s Scope) -> Self {
        Self { scope, outcome: Outcome::default() }
    }

    /// What the catalogue has; the crawler's database is made if it is not there.
    pub async fn known(&self) -> Result<Known, Ended> {
        let Scope { engine, place, plan, .. } = self.scope;
        match engine.database(place, &plan.database) {
            Ok(_) => {}
            Err(EngineError::NoDatabase(_)) => {
                self.scope.permit::<CreateDatabase>("*").await?;
                let input = DatabaseInput { name: plan.database.clone(), ..DatabaseInput::default() };
                match engine.create_database(place, input, BTreeMap::new()).await {
                    Ok(()) | Err(EngineError::DatabaseExists) => {}
                    Err(error) => return Err(error.into()),
                }
            }
            Err(error) => return Err(error.into()),
        }
        let mut known = Known::default();
        let mut after: Option<String> = None;
        loop {
            self.scope.go_on()?;
            let (tables, more) =
                engine.tables(place, &plan.database, after.as_deref(), PAGE_MAX, |_| true)?;
            after = tables.last().filter(|_| more).map(|last| last.input.name.clone());
            for table in tables {
                let read = self.know(&table);
                if plan.new_folders_only && read.own {
                    self.folders_of(&table, &read, &mut known)?;
                }
                known.add(table.input.name, read);
            }
            if after.is_none() {
                return Ok(known);
            }
        }
    }

    fn know(&self, table: &StoredTable) -> KnownTable {
        let parameter = |name: &str| table.input.parameters.as_ref().and_then(|all| all.get(name));
        let storage = table.input.storage_descriptor.as_ref();
        KnownTable {
            location: storage.and_then(|storage| storage.location.clone()).unwrap_or_default(),
            own: parameter(UPDATED_BY) == Some(&self.scope.plan.name),
            deprecated: parameter(DEPRECATED_BY).is_some(),
            keys: table.partition_keys().len(),
            classification: parameter("classification").cloned(),
        }
    }

    /// Notes where the partitions of a table lie, or the table, if it has none.
    fn folders_of(&self, table: &StoredTable, read: &KnownTable, known: &mut Known) -> Result<(), Ended> {
        if read.keys == 0 {
            known.folders.insert(read.location.clone());
            return Ok(());
        }
        let mut query = PartitionQuery { limit: PARTITION_PAGE_MAX, ..PartitionQuery::default() };
        loop {
            let page = self.scope.engine.partitions(table, &query)?;
            for partition in page.partitions {
                let storage = partition.input.storage_descriptor;
                known.folders.extend(storage.and_then(|storage| storage.location));
            }
            query.after = page.next;
            if query.after.is_none() {
                return Ok(());
            }
        }
    }

    /// Writes all that was found.
    pub async fn write(&mut self, mut known: Known, found: Vec<Found>) -> Result<(), Ended> {
        let first = !self.scope.plan.new_folders_only || known.folders.is_empty();
        let (mut wanted, mut items) = (Vec::new(), Vec::new());
        for found in found {
            match found {
                Found::Objects { include, layout, only: Some(only) } => {
                    wanted.extend(layout.tables().into_iter().map(|table| one(&include, &only, table)));
                }
                Found::Objects { include, layout, only: None } if first => {
                    let exclusions = include.exclusion_texts;
                    let with = |table| Wanted { table, exclusions: exclusions.clone() };
                    wanted.extend(layout.tables().into_iter().map(with));
                }
                Found::Objects { layout, .. } => self.add_folders(&known, layout).await?,
                Found::Items(found) => items.push(found),
            }
        }
        if let Some(most) = self.scope.plan.configuration.tables_max
            && wanted.len() + items.len() > most
        {
            return Err(Ended::Failed(format!(
                "The number of tables detected by crawler: {}, is greater than the table threshold value provided: {most}.",
                wanted.len() + items.len()
            )));
        }
        let mut written = Vec::new();
        for wanted in &wanted {
            self.scope.go_on()?;
            let folder = &wanted.table.folder;
            let name = self.name(&known, folder, &wanted.table.location);
            let input = description::table(self.scope, name.clone(), wanted);
            self.put(&mut known, input, self.scope.plan.update).await?;
            if let Some(keys) = known.tables.get(&name).map(|table| table.keys)
                && keys == wanted.table.keys.len()
            {
                self.put_partitions(&name, &wanted.table).await?;
            }
            written.push(name);
        }
        for items in &items {
            let name = self.name(&known, &items.name, &items.arn);
            let input = description::items(self.scope, name.clone(), items);
            // MergeNewColumns is for objects only.
            let update = match self.scope.plan.update {
                Update::Merge => Update::Replace,
                update => update,
            };
            self.put(&mut known, input, update).await?;
            written.push(name);
        }
        self.remove_all_but(&known, &written).await
    }

    /// The name that the table of a place has or is to have.
    fn name(&self, known: &Known, folder: &str, location: &str) -> String {
        if let Some(name) = known.at(location) {
            return name.to_owned();
        }
        let name = name::table(&self.scope.plan.table_prefix, folder);
        if known.tables.contains_key(&name) { name::hashed(&name, location) } else { name }
    }

    /// Makes a table, or changes the one of its name.
    async fn put(&mut self, known: &mut Known, input: TableInput, update: Update) -> Result<(), Ended> {
        let Scope { engine, place, plan, log, .. } = self.scope;
        let (name, keys) = (input.name.clone(), input.partition_keys.as_ref().map_or(0, Vec::len));
        let existing = match engine.table(place, &plan.database, &name) {
            Ok(existing) => existing,
            Err(EngineError::NoTable(_)) => {
                self.scope.permit::<CreateTable>(&name).await?;
                let location = input.storage_descriptor.as_ref().and_then(|storage| storage.location.clone());
                let by = self.scope.call().principal.arn();
                engine.create_table(place, &plan.database, input, Vec::new(), by).await?;
                log.say("INFO", format!("Created table {name} in database {}", plan.database));
                self.outcome.tables_created += 1;
                let (location, own) = (location.unwrap_or_default(), true);
                let made = KnownTable { location, own, deprecated: false, keys, classification: None };
                known.add(name, made);
                return Ok(());
            }
            Err(error) => return Err(error.into()),
        };
        match change::of(&existing, input, update) {
            Change::Nothing => {}
            Change::Left => {
                log.say("INFO", format!("The schema of table {name} has changed; it is left as it is."))
            }
            Change::Incompatible(what) => {
                log.say("WARN", format!("Table {name} is marked deprecated: its {what} has changed."));
                self.deprecate(existing).await?;
            }
            Change::Amounts(input) => {
                self.scope.permit::<UpdateTable>(&name).await?;
                let update = TableUpdate { input, version_id: None, skip_archive: true };
                engine.update_table(place, &plan.database, update).await?;
            }
            Change::Update(input) => {
                self.scope.permit::<UpdateTable>(&name).await?;
                let update = TableUpdate { input, version_id: None, skip_archive: false };
                engine.update_table(place, &plan.database, update).await?;
                log.say("INFO", format!("Updated table {name} in database {}", plan.database));
                self.outcome.tables_updated += 1;
            }
            Change::Anew(input) => {
                // Other partition keys: no partition that there is has values for them.
                self.scope.permit::<DeleteTable>(&name).await?;
                self.scope.permit::<CreateTable>(&name).await?;
                engine.delete_table(place, &plan.database, &name).await?;
                let by = self.scope.call().principal.arn();
                engine.create_table(place, &plan.database, input, Vec::new(), by).await?;
                log.say("INFO", format!("Updated table {name} in database {}", plan.database));
                self.outcome.tables_updated += 1;
                if let Some(table) = known.tables.get_mut(&name) {
                    table.keys = keys;
                }
            }
        }
        Ok(())
    }

    /// Marks a table as deprecated, if it is not already.
    async fn deprecate(&mut self, table: StoredTable) -> Result<(), Ended> {
        let mut input = table.input;
        let parameters = input.parameters.get_or_insert_default();
        if parameters.contains_key(DEPRECATED_BY) {
            return Ok(());
        }
        let now = self.scope.engine.now().0.to_string();
        parameters.insert(DEPRECATED_BY.to_owned(), now.clone());
        if let Some(storage) = &mut input.storage_descriptor {
            storage.parameters.get_or_insert_default().insert(DEPRECATED_BY.to_owned(), now);
        }
        self.scope.permit::<UpdateTable>(&input.name).await?;
        let update = TableUpdate { input, version_id: None, skip_archive: false };
        self.scope.engine.update_table(&self.scope.place, &self.scope.plan.database, update).await?;
        self.outcome.tables_updated += 1;
        Ok(())
    }

    /// What becomes of the crawler's tables under its targets whose data is gone.
    async fn remove_all_but(&mut self, known: &Known, written: &[String]) -> Result<(), Ended> {
        let Scope { engine, place, plan, log, .. } = self.scope;
        let mut gone: Vec<&String> = Vec::new();
        for (name, table) in &known.tables {
            let kept = plan.new_folders_only || written.contains(name);
            if table.own && !kept && self.is_targeted(&table.location) {
                gone.push(name);
            }
        }
        gone.sort();
        for name in gone {
            self.scope.go_on()?;
            match plan.delete {
                DeleteBehavior::Log => {
                    log.say(
                        "INFO",
                        format!("Table {name} has no matching schema at its location; it is left as it is."),
                    );
                }
                DeleteBehavior::DeprecateInDatabase => {
                    if known.tables[name].deprecated {
                        continue;
                    }
                    let text = "is marked deprecated because a matching schema was not found at the table's location.";
                    log.say("INFO", format!("Table {name} {text}"));
                    self.deprecate(engine.table(place, &plan.database, name)?).await?;
                }
                DeleteBehavior::DeleteFromDatabase => {
                    self.scope.permit::<DeleteTable>(name).await?;
                    engine.delete_table(place, &plan.database, name).await?;
                    log.say("INFO", format!("Deleted table {name} in database {}", plan.database));
                    self.outcome.tables_deleted += 1;
                }
            }
        }
        Ok(())
    }

    fn is_targeted(&self, location: &str) -> bool {
        self.scope.plan.targets.iter().any(|target| match target {
            Target::Objects(include) => {
                let path = format!("s3://{}/{}", include.bucket, include.prefix);
                let below = location.strip_prefix(path.as_str());
                below.is_some_and(|below| below.is_empty() || path.ends_with('/') || below.starts_with('/'))
            }
            Target::Items(table) => location.ends_with(&format!(":table/{}", table.name)),
        })
    }
}

/// The table of an include path that names one object.
fn one(include: &Include, key: &str, table: FoundTable) -> Wanted {
    let folder = key.rsplit('/').next().unwrap_or(key).to_owned();
    let location = format!("s3://{}/{key}", include.bucket);
    let table = FoundTable { folder, location, keys: Vec::new(), partitions: Vec::new(), ..table };
    Wanted { table, exclusions: Vec::new() }
}
