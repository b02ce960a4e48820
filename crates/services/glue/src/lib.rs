//! The Glue Data Catalog: handlers over an engine of one ordered key-value store.
//!
//! Calls no other service. Background: [`Glue::sweep`], which deletes what was in tables and databases that are gone:
//! they themselves are gone at once, however much was in them. Everything is durable when it is acknowledged.
//!
//! Where AWS is silent or we chose: names of databases, tables and functions are folded to lower case, those of columns
//! and connections are kept; GetTables' Expression is a regular expression of whole names in which a star after what
//! cannot be repeated is any text, as clients write it (`prefix*`); an expression over partitions names partition keys
//! only (AWS takes other columns and does not say what they mean), and a value `__HIVE_DEFAULT_PARTITION__` is null;
//! partitions are listed in the order of their values as texts; versions of a table come newest first, and the current
//! one cannot be deleted alone; changing a partition's values drops its statistics; partition indexes are kept and
//! shown, and every listing is as quick without them; resource links are kept, not followed; a search looks at every
//! table; connections are kept and never opened, functions never called. Members of Lake Formation
//! (audit and query contexts, permissions) are taken and change nothing. Refused: catalogues of other accounts,
//! federated databases and tables, open table formats, views of several dialects, transactions and times to read as of,
//! schemas in a registry, authentication and validation of connections. Lacks: throttling, encryption settings,
//! resource policies.

pub mod engine;
mod errors;
pub mod limits;
mod operations;

use std::sync::Arc;

use dispatch::{Dispatch, Routes};
use glue_api as api;
use storage::Volume;
use wire::Fault;

use engine::Engine;

/// The service.
pub struct Glue {
    engine: Arc<Engine>,
}

impl Glue {
    /// The service on `volume`. Nothing is opened yet.
    pub fn new(volume: Volume, dispatch: &Dispatch) -> Arc<Self> {
        Arc::new(Self { engine: Arc::new(Engine::new(volume, dispatch.clock().clone())) })
    }

    /// Its operations.
    pub fn routes(self: &Arc<Self>) -> Routes<Self> {
        Routes::new(&api::SERVICE, Arc::clone(self))
            .with::<api::BatchCreatePartition>()
            .with::<api::BatchDeleteConnection>()
            .with::<api::BatchDeletePartition>()
            .with::<api::BatchDeleteTable>()
            .with::<api::BatchDeleteTableVersion>()
            .with::<api::BatchGetPartition>()
            .with::<api::BatchUpdatePartition>()
            .with::<api::CreateConnection>()
            .with::<api::CreateDatabase>()
            .with::<api::CreatePartition>()
            .with::<api::CreatePartitionIndex>()
            .with::<api::CreateTable>()
            .with::<api::CreateUserDefinedFunction>()
            .with::<api::DeleteColumnStatisticsForPartition>()
            .with::<api::DeleteColumnStatisticsForTable>()
            .with::<api::DeleteConnection>()
            .with::<api::DeleteDatabase>()
            .with::<api::DeletePartition>()
            .with::<api::DeletePartitionIndex>()
            .with::<api::DeleteTable>()
            .with::<api::DeleteTableVersion>()
            .with::<api::DeleteUserDefinedFunction>()
            .with::<api::GetCatalogImportStatus>()
            .with::<api::GetColumnStatisticsForPartition>()
            .with::<api::GetColumnStatisticsForTable>()
            .with::<api::GetConnection>()
            .with::<api::GetConnections>()
            .with::<api::GetDatabase>()
            .with::<api::GetDatabases>()
            .with::<api::GetPartition>()
            .with::<api::GetPartitionIndexes>()
            .with::<api::GetPartitions>()
            .with::<api::GetTable>()
            .with::<api::GetTableVersion>()
            .with::<api::GetTableVersions>()
            .with::<api::GetTables>()
            .with::<api::GetTags>()
            .with::<api::GetUserDefinedFunction>()
            .with::<api::GetUserDefinedFunctions>()
            .with::<api::SearchTables>()
            .with::<api::TagResource>()
            .with::<api::UntagResource>()
            .with::<api::UpdateColumnStatisticsForPartition>()
            .with::<api::UpdateColumnStatisticsForTable>()
            .with::<api::UpdateConnection>()
            .with::<api::UpdateDatabase>()
            .with::<api::UpdatePartition>()
            .with::<api::UpdateTable>()
            .with::<api::UpdateUserDefinedFunction>()
    }

    /// Deletes what was in tables and databases that are gone. Called every minute. What cannot be deleted now is
    /// found again by the next sweep.
    pub async fn sweep(&self) -> Result<(), Fault> {
        Ok(self.engine.sweep().await?)
    }
}
