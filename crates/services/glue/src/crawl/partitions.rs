//! The partitions of a table: made, changed or removed, a batch at a time.

use std::collections::HashMap;

use glue_api::{
    BatchCreatePartition, BatchDeletePartition, BatchUpdatePartition, DeleteBehavior, PartitionInput,
    StorageDescriptor,
};

use super::catalog::Writer;
use super::catalog::add_columns;
use super::catalog::without_amounts;
use super::description;
use super::metadata::Known;
use super::plan::Update;
use super::scope::Ended;
use crate::crawler::layout::{FoundPartition, FoundTable, Layout};
use crate::crawler::name;
use crate::engine::{EngineError, PartitionQuery, StoredTable};
use crate::limits::{PARTITION_PAGE_MAX, PARTITIONS_AT_ONCE};

impl Writer<'_> {
    /// Makes the partitions of `name` what was found of them.
    pub(super) async fn put_partitions(&mut self, name: &str, found: &FoundTable) -> Result<(), Ended> {
        if found.keys.is_empty() {
            return Ok(());
        }
        let table = self.scope.engine.table(&self.scope.place, &self.scope.plan.database, name)?;
        let mut left: HashMap<&[String], &FoundPartition> =
            found.partitions.iter().map(|partition| (partition.values.as_slice(), partition)).collect();
        let mut query = PartitionQuery { limit: PARTITION_PAGE_MAX, ..PartitionQuery::default() };
        loop {
            self.scope.go_on()?;
            let page = self.scope.engine.partitions(&table, &query)?;
            let (mut updates, mut gone) = (Vec::new(), Vec::new());
            for existing in page.partitions {
                let values = existing.input.values.clone().unwrap_or_default();
                match left.remove(values.as_slice()) {
                    None => gone.push(values),
                    Some(found) => updates.extend(self.changed(&table, existing.input, found)),
                }
            }
            self.update(name, updates).await?;
            self.remove(name, gone).await?;
            query.after = page.next;
            if query.after.is_none() {
                break;
            }
        }
        let mut new: Vec<&FoundPartition> = left.into_values().collect();
        new.sort_by(|one, other| one.values.cmp(&other.values));
        let inputs = new.into_iter().map(|found| self.described(&table, found)).collect();
        self.create(name, inputs).await
    }

    /// Takes folders that are new in as partitions of the tables above them, and as tables where there are none.
    pub(super) async fn add_folders(&mut self, known: &Known, layout: Layout) -> Result<(), Ended> {
        let mut added: HashMap<String, Vec<FoundPartition>> = HashMap::new();
        for mut folder in layout.folders() {
            let classification = folder.shape.format.classification().to_owned();
            let Some((name, below)) = known.above(&folder.location, &classification) else {
                let text = "fits no table of this crawler; crawl everything to have one made";
                self.scope.log.say("INFO", format!("The new folder {} {text}", folder.location));
                continue;
            };
            let value = |part: &&str| name::key_value(part).map_or((*part).to_owned(), |(_, value)| value);
            folder.values = below.iter().map(value).collect();
            added.entry(name.to_owned()).or_default().push(folder);
        }
        let mut names: Vec<String> = added.keys().cloned().collect();
        names.sort();
        for name in names {
            self.scope.go_on()?;
            let table = self.scope.engine.table(&self.scope.place, &self.scope.plan.database, &name)?;
            let found = added.remove(&name).unwrap_or_default();
            let inputs = found.iter().map(|partition| self.described(&table, partition)).collect();
            self.create(&name, inputs).await?;
        }
        Ok(())
    }

    /// A partition as it should be.
    fn described(&self, table: &StoredTable, found: &FoundPartition) -> PartitionInput {
        let mut input = description::partition(self.scope, found);
        if self.scope.plan.configuration.inherit {
            let own = input.storage_descriptor.take();
            let location = own.and_then(|storage| storage.location);
            let of_table = table.input.storage_descriptor.clone().unwrap_or_default();
            input.storage_descriptor = Some(StorageDescriptor { location, ..of_table });
        }
        input
    }

    /// What an existing partition is to become, if that is anything else, and whether more than amounts changed.
    fn changed(
        &self,
        table: &StoredTable,
        existing: PartitionInput,
        found: &FoundPartition,
    ) -> Option<(PartitionInput, bool)> {
        let inherit = self.scope.plan.configuration.inherit;
        if self.scope.plan.update == Update::Log && !inherit {
            return None;
        }
        let mut wanted = self.described(table, found);
        if self.scope.plan.update == Update::Merge && !inherit {
            let columns = existing.storage_descriptor.as_ref().and_then(|storage| storage.columns.clone());
            if let (Some(mut columns), Some(storage)) = (columns, &mut wanted.storage_descriptor) {
                add_columns(&mut columns, storage.columns.take().unwrap_or_default());
                storage.columns = Some(columns);
            }
        }
        let bare = |input: &PartitionInput| {
            let mut input = input.clone();
            without_amounts(input.parameters.as_mut());
            if let Some(storage) = &mut input.storage_descriptor {
                without_amounts(storage.parameters.as_mut());
            }
            input
        };
        let counts = |input: &PartitionInput| {
            let mut parameters = input.parameters.clone().unwrap_or_default();
            parameters.remove("CRAWL_RUN_ID");
            parameters
        };
        let really = bare(&existing) != bare(&wanted);
        (really || counts(&existing) != counts(&wanted)).then_some((wanted, really))
    }

    async fn create(&mut self, name: &str, inputs: Vec<PartitionInput>) -> Result<(), Ended> {
        if inputs.is_empty() {
            return Ok(());
        }
        self.scope.permit::<BatchCreatePartition>(name).await?;
        let (place, database) = (&self.scope.place, &self.scope.plan.database);
        for batch in inputs.chunks(PARTITIONS_AT_ONCE) {
            self.scope.go_on()?;
            let failed = self.scope.engine.create_partitions(place, database, name, batch.to_vec()).await?;
            for (values, error) in &failed {
                // Somebody else was first.
                if !matches!(error, EngineError::PartitionExists) {
                    self.scope
                        .log
                        .say("WARN", format!("Partition {values:?} of table {name} was not made: {error}"));
                }
            }
            self.outcome.partitions_created += (batch.len() - failed.len()) as i32;
        }
        Ok(())
    }

    async fn update(&mut self, name: &str, updates: Vec<(PartitionInput, bool)>) -> Result<(), Ended> {
        if updates.is_empty() {
            return Ok(());
        }
        self.scope.permit::<BatchUpdatePartition>(name).await?;
        let (place, database) = (&self.scope.place, &self.scope.plan.database);
        for batch in updates.chunks(PARTITIONS_AT_ONCE) {
            let inputs =
                batch.iter().map(|(input, _)| (input.values.clone().unwrap_or_default(), input.clone()));
            self.scope.engine.update_partitions(place, database, name, inputs.collect()).await?;
            self.outcome.partitions_updated += batch.iter().filter(|(_, really)| *really).count() as i32;
        }
        Ok(())
    }

    async fn remove(&mut self, name: &str, gone: Vec<Vec<String>>) -> Result<(), Ended> {
        if gone.is_empty() {
            return Ok(());
        }
        if self.scope.plan.delete != DeleteBehavior::DeleteFromDatabase {
            for values in gone {
                let text =
                    format!("Found partition of table {name} with partition values [{}]", values.join(", "));
                self.scope
                    .log
                    .say("INFO", format!("{text} with no matching schema at the partition's S3 location"));
            }
            return Ok(());
        }
        self.scope.permit::<BatchDeletePartition>(name).await?;
        let (place, database) = (&self.scope.place, &self.scope.plan.database);
        for batch in gone.chunks(PARTITIONS_AT_ONCE) {
            self.scope.engine.delete_partitions(place, database, name, batch.to_vec()).await?;
            self.outcome.partitions_deleted += batch.len() as i32;
        }
        Ok(())
    }
}
