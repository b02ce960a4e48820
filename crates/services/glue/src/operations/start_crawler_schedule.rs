//! `StartCrawlerSchedule`.

use dispatch::{Call, Handle};
use glue_api::{ScheduleState, StartCrawlerSchedule, StartCrawlerScheduleInput, StartCrawlerScheduleOutput};
use wire::Fault;

use crate::Glue;
use crate::engine::CrawlerError;

impl Handle<StartCrawlerSchedule> for Glue {
    async fn handle(
        &self,
        call: &Call,
        input: StartCrawlerScheduleInput,
    ) -> Result<StartCrawlerScheduleOutput, Fault> {
        let change = |name: &str, schedule: Option<(&str, ScheduleState)>| match schedule {
            None => Err(CrawlerError::NoSchedule(name.to_owned())),
            Some((_, ScheduleState::Scheduled)) => Err(CrawlerError::Scheduled(name.to_owned())),
            Some((expression, _)) => Ok((expression.to_owned(), ScheduleState::Scheduled)),
        };
        self.engine.change_schedule(&call.place, &input.crawler_name, change).await?;
        self.watch_schedules();
        Ok(StartCrawlerScheduleOutput {})
    }
}
