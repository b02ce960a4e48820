//! Rows under way to a client.

use std::sync::Arc;

use arrow::array::RecordBatch;
use arrow::datatypes::Schema;
use dispatch::Stop;
use sql::Answer;
use tokio::sync::OwnedSemaphorePermit;

use crate::errors::Problem;
use crate::values::{Format, Kind};
use crate::wire::Answers;
use crate::wire::answers::Column;

/// Rows that are asked for, and how far they are told. Dropping them ends the query.
pub struct Rows {
    /// The columns.
    pub columns: Vec<Column>,
    /// What is said at the end; of a SELECT, with how many there were.
    pub tag: String,
    /// Told to end, the query ends.
    pub stop: Arc<Stop>,
    source: Source,
    /// The batch that is being told, and how many of its rows are.
    batch: Option<(RecordBatch, usize)>,
    turn: Option<OwnedSemaphorePermit>,
}

enum Source {
    Coming { answer: Box<Answer>, text: Arc<str> },
    There(std::vec::IntoIter<RecordBatch>),
}

/// The columns of a schema.
pub fn columns(schema: &Schema) -> Vec<Column> {
    let column = |field: &Arc<arrow::datatypes::Field>| Column {
        name: field.name().clone(),
        kind: Kind::of(field.data_type()),
    };
    schema.fields().iter().map(column).collect()
}

impl Rows {
    /// Rows that come while they are read.
    pub fn coming(answer: Answer, text: &str, stop: Arc<Stop>, turn: OwnedSemaphorePermit) -> Self {
        let columns = columns(&answer.schema);
        let tag = answer.verb.replace('_', " ");
        let source = Source::Coming { answer: Box::new(answer), text: text.into() };
        Self { columns, tag, stop, source, batch: None, turn: Some(turn) }
    }

    /// Rows that are there.
    pub fn there(schema: &Schema, batches: Vec<RecordBatch>, tag: &str) -> Self {
        Self {
            columns: columns(schema),
            tag: tag.to_owned(),
            stop: Arc::default(),
            source: Source::There(batches.into_iter()),
            batch: None,
            turn: None,
        }
    }

    /// Whether a batch is at hand whose rows are not all told; waits for one. `false` at the end.
    pub async fn load(&mut self) -> Result<bool, Problem> {
        loop {
            if self.batch.as_ref().is_some_and(|(batch, told)| *told < batch.num_rows()) {
                return Ok(true);
            }
            self.batch = None;
            let next = match &mut self.source {
                Source::There(batches) => batches.next(),
                Source::Coming { answer, text } => match answer.batches.next().await {
                    Some(Ok(batch)) => Some(batch),
                    Some(Err(error)) => return Err(Problem::of(&error, text)),
                    None => None,
                },
            };
            match next {
                Some(batch) => self.batch = Some((batch, 0)),
                None => {
                    self.turn = None;
                    return Ok(false);
                }
            }
        }
    }

    /// Whether it keeps others from running.
    pub fn has_turn(&self) -> bool {
        self.turn.is_some()
    }

    /// The next row of the batch at hand.
    pub fn take(&mut self) -> Option<(&RecordBatch, usize)> {
        let (batch, told) = self.batch.as_mut()?;
        let row = *told;
        *told += 1;
        (row < batch.num_rows()).then_some((&*batch, row))
    }

    /// Writes the next row of the batch at hand, if there is one.
    pub fn write(&mut self, formats: &[Format], out: &mut Answers) -> Result<bool, Problem> {
        let Some((batch, row)) = self.take() else { return Ok(false) };
        let columns = batch.columns();
        out.row(columns.len(), |index, out| {
            format_of(formats, index).write(columns[index].as_ref(), row, out)
        })?;
        Ok(true)
    }

    /// What is said when `count` rows were told.
    pub fn done(&self, count: u64) -> String {
        if self.tag == "SELECT" || self.tag == "FETCH" {
            format!("{} {count}", self.tag)
        } else {
            self.tag.clone()
        }
    }
}

/// The format of a column: one is for all, none is text.
pub fn format_of(formats: &[Format], index: usize) -> Format {
    match formats {
        [] => Format::Text,
        [one] => *one,
        many => many.get(index).copied().unwrap_or(Format::Text),
    }
}
