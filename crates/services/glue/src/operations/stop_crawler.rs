//! `StopCrawler`.

use dispatch::{Call, Handle};
use glue_api::{StopCrawler, StopCrawlerInput, StopCrawlerOutput};
use wire::Fault;

use crate::Glue;

impl Handle<StopCrawler> for Glue {
    async fn handle(&self, call: &Call, input: StopCrawlerInput) -> Result<StopCrawlerOutput, Fault> {
        self.stop(&call.place, &input.name).await?;
        Ok(StopCrawlerOutput {})
    }
}
