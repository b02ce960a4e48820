//! Live tables: streams and DynamoDB tables beside the lake, each a catalog of its own with one database, `default`.
//!
//! They are read as the caller, through `dispatch`; columns are found by looking at some of what is there, each time
//! that a table is named. Reads only: whatever would write is refused. Bounded: pages are held one at a time for each
//! of a few readers. A value that its column cannot hold is an error that names it, never a silent null.

mod bounds;
mod catalog;
mod columns;
mod dynamodb;
mod kinesis;
mod names;
mod scan;
mod source;

pub use source::Source;

use std::sync::Arc;

use datafusion::datasource::TableProvider;

use crate::error::{Error, Fact};

/// The only database of a live catalog.
pub const DATABASE: &str = "default";

/// A live catalog, as one caller sees it.
#[derive(Clone)]
pub struct Live {
    store: Store,
    source: Source,
}

/// What a live catalog is of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Store {
    DynamoDb,
    Kinesis,
}

impl Live {
    /// The names of all live catalogs.
    pub const NAMES: [&'static str; 2] = ["dynamodb", "kinesis"];

    /// The live catalog of this name, if there is one.
    pub fn named(name: &str, source: impl FnOnce() -> Source) -> Option<Self> {
        let store = match name {
            "dynamodb" => Store::DynamoDb,
            "kinesis" => Store::Kinesis,
            _ => return None,
        };
        Some(Self { store, source: source() })
    }

    /// Its name.
    pub fn name(&self) -> &'static str {
        match self.store {
            Store::DynamoDb => "dynamodb",
            Store::Kinesis => "kinesis",
        }
    }

    /// The table that has to be there.
    pub async fn existing(&self, database: &str, name: &str) -> Result<Arc<dyn TableProvider>, Error> {
        if database != DATABASE {
            return Err(Error::new(Fact::SchemaNotFound, format!("Schema '{database}' does not exist")));
        }
        let missing = || {
            let words = format!("Table '{}.{database}.{name}' does not exist", self.name());
            Error::new(Fact::TableNotFound, words)
        };
        self.open(name).await?.ok_or_else(missing)
    }

    async fn open(&self, name: &str) -> Result<Option<Arc<dyn TableProvider>>, Error> {
        match self.store {
            Store::DynamoDb => dynamodb::open(&self.source, name).await,
            Store::Kinesis => kinesis::open(&self.source, name).await,
        }
    }

    async fn names(&self) -> Result<Vec<String>, Error> {
        match self.store {
            Store::DynamoDb => dynamodb::names(&self.source).await,
            Store::Kinesis => kinesis::names(&self.source).await,
        }
    }
}
