//! What a query answers: columns, then rows page by page, then totals.

use super::{Column, Failure};

/// Rows of a page, at most.
pub const PAGE_ROWS_MAX: usize = 8192;
/// Bytes of a page's values from which on it has no further row.
pub const PAGE_BYTES_MAX: usize = 1 << 20;

/// One row: a text for each column, `None` for NULL.
pub type Row = Vec<Option<String>>;
/// Some rows.
pub type Page = Vec<Row>;

/// The answer to a query. The module of [`super::SqlEngine`] says when what is known.
pub struct Answer {
    /// The columns of its rows; none for statements that answer none.
    pub columns: Vec<Column>,
    /// The rows.
    pub rows: Box<dyn Rows>,
}

/// Rows, page by page.
pub trait Rows: Send {
    /// The next page; `None` when all is done.
    fn next(&mut self) -> dispatch::Future<'_, Result<Option<Page>, Failure>>;

    /// What is known at the end.
    fn totals(&self) -> Totals {
        Totals::default()
    }
}

/// What is known when a statement is done.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// Rows that were written, for `INSERT`, `CREATE TABLE AS` and their like.
    pub update_count: Option<i64>,
    /// The object that lists the files that were written, where one was: `s3://…`.
    pub manifest_location: Option<String>,
}

impl Answer {
    /// An answer that is small and known as a whole.
    pub fn of(columns: Vec<Column>, rows: Page, totals: Totals) -> Self {
        let pages: Vec<Page> = if rows.is_empty() { Vec::new() } else { vec![rows] };
        Self { columns, rows: Box::new(Known { pages: pages.into_iter(), totals }) }
    }

    /// The answer of a statement that answers nothing.
    pub fn nothing() -> Self {
        Self::of(Vec::new(), Page::new(), Totals::default())
    }
}

struct Known {
    pages: std::vec::IntoIter<Page>,
    totals: Totals,
}

impl Rows for Known {
    fn next(&mut self) -> dispatch::Future<'_, Result<Option<Page>, Failure>> {
        Box::pin(std::future::ready(Ok(self.pages.next())))
    }

    fn totals(&self) -> Totals {
        self.totals.clone()
    }
}
