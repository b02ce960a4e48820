//! `BatchGetCrawlers`.

use dispatch::{Call, Handle};
use glue_api::{BatchGetCrawlers, BatchGetCrawlersInput, BatchGetCrawlersOutput};
use wire::Fault;

use crate::Glue;
use crate::engine::CrawlerError;

impl Handle<BatchGetCrawlers> for Glue {
    async fn handle(
        &self,
        call: &Call,
        input: BatchGetCrawlersInput,
    ) -> Result<BatchGetCrawlersOutput, Fault> {
        let (mut found, mut missing) = (Vec::new(), Vec::new());
        for name in input.crawler_names {
            match self.engine.crawler(&call.place, &name) {
                Ok(crawler) => found.push(crawler.show(self.engine.now())),
                Err(CrawlerError::NoCrawler(name)) => missing.push(name),
                Err(error) => return Err(error.into()),
            }
        }
        Ok(BatchGetCrawlersOutput { crawlers: Some(found), crawlers_not_found: Some(missing) })
    }
}
