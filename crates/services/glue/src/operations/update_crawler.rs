//! `UpdateCrawler`.

use dispatch::{Call, Handle};
use glue_api::{Crawler, Schedule, ScheduleState, UpdateCrawler, UpdateCrawlerInput, UpdateCrawlerOutput};
use wire::Fault;

use super::crawling::{Check, with_defaults};
use super::own_catalog;
use crate::Glue;
use crate::engine::CrawlerError;

impl Handle<UpdateCrawler> for Glue {
    async fn handle(&self, call: &Call, input: UpdateCrawlerInput) -> Result<UpdateCrawlerOutput, Fault> {
        own_catalog(call, input.catalog_id.as_deref())?;
        let stored = self.engine.crawler(&call.place, &input.name)?;
        if stored.running.is_some() {
            return Err(CrawlerError::Running(input.name).into());
        }
        let check = Check { role: input.role.is_some(), buckets: input.targets.is_some() };
        let (name, before) = (input.name.clone(), stored.crawler.version);
        let crawler = self.check_crawler(call, changed(stored.crawler, input), check).await?;
        let scheduled = crawler.schedule.is_some();
        let change = move |stored: &mut Crawler| {
            if stored.version != before {
                let text = "The crawler was changed by someone else at the same time; read it again.";
                return Err(CrawlerError::Invalid(text.to_owned()));
            }
            *stored = crawler;
            Ok(())
        };
        self.engine.update_crawler(&call.place, &name, change).await?;
        if scheduled {
            self.watch_schedules();
        }
        Ok(UpdateCrawlerOutput {})
    }
}

/// The crawler with what the input says, and as it was otherwise.
fn changed(mut crawler: Crawler, input: UpdateCrawlerInput) -> Crawler {
    fn set<T>(member: &mut Option<T>, input: Option<T>) {
        if input.is_some() {
            *member = input;
        }
    }
    set(&mut crawler.role, input.role);
    set(&mut crawler.database_name, input.database_name);
    set(&mut crawler.description, input.description);
    set(&mut crawler.targets, input.targets);
    set(&mut crawler.classifiers, input.classifiers);
    set(&mut crawler.table_prefix, input.table_prefix);
    set(&mut crawler.schema_change_policy, input.schema_change_policy);
    set(&mut crawler.recrawl_policy, input.recrawl_policy);
    set(&mut crawler.lineage_configuration, input.lineage_configuration);
    set(&mut crawler.lake_formation_configuration, input.lake_formation_configuration);
    set(&mut crawler.configuration, input.configuration);
    set(&mut crawler.crawler_security_configuration, input.crawler_security_configuration);
    match input.schedule {
        None => {}
        // As AWS's console does it, an empty schedule is none.
        Some(expression) if expression.is_empty() => crawler.schedule = None,
        Some(expression) => {
            let state = Some(ScheduleState::Scheduled);
            crawler.schedule = Some(Schedule { schedule_expression: Some(expression), state });
        }
    }
    with_defaults(crawler)
}
