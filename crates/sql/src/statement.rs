//! Statements: which there are, and what each does.
//!
//! Queries, EXPLAIN, CTAS, INSERT, UNLOAD and views are Trino's, whose heads [`head`] reads; all other DDL and SHOW are
//! Hive's, which [`crate::hive`] reads. A statement that is neither is refused by name.

mod ddl;
mod head;
mod partitions;
mod show;
mod views;
mod write;

use std::collections::BTreeMap;
use std::sync::Arc;

use datafusion::execution::context::SessionState;
use datafusion::sql::sqlparser::ast::{Query, Statement as Tree};

use crate::catalog::Catalog;
use crate::dialect;
use crate::engine::{LAKE, Work};
use crate::error::{Error, Fact};
use crate::hive::{self, Ddl, TableName};
use crate::query::{Answer, StatementKind};

/// What a property says in `WITH (…)`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Property {
    /// A text, a number or a word.
    Text(String),
    /// Texts.
    List(Vec<String>),
}

/// Properties by name.
pub(crate) type Properties = BTreeMap<String, Property>;

/// A statement.
#[derive(Debug)]
pub(crate) enum Statement {
    /// Rows are asked for.
    Query(Box<Query>),
    /// A plan is asked for.
    Explain {
        /// Of this query.
        query: Box<Query>,
        /// After it was carried out.
        analyze: bool,
    },
    /// `CREATE TABLE … AS`
    CreateTableAs {
        /// The name.
        name: TableName,
        /// Nothing happens if it is there.
        if_not_exists: bool,
        /// How it is written.
        properties: Properties,
        /// Its rows.
        query: Box<Query>,
        /// No row is written.
        is_empty: bool,
    },
    /// `INSERT INTO`
    Insert {
        /// The table.
        name: TableName,
        /// The columns that the query gives, if not all.
        columns: Vec<String>,
        /// The rows.
        query: Box<Query>,
    },
    /// `UNLOAD (…) TO`
    Unload {
        /// The rows.
        query: Box<Query>,
        /// Where they go.
        location: String,
        /// How they are written.
        properties: Properties,
    },
    /// `CREATE VIEW`
    CreateView {
        /// The name.
        name: TableName,
        /// It may replace one that is there.
        or_replace: bool,
        /// The query.
        query: Box<Query>,
        /// The query as it was written.
        text: String,
    },
    /// Hive's.
    Ddl(Box<Ddl>),
}

impl Statement {
    /// Reads a text.
    pub fn read(text: &str) -> Result<Self, Error> {
        let (first, second) = (hive::first_word(text), hive::second_word(text));
        match (first.as_str(), second.as_str()) {
            ("create", "table") => head::create_table(text),
            ("create", "view" | "or") => head::create_view(text),
            ("insert", _) => head::insert(text),
            ("unload", _) => head::unload(text),
            ("create" | "drop" | "alter" | "msck" | "show" | "describe" | "desc", _) => {
                hive::parse(text).map(Box::new).map(Self::Ddl)
            }
            ("delete" | "update" | "merge" | "vacuum" | "optimize", _) => {
                let words =
                    format!("{} is for Iceberg tables, which are not supported", first.to_uppercase());
                Err(Error::new(Fact::Unsupported, words))
            }
            _ => Self::of_tree(dialect::parse(text)?),
        }
    }

    fn of_tree(tree: Tree) -> Result<Self, Error> {
        match tree {
            Tree::Query(query) => Ok(Self::Query(query)),
            Tree::Explain { statement, analyze, .. } => match *statement {
                Tree::Query(query) => Ok(Self::Explain { query, analyze }),
                _ => Err(Error::new(Fact::Unsupported, "EXPLAIN of anything but a query is not supported")),
            },
            other => {
                let text = other.to_string();
                let verb = text.split_whitespace().next().unwrap_or_default();
                Err(Error::new(Fact::Unsupported, format!("{verb} is not supported")))
            }
        }
    }

    /// Whether it only shows what there is.
    pub fn shows(&self) -> bool {
        match self {
            Self::Query(_) | Self::Explain { .. } => true,
            Self::Ddl(ddl) => matches!(ddl.as_ref(), Ddl::Show(_)),
            _ => false,
        }
    }

    /// The kind that Athena's API tells.
    pub fn kind(&self) -> StatementKind {
        match self {
            Self::Query(_) | Self::Insert { .. } | Self::Unload { .. } => StatementKind::Dml,
            Self::Explain { .. } => StatementKind::Utility,
            Self::Ddl(ddl) => match ddl.as_ref() {
                Ddl::Show(shown) => show::kind(shown),
                _ => StatementKind::Ddl,
            },
            Self::CreateTableAs { .. } | Self::CreateView { .. } => StatementKind::Ddl,
        }
    }
}

/// Carries out a statement that is no query.
pub(crate) async fn carry_out(
    work: &Work,
    session: &SessionState,
    statement: Statement,
) -> Result<Answer, Error> {
    match statement {
        Statement::Query(_) | Statement::Explain { .. } => {
            Err(Error::new(Fact::Internal, "queries are carried out elsewhere"))
        }
        Statement::CreateTableAs { name, if_not_exists, properties, query, is_empty } => {
            let name = work.name(&name)?;
            write::create(work, session, write::Create { name, if_not_exists, properties, query, is_empty })
                .await
        }
        Statement::Insert { name, columns, query } => {
            let name = work.name(&name)?;
            write::insert(work, session, name, columns, *query).await
        }
        Statement::Unload { query, location, properties } => {
            write::unload(work, session, *query, location, &properties).await
        }
        Statement::CreateView { name, or_replace, query, text } => {
            views::create(work, work.name(&name)?, or_replace, *query, text).await
        }
        Statement::Ddl(ddl) => match *ddl {
            Ddl::Show(shown) => show::show(work, shown).await,
            ddl => ddl::carry_out(work, ddl).await,
        },
    }
}

impl Work {
    /// Database and table of a name that is written to, or described in Glue's terms: one of the lake.
    pub(crate) fn name(&self, name: &TableName) -> Result<(String, String), Error> {
        self.lake(name.catalog.as_deref())?;
        self.place(name)
    }

    /// Database and table of a name, in whatever catalog.
    pub(crate) fn place(&self, name: &TableName) -> Result<(String, String), Error> {
        let database = name.database.clone().unwrap_or_else(|| self.defaults.database.clone());
        if database.is_empty() {
            return Err(Error::new(
                Fact::Semantic,
                "Schema must be specified when session schema is not set",
            ));
        }
        Ok((database, name.table.clone()))
    }

    /// Refuses a catalog, or the one that is meant where none is said, unless it is the lake's.
    pub(crate) fn lake(&self, catalog: Option<&str>) -> Result<(), Error> {
        let catalog = catalog.unwrap_or(&self.defaults.catalog);
        match self.live(catalog) {
            Some(live) => Err(live.refusal()),
            None if catalog == LAKE => Ok(()),
            None => Err(no_catalog(catalog)),
        }
    }

    /// A catalog, or the one that is meant where none is said, for those who look.
    pub(crate) fn looked_at(&self, catalog: Option<&str>) -> Result<Arc<dyn Catalog>, Error> {
        let catalog = catalog.unwrap_or(&self.defaults.catalog);
        match self.live(catalog) {
            Some(live) => Ok(Arc::new(live)),
            None if catalog == LAKE => Ok(Arc::clone(&self.catalog)),
            None => Err(no_catalog(catalog)),
        }
    }

    /// A table that has to be there, of the lake.
    pub(crate) async fn existing(&self, name: &TableName) -> Result<crate::catalog::Table, Error> {
        let (database, table) = self.name(name)?;
        let found = self.catalog.table(&database, &table).await?;
        found.ok_or_else(|| {
            let words = format!("Table {database}.{table} does not exist");
            Error::new(Fact::TableNotFound, words)
        })
    }
}

fn no_catalog(catalog: &str) -> Error {
    Error::new(Fact::CatalogNotFound, format!("Catalog '{catalog}' does not exist"))
}
