//! `GetCrawler`.

use dispatch::{Call, Handle};
use glue_api::{GetCrawler, GetCrawlerInput, GetCrawlerOutput};
use wire::Fault;

use crate::Glue;

impl Handle<GetCrawler> for Glue {
    async fn handle(&self, call: &Call, input: GetCrawlerInput) -> Result<GetCrawlerOutput, Fault> {
        let crawler = self.engine.crawler(&call.place, &input.name)?;
        Ok(GetCrawlerOutput { crawler: Some(self.shown(crawler)) })
    }
}
