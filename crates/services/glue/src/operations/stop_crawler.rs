//! `StopCrawler`.

use dispatch::{Call, Handle};
use glue_api::{StopCrawler, StopCrawlerInput};
use wire::Fault;

use crate::Glue;

impl Handle<StopCrawler> for Glue {
    async fn handle(&self, call: &Call, input: StopCrawlerInput) -> Result<(), Fault> {
        Ok(self.stop(&call.place, &input.name).await?)
    }
}
