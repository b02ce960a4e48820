//! `UpdateCrawlerSchedule`.

use dispatch::{Call, Handle};
use glue_api::{
    ScheduleState, UpdateCrawlerSchedule, UpdateCrawlerScheduleInput, UpdateCrawlerScheduleOutput,
};
use wire::Fault;

use crate::Glue;
use crate::engine::{CrawlerError, Cron};
use crate::errors::invalid;

impl Handle<UpdateCrawlerSchedule> for Glue {
    async fn handle(
        &self,
        call: &Call,
        input: UpdateCrawlerScheduleInput,
    ) -> Result<UpdateCrawlerScheduleOutput, Fault> {
        let Some(expression) = input.schedule else { return Err(invalid("Schedule must be given.")) };
        Cron::read(&expression).map_err(CrawlerError::from)?;
        let change = |_: &str, _: Option<(&str, ScheduleState)>| Ok((expression, ScheduleState::Scheduled));
        self.engine.change_schedule(&call.place, &input.crawler_name, change).await?;
        self.watch_schedules();
        Ok(UpdateCrawlerScheduleOutput {})
    }
}
