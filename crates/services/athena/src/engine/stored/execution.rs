//! A query as it is stored: what AWS tells of it, and what it takes to answer about its result.

use athena_api::{ColumnInfo, QueryExecution, QueryExecutionState, QueryExecutionStatus};
use kernel::Timestamp;
use wire::{Shape, to_json};

use super::{VERSION, decode};
use crate::engine::Result;

/// What is stored of a query.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct StoredExecution {
    /// The version of this form.
    pub version: i32,
    /// What AWS tells of it.
    pub execution: QueryExecution,
    /// The request token that it was started with.
    pub token: Option<String>,
    /// The output location that its caller asked for, which the workgroup may have overruled.
    pub asked_location: Option<String>,
    /// What tells queries apart whose results may serve for each other; only of those that may.
    pub fingerprint: Option<String>,
    /// The columns of its result.
    pub columns: Option<Vec<ColumnInfo>>,
    /// How many rows it wrote.
    pub update_count: Option<i64>,
    /// The object of its result, if there is one.
    pub result: Option<StoredResult>,
    /// Rows that it read.
    pub input_rows: Option<i64>,
}

/// Where rows of a result are.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct StoredResult {
    /// `CSV` or `TEXT`.
    pub form: ResultForm,
    /// Whether the first row is one of names.
    pub header: bool,
    /// Rows, without that of names.
    pub rows: i64,
    /// Bytes of the object.
    pub bytes: i64,
    /// The object's entity tag: one that was replaced is no result.
    pub e_tag: Option<String>,
}

/// How rows are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum ResultForm {
    /// Values in quotes, between commas.
    Csv,
    /// Lines.
    Text,
}

impl StoredResult {
    /// Rows, with that of names.
    pub fn lines(&self) -> i64 {
        self.rows + i64::from(self.header)
    }
}

impl StoredExecution {
    /// A query that has just been asked for.
    pub fn new(execution: QueryExecution) -> Self {
        Self {
            version: VERSION,
            execution,
            token: None,
            asked_location: None,
            fingerprint: None,
            columns: None,
            update_count: None,
            result: None,
            input_rows: None,
        }
    }

    /// Its id.
    pub fn id(&self) -> &str {
        self.execution.query_execution_id.as_deref().unwrap_or_default()
    }

    /// The workgroup it runs in.
    pub fn work_group(&self) -> &str {
        self.execution.work_group.as_deref().unwrap_or_default()
    }

    /// The database of names without one.
    pub fn database(&self) -> Option<&str> {
        self.execution.query_execution_context.as_ref()?.database.as_deref()
    }

    /// Where its result is, or would be.
    pub fn location(&self) -> &str {
        let result = self.execution.result_configuration.as_ref();
        result.and_then(|result| result.output_location.as_deref()).unwrap_or_default()
    }

    /// Its state.
    pub fn state(&self) -> QueryExecutionState {
        let state = self.execution.status.as_ref().and_then(|status| status.state);
        state.unwrap_or(QueryExecutionState::Queued)
    }

    /// What became of it.
    pub fn status(&mut self) -> &mut QueryExecutionStatus {
        self.execution.status.get_or_insert_default()
    }

    /// When it was asked for.
    pub fn submitted(&self) -> Timestamp {
        let status = self.execution.status.as_ref();
        status.and_then(|status| status.submission_date_time).unwrap_or_default()
    }

    /// The stored bytes.
    pub fn encode(&self) -> Vec<u8> {
        to_json(self)
    }

    /// The query in stored bytes.
    pub fn decode(bytes: &[u8]) -> Result<Self> {
        decode(bytes, |stored: &Self| stored.version)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_pinned() {
        let execution = QueryExecution {
            query_execution_id: Some("i".into()),
            query: Some("SELECT 1".into()),
            work_group: Some("w".into()),
            ..QueryExecution::default()
        };
        let mut stored = StoredExecution::new(execution);
        stored.status().state = Some(QueryExecutionState::Succeeded);
        stored.status().submission_date_time = Some(Timestamp(1500));
        stored.result = Some(StoredResult {
            form: ResultForm::Csv,
            header: true,
            rows: 1,
            bytes: 8,
            e_tag: Some("e".into()),
        });
        let pinned = r#"{"Version":1,"Execution":{"QueryExecutionId":"i","Query":"SELECT 1","Status":{"State":"SUCCEEDED","SubmissionDateTime":1.500},"WorkGroup":"w"},"Result":{"Form":"CSV","Header":true,"Rows":1,"Bytes":8,"ETag":"e"}}"#;
        assert_eq!(String::from_utf8(stored.encode()).unwrap(), pinned);
        assert_eq!(StoredExecution::decode(pinned.as_bytes()).unwrap(), stored);
        assert!(StoredExecution::decode(b"{}").is_err());
        assert_eq!((stored.id(), stored.work_group(), stored.location()), ("i", "w", ""));
    }
}
