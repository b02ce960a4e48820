//! Where tables are described: databases, tables and partitions, as the Glue catalog keeps them.
//!
//! The trait is the little of Glue that queries and DDL need, in its own shapes: no request of AWS's is visible from
//! within the engine. [`memory`] is the fake that tests use.

pub mod glue;
pub mod memory;

use std::collections::BTreeMap;
use std::future::Future;
use std::pin::Pin;

use crate::error::Error;

/// A future that can be stored.
pub type Answering<'a, T> = Pin<Box<dyn Future<Output = Result<T, Error>> + Send + 'a>>;

/// A column: its name, Hive's name of its type, a remark.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Column {
    /// The name, in lower case.
    pub name: String,
    /// The type, as Hive calls it.
    pub kind: String,
    /// The remark.
    pub comment: Option<String>,
}

/// A database.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Database {
    /// The name, in lower case.
    pub name: String,
    /// The remark.
    pub description: Option<String>,
    /// Where its tables go by default.
    pub location: Option<String>,
    /// Further properties.
    pub parameters: BTreeMap<String, String>,
}

/// How objects are stored: what Glue calls a storage descriptor.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Storage {
    /// The columns that objects hold.
    pub columns: Vec<Column>,
    /// The folder of the objects, `s3://bucket/prefix/`.
    pub location: String,
    /// Hadoop's class that reads.
    pub input_format: String,
    /// Hadoop's class that writes.
    pub output_format: String,
    /// The class that makes rows of records.
    pub serde: String,
    /// What is said to that class.
    pub serde_parameters: BTreeMap<String, String>,
    /// Further properties.
    pub parameters: BTreeMap<String, String>,
}

/// A table or view.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// The database.
    pub database: String,
    /// The name.
    pub name: String,
    /// `EXTERNAL_TABLE` or `VIRTUAL_VIEW`.
    pub kind: String,
    /// The remark.
    pub description: Option<String>,
    /// How the objects are stored.
    pub storage: Storage,
    /// Columns whose values are the partition's.
    pub partition_keys: Vec<Column>,
    /// Further properties.
    pub parameters: BTreeMap<String, String>,
    /// The view's text, as Athena packs it.
    pub view_original_text: Option<String>,
    /// The same for those who cannot read it.
    pub view_expanded_text: Option<String>,
}

impl Table {
    /// Whether it is a view.
    pub fn is_view(&self) -> bool {
        self.kind == "VIRTUAL_VIEW"
    }
}

/// A partition: the values of the keys, and how its objects are stored.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Partition {
    /// A value for every key, in order.
    pub values: Vec<String>,
    /// How the objects are stored.
    pub storage: Storage,
    /// Further properties.
    pub parameters: BTreeMap<String, String>,
}

/// The catalog, as one caller sees it. Names are in lower case.
pub trait Catalog: Send + Sync {
    /// All databases, in order of name.
    fn databases(&self) -> Answering<'_, Vec<Database>>;
    /// A database; `None` where there is none.
    fn database<'a>(&'a self, name: &'a str) -> Answering<'a, Option<Database>>;
    /// Makes a database.
    fn create_database(&self, database: Database) -> Answering<'_, ()>;
    /// Takes a database away, and its tables with it.
    fn drop_database<'a>(&'a self, name: &'a str) -> Answering<'a, ()>;
    /// All tables and views of a database, in order of name.
    fn tables<'a>(&'a self, database: &'a str) -> Answering<'a, Vec<Table>>;
    /// The same with their columns, where finding those takes more.
    fn described_tables<'a>(&'a self, database: &'a str) -> Answering<'a, Vec<Table>> {
        self.tables(database)
    }
    /// A table; `None` where there is none.
    fn table<'a>(&'a self, database: &'a str, name: &'a str) -> Answering<'a, Option<Table>>;
    /// Makes a table.
    fn create_table(&self, table: Table) -> Answering<'_, ()>;
    /// Describes a table anew.
    fn update_table(&self, table: Table) -> Answering<'_, ()>;
    /// Takes a table away. Its objects stay.
    fn drop_table<'a>(&'a self, database: &'a str, name: &'a str) -> Answering<'a, ()>;
    /// The partitions of a table for which `expression`, in Glue's own language, holds; all without one.
    fn partitions<'a>(
        &'a self,
        database: &'a str,
        table: &'a str,
        expression: Option<String>,
    ) -> Answering<'a, Vec<Partition>>;
    /// Adds partitions; those that are there already are named in the answer.
    fn create_partitions<'a>(
        &'a self,
        database: &'a str,
        table: &'a str,
        partitions: Vec<Partition>,
    ) -> Answering<'a, Vec<Vec<String>>>;
    /// Describes a partition anew, maybe with other values.
    fn update_partition<'a>(
        &'a self,
        database: &'a str,
        table: &'a str,
        values: &'a [String],
        partition: Partition,
    ) -> Answering<'a, ()>;
    /// Takes partitions away; those that are not there are named in the answer.
    fn drop_partitions<'a>(
        &'a self,
        database: &'a str,
        table: &'a str,
        values: Vec<Vec<String>>,
    ) -> Answering<'a, Vec<Vec<String>>>;
}
