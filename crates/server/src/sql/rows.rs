//! Rows as Athena prints them, page by page, out of the engine's batches.
//!
//! Invariant: one batch is held at a time, and a page is made when it is asked for.

use arrow::array::RecordBatch;
use athena_service::engine::sql::{Failure, Form, PAGE_BYTES_MAX, PAGE_ROWS_MAX, Page, Rows, Totals};
use sql::{Answer, render};

use super::failure;

/// The rows of an answer.
pub struct Batched {
    answer: Answer,
    /// The batch that pages are made of, and how many of its rows are told.
    batch: Option<(RecordBatch, usize)>,
    /// Whether the statement counts what it wrote.
    counts: bool,
    /// What lists the objects that the statement wrote.
    manifest: Option<String>,
}

impl Batched {
    /// Nothing told yet.
    pub fn new(answer: Answer, form: Form, manifest: Option<String>) -> Self {
        Self { answer, batch: None, counts: matches!(form, Form::Count { .. }), manifest }
    }

    async fn page(&mut self) -> Result<Option<Page>, Failure> {
        loop {
            if let Some((batch, told)) = &mut self.batch {
                if *told < batch.num_rows() {
                    return page(batch, told).map(Some).map_err(|error| failure::of(&error));
                }
                self.batch = None;
            }
            match self.answer.batches.next().await {
                None => return Ok(None),
                Some(Err(error)) => return Err(failure::of(&error)),
                Some(Ok(batch)) => self.batch = Some((batch, 0)),
            }
        }
    }
}

impl Rows for Batched {
    fn next(&mut self) -> dispatch::Future<'_, Result<Option<Page>, Failure>> {
        Box::pin(self.page())
    }

    fn totals(&self) -> Totals {
        let written = self.answer.update_count.filter(|_| self.counts);
        let update_count = written.and_then(|rows| i64::try_from(rows).ok());
        Totals { update_count, manifest_location: self.manifest.clone() }
    }
}

/// The rows from `told` on, as many as a page has.
fn page(batch: &RecordBatch, told: &mut usize) -> Result<Page, sql::Error> {
    let (mut page, mut bytes) = (Page::new(), 0);
    while *told < batch.num_rows() && page.len() < PAGE_ROWS_MAX && bytes < PAGE_BYTES_MAX {
        let row = batch.columns().iter().map(|column| render::text(column.as_ref(), *told));
        let row = row.collect::<Result<Vec<_>, _>>()?;
        bytes += row.iter().flatten().map(String::len).sum::<usize>();
        page.push(row);
        *told += 1;
    }
    Ok(page)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use arrow::array::{ArrayRef, Int64Array, StringArray};

    use super::*;

    #[test]
    fn pages_end_at_their_bytes_and_at_their_rows() {
        let numbers: ArrayRef = Arc::new(Int64Array::from_iter_values(0..10_000));
        let batch = RecordBatch::try_from_iter([("n", numbers)]).unwrap();
        let mut told = 0;
        assert_eq!(page(&batch, &mut told).unwrap().len(), PAGE_ROWS_MAX);
        assert_eq!(page(&batch, &mut told).unwrap().len(), 10_000 - PAGE_ROWS_MAX);
        assert_eq!(told, 10_000);
        let long = "x".repeat(PAGE_BYTES_MAX);
        let texts: ArrayRef = Arc::new(StringArray::from(vec![Some(long.as_str()), None, Some("")]));
        let batch = RecordBatch::try_from_iter([("t", texts)]).unwrap();
        let mut told = 0;
        assert_eq!(page(&batch, &mut told).unwrap().len(), 1);
        assert_eq!(page(&batch, &mut told).unwrap(), [vec![None], vec![Some(String::new())]]);
    }
}
