//! `StopCrawlerSchedule`.

use dispatch::{Call, Handle};
use glue_api::{ScheduleState, StopCrawlerSchedule, StopCrawlerScheduleInput, StopCrawlerScheduleOutput};
use wire::Fault;

use crate::Glue;
use crate::engine::CrawlerError;

impl Handle<StopCrawlerSchedule> for Glue {
    async fn handle(
        &self,
        call: &Call,
        input: StopCrawlerScheduleInput,
    ) -> Result<StopCrawlerScheduleOutput, Fault> {
        let change = |name: &str, schedule: Option<(&str, ScheduleState)>| match schedule {
            Some((expression, ScheduleState::Scheduled)) => {
                Ok((expression.to_owned(), ScheduleState::NotScheduled))
            }
            _ => Err(CrawlerError::NotScheduled(name.to_owned())),
        };
        self.engine.change_schedule(&call.place, &input.crawler_name, change).await?;
        Ok(StopCrawlerScheduleOutput {})
    }
}
