//! `StartCrawler`.

use dispatch::{Call, Handle};
use glue_api::{StartCrawler, StartCrawlerInput};
use wire::Fault;

use crate::Glue;

impl Handle<StartCrawler> for Glue {
    async fn handle(&self, call: &Call, input: StartCrawlerInput) -> Result<(), Fault> {
        Ok(self.begin(&call.place, &input.name).await?)
    }
}
