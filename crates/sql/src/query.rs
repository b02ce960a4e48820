//! What is asked and what is answered.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use arrow::array::RecordBatch;
use arrow::datatypes::{DataType, Schema, SchemaRef};
use dispatch::{Call, Stopped};
use tokio::sync::mpsc;

use crate::error::{Error, Fact};
use crate::types::to_athena;

/// What is asked.
#[derive(Clone)]
pub struct Query {
    /// One statement.
    pub text: String,
    /// The catalog of names that say none.
    pub catalog: String,
    /// The database of names that say none.
    pub database: String,
    /// What stands for `?`, in order: each an expression in SQL.
    pub parameters: Vec<String>,
    /// Where the results of the query go; CTAS puts its tables beside them where no location is said.
    pub output_location: Option<String>,
    /// Where CTAS puts its table where no location is said: this very place, rather than one beside the results.
    pub table_location: Option<String>,
    /// As whom tables are looked up and objects are read.
    pub call: Call,
    /// Tells the query to end.
    pub stop: Option<Stopped>,
    /// What is told of all that is read, as it is read.
    pub progress: Arc<Progress>,
}

impl Query {
    /// A query of `text` in the database `default`.
    pub fn new(text: impl Into<String>, call: Call) -> Self {
        Self {
            text: text.into(),
            catalog: "awsdatacatalog".to_owned(),
            database: "default".to_owned(),
            parameters: Vec::new(),
            output_location: None,
            table_location: None,
            call,
            stop: None,
            progress: Arc::default(),
        }
    }
}

/// The kind of a statement, as Athena's API tells it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StatementKind {
    /// Changes what there is, or shows it in Hive's form.
    Ddl,
    /// Asks or writes rows.
    Dml,
    /// Explains, describes or shows.
    Utility,
}

/// A column of an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name, as the query writes it.
    pub name: String,
    /// Its type in Athena's API, e.g. `varchar`.
    pub kind: &'static str,
    /// Digits or characters.
    pub precision: i32,
    /// Digits after the point.
    pub scale: i32,
}

/// What is answered.
pub struct Answer {
    /// The kind of the statement.
    pub kind: StatementKind,
    /// What was done, e.g. `SELECT`, `CREATE_TABLE`, `INSERT`.
    pub verb: &'static str,
    /// The columns.
    pub columns: Vec<Column>,
    /// The same for those who take Arrow.
    pub schema: SchemaRef,
    /// The rows.
    pub batches: Batches,
    /// How many rows were written, where some were.
    pub update_count: Option<u64>,
    /// Objects that were written, as `s3://bucket/key`.
    pub written: Vec<String>,
    /// What was read so far.
    pub progress: Arc<Progress>,
}

impl Answer {
    /// An answer of rows that are there already.
    pub(crate) fn of_rows(kind: StatementKind, verb: &'static str, batch: RecordBatch) -> Self {
        let schema = batch.schema();
        let columns = columns_of(&schema);
        let batches = Batches::of(vec![batch]);
        let progress = Arc::default();
        Self { kind, verb, columns, schema, batches, update_count: None, written: Vec::new(), progress }
    }

    /// An answer without rows.
    pub(crate) fn done(kind: StatementKind, verb: &'static str) -> Self {
        Self::of_rows(kind, verb, RecordBatch::new_empty(Arc::new(Schema::empty())))
    }

    /// An answer of lines of text, in one column.
    pub(crate) fn of_lines(verb: &'static str, column: &str, lines: Vec<String>) -> Self {
        let lines: Vec<Vec<String>> = lines.into_iter().map(|line| vec![line]).collect();
        Self::of_texts(StatementKind::Ddl, verb, &[column], lines)
    }

    /// An answer of texts.
    pub(crate) fn of_texts(
        kind: StatementKind,
        verb: &'static str,
        names: &[&str],
        rows: Vec<Vec<String>>,
    ) -> Self {
        use arrow::array::{ArrayRef, StringArray};
        use arrow::datatypes::Field;
        let fields: Vec<Field> = names.iter().map(|name| Field::new(*name, DataType::Utf8, true)).collect();
        let columns = (0..names.len()).map(|index| {
            Arc::new(StringArray::from_iter_values(rows.iter().map(|row| row[index].as_str()))) as ArrayRef
        });
        let batch = RecordBatch::try_new(Arc::new(Schema::new(fields)), columns.collect())
            .expect("invariant: every row has a text for every name");
        Self::of_rows(kind, verb, batch)
    }
}

/// The columns of a schema, as Athena's API tells them.
pub(crate) fn columns_of(schema: &Schema) -> Vec<Column> {
    let column = |field: &arrow::datatypes::FieldRef| {
        let (kind, precision, scale) = to_athena(field.data_type());
        Column { name: field.name().clone(), kind, precision, scale }
    };
    schema.fields().iter().map(column).collect()
}

/// The rows of an answer, as they come. Dropping it ends the query.
pub struct Batches {
    ready: std::vec::IntoIter<RecordBatch>,
    coming: Option<mpsc::Receiver<Coming>>,
}

/// What comes of a query that runs. Who stops sending without an end has failed.
pub(crate) enum Coming {
    /// Rows.
    Rows(RecordBatch),
    /// All rows have come, or no more will.
    End(Result<(), Error>),
}

impl Batches {
    /// Rows that are there.
    pub(crate) fn of(batches: Vec<RecordBatch>) -> Self {
        Self { ready: batches.into_iter(), coming: None }
    }

    /// Rows that come.
    pub(crate) fn coming(receiver: mpsc::Receiver<Coming>) -> Self {
        Self { ready: Vec::new().into_iter(), coming: Some(receiver) }
    }

    /// The next rows; `None` at the end, `Err` once if the query failed on the way.
    pub async fn next(&mut self) -> Option<Result<RecordBatch, Error>> {
        if let Some(batch) = self.ready.next() {
            return Some(Ok(batch));
        }
        let error = match self.coming.as_mut()?.recv().await {
            Some(Coming::Rows(batch)) => return Some(Ok(batch)),
            Some(Coming::End(end)) => end.err(),
            None => Some(Error::new(Fact::Internal, "the query's task ended before its rows did")),
        };
        self.coming = None;
        error.map(Err)
    }

    /// All rows, for answers that are known to be small.
    pub async fn collect(mut self) -> Result<Vec<RecordBatch>, Error> {
        let mut batches = Vec::new();
        while let Some(batch) = self.next().await {
            batches.push(batch?);
        }
        Ok(batches)
    }
}

/// What a query has done so far.
#[derive(Default)]
pub struct Progress {
    scanned_bytes: AtomicU64,
    scanned_rows: AtomicU64,
    observer: Option<Box<Observer>>,
}

/// Is told of each read, in bytes and in rows.
pub type Observer = dyn Fn(u64, u64) + Send + Sync;

impl Progress {
    /// One that tells `observer` as well.
    pub fn observed(observer: impl Fn(u64, u64) + Send + Sync + 'static) -> Self {
        Self { observer: Some(Box::new(observer)), ..Self::default() }
    }

    /// Bytes of objects that were read.
    pub fn scanned_bytes(&self) -> u64 {
        self.scanned_bytes.load(Ordering::Relaxed)
    }

    /// Rows that text objects gave.
    pub fn scanned_rows(&self) -> u64 {
        self.scanned_rows.load(Ordering::Relaxed)
    }

    pub(crate) fn add_bytes(&self, bytes: u64) {
        self.scanned_bytes.fetch_add(bytes, Ordering::Relaxed);
        self.tell(bytes, 0);
    }

    pub(crate) fn add_rows(&self, rows: u64) {
        self.scanned_rows.fetch_add(rows, Ordering::Relaxed);
        self.tell(0, rows);
    }

    fn tell(&self, bytes: u64, rows: u64) {
        if let Some(observer) = &self.observer {
            observer(bytes, rows);
        }
    }
}

impl std::fmt::Debug for Progress {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (bytes, rows) = (self.scanned_bytes(), self.scanned_rows());
        formatter.debug_struct("Progress").field("bytes", &bytes).field("rows", &rows).finish_non_exhaustive()
    }
}
