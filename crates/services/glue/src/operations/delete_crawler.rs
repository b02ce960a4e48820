//! `DeleteCrawler`.

use dispatch::{Call, Handle};
use glue_api::{DeleteCrawler, DeleteCrawlerInput, DeleteCrawlerOutput};
use wire::Fault;

use crate::Glue;

impl Handle<DeleteCrawler> for Glue {
    async fn handle(&self, call: &Call, input: DeleteCrawlerInput) -> Result<DeleteCrawlerOutput, Fault> {
        self.engine.delete_crawler(&call.place, &input.name).await?;
        Ok(DeleteCrawlerOutput {})
    }
}
