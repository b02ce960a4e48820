//! The crawls that a crawler has ended, in the order in which they began; the oldest are forgotten.

use std::ops::ControlFlow;

use kernel::Place;
use storage::{Direction, Transaction};
use wire::to_json;

use super::{CrawlerError, Result, StoredCrawl, StoredCrawler, keys};
use crate::engine::Engine;
use crate::limits::CRAWLS_MAX;

/// Keeps a crawl that has ended.
pub fn keep(store: &mut Transaction, crawler: &StoredCrawler, crawl: &StoredCrawl) -> Result<()> {
    store.put(keys::crawl(crawler.number, crawl.number), to_json(crawl));
    if crawl.number > CRAWLS_MAX {
        store.delete(&keys::crawl(crawler.number, crawl.number - CRAWLS_MAX));
    }
    Ok(())
}

/// Forgets all crawls of a crawler.
pub fn forget_all(store: &mut Transaction, crawler: &StoredCrawler) -> Result<()> {
    let mut found = Vec::new();
    store.scan_prefix(&keys::crawls(crawler.number), &mut |key, _| {
        found.push(key.to_vec());
        ControlFlow::Continue(())
    })?;
    found.iter().for_each(|key| store.delete(key));
    Ok(())
}

impl Engine {
    /// Up to `limit` crawls of a crawler that began before the one numbered `before` and are `wanted`, the newest
    /// first, and whether there are more.
    pub fn crawls(
        &self,
        place: &Place,
        name: &str,
        before: Option<i64>,
        limit: usize,
        wanted: impl Fn(&StoredCrawl) -> bool,
    ) -> Result<(Vec<StoredCrawl>, bool)> {
        let crawler = self.crawler(place, name)?;
        let (mut found, mut more) = (Vec::new(), false);
        let mut see = |crawl: StoredCrawl| {
            if !wanted(&crawl) || before.is_some_and(|before| crawl.number >= before) {
                return ControlFlow::Continue(());
            }
            more = found.len() == limit;
            if more {
                return ControlFlow::Break(());
            }
            found.push(crawl);
            ControlFlow::Continue(())
        };
        if let Some(crawl) = crawler.running {
            // It comes first, so the page is not full yet.
            let _ = see(crawl);
        }
        let prefix = keys::crawls(crawler.number);
        self.walk(&prefix, None, Direction::Reverse, &mut |_, value| {
            Ok(see(StoredCrawl::decode(value).map_err(CrawlerError::into_engine)?))
        })?;
        Ok((found, more))
    }
}
