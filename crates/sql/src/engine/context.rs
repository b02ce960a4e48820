//! One statement under way: what it asked, and what it is carried out with.

use std::sync::Arc;

use datafusion::config::ConfigOptions;
use datafusion::execution::SessionStateBuilder;
use datafusion::execution::context::SessionState;
use datafusion::execution::object_store::ObjectStoreUrl;
use datafusion::prelude::SessionConfig;
use url_of::lake_url;

use super::Sql;
use super::shared::Shared;
use crate::catalog::Catalog;
use crate::dialect::relations::Defaults;
use crate::error::{Error, Fact};
use crate::lake::Surroundings;
use crate::limits::BATCH_ROWS;
use crate::live::{Live, Source};
use crate::objects::Objects;
use crate::query::{Progress, Query};

mod url_of {
    //! The name under which plans know the object store.

    use datafusion::execution::object_store::ObjectStoreUrl;

    use crate::error::Error;

    /// The store of all buckets.
    pub fn lake_url() -> Result<ObjectStoreUrl, Error> {
        ObjectStoreUrl::parse("s3://lake").map_err(Error::from)
    }
}

/// A statement under way.
pub(crate) struct Work {
    /// What was asked.
    pub query: Query,
    /// What names mean that do not say it.
    pub defaults: Defaults,
    /// The catalog as the caller sees it.
    pub catalog: Arc<dyn Catalog>,
    /// The objects as the caller sees them.
    pub objects: Objects,
    /// What was read so far.
    pub progress: Arc<Progress>,
    /// The moment of the query, in milliseconds since 1970.
    pub now_ms: i64,
    /// The engine.
    pub sql: Sql,
    url: ObjectStoreUrl,
    options: Arc<ConfigOptions>,
}

impl Work {
    /// Nothing done yet.
    pub fn new(sql: &Sql, query: Query) -> Result<Self, Error> {
        let progress = Arc::clone(&query.progress);
        let call = Arc::new(query.call.clone());
        let objects = Objects::new(sql.dispatch().clone(), call, Arc::clone(&progress));
        let catalog = sql.catalog(&query.call);
        let defaults =
            Defaults { catalog: query.catalog.to_lowercase(), database: query.database.to_lowercase() };
        let now_ms = now_ms(sql.dispatch())?;
        let options = Arc::clone(config(1).options());
        Ok(Self {
            query,
            defaults,
            catalog,
            objects,
            progress,
            now_ms,
            sql: sql.clone(),
            url: lake_url()?,
            options,
        })
    }

    /// What tables of the lake are read through.
    pub fn surroundings(&self) -> Surroundings {
        Surroundings {
            catalog: Arc::clone(&self.catalog),
            objects: self.objects.clone(),
            url: self.url.clone(),
            progress: Arc::clone(&self.progress),
            now_ms: self.now_ms,
        }
    }

    /// The live catalog of this name, if there is one.
    pub fn live(&self, catalog: &str) -> Option<Live> {
        let source = || Source {
            dispatch: self.sql.dispatch().clone(),
            call: Arc::new(self.query.call.clone()),
            progress: Arc::clone(&self.progress),
            now_ms: self.now_ms,
        };
        Live::named(catalog, source)
    }

    /// A name that nothing else has.
    pub fn random(&self) -> String {
        self.sql.dispatch().random().uuid()
    }

    /// Options of the planner.
    pub fn options(&self) -> Arc<ConfigOptions> {
        Arc::clone(&self.options)
    }

    /// A session of DataFusion's that knows the objects.
    pub fn session(&self, shared: &Shared, threads: usize) -> Result<SessionState, Error> {
        let environment = shared.environment()?;
        environment.register_object_store(self.url.as_ref(), Arc::new(self.objects.clone()));
        let mut config = config(threads);
        config.options_mut().execution.time_zone = Some("UTC".to_owned());
        Ok(SessionStateBuilder::new()
            .with_config(config)
            .with_runtime_env(environment)
            .with_analyzer_rules(datafusion::optimizer::Analyzer::new().rules)
            .build())
    }
}

/// This moment, in milliseconds since 1970.
pub(super) fn now_ms(dispatch: &dispatch::Dispatch) -> Result<i64, Error> {
    let now = dispatch.clock().now().0;
    i64::try_from(now).map_err(|_| Error::new(Fact::Internal, "the clock is past all times"))
}

/// DataFusion's configuration: strings stay strings, and nothing is written or looked up that we do not know of.
fn config(threads: usize) -> SessionConfig {
    let mut config = SessionConfig::new()
        .with_target_partitions(threads.max(1))
        .with_batch_size(BATCH_ROWS)
        .with_information_schema(false)
        .with_create_default_catalog_and_schema(false);
    let options = config.options_mut();
    options.execution.parquet.schema_force_view_types = false;
    options.execution.collect_statistics = false;
    options.sql_parser.enable_subquery_sort_elimination = true;
    config
}
