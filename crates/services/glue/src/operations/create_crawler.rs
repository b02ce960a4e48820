//! `CreateCrawler`.

use dispatch::{Call, Handle};
use glue_api::{Crawler, CreateCrawler, CreateCrawlerInput, CreateCrawlerOutput, Schedule, ScheduleState};
use wire::Fault;

use super::crawling::{Check, with_defaults};
use super::{own_catalog, own_tags};
use crate::Glue;

impl Handle<CreateCrawler> for Glue {
    async fn handle(&self, call: &Call, input: CreateCrawlerInput) -> Result<CreateCrawlerOutput, Fault> {
        own_catalog(call, input.catalog_id.as_deref())?;
        let tags = input.tags.unwrap_or_default();
        own_tags(&tags)?;
        let schedule = |expression| Schedule {
            schedule_expression: Some(expression),
            state: Some(ScheduleState::Scheduled),
        };
        let crawler = with_defaults(Crawler {
            name: Some(input.name),
            role: Some(input.role),
            targets: Some(input.targets),
            database_name: input.database_name,
            description: input.description,
            classifiers: input.classifiers,
            recrawl_policy: input.recrawl_policy,
            schema_change_policy: input.schema_change_policy,
            lineage_configuration: input.lineage_configuration,
            table_prefix: input.table_prefix,
            schedule: input.schedule.filter(|expression| !expression.is_empty()).map(schedule),
            configuration: input.configuration,
            crawler_security_configuration: input.crawler_security_configuration,
            lake_formation_configuration: input.lake_formation_configuration,
            ..Crawler::default()
        });
        let crawler = self.check_crawler(call, crawler, Check { role: true, buckets: true }).await?;
        let scheduled = crawler.schedule.is_some();
        self.engine.create_crawler(&call.place, crawler, tags).await?;
        if scheduled {
            self.watch_schedules();
        }
        Ok(CreateCrawlerOutput {})
    }
}
