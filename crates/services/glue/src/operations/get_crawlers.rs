//! `GetCrawlers`.

use dispatch::{Call, Handle};
use glue_api::{GetCrawlers, GetCrawlersInput, GetCrawlersOutput};
use wire::Fault;

use super::{text_of, token};
use crate::Glue;
use crate::limits::CRAWLER_PAGE_MAX;

impl Handle<GetCrawlers> for Glue {
    async fn handle(&self, call: &Call, input: GetCrawlersInput) -> Result<GetCrawlersOutput, Fault> {
        let after = text_of(input.next_token.as_deref())?;
        let limit = input.max_results.map_or(CRAWLER_PAGE_MAX, |limit| limit as usize);
        let (found, more) = self.engine.crawlers(&call.place, after.as_deref(), limit, |_| true)?;
        let next_token = found.last().filter(|_| more).map(|last| token(last.name().as_bytes()));
        let crawlers = found.into_iter().map(|crawler| self.shown(crawler)).collect();
        Ok(GetCrawlersOutput { crawlers: Some(crawlers), next_token })
    }
}
