//! `GetCrawlerMetrics`.

use dispatch::{Call, Handle};
use glue_api::{CrawlerMetrics, GetCrawlerMetrics, GetCrawlerMetricsInput, GetCrawlerMetricsOutput};
use kernel::Place;
use wire::Fault;

use super::{text_of, token};
use crate::Glue;
use crate::engine::{CrawlerError, StoredCrawler};
use crate::limits::{CRAWLER_PAGE_MAX, CRAWLS_MEASURED};

impl Handle<GetCrawlerMetrics> for Glue {
    async fn handle(
        &self,
        call: &Call,
        input: GetCrawlerMetricsInput,
    ) -> Result<GetCrawlerMetricsOutput, Fault> {
        let after = text_of(input.next_token.as_deref())?;
        let limit = input.max_results.map_or(CRAWLER_PAGE_MAX, |limit| limit as usize);
        let names = input.crawler_name_list.filter(|names| !names.is_empty());
        let wanted = |crawler: &StoredCrawler| {
            names.as_ref().is_none_or(|names| names.iter().any(|name| name == crawler.name()))
        };
        let (found, more) = self.engine.crawlers(&call.place, after.as_deref(), limit, wanted)?;
        let next_token = found.last().filter(|_| more).map(|last| token(last.name().as_bytes()));
        let metrics =
            found.iter().map(|crawler| self.metrics(&call.place, crawler)).collect::<Result<_, _>>()?;
        Ok(GetCrawlerMetricsOutput { crawler_metrics_list: Some(metrics), next_token })
    }
}

impl Glue {
    fn metrics(&self, place: &Place, crawler: &StoredCrawler) -> Result<CrawlerMetrics, CrawlerError> {
        let ended = |crawl: &crate::engine::StoredCrawl| crawl.ended.is_some();
        let (crawls, _) = self.engine.crawls(place, crawler.name(), None, CRAWLS_MEASURED, ended)?;
        let mut seconds: Vec<f64> = crawls.iter().map(|crawl| crawl.seconds()).collect();
        seconds.sort_by(f64::total_cmp);
        let median = seconds.get(seconds.len() / 2).copied().unwrap_or(0.0);
        let last = crawler.last.as_ref();
        let done = last.map(|crawl| crawl.outcome).unwrap_or_default();
        let running = crawler.running.as_ref();
        let elapsed =
            running.map_or(0.0, |crawl| self.engine.now().millis_since(crawl.started) as f64 / 1000.0);
        Ok(CrawlerMetrics {
            crawler_name: Some(crawler.name().to_owned()),
            time_left_seconds: Some(if running.is_some() { (median - elapsed).max(0.0) } else { 0.0 }),
            still_estimating: Some(running.is_some() && crawls.is_empty()),
            last_runtime_seconds: Some(last.map_or(0.0, |crawl| crawl.seconds())),
            median_runtime_seconds: Some(median),
            tables_created: Some(done.tables_created),
            tables_updated: Some(done.tables_updated),
            tables_deleted: Some(done.tables_deleted),
        })
    }
}
