//! The Glue Data Catalog and its crawlers: handlers over an engine of one ordered key-value store.
//!
//! Calls, as a crawler's role: S3 `ListObjectsV2`, `GetObject`; DynamoDB `DescribeTable`, `Scan`; CloudWatch Logs
//! `CreateLogGroup`, `CreateLogStream`, `PutLogEvents`; as Glue, when a crawler is made: S3 `HeadBucket`. Background:
//! [`Glue::sweep`], which deletes what was in tables and databases that are gone: they themselves are gone at once,
//! however much was in them; a task per crawl, four at once; one that looks at crawlers' schedules while there are any.
//! Everything is durable when it is acknowledged. What a crawler makes of objects is in [`crawler`], without I/O.
//!
//! Where AWS is silent or we chose: names of databases, tables and functions are folded to lower case, those of columns
//! and connections are kept; GetTables' Expression is a regular expression of whole names in which a star after what
//! cannot be repeated is any text, as clients write it (`prefix*`); an expression over partitions names partition keys
//! only (AWS takes other columns and does not say what they mean), and a value `__HIVE_DEFAULT_PARTITION__` is null;
//! partitions are listed in the order of their values as texts; versions of a table come newest first, and the current
//! one cannot be deleted alone; changing a partition's values drops its statistics; partition indexes are kept and
//! shown, and every listing is as quick without them; resource links are kept, not followed; a search looks at every
//! table; connections are kept and never opened, functions never called. Members of Lake Formation
//! (audit and query contexts, permissions) are taken and change nothing.
//! Of crawlers: what AWS calls "similar" and "the majority" are numbers of ours; the one folder of an include path is the
//! table where it has folders of its own; `linux_kernel` is syslog, by a pattern of ours, as AWS does not print its own;
//! the pattern `PROG` takes brackets; hidden objects are passed over; columns named like a partition key leave that
//! `partition_N`; a database that is not there is made; changes of counts alone make no version and are not counted;
//! partitions whose data is gone are only told of where tables are deprecated; texts of refusals beyond those that are
//! known are ours. Refused of crawlers: targets but S3 and DynamoDB, XML classifiers, event mode, security
//! configurations, Lake Formation's credentials, grok patterns that look around. Lineage is taken without effect.
//! Refused: catalogues of other accounts,
//! federated databases and tables, open table formats, views of several dialects, transactions and times to read as of,
//! schemas in a registry, authentication and validation of connections. Lacks: throttling, encryption settings,
//! resource policies.

mod crawl;
pub mod crawler;
pub mod engine;
mod errors;
pub mod limits;
mod operations;

use std::sync::{Arc, Weak};

use dispatch::{Dispatch, Routes};
use glue_api as api;
use storage::Volume;
use wire::Fault;

use crawl::Works;
use engine::Engine;

/// The service.
pub struct Glue {
    engine: Arc<Engine>,
    dispatch: Dispatch,
    works: Works,
    own: Weak<Self>,
}

impl Glue {
    /// The service on `volume`. Nothing is opened yet.
    pub fn new(volume: Volume, dispatch: &Dispatch) -> Arc<Self> {
        let engine = Arc::new(Engine::new(volume, dispatch.clock().clone()));
        let (dispatch, works) = (dispatch.clone(), Works::default());
        Arc::new_cyclic(|own| Self { engine, dispatch, works, own: own.clone() })
    }

    /// Its operations.
    pub fn routes(self: &Arc<Self>) -> Routes<Self> {
        Routes::new(&api::SERVICE, Arc::clone(self))
            .with::<api::BatchCreatePartition>()
            .with::<api::BatchDeleteConnection>()
            .with::<api::BatchDeletePartition>()
            .with::<api::BatchDeleteTable>()
            .with::<api::BatchDeleteTableVersion>()
            .with::<api::BatchGetCrawlers>()
            .with::<api::BatchGetPartition>()
            .with::<api::BatchUpdatePartition>()
            .with::<api::CreateClassifier>()
            .with::<api::CreateConnection>()
            .with::<api::CreateCrawler>()
            .with::<api::CreateDatabase>()
            .with::<api::CreatePartition>()
            .with::<api::CreatePartitionIndex>()
            .with::<api::CreateTable>()
            .with::<api::CreateUserDefinedFunction>()
            .with::<api::DeleteClassifier>()
            .with::<api::DeleteColumnStatisticsForPartition>()
            .with::<api::DeleteColumnStatisticsForTable>()
            .with::<api::DeleteConnection>()
            .with::<api::DeleteCrawler>()
            .with::<api::DeleteDatabase>()
            .with::<api::DeletePartition>()
            .with::<api::DeletePartitionIndex>()
            .with::<api::DeleteTable>()
            .with::<api::DeleteTableVersion>()
            .with::<api::DeleteUserDefinedFunction>()
            .with::<api::GetCatalogImportStatus>()
            .with::<api::GetClassifier>()
            .with::<api::GetClassifiers>()
            .with::<api::GetColumnStatisticsForPartition>()
            .with::<api::GetColumnStatisticsForTable>()
            .with::<api::GetConnection>()
            .with::<api::GetConnections>()
            .with::<api::GetCrawler>()
            .with::<api::GetCrawlerMetrics>()
            .with::<api::GetCrawlers>()
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
            .with::<api::ListCrawlers>()
            .with::<api::ListCrawls>()
            .with::<api::SearchTables>()
            .with::<api::StartCrawler>()
            .with::<api::StartCrawlerSchedule>()
            .with::<api::StopCrawler>()
            .with::<api::StopCrawlerSchedule>()
            .with::<api::TagResource>()
            .with::<api::UntagResource>()
            .with::<api::UpdateClassifier>()
            .with::<api::UpdateColumnStatisticsForPartition>()
            .with::<api::UpdateColumnStatisticsForTable>()
            .with::<api::UpdateConnection>()
            .with::<api::UpdateCrawler>()
            .with::<api::UpdateCrawlerSchedule>()
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
