//! Hive's DDL, as Athena takes it: names in backquotes, types in angle brackets, classes for formats.
//!
//! [`parse`] reads a statement into [`Ddl`]; [`crate::statement`] carries it out. Lacks: bucketed and skewed tables,
//! constraints, functions, grants.

mod create;
mod parser;
mod show;
mod tokens;

pub use create::{Classes, classes};
pub(crate) use parser::Parser;
pub use parser::parse;
pub use tokens::{first_word, second_word};

use std::collections::BTreeMap;

use crate::catalog::{Column, Storage};

/// A database's name, maybe with its catalog; or a catalog's default database.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DatabaseName {
    /// The catalog, where it is said.
    pub catalog: Option<String>,
    /// The database, where it is said.
    pub database: Option<String>,
}

/// A table's name, maybe with its database and catalog.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TableName {
    /// The catalog, where it is said.
    pub catalog: Option<String>,
    /// The database, where it is said.
    pub database: Option<String>,
    /// The table.
    pub table: String,
}

/// Values of partition keys, in the order in which they are written.
pub type Spec = Vec<(String, String)>;

/// A statement of Hive's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ddl {
    /// `CREATE DATABASE`
    CreateDatabase {
        /// The name.
        name: String,
        /// Nothing happens if it is there.
        if_not_exists: bool,
        /// The remark.
        comment: Option<String>,
        /// Where its tables go.
        location: Option<String>,
        /// Further properties.
        properties: BTreeMap<String, String>,
    },
    /// `DROP DATABASE`
    DropDatabase {
        /// The name.
        name: String,
        /// Nothing happens if it is not there.
        if_exists: bool,
        /// Its tables go with it.
        cascade: bool,
    },
    /// `CREATE EXTERNAL TABLE`
    CreateTable {
        /// The name.
        name: TableName,
        /// Nothing happens if it is there.
        if_not_exists: bool,
        /// The remark.
        comment: Option<String>,
        /// How it is stored, and its columns.
        storage: Storage,
        /// The partition keys.
        keys: Vec<Column>,
        /// Further properties.
        properties: BTreeMap<String, String>,
    },
    /// `DROP TABLE` and `DROP VIEW`
    Drop {
        /// The name.
        name: TableName,
        /// Nothing happens if it is not there.
        if_exists: bool,
        /// It is a view.
        is_view: bool,
    },
    /// `ALTER TABLE … ADD PARTITION`
    AddPartitions {
        /// The table.
        name: TableName,
        /// Those that are there stay as they are.
        if_not_exists: bool,
        /// Values, and where the objects are.
        partitions: Vec<(Spec, Option<String>)>,
    },
    /// `ALTER TABLE … DROP PARTITION`
    DropPartitions {
        /// The table.
        name: TableName,
        /// Those that are not there do not matter.
        if_exists: bool,
        /// Values.
        partitions: Vec<Spec>,
    },
    /// `ALTER TABLE … PARTITION … RENAME TO PARTITION …`
    RenamePartition {
        /// The table.
        name: TableName,
        /// The old values.
        from: Spec,
        /// The new values.
        to: Spec,
    },
    /// `ALTER TABLE … ADD COLUMNS` and `REPLACE COLUMNS`
    Columns {
        /// The table.
        name: TableName,
        /// The columns.
        columns: Vec<Column>,
        /// They replace those that are there.
        replace: bool,
    },
    /// `ALTER TABLE … CHANGE COLUMN`
    ChangeColumn {
        /// The table.
        name: TableName,
        /// The column.
        column: String,
        /// What it is from now on.
        to: Column,
    },
    /// `ALTER TABLE … SET TBLPROPERTIES`
    SetProperties {
        /// The table.
        name: TableName,
        /// The properties.
        properties: BTreeMap<String, String>,
    },
    /// `ALTER TABLE … [PARTITION …] SET LOCATION`
    SetLocation {
        /// The table.
        name: TableName,
        /// The partition, if not the table.
        partition: Option<Spec>,
        /// The folder.
        location: String,
    },
    /// `MSCK REPAIR TABLE`
    Repair {
        /// The table.
        name: TableName,
    },
    /// `SHOW …` and `DESCRIBE …`
    Show(Show),
}

/// What is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Show {
    /// Catalogs, by pattern.
    Catalogs(Option<String>),
    /// Databases of a catalog, by pattern.
    Databases(Option<String>, Option<String>),
    /// Tables of a database, by pattern.
    Tables(DatabaseName, Option<String>),
    /// Views of a database, by pattern.
    Views(DatabaseName, Option<String>),
    /// A table's columns.
    Columns(TableName),
    /// A table's partitions.
    Partitions(TableName),
    /// The statement that makes a table.
    CreateTable(TableName),
    /// The statement that makes a view.
    CreateView(TableName),
    /// A table's properties, or one of them.
    Properties(TableName, Option<String>),
    /// A table's description.
    Describe {
        /// The table.
        name: TableName,
        /// Everything that is known of it.
        is_extended: bool,
        /// In Hive's layout of everything.
        is_formatted: bool,
    },
    /// Functions.
    Functions,
}
