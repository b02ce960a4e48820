//! Crawls: what a crawler does from its start to its end, as its role.
//!
//! Objects are listed and read through S3, items through DynamoDB; what was found is written into the catalogue, and
//! told in CloudWatch Logs. A crawl changes nothing before it has looked at everything. It may be begun again at any
//! point: what it writes follows from what it finds and from what is in the catalogue already.

mod bucket;
mod catalog;
mod configuration;
mod description;
mod items;
mod log;
mod metadata;
mod partitions;
mod plan;
mod schedule;
mod scope;
mod works;

pub use plan::{Plan, Role, Target};
pub use works::Works;

use glue_api::CrawlerHistoryState;

use crate::engine::Outcome;
use catalog::Writer;
use scope::{Ended, Scope};

/// How a crawl ended.
pub struct End {
    /// What it is to be in the crawler's history.
    pub state: CrawlerHistoryState,
    /// What it did to the catalogue.
    pub outcome: Outcome,
    /// What kept it from its end.
    pub error: Option<String>,
}

/// Carries a crawl out.
async fn run(scope: &Scope) -> End {
    scope.log.say("BENCHMARK", format!("Running Start Crawl for Crawler {}", scope.plan.name));
    let mut writer = Writer::new(scope);
    let result = crawl(scope, &mut writer).await;
    let outcome = writer.outcome;
    for (kind, changes) in outcome.changes() {
        if changes.iter().any(|(_, count)| *count > 0) {
            scope.log.say("INFO", format!("Run Summary For {kind}:"));
            for (change, count) in changes.iter().filter(|(_, count)| *count > 0) {
                scope.log.say("INFO", format!("{change}: {count}"));
            }
        }
    }
    let (state, error) = match result {
        Ok(()) => (CrawlerHistoryState::Completed, None),
        Err(Ended::Stopped) => (CrawlerHistoryState::Stopped, None),
        Err(Ended::Failed(error)) => {
            scope.log.say("ERROR", error.clone());
            (CrawlerHistoryState::Failed, Some(error))
        }
    };
    scope.log.say("BENCHMARK", "Crawler has finished running and is in state READY".to_owned());
    End { state, outcome, error }
}

async fn crawl(scope: &Scope, writer: &mut Writer<'_>) -> Result<(), Ended> {
    let known = writer.known().await?;
    let mut found = Vec::new();
    for target in &scope.plan.targets {
        match target {
            Target::Objects(include) => found.push(bucket::look(scope, include, &known).await?),
            Target::Items(table) => found.push(items::look(scope, table).await?),
        }
    }
    let database = &scope.plan.database;
    scope.log.say("BENCHMARK", format!("Classification complete, writing results to database {database}"));
    writer.write(known, found).await?;
    scope.log.say("BENCHMARK", "Finished writing to Catalog".to_owned());
    Ok(())
}
