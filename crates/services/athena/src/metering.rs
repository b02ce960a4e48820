//! Metrics of queries that ended, in `AWS/Athena` by `WorkGroup`, `QueryState` and `QueryType`, for workgroups that
//! publish them; counted in memory.
//!
//! Meanings and units: user guide, "Monitor Athena queries with CloudWatch metrics". Lacks: capacity reservations.

use athena_api::QueryExecutionState;
use dispatch::{ByName, Figures, Future, Metered, SampleSet, Samples, Spread};
use wire::Fault;

use crate::Athena;
use crate::engine::StoredExecution;
use crate::engine::sql::StatementKind;
use crate::runs::Run;

/// What queries are told apart by.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Name {
    work_group: String,
    state: &'static str,
    kind: &'static str,
}

/// What is measured of all queries.
pub struct Metering(ByName<Name, Queries>);

impl Default for Metering {
    fn default() -> Self {
        Self(ByName::new("AWS/Athena", "athena/queries"))
    }
}

/// Queries that ended in a minute.
#[derive(Debug, Default)]
pub struct Queries {
    bytes: SampleSet,
    total_ms: Spread,
    engine_ms: Spread,
    planning_ms: Spread,
    queued_ms: Spread,
    service_ms: Spread,
}

impl Figures for Queries {
    fn say(&self, samples: &mut Samples<'_>) {
        samples.tally("ProcessedBytes", "Bytes", &self.bytes);
        samples.spread("TotalExecutionTime", "Milliseconds", &self.total_ms);
        samples.spread("EngineExecutionTime", "Milliseconds", &self.engine_ms);
        samples.spread("QueryPlanningTime", "Milliseconds", &self.planning_ms);
        samples.spread("QueryQueueTime", "Milliseconds", &self.queued_ms);
        samples.spread("ServiceProcessingTime", "Milliseconds", &self.service_ms);
    }
}

impl Athena {
    /// Counts a query that has ended, if its workgroup publishes metrics.
    pub(crate) fn count(&self, run: &Run, ended: &StoredExecution) {
        let publishes = self.dispatch.measure().is_some()
            && self.engine.work_group(&run.place, ended.work_group()).is_ok_and(|work_group| {
                work_group.configuration.publish_cloud_watch_metrics_enabled == Some(true)
            });
        let state = ended.execution.status.as_ref().and_then(|status| status.state);
        let state = match state {
            _ if !publishes => return,
            Some(QueryExecutionState::Succeeded) => "SUCCEEDED",
            Some(QueryExecutionState::Failed) => "FAILED",
            Some(QueryExecutionState::Cancelled) => "CANCELED",
            _ => return,
        };
        let kind = match run.kind {
            StatementKind::Ddl => "DDL",
            StatementKind::Dml => "DML",
            StatementKind::Utility => "UTILITY",
        };
        let name = Name { work_group: ended.work_group().to_owned(), state, kind };
        let statistics = ended.execution.statistics.clone().unwrap_or_default();
        self.metering.0.count(&self.dispatch, &run.place, &name, |queries| {
            if let Some(bytes) = statistics.data_scanned_in_bytes {
                queries.bytes.add(bytes as f64);
            }
            for (spread, time_ms) in [
                (&mut queries.total_ms, statistics.total_execution_time_in_millis),
                (&mut queries.engine_ms, statistics.engine_execution_time_in_millis),
                (&mut queries.planning_ms, statistics.query_planning_time_in_millis),
                (&mut queries.queued_ms, statistics.query_queue_time_in_millis),
                (&mut queries.service_ms, statistics.service_processing_time_in_millis),
            ] {
                if let Some(time_ms) = time_ms {
                    spread.add(time_ms as f64);
                }
            }
        });
    }
}

impl Metered for Athena {
    fn report_metrics(&self) -> Future<'_, Result<(), Fault>> {
        let dimensions = |name: &Name| {
            vec![
                ("WorkGroup", name.work_group.clone()),
                ("QueryState", name.state.to_owned()),
                ("QueryType", name.kind.to_owned()),
            ]
        };
        Box::pin(self.metering.0.report(&self.dispatch, dimensions))
    }
}
