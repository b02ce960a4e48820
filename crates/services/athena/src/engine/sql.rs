//! What runs SQL: the contract between this service and an engine, of which it knows nothing else.
//!
//! **Inspection.** [`SqlEngine::inspect`] tells what kind of statement a text is, without running it, without I/O
//! and in well under a millisecond: every `StartQueryExecution` waits for it. A text that no run can make sense of
//! is refused here, and no query comes to be. An engine that cannot tell yet says yes; then the run fails.
//!
//! **Running.** [`SqlEngine::run`] answers as soon as the columns of the result are known, and does the work as
//! rows are asked for. Whatever it reads or writes it does as [`Query::principal`], in [`Query::place`], through
//! the house's switchboard: it has no rights of its own. Statements that answer no rows (`CREATE TABLE`, `INSERT`)
//! have done their work when [`Rows::next`] has answered `None`, not before and not later: what a client does
//! after it saw SUCCEEDED sees their effect.
//!
//! **Rows.** A page has at least one row and at most [`PAGE_ROWS_MAX`] or about [`PAGE_BYTES_MAX`] bytes,
//! whichever comes first; every row has as many values as there are columns. Values are texts as Athena writes
//! them; `None` is NULL. A page is made when it is asked for: nobody holds a result in memory. After `None` or an
//! error nothing more is asked but [`Rows::totals`].
//!
//! **Text results.** What `SHOW`, `DESCRIBE` and `EXPLAIN` answer is lines: of a row of several columns the values
//! are joined by a tab, and a value with line breaks is several lines.
//!
//! **Counting.** [`Query::meter`] is told of each read when it is made: bytes as they lie in the store, before
//! decompression. When it is told of more than the workgroup allows, the query is stopped.
//!
//! **Stopping.** Once [`Query::stopped`] is set, or the future of a call or the rows are dropped, all work of the
//! query ends soon, threads included; what it answers then is not looked at. A statement that was stopped may have
//! done all of its work, part of it, or none, but never leaves what it made half-readable.
//!
//! **Failing.** A [`Failure`] has Athena's category and type and a text for the user, as
//! [`StateChangeReason`](athena_api::QueryExecutionStatus) shows it. After a failure of a statement that answers
//! rows, the store is as it was.
//!
//! **Concurrency.** Any number of queries may run at once, up to what the service admits; the engine bounds the
//! memory of each and of all, and fails those that need more with [`Failure::exhausted`].

mod answer;
mod column;
pub mod contract;
mod failure;
mod meter;
mod query;
mod statement;
mod words;

use dispatch::Call;

pub use answer::{Answer, PAGE_BYTES_MAX, PAGE_ROWS_MAX, Page, Row, Rows, Totals};
pub use column::Column;
pub use failure::{Category, Failure, Malformed};
pub use meter::Meter;
pub use query::Query;
pub use statement::{Form, Statement, StatementKind};
pub use words::{Kind, Token, tokens};

/// The only database of a catalog beside the Glue catalog.
pub const BESIDE_DATABASE: &str = "default";

/// A table's columns: names, and Hive's names of their types.
pub type Described = Vec<(String, String)>;

/// Runs SQL. See the module's prose for what it promises.
pub trait SqlEngine: Send + Sync + 'static {
    /// What kind of statement `text` is.
    fn inspect(&self, text: &str) -> Result<Statement, Malformed> {
        Ok(Statement::of(text))
    }

    /// Catalogs that the engine reads beside the Glue catalog, in order: each with one database, [`BESIDE_DATABASE`].
    fn catalogs(&self) -> &'static [&'static str] {
        &[]
    }

    /// The names of the tables of such a catalog, in order, as the caller may see them.
    fn tables(
        &self,
        _call: Call,
        _catalog: &'static str,
    ) -> dispatch::Future<'_, Result<Vec<String>, Failure>> {
        Box::pin(std::future::ready(Ok(Vec::new())))
    }

    /// Such a table's columns, in their order; `None` where there is no such table.
    fn columns(
        &self,
        _call: Call,
        _catalog: &'static str,
        _table: String,
    ) -> dispatch::Future<'_, Result<Option<Described>, Failure>> {
        Box::pin(std::future::ready(Ok(None)))
    }

    /// Runs a query; answers when its columns are known.
    fn run(&self, query: Query) -> dispatch::Future<'_, Result<Answer, Failure>>;
}
