//! What a query comes to, and how AWS tells it.

use athena_api::{
    AthenaError, ColumnInfo, ColumnNullable, QueryExecutionState, QueryExecutionStatistics,
    ResultReuseInformation,
};
use kernel::Timestamp;

use super::Times;
use crate::engine::sql::{Column, Failure, Meter};
use crate::engine::{StoredExecution, StoredResult};

/// The catalog of every column, whatever it is of.
const CATALOG: &str = "hive";
/// Athena's error type for what the service itself could not.
const SERVICE_FAILED: i32 = 100;

/// What a query comes to.
#[derive(Clone, Debug)]
pub enum Outcome {
    /// It has a result.
    Succeeded(Box<Done>),
    /// It has none, and why.
    Failed(Failure),
    /// It was ended, and why.
    Cancelled(&'static str),
}

/// What a query that succeeded has.
#[derive(Clone, Debug, Default)]
pub struct Done {
    /// The columns of its result.
    pub columns: Vec<ColumnInfo>,
    /// How many rows it wrote.
    pub update_count: Option<i64>,
    /// The object that lists what it wrote.
    pub manifest_location: Option<String>,
    /// The object of its result.
    pub result: Option<StoredResult>,
    /// Where that is, if it is that of an earlier query.
    pub reused: Option<String>,
}

/// Writes into `stored` what it comes to.
pub fn conclude(stored: &mut StoredExecution, outcome: Outcome, now: Timestamp) {
    let status = stored.status();
    status.completion_date_time = Some(now);
    match outcome {
        Outcome::Succeeded(done) => {
            status.state = Some(QueryExecutionState::Succeeded);
            succeed(stored, *done);
        }
        Outcome::Failed(failure) => {
            status.state = Some(QueryExecutionState::Failed);
            status.state_change_reason = Some(failure.message.clone());
            status.athena_error = Some(AthenaError {
                error_category: Some(failure.category.number()),
                error_type: Some(failure.error_type),
                retryable: Some(failure.retryable),
                error_message: Some(failure.message),
            });
        }
        Outcome::Cancelled(reason) => {
            status.state = Some(QueryExecutionState::Cancelled);
            status.state_change_reason = Some(reason.to_owned());
        }
    }
}

fn succeed(stored: &mut StoredExecution, done: Done) {
    stored.columns = Some(done.columns);
    stored.update_count = done.update_count;
    stored.result = done.result;
    let statistics = stored.execution.statistics.get_or_insert_default();
    statistics.data_manifest_location = done.manifest_location;
    let reused = done.reused.is_some();
    statistics.result_reuse_information = Some(ResultReuseInformation { reused_previous_result: reused });
    if let Some(location) = done.reused {
        stored.execution.result_configuration.get_or_insert_default().output_location = Some(location);
        // The result that serves next is the one that was computed.
        stored.fingerprint = None;
    }
}

/// Writes into `stored` what was measured so far.
pub fn count(stored: &mut StoredExecution, meter: &Meter, times: Times, now: Timestamp) {
    let submitted = stored.submitted();
    let spent = |from: Timestamp, to: Timestamp| Some(to.millis_since(from) as i64);
    let statistics = stored.execution.statistics.get_or_insert_default();
    let produced = times.produced.unwrap_or(now);
    *statistics = QueryExecutionStatistics {
        data_scanned_in_bytes: Some(meter.scanned_bytes() as i64),
        query_queue_time_in_millis: spent(submitted, times.running.unwrap_or(now)),
        engine_execution_time_in_millis: times.running.map_or(Some(0), |running| spent(running, produced)),
        query_planning_time_in_millis: times.running.map(|_| meter.planning_ms() as i64),
        service_processing_time_in_millis: times.produced.map_or(Some(0), |produced| spent(produced, now)),
        service_pre_processing_time_in_millis: spent(times.asked, submitted),
        total_execution_time_in_millis: spent(times.asked, now),
        data_manifest_location: statistics.data_manifest_location.take(),
        result_reuse_information: statistics.result_reuse_information.take(),
        dpu_count: None,
    };
    stored.input_rows = Some(meter.read_rows() as i64);
}

/// A query that had not ended when the process did.
pub fn interrupted(mut stored: StoredExecution, now: Timestamp) -> StoredExecution {
    let message = "The query did not end before the server did; run it again";
    conclude(&mut stored, Outcome::Failed(Failure::system(SERVICE_FAILED, message)), now);
    stored
}

/// A column as AWS tells it.
pub fn column_info(column: Column) -> ColumnInfo {
    ColumnInfo {
        catalog_name: Some(CATALOG.to_owned()),
        schema_name: Some(String::new()),
        table_name: Some(String::new()),
        label: Some(column.name.clone()),
        name: column.name,
        r#type: column.type_name,
        precision: Some(column.precision),
        scale: Some(column.scale),
        nullable: Some(ColumnNullable::Unknown),
        case_sensitive: Some(column.case_sensitive),
    }
}
