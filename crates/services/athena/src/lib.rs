//! Athena: workgroups, saved queries, and queries run by an SQL engine.
//!
//! Engine: one `storage::KeyValue` for workgroups, named queries, prepared statements and the history of queries,
//! opened at first use. What runs SQL is behind [`engine::sql::SqlEngine`], given to [`Athena::new`].
//! Calls, as the caller of a query: S3's `GetBucketLocation` before it starts, `PutObject` or an upload in parts for
//! its result and the metadata beside it, `HeadObject` where an old result may serve again, `GetObject` for pages;
//! Glue's `GetDatabase`, `GetDatabases`, `GetTable` and `GetTables` for what the catalog has.
//! Background: a task per query that has not ended; [`Athena::sweep`] forgets queries after 45 days, and the oldest
//! beyond 20,000 or 256 MiB.
//!
//! A query is durable when its id is given out, and again when it has ended, after its result's object is. One that
//! had not ended when the process died is FAILED at the next start. Four run at once in the whole house; others are
//! QUEUED, up to AWS's quotas of active queries.
//!
//! Metrics ([`dispatch::Metered`]) of workgroups that publish them (`PublishCloudWatchMetricsEnabled`) are counted in
//! memory: a kill loses up to a second of them.
//!
//! Where AWS is silent or we chose: an answer about a query that has not ended waits up to 200 ms for its end; the
//! words for a disabled workgroup, a prepared statement that exists and a malformed token; `PREPARE` and
//! `DEALLOCATE` are DDL; a result serves again only for the same account or role, in the same workgroup, and its
//! caller must be able to read its object; a page of results may end early at 8 MiB; errors say `message`, where
//! Athena says `Message`, which SDKs read alike; a result whose object was replaced is not found; a failed statement
//! leaves no object; no manifest is written unless the engine writes one. A new workgroup enforces its
//! configuration, as on AWS.
//! Refused, as not built: managed query results, encryption by keys of KMS, execution roles, Identity Center, S3
//! Access Grants, monitoring, Spark, capacity reservations, other data catalogs than `AwsDataCatalog` and those that the
//! engine brings, which are told as FEDERATED. Taken
//! without effect: `RequesterPaysEnabled`, minimum encryption.

pub mod engine;
mod errors;
pub mod limits;
mod metering;
mod operations;
pub mod results;
mod runs;

use std::sync::{Arc, Weak};

use athena_api as api;
use dispatch::{Dispatch, Routes};
use storage::Volume;
use wire::Fault;

use crate::engine::Engine;
use crate::engine::sql::SqlEngine;
use crate::metering::Metering;
use crate::runs::Runs;

/// The service.
pub struct Athena {
    engine: Engine,
    sql: Arc<dyn SqlEngine>,
    dispatch: Dispatch,
    metering: Metering,
    runs: Runs,
    own: Weak<Self>,
}

impl Athena {
    /// The service on `volume`, whose queries `sql` runs. Nothing is opened yet.
    pub fn new(volume: Volume, dispatch: &Dispatch, sql: Arc<dyn SqlEngine>) -> Arc<Self> {
        let engine = Engine::new(volume, dispatch.clock().clone(), dispatch.random().clone());
        Arc::new_cyclic(|own| Self {
            engine,
            sql,
            dispatch: dispatch.clone(),
            metering: Metering::default(),
            runs: Runs::default(),
            own: own.clone(),
        })
    }

    /// Its operations.
    pub fn routes(self: &Arc<Self>) -> Routes<Self> {
        Routes::new(&api::SERVICE, Arc::clone(self))
            .with::<api::BatchGetNamedQuery>()
            .with::<api::BatchGetPreparedStatement>()
            .with::<api::BatchGetQueryExecution>()
            .with::<api::CreateNamedQuery>()
            .with::<api::CreatePreparedStatement>()
            .with::<api::CreateWorkGroup>()
            .with::<api::DeleteNamedQuery>()
            .with::<api::DeletePreparedStatement>()
            .with::<api::DeleteWorkGroup>()
            .with::<api::GetDataCatalog>()
            .with::<api::GetDatabase>()
            .with::<api::GetNamedQuery>()
            .with::<api::GetPreparedStatement>()
            .with::<api::GetQueryExecution>()
            .with::<api::GetQueryResults>()
            .with::<api::GetQueryRuntimeStatistics>()
            .with::<api::GetTableMetadata>()
            .with::<api::GetWorkGroup>()
            .with::<api::ListDataCatalogs>()
            .with::<api::ListDatabases>()
            .with::<api::ListEngineVersions>()
            .with::<api::ListNamedQueries>()
            .with::<api::ListPreparedStatements>()
            .with::<api::ListQueryExecutions>()
            .with::<api::ListTableMetadata>()
            .with::<api::ListTagsForResource>()
            .with::<api::ListWorkGroups>()
            .with::<api::StartQueryExecution>()
            .with::<api::StopQueryExecution>()
            .with::<api::TagResource>()
            .with::<api::UntagResource>()
            .with::<api::UpdateNamedQuery>()
            .with::<api::UpdatePreparedStatement>()
            .with::<api::UpdateWorkGroup>()
    }

    /// Fails what had not ended when the process did. Nothing is opened where there was never a query.
    pub async fn resume(&self) -> Result<(), Fault> {
        if !self.engine.is_used()? {
            return Ok(());
        }
        for (place, execution) in self.engine.interrupted()? {
            // The door is open already: what runs now is not what ran then.
            if self.runs.find(&place, execution.id()).is_some() {
                continue;
            }
            let ended = runs::interrupted(execution, self.engine.now());
            self.engine.end_execution(&place, ended).await?;
        }
        Ok(())
    }

    /// Forgets queries that are too old or too many. Called every minute.
    pub async fn sweep(&self) -> Result<(), Fault> {
        Ok(self.engine.sweep().await?)
    }
}
