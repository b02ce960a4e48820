//! Runs queries: on threads of their own, within bounds of memory, disk and time.
//!
//! Nothing is there until the first query; then threads, a pool of memory that all queries share, and a directory for
//! what they spill are made once. Each query has its own session, objects and counters. A query ends when it is done,
//! when its time is over, when it is told to, or when nobody reads its answer any more.

mod context;
mod explain;
mod output;
mod run;
mod shared;
mod tables;
mod views;

use std::sync::{Arc, OnceLock};

use arrow::datatypes::SchemaRef;
use datafusion::logical_expr::LogicalPlan;
use dispatch::Dispatch;

use crate::catalog::glue::Glue;
use crate::catalog::{Catalog, Table};
use crate::error::{Error, Fact};
use crate::limits::{Limits, QUERY_BYTES_MAX, STACK_BYTES};
use crate::live::{Live, Source};
use crate::query::{Answer, Query};

pub(crate) use context::Work;
pub(crate) use output::Rows;
pub(crate) use run::execute;
use shared::Shared;
pub use shared::THREAD_NAME;
pub(crate) use tables::LAKE;

/// Makes the catalog that a call sees.
pub type CatalogOf = dyn Fn(&dispatch::Call) -> Arc<dyn Catalog> + Send + Sync;

/// The SQL engine. Cheap to clone.
#[derive(Clone)]
pub struct Sql(Arc<Inner>);

struct Inner {
    dispatch: Dispatch,
    limits: Limits,
    catalog: Box<CatalogOf>,
    shared: OnceLock<Result<Shared, Error>>,
}

impl Sql {
    /// An engine over the Glue catalog, which costs nothing until the first query.
    pub fn new(dispatch: Dispatch, limits: Limits) -> Self {
        let house = dispatch.clone();
        let catalog =
            move |call: &dispatch::Call| Arc::new(Glue::new(house.clone(), Arc::new(call.clone()))) as _;
        Self::with_catalog(dispatch, limits, catalog)
    }

    /// An engine over another catalog.
    pub fn with_catalog(
        dispatch: Dispatch,
        limits: Limits,
        catalog: impl Fn(&dispatch::Call) -> Arc<dyn Catalog> + Send + Sync + 'static,
    ) -> Self {
        Self(Arc::new(Inner { dispatch, limits, catalog: Box::new(catalog), shared: OnceLock::new() }))
    }

    fn shared(&self) -> Result<&Shared, Error> {
        let shared = self.0.shared.get_or_init(|| Shared::new(&self.0.limits));
        shared.as_ref().map_err(Clone::clone)
    }

    /// Runs a statement. Rows come while it runs; an error that comes with them is its end.
    pub async fn run(&self, query: Query) -> Result<Answer, Error> {
        if query.text.len() > QUERY_BYTES_MAX {
            let words = format!("Query text length exceeds the maximum length ({QUERY_BYTES_MAX})");
            return Err(Error::new(Fact::Syntax, words));
        }
        let work = Work::new(self, query)?;
        run::run(self.shared()?, work, &self.0.limits).await
    }

    /// What the rows of a query would be, without any being read; `None` where the statement asks no rows. What only
    /// shows or explains is carried out.
    pub async fn describe(&self, query: Query) -> Result<Option<SchemaRef>, Error> {
        if query.text.len() > QUERY_BYTES_MAX {
            let words = format!("Query text length exceeds the maximum length ({QUERY_BYTES_MAX})");
            return Err(Error::new(Fact::Syntax, words));
        }
        let work = Work::new(self, query)?;
        run::describe(self.shared()?, work, &self.0.limits).await
    }

    /// The threads of queries, whose stacks are deep: for those who parse SQL of their own.
    pub fn threads(&self) -> Result<tokio::runtime::Handle, Error> {
        Ok(self.shared()?.runtime().handle().clone())
    }

    /// The kind of a statement, and whether it can be read at all; nothing is looked up, and nothing waits for
    /// queries that run. Takes a thread for the moment, whose stack is as deep as the grammar allows.
    pub fn check(&self, text: &str) -> Result<crate::query::StatementKind, Error> {
        if text.len() > QUERY_BYTES_MAX {
            let words = format!("Query text length exceeds the maximum length ({QUERY_BYTES_MAX})");
            return Err(Error::new(Fact::Syntax, words));
        }
        let read = || crate::statement::Statement::read(text).map(|statement| statement.kind());
        std::thread::scope(|threads| {
            let thread =
                std::thread::Builder::new().name(format!("{THREAD_NAME}-check")).stack_size(STACK_BYTES);
            let thread = thread.spawn_scoped(threads, read);
            let thread = thread
                .map_err(|error| Error::new(Fact::Internal, format!("no thread to read SQL: {error}")))?;
            thread.join().map_err(|_| Error::new(Fact::Internal, "the statement could not be read"))?
        })
    }

    /// The catalogs of live tables, beside the lake's; each has one database, `default`.
    pub fn live_catalogs() -> &'static [&'static str] {
        &Live::NAMES
    }

    /// The tables of a catalog of live tables, without their columns; none where there is no such catalog.
    pub async fn live_tables(&self, call: &dispatch::Call, catalog: &str) -> Result<Vec<Table>, Error> {
        match self.live(call, catalog)? {
            Some(live) => live.tables(crate::live::DATABASE).await,
            None => Ok(Vec::new()),
        }
    }

    /// A live table with its columns, if there is one.
    pub async fn live_table(
        &self,
        call: &dispatch::Call,
        catalog: &str,
        name: &str,
    ) -> Result<Option<Table>, Error> {
        match self.live(call, catalog)? {
            Some(live) => live.table(crate::live::DATABASE, name).await,
            None => Ok(None),
        }
    }

    fn live(&self, call: &dispatch::Call, catalog: &str) -> Result<Option<Live>, Error> {
        let now_ms = context::now_ms(&self.0.dispatch)?;
        let source = || Source {
            dispatch: self.0.dispatch.clone(),
            call: Arc::new(call.clone()),
            progress: Arc::default(),
            now_ms,
        };
        Ok(Live::named(catalog, source))
    }

    /// The dispatch that the engine calls through.
    pub(crate) fn dispatch(&self) -> &Dispatch {
        &self.0.dispatch
    }

    /// The catalog as `call` sees it.
    pub fn catalog(&self, call: &dispatch::Call) -> Arc<dyn Catalog> {
        (self.0.catalog)(call)
    }
}

/// A plan with the names that its columns are shown by.
#[derive(Clone)]
pub(crate) struct Planned {
    /// The plan.
    pub plan: LogicalPlan,
    /// The names.
    pub names: Vec<String>,
}
