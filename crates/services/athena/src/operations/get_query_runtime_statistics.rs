//! `GetQueryRuntimeStatistics`: what was measured. There are no stages to tell of.

use athena_api::{
    GetQueryRuntimeStatistics, GetQueryRuntimeStatisticsInput, GetQueryRuntimeStatisticsOutput,
    QueryRuntimeStatistics, QueryRuntimeStatisticsRows, QueryRuntimeStatisticsTimeline,
};
use dispatch::{Call, Handle};
use wire::Fault;

use crate::Athena;

impl Handle<GetQueryRuntimeStatistics> for Athena {
    async fn handle(
        &self,
        call: &Call,
        input: GetQueryRuntimeStatisticsInput,
    ) -> Result<GetQueryRuntimeStatisticsOutput, Fault> {
        let query = self.look(call, &input.query_execution_id)?;
        self.permit_in::<GetQueryRuntimeStatistics>(call, query.work_group()).await?;
        let measured = query.execution.statistics.unwrap_or_default();
        let timeline = QueryRuntimeStatisticsTimeline {
            query_queue_time_in_millis: measured.query_queue_time_in_millis,
            service_pre_processing_time_in_millis: measured.service_pre_processing_time_in_millis,
            query_planning_time_in_millis: measured.query_planning_time_in_millis,
            engine_execution_time_in_millis: measured.engine_execution_time_in_millis,
            service_processing_time_in_millis: measured.service_processing_time_in_millis,
            total_execution_time_in_millis: measured.total_execution_time_in_millis,
        };
        let rows = QueryRuntimeStatisticsRows {
            input_rows: query.input_rows,
            input_bytes: measured.data_scanned_in_bytes,
            output_bytes: query.result.as_ref().map(|result| result.bytes),
            output_rows: query.result.as_ref().map(|result| result.rows),
        };
        let statistics =
            QueryRuntimeStatistics { timeline: Some(timeline), rows: Some(rows), output_stage: None };
        Ok(GetQueryRuntimeStatisticsOutput { query_runtime_statistics: Some(statistics) })
    }
}
