//! The seam to the SQL engine: pages ask it without leaving results in a bucket.

use dispatch::Future;
use kernel::Place;

use crate::sheet::Sheet;

/// Answers SQL.
pub trait Queries: Send + Sync {
    /// Carries out one statement as the account itself. It ends when the future is dropped.
    fn ask<'a>(&'a self, place: &'a Place, asked: Asked<'a>) -> Future<'a, Result<Told, String>>;
}

/// What is asked.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// One statement.
    pub text: &'a str,
    /// The database of names without one.
    pub database: &'a str,
    /// How many rows are wanted at most.
    pub rows_max: usize,
}

/// What is answered.
#[derive(Clone, Debug, Default)]
pub struct Told {
    /// The rows.
    pub sheet: Sheet,
    /// How many bytes of objects were read.
    pub scanned_bytes: u64,
    /// How many rows were written, where some were.
    pub written_rows: Option<u64>,
}
