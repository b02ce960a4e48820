//! `StartCrawler`.

use dispatch::{Call, Handle};
use glue_api::{StartCrawler, StartCrawlerInput, StartCrawlerOutput};
use wire::Fault;

use crate::Glue;

impl Handle<StartCrawler> for Glue {
    async fn handle(&self, call: &Call, input: StartCrawlerInput) -> Result<StartCrawlerOutput, Fault> {
        self.begin(&call.place, &input.name).await?;
        Ok(StartCrawlerOutput {})
    }
}
