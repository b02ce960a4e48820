//! `GetQueryResults`: pages of rows, read from the result's object as the caller.
//!
//! As on AWS, a page of as many rows as were asked for always has a token, and the one after the last is empty.

use athena_api::{
    Datum, GetQueryResults, GetQueryResultsInput, GetQueryResultsOutput, QueryExecutionState,
    QueryResultType, ResultSet, ResultSetMetadata,
};
use dispatch::{Call, Handle};
use wire::Fault;

use crate::Athena;
use crate::engine::StoredExecution;
use crate::engine::sql::Row;
use crate::errors::{bad_token, invalid, not_built, with_code};
use crate::limits::RESULT_ROWS_MAX;
use crate::results::location::Location;
use crate::results::page::{self, ResultPage};

impl Handle<GetQueryResults> for Athena {
    async fn handle(&self, call: &Call, input: GetQueryResultsInput) -> Result<GetQueryResultsOutput, Fault> {
        let query = self.look(call, &input.query_execution_id)?;
        self.permit_in::<GetQueryResults>(call, query.work_group()).await?;
        let rows_max = input.max_results.map_or(RESULT_ROWS_MAX, |most| most.unsigned_abs() as usize);
        if rows_max > RESULT_ROWS_MAX {
            return Err(invalid(format!("MaxResults is more than maximum allowed length {RESULT_ROWS_MAX}")));
        }
        if input.query_result_type == Some(QueryResultType::DataManifest) {
            return Err(not_built("The query result type DATA_MANIFEST"));
        }
        check_state(&query)?;
        let page = self.result_page(call, &query, input.next_token.as_deref(), rows_max).await?;
        let next_token = page.is_full.then(|| page.end.to_string());
        let rows = page.rows.into_iter().map(row).collect();
        let metadata = ResultSetMetadata { column_info: Some(query.columns.unwrap_or_default()) };
        let result_set = ResultSet { rows: Some(rows), result_set_metadata: Some(metadata) };
        Ok(GetQueryResultsOutput {
            update_count: query.update_count,
            result_set: Some(result_set),
            next_token,
        })
    }
}

impl Athena {
    async fn result_page(
        &self,
        call: &Call,
        query: &StoredExecution,
        token: Option<&str>,
        rows_max: usize,
    ) -> Result<ResultPage, Fault> {
        // A result without rows has no places in it.
        let Some(result) = query.result.as_ref().filter(|result| result.lines() > 0) else {
            return Ok(ResultPage::default());
        };
        let start = match token {
            None => 0,
            Some(token) => token.parse().map_err(|_| bad_token())?,
        };
        if start > result.bytes.unsigned_abs() + 1 {
            return Err(bad_token());
        }
        let missing = || with_code("Could not find results", "RESULT_NOT_FOUND");
        let location = Location::object(query.location()).ok_or_else(missing)?;
        let page = page::read(&self.dispatch, call, &location, result, start, rows_max).await?;
        page.ok_or_else(missing)
    }
}

fn check_state(query: &StoredExecution) -> Result<(), Fault> {
    let code = "INVALID_QUERY_EXECUTION_STATE";
    match query.state() {
        QueryExecutionState::Succeeded => Ok(()),
        QueryExecutionState::Cancelled => Err(with_code("Could not find results", "RESULT_NOT_FOUND")),
        QueryExecutionState::Failed => {
            Err(with_code("Query did not finish successfully. Final query state: FAILED", code))
        }
        state @ (QueryExecutionState::Queued | QueryExecutionState::Running) => {
            Err(with_code(format!("Query has not yet finished. Current state: {}", state.as_str()), code))
        }
    }
}

fn row(values: Row) -> athena_api::Row {
    let data = values.into_iter().map(|value| Datum { var_char_value: value }).collect();
    athena_api::Row { data: Some(data) }
}
