//! A live catalog where catalogs are shown: one database, tables with the columns that were found. It changes nothing.

use futures::{FutureExt, StreamExt, TryStreamExt};

use super::{DATABASE, Live};
use crate::catalog::{Answering, Catalog, Column, Database, Partition, Storage, Table};
use crate::error::{Error, Fact};
use crate::limits::{LIVE_DESCRIBED_AT_ONCE, LIVE_DESCRIBED_MAX};
use crate::types::{to_hive, to_trino};

impl Live {
    fn bare(&self, name: &str) -> Table {
        Table {
            database: DATABASE.to_owned(),
            name: name.to_lowercase(),
            kind: "EXTERNAL_TABLE".to_owned(),
            parameters: [("connector".to_owned(), self.name().to_owned())].into(),
            ..Table::default()
        }
    }

    async fn described(&self, name: &str) -> Result<Option<Table>, Error> {
        let Some(found) = self.open(name).await? else { return Ok(None) };
        let schema = found.schema();
        let columns = schema.fields().iter().map(|field| Column {
            name: field.name().clone(),
            kind: to_hive(field.data_type()).unwrap_or_else(|| to_trino(field.data_type())),
            comment: None,
        });
        let storage = Storage { columns: columns.collect(), ..Storage::default() };
        Ok(Some(Table { storage, ..self.bare(name) }))
    }

    /// The same; one that is gone by now, or that the caller may not see, is not told of.
    async fn maybe_described(&self, name: String) -> Result<Option<Table>, Error> {
        match self.described(&name).await {
            Err(Error { fact: Fact::TableNotFound | Fact::AccessDenied | Fact::AmbiguousName, .. }) => {
                Ok(None)
            }
            other => other,
        }
    }

    /// That nothing is written here.
    pub fn refusal(&self) -> Error {
        let words = format!(
            "catalog '{}' is read only: its tables are written through their own service, not through SQL",
            self.name()
        );
        Error::new(Fact::Unsupported, words)
    }

    fn refuse<'a, T: Send + 'a>(&'a self) -> Answering<'a, T> {
        Box::pin(std::future::ready(Err(self.refusal())))
    }
}

fn database() -> Database {
    Database { name: DATABASE.to_owned(), ..Database::default() }
}

impl Catalog for Live {
    fn databases(&self) -> Answering<'_, Vec<Database>> {
        Box::pin(std::future::ready(Ok(vec![database()])))
    }

    fn database<'a>(&'a self, name: &'a str) -> Answering<'a, Option<Database>> {
        Box::pin(std::future::ready(Ok((name == DATABASE).then(database))))
    }

    fn tables<'a>(&'a self, database: &'a str) -> Answering<'a, Vec<Table>> {
        Box::pin(async move {
            if database != DATABASE {
                return Ok(Vec::new());
            }
            let mut tables: Vec<Table> = self.names().await?.iter().map(|name| self.bare(name)).collect();
            tables.sort_by(|one, other| one.name.cmp(&other.name));
            Ok(tables)
        })
    }

    fn described_tables<'a>(&'a self, database: &'a str) -> Answering<'a, Vec<Table>> {
        Box::pin(async move {
            let tables = self.tables(database).await?;
            if tables.len() > LIVE_DESCRIBED_MAX {
                let words = format!(
                    "{} tables are more than the {LIVE_DESCRIBED_MAX} whose columns are looked up at once: ask for one with DESCRIBE",
                    tables.len()
                );
                return Err(Error::new(Fact::Unsupported, words));
            }
            let mut looks = Vec::with_capacity(tables.len());
            for table in tables {
                looks.push(self.maybe_described(table.name).boxed());
            }
            let found = futures::stream::iter(looks).buffered(LIVE_DESCRIBED_AT_ONCE);
            let found: Vec<Option<Table>> = found.try_collect().await?;
            Ok(found.into_iter().flatten().collect())
        })
    }

    fn table<'a>(&'a self, database: &'a str, name: &'a str) -> Answering<'a, Option<Table>> {
        Box::pin(async move { if database == DATABASE { self.described(name).await } else { Ok(None) } })
    }

    fn partitions<'a>(&'a self, _: &'a str, _: &'a str, _: Option<String>) -> Answering<'a, Vec<Partition>> {
        Box::pin(std::future::ready(Ok(Vec::new())))
    }

    fn create_database(&self, _: Database) -> Answering<'_, ()> {
        self.refuse()
    }

    fn drop_database<'a>(&'a self, _: &'a str) -> Answering<'a, ()> {
        self.refuse()
    }

    fn create_table(&self, _: Table) -> Answering<'_, ()> {
        self.refuse()
    }

    fn update_table(&self, _: Table) -> Answering<'_, ()> {
        self.refuse()
    }

    fn drop_table<'a>(&'a self, _: &'a str, _: &'a str) -> Answering<'a, ()> {
        self.refuse()
    }

    fn create_partitions<'a>(
        &'a self,
        _: &'a str,
        _: &'a str,
        _: Vec<Partition>,
    ) -> Answering<'a, Vec<Vec<String>>> {
        self.refuse()
    }

    fn update_partition<'a>(
        &'a self,
        _: &'a str,
        _: &'a str,
        _: &'a [String],
        _: Partition,
    ) -> Answering<'a, ()> {
        self.refuse()
    }

    fn drop_partitions<'a>(
        &'a self,
        _: &'a str,
        _: &'a str,
        _: Vec<Vec<String>>,
    ) -> Answering<'a, Vec<Vec<String>>> {
        self.refuse()
    }
}
