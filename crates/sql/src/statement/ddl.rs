//! Databases and tables: made, changed, taken away.

use crate::catalog::{Column, Database, Table};
use crate::engine::Work;
use crate::error::{Error, Fact};
use crate::hive::{Ddl, TableName};
use crate::query::{Answer, StatementKind};

use super::partitions;

fn done(verb: &'static str) -> Answer {
    Answer::done(StatementKind::Ddl, verb)
}

/// Nothing, where what exists already may.
fn unless_exists(made: Result<(), Error>, may: bool) -> Result<(), Error> {
    match made {
        Err(error) if may && error.fact == Fact::AlreadyExists => Ok(()),
        other => other,
    }
}

/// Carries out a statement of Hive's that shows nothing.
pub async fn carry_out(work: &Work, ddl: Ddl) -> Result<Answer, Error> {
    match ddl {
        Ddl::CreateDatabase { name, if_not_exists, comment, location, properties } => {
            work.lake(None)?;
            let database = Database { name, description: comment, location, parameters: properties };
            unless_exists(work.catalog.create_database(database).await, if_not_exists)?;
            Ok(done("CREATE_DATABASE"))
        }
        Ddl::DropDatabase { name, if_exists, cascade } => {
            drop_database(work, &name, if_exists, cascade).await
        }
        Ddl::CreateTable { name, if_not_exists, comment, storage, keys, properties } => {
            let (database, name) = work.name(&name)?;
            let own: Vec<&Column> = storage.columns.iter().chain(&keys).collect();
            for (index, column) in own.iter().enumerate() {
                if own[..index].iter().any(|other| other.name == column.name) {
                    let words = format!("Duplicate column name: {}", column.name);
                    return Err(Error::new(Fact::InvalidMetadata, words));
                }
            }
            let table = Table {
                database,
                name,
                kind: "EXTERNAL_TABLE".to_owned(),
                description: comment,
                storage,
                partition_keys: keys,
                parameters: properties,
                ..Table::default()
            };
            unless_exists(work.catalog.create_table(table).await, if_not_exists)?;
            Ok(done("CREATE_TABLE"))
        }
        Ddl::Drop { name, if_exists, is_view } => drop_table(work, &name, if_exists, is_view).await,
        Ddl::Columns { name, columns, replace } => {
            let mut table = work.existing(&name).await?;
            if replace {
                table.storage.columns = columns;
            } else {
                let there = table.storage.columns.iter().chain(&table.partition_keys);
                let there: Vec<String> = there.map(|column| column.name.clone()).collect();
                if let Some(column) = columns.iter().find(|column| there.contains(&column.name)) {
                    let words = format!("Duplicate column name: {}", column.name);
                    return Err(Error::new(Fact::InvalidMetadata, words));
                }
                table.storage.columns.extend(columns);
            }
            work.catalog.update_table(table).await?;
            Ok(done(if replace { "ALTER_TABLE_REPLACE_COLUMNS" } else { "ALTER_TABLE_ADD_COLUMNS" }))
        }
        Ddl::ChangeColumn { name, column, to } => {
            let mut table = work.existing(&name).await?;
            let found = table.storage.columns.iter_mut().find(|found| found.name == column);
            let found = found.ok_or_else(|| {
                Error::new(Fact::ColumnNotFound, format!("Invalid column reference {column}"))
            })?;
            *found = to;
            work.catalog.update_table(table).await?;
            Ok(done("ALTER_TABLE_CHANGE_COLUMN"))
        }
        Ddl::SetProperties { name, properties } => {
            let mut table = work.existing(&name).await?;
            table.parameters.extend(properties);
            work.catalog.update_table(table).await?;
            Ok(done("ALTER_TABLE_SET_PROPERTIES"))
        }
        Ddl::SetLocation { name, partition: None, location } => {
            let mut table = work.existing(&name).await?;
            table.storage.location = location;
            work.catalog.update_table(table).await?;
            Ok(done("ALTER_TABLE_SET_LOCATION"))
        }
        Ddl::SetLocation { name, partition: Some(spec), location } => {
            partitions::set_location(work, &name, &spec, location).await?;
            Ok(done("ALTER_TABLE_SET_LOCATION"))
        }
        Ddl::AddPartitions { name, if_not_exists, partitions } => {
            partitions::add(work, &name, if_not_exists, partitions).await?;
            Ok(done("ALTER_TABLE_ADD_PARTITION"))
        }
        Ddl::DropPartitions { name, if_exists, partitions } => {
            partitions::drop(work, &name, if_exists, partitions).await?;
            Ok(done("ALTER_TABLE_DROP_PARTITION"))
        }
        Ddl::RenamePartition { name, from, to } => {
            partitions::rename(work, &name, &from, &to).await?;
            Ok(done("ALTER_TABLE_RENAME_PARTITION"))
        }
        Ddl::Repair { name } => partitions::repair(work, &name).await,
        Ddl::Show(_) => Err(Error::new(Fact::Internal, "what shows is carried out elsewhere")),
    }
}

async fn drop_database(work: &Work, name: &str, if_exists: bool, cascade: bool) -> Result<Answer, Error> {
    work.lake(None)?;
    if work.catalog.database(name).await?.is_none() {
        if if_exists {
            return Ok(done("DROP_DATABASE"));
        }
        return Err(Error::new(Fact::SchemaNotFound, format!("Database does not exist: {name}")));
    }
    if !cascade && !work.catalog.tables(name).await?.is_empty() {
        let words = format!("Database {name} is not empty. One or more tables exist.");
        return Err(Error::new(Fact::Semantic, words));
    }
    work.catalog.drop_database(name).await?;
    Ok(done("DROP_DATABASE"))
}

async fn drop_table(work: &Work, name: &TableName, if_exists: bool, is_view: bool) -> Result<Answer, Error> {
    let verb = if is_view { "DROP_VIEW" } else { "DROP_TABLE" };
    let (database, table) = work.name(name)?;
    match work.catalog.table(&database, &table).await? {
        None if if_exists => Ok(done(verb)),
        None => {
            let words = format!("Table {database}.{table} does not exist");
            Err(Error::new(Fact::TableNotFound, words))
        }
        Some(found) if is_view && !found.is_view() => {
            Err(Error::new(Fact::Semantic, format!("{database}.{table} is a table, not a view")))
        }
        Some(_) => {
            work.catalog.drop_table(&database, &table).await?;
            Ok(done(verb))
        }
    }
}
