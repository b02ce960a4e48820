//! `StopCrawlerSchedule`.

use dispatch::{Call, Handle};
use glue_api::{ScheduleState, StopCrawlerSchedule, StopCrawlerScheduleInput};
use wire::Fault;

use crate::Glue;
use crate::engine::CrawlerError;

impl Handle<StopCrawlerSchedule> for Glue {
    async fn handle(&self, call: &Call, input: StopCrawlerScheduleInput) -> Result<(), Fault> {
        let change = |name: &str, schedule: Option<(&str, ScheduleState)>| match schedule {
            Some((expression, ScheduleState::Scheduled)) => Ok((expression.to_owned(), ScheduleState::NotScheduled)),
            _ => Err(CrawlerError::NotScheduled(name.to_owned())),
        };
        Ok(self.engine.change_schedule(&call.place, &input.crawler_name, change).await?)
    }
}
