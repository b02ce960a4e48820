//! The Glue catalog, called through `dispatch` as the one who asks.

mod shapes;

use std::sync::Arc;

use dispatch::{Call, Dispatch};
use glue_api::{
    BatchCreatePartition, BatchCreatePartitionInput, BatchDeletePartition, BatchDeletePartitionInput,
    CreateDatabase, CreateDatabaseInput, CreateTable, CreateTableInput, DeleteDatabase, DeleteDatabaseInput,
    DeleteTable, DeleteTableInput, GetDatabase, GetDatabaseInput, GetDatabases, GetDatabasesInput,
    GetPartitions, GetPartitionsInput, GetTable, GetTableInput, GetTables, GetTablesInput,
    PartitionValueList, UpdatePartition, UpdatePartitionInput, UpdateTable, UpdateTableInput,
};
use wire::{Fault, Operation};

use super::{Answering, Catalog, Database, Partition, Table};
use crate::error::{Error, Fact};

/// Partitions that one call makes: Glue's.
const CREATED_AT_ONCE: usize = 100;
/// Partitions that one call takes away: Glue's.
const DELETED_AT_ONCE: usize = 25;

/// The catalog as one caller sees it.
pub struct Glue {
    dispatch: Dispatch,
    call: Arc<Call>,
}

impl Glue {
    /// The catalog that `call` may see.
    pub fn new(dispatch: Dispatch, call: Arc<Call>) -> Self {
        Self { dispatch, call }
    }

    async fn ask<O: Operation>(&self, input: O::Input) -> Result<O::Output, Error> {
        self.dispatch.call::<O>(&self.call, input).await.map_err(|fault| fact(&fault))
    }
}

/// What Glue refuses, as this engine's facts.
fn fact(fault: &Fault) -> Error {
    let fact = match fault.code.as_ref() {
        "AlreadyExistsException" => Fact::AlreadyExists,
        "EntityNotFoundException" => Fact::TableNotFound,
        "AccessDeniedException" => Fact::AccessDenied,
        "InvalidInputException" | "ValidationException" => Fact::InvalidMetadata,
        _ => Fact::External,
    };
    Error::new(fact, fault.message.clone())
}

/// The answer; nothing where Glue knows no such thing.
fn maybe<T>(answer: Result<T, Error>) -> Result<Option<T>, Error> {
    match answer {
        Ok(answer) => Ok(Some(answer)),
        Err(error) if error.fact == Fact::TableNotFound => Ok(None),
        Err(error) => Err(error),
    }
}

impl Catalog for Glue {
    fn databases(&self) -> Answering<'_, Vec<Database>> {
        Box::pin(async move {
            let (mut databases, mut next_token) = (Vec::new(), None);
            loop {
                let input = GetDatabasesInput { next_token, ..GetDatabasesInput::default() };
                let page = self.ask::<GetDatabases>(input).await?;
                databases.extend(page.database_list.into_iter().map(shapes::database));
                next_token = page.next_token;
                if next_token.is_none() {
                    return Ok(databases);
                }
            }
        })
    }

    fn database<'a>(&'a self, name: &'a str) -> Answering<'a, Option<Database>> {
        Box::pin(async move {
            let input = GetDatabaseInput { name: name.to_owned(), ..GetDatabaseInput::default() };
            let found = maybe(self.ask::<GetDatabase>(input).await)?;
            Ok(found.and_then(|found| found.database).map(shapes::database))
        })
    }

    fn create_database(&self, database: Database) -> Answering<'_, ()> {
        Box::pin(async move {
            let database_input = shapes::database_input(database);
            let input = CreateDatabaseInput { database_input, ..CreateDatabaseInput::default() };
            self.ask::<CreateDatabase>(input).await.map(|_| ())
        })
    }

    fn drop_database<'a>(&'a self, name: &'a str) -> Answering<'a, ()> {
        Box::pin(async move {
            let input = DeleteDatabaseInput { name: name.to_owned(), ..DeleteDatabaseInput::default() };
            self.ask::<DeleteDatabase>(input).await.map(|_| ())
        })
    }

    fn tables<'a>(&'a self, database: &'a str) -> Answering<'a, Vec<Table>> {
        Box::pin(async move {
            let (mut tables, mut next_token) = (Vec::new(), None);
            loop {
                let database_name = database.to_owned();
                let input = GetTablesInput { database_name, next_token, ..GetTablesInput::default() };
                let page = self.ask::<GetTables>(input).await?;
                tables.extend(
                    page.table_list.into_iter().flatten().map(|table| shapes::table(database, table)),
                );
                next_token = page.next_token;
                if next_token.is_none() {
                    return Ok(tables);
                }
            }
        })
    }

    fn table<'a>(&'a self, database: &'a str, name: &'a str) -> Answering<'a, Option<Table>> {
        Box::pin(async move {
            let (database_name, name) = (database.to_owned(), name.to_owned());
            let input = GetTableInput { database_name, name, ..GetTableInput::default() };
            let found = maybe(self.ask::<GetTable>(input).await)?;
            Ok(found.and_then(|found| found.table).map(|table| shapes::table(database, table)))
        })
    }

    fn create_table(&self, table: Table) -> Answering<'_, ()> {
        Box::pin(async move {
            let database_name = table.database.clone();
            let table_input = Some(shapes::table_input(table));
            let input = CreateTableInput { database_name, table_input, ..CreateTableInput::default() };
            self.ask::<CreateTable>(input).await.map(|_| ())
        })
    }

    fn update_table(&self, table: Table) -> Answering<'_, ()> {
        Box::pin(async move {
            let database_name = table.database.clone();
            let table_input = Some(shapes::table_input(table));
            let input = UpdateTableInput { database_name, table_input, ..UpdateTableInput::default() };
            self.ask::<UpdateTable>(input).await.map(|_| ())
        })
    }

    fn drop_table<'a>(&'a self, database: &'a str, name: &'a str) -> Answering<'a, ()> {
        Box::pin(async move {
            let (database_name, name) = (database.to_owned(), name.to_owned());
            let input = DeleteTableInput { database_name, name, ..DeleteTableInput::default() };
            self.ask::<DeleteTable>(input).await.map(|_| ())
        })
    }

    fn partitions<'a>(
        &'a self,
        database: &'a str,
        table: &'a str,
        expression: Option<String>,
    ) -> Answering<'a, Vec<Partition>> {
        Box::pin(async move {
            let (mut partitions, mut next_token) = (Vec::new(), None);
            loop {
                let input = GetPartitionsInput {
                    database_name: database.to_owned(),
                    table_name: table.to_owned(),
                    expression: expression.clone(),
                    next_token,
                    ..GetPartitionsInput::default()
                };
                let page = self.ask::<GetPartitions>(input).await?;
                partitions.extend(page.partitions.into_iter().flatten().map(shapes::partition));
                next_token = page.next_token;
                if next_token.is_none() {
                    return Ok(partitions);
                }
            }
        })
    }

    fn create_partitions<'a>(
        &'a self,
        database: &'a str,
        table: &'a str,
        partitions: Vec<Partition>,
    ) -> Answering<'a, Vec<Vec<String>>> {
        Box::pin(async move {
            let mut refused = Vec::new();
            for some in partitions.chunks(CREATED_AT_ONCE) {
                let input = BatchCreatePartitionInput {
                    database_name: database.to_owned(),
                    table_name: table.to_owned(),
                    partition_input_list: some.iter().cloned().map(shapes::partition_input).collect(),
                    ..BatchCreatePartitionInput::default()
                };
                let answer = self.ask::<BatchCreatePartition>(input).await?;
                refused
                    .extend(answer.errors.into_iter().flatten().filter_map(|error| error.partition_values));
            }
            Ok(refused)
        })
    }

    fn update_partition<'a>(
        &'a self,
        database: &'a str,
        table: &'a str,
        values: &'a [String],
        partition: Partition,
    ) -> Answering<'a, ()> {
        Box::pin(async move {
            let input = UpdatePartitionInput {
                database_name: database.to_owned(),
                table_name: table.to_owned(),
                partition_value_list: values.to_vec(),
                partition_input: shapes::partition_input(partition),
                ..UpdatePartitionInput::default()
            };
            self.ask::<UpdatePartition>(input).await.map(|_| ())
        })
    }

    fn drop_partitions<'a>(
        &'a self,
        database: &'a str,
        table: &'a str,
        values: Vec<Vec<String>>,
    ) -> Answering<'a, Vec<Vec<String>>> {
        Box::pin(async move {
            let mut missing = Vec::new();
            for some in values.chunks(DELETED_AT_ONCE) {
                let input = BatchDeletePartitionInput {
                    database_name: database.to_owned(),
                    table_name: table.to_owned(),
                    partitions_to_delete: some
                        .iter()
                        .map(|values| PartitionValueList { values: values.clone() })
                        .collect(),
                    ..BatchDeletePartitionInput::default()
                };
                let answer = self.ask::<BatchDeletePartition>(input).await?;
                missing
                    .extend(answer.errors.into_iter().flatten().filter_map(|error| error.partition_values));
            }
            Ok(missing)
        })
    }
}
