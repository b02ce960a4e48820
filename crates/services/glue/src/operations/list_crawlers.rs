//! `ListCrawlers`.

use dispatch::{Call, Handle};
use glue_api::{ListCrawlers, ListCrawlersInput, ListCrawlersOutput};
use wire::Fault;

use super::{text_of, token};
use crate::Glue;
use crate::limits::CRAWLER_PAGE_MAX;

impl Handle<ListCrawlers> for Glue {
    async fn handle(&self, call: &Call, input: ListCrawlersInput) -> Result<ListCrawlersOutput, Fault> {
        let after = text_of(input.next_token.as_deref())?;
        let limit = input.max_results.map_or(CRAWLER_PAGE_MAX, |limit| limit as usize);
        let wanted = input.tags.unwrap_or_default();
        let tagged = |name: &str| {
            if wanted.is_empty() {
                return true;
            }
            let arn = call.place.arn("glue", &format!("crawler/{name}"));
            let tags = self.engine.tags(&call.place, arn.as_str()).unwrap_or_default();
            wanted.iter().all(|(key, value)| tags.get(key) == Some(value))
        };
        let (found, more) =
            self.engine.crawlers(&call.place, after.as_deref(), limit, |crawler| tagged(crawler.name()))?;
        let next_token = found.last().filter(|_| more).map(|last| token(last.name().as_bytes()));
        let names = found.iter().map(|crawler| crawler.name().to_owned()).collect();
        Ok(ListCrawlersOutput { crawler_names: Some(names), next_token })
    }
}
