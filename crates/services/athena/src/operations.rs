//! One file per operation; beside them what several share.

mod batch_get_named_query;
mod batch_get_prepared_statement;
mod batch_get_query_execution;
mod beside;
mod catalog;
mod configuration;
mod create_named_query;
mod create_prepared_statement;
mod create_work_group;
mod delete_named_query;
mod delete_prepared_statement;
mod delete_work_group;
mod describe;
mod get_data_catalog;
mod get_database;
mod get_named_query;
mod get_prepared_statement;
mod get_query_execution;
mod get_query_results;
mod get_query_runtime_statistics;
mod get_table_metadata;
mod get_work_group;
mod list_data_catalogs;
mod list_databases;
mod list_engine_versions;
mod list_named_queries;
mod list_prepared_statements;
mod list_query_executions;
mod list_table_metadata;
mod list_tags_for_resource;
mod list_work_groups;
mod pages;
mod start_query_execution;
mod stop_query_execution;
mod tag_resource;
mod tags;
mod untag_resource;
mod update_named_query;
mod update_prepared_statement;
mod update_work_group;

use dispatch::Call;
use wire::{Fault, Operation};

use crate::Athena;
use crate::engine::StoredExecution;
use crate::limits::END_WAIT;

/// The catalog of names without one.
const CATALOG: &str = "AwsDataCatalog";

impl Athena {
    /// Whether the caller may do `O` in a workgroup: asked here where the input does not name it.
    async fn permit_in<O: Operation>(&self, call: &Call, work_group: &str) -> Result<(), Fault> {
        let arn = call.place.arn("athena", &format!("workgroup/{work_group}")).to_string();
        self.dispatch.permit_on::<O>(call, &[arn]).await
    }

    /// The query `id` as it is now.
    fn look(&self, call: &Call, id: &str) -> Result<StoredExecution, Fault> {
        match self.runs.find(&call.place, id) {
            Some(run) => Ok(run.look(self.engine.now())),
            None => Ok(self.engine.execution(&call.place, id)?),
        }
    }

    /// The same, after a moment in which it may end.
    async fn look_soon(&self, call: &Call, id: &str) -> Result<StoredExecution, Fault> {
        if let Some(run) = self.runs.find(&call.place, id) {
            run.ended(END_WAIT).await;
        }
        self.look(call, id)
    }
}
