//! Crawlers: what they are told, what they do now and what they did. What a crawl really does is in `crate::crawl`.
//!
//! A crawler, its crawl that is under way and its last one are one record, so that whatever ends the process, the
//! crawl is found and goes on. Invariants: a crawler has at most one crawl under way; the history of a crawler holds
//! its last crawls, in the order in which they began.

mod classifiers;
mod cron;
mod error;
mod history;
mod keys;
mod stored;

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use glue_api::{Crawler, CrawlerHistoryState, ScheduleState};
use kernel::Place;
use storage::{Direction, Transaction};
use wire::to_json;

pub use classifiers::StoredClassifier;
pub use cron::{Cron, CronError};
pub use error::CrawlerError;
pub use stored::{Outcome, StoredCrawl, StoredCrawler};

use super::{Engine, count, tags};
use crate::limits::CRAWLERS_MAX;

type Result<T> = std::result::Result<T, CrawlerError>;

fn find(store: &impl super::Read, place: &Place, name: &str) -> Result<StoredCrawler> {
    let bytes = store.read(&keys::crawler(place, name))?;
    StoredCrawler::decode(&bytes.ok_or_else(|| CrawlerError::NoCrawler(name.to_owned()))?)
}

/// Under which a crawler is stored.
pub(super) fn key(place: &Place, name: &str) -> Vec<u8> {
    keys::crawler(place, name)
}

fn put(store: &mut Transaction, place: &Place, crawler: &StoredCrawler) {
    store.put(keys::crawler(place, crawler.name()), to_json(crawler));
}

impl Engine {
    /// The crawler called `name`.
    pub fn crawler(&self, place: &Place, name: &str) -> Result<StoredCrawler> {
        find(self.store()?, place, name)
    }

    /// Up to `limit` crawlers that come after the name `after` and are `wanted`, in order of name, and whether there
    /// are more.
    pub fn crawlers(
        &self,
        place: &Place,
        after: Option<&str>,
        limit: usize,
        wanted: impl Fn(&StoredCrawler) -> bool,
    ) -> Result<(Vec<StoredCrawler>, bool)> {
        let after = after.map(|name| keys::crawler(place, name));
        let page = self.page(&keys::crawler(place, ""), after.as_deref(), limit, |value| {
            let crawler = StoredCrawler::decode(value).map_err(CrawlerError::into_engine)?;
            Ok(Some(crawler).filter(&wanted))
        });
        Ok(page?)
    }

    /// Those of all places that `wanted` takes. Nothing is opened where there was never a catalogue.
    pub fn crawlers_everywhere(&self, wanted: impl Fn(&StoredCrawler) -> bool) -> Result<Vec<StoredCrawler>> {
        let mut found = Vec::new();
        if !self.volume.has_key_value("glue")? {
            return Ok(found);
        }
        self.walk(keys::CRAWLERS, None, Direction::Forward, &mut |_, value| {
            let crawler = StoredCrawler::decode(value).map_err(CrawlerError::into_engine)?;
            found.extend(Some(crawler).filter(&wanted));
            Ok(ControlFlow::Continue(()))
        })?;
        Ok(found)
    }

    /// Makes a crawler.
    pub async fn create_crawler(
        &self,
        place: &Place,
        mut crawler: Crawler,
        tags: BTreeMap<String, String>,
    ) -> Result<()> {
        let (place, now) = (place.clone(), self.now());
        (crawler.creation_time, crawler.last_updated, crawler.version) = (Some(now), Some(now), Some(1));
        let made = self.store()?.write(move |store| {
            let mut stored = StoredCrawler::new(&place, crawler);
            let key = keys::crawler(&place, stored.name());
            if store.get(&key)?.is_some() {
                return Err(CrawlerError::CrawlerExists(stored.name().to_owned()));
            }
            count::add(store, keys::count_of_crawlers(&place), 1, CRAWLERS_MAX, "crawlers")?;
            stored.number = super::keys::take_number(store)? as i64;
            let arn = place.arn("glue", &format!("crawler/{}", stored.name()));
            tags::put(store, arn.as_str(), &tags);
            store.put(key, to_json(&stored));
            Ok(())
        });
        made.await?
    }

    /// Changes what a crawler is told, unless it crawls.
    pub async fn update_crawler(
        &self,
        place: &Place,
        name: &str,
        change: impl FnOnce(&mut Crawler) -> Result<()> + Send + 'static,
    ) -> Result<()> {
        let now = self.now();
        self.change_crawler(place, name, move |stored| {
            if stored.running.is_some() {
                return Err(CrawlerError::Running(stored.name().to_owned()));
            }
            change(&mut stored.crawler)?;
            stored.crawler.last_updated = Some(now);
            stored.crawler.version = stored.crawler.version.map(|version| version + 1);
            Ok(())
        })
        .await
        .map(drop)
    }

    /// Changes the schedule of a crawler, whether it crawls or not.
    pub async fn change_schedule(
        &self,
        place: &Place,
        name: &str,
        change: impl FnOnce(&str, Option<(&str, ScheduleState)>) -> Result<(String, ScheduleState)>
        + Send
        + 'static,
    ) -> Result<()> {
        let name_of = name.to_owned();
        self.change_crawler(place, name, move |stored| {
            let changed = change(&name_of, stored.schedule())?;
            stored.set_schedule(Some(changed));
            Ok(())
        })
        .await
        .map(drop)
    }

    async fn change_crawler(
        &self,
        place: &Place,
        name: &str,
        change: impl FnOnce(&mut StoredCrawler) -> Result<()> + Send + 'static,
    ) -> Result<StoredCrawler> {
        let (place, name) = (place.clone(), name.to_owned());
        let changed = self.store()?.write(move |store| {
            let mut stored = find(store, &place, &name)?;
            change(&mut stored)?;
            put(store, &place, &stored);
            Ok(stored)
        });
        changed.await?
    }

    /// Removes a crawler and its history.
    pub async fn delete_crawler(&self, place: &Place, name: &str) -> Result<()> {
        let (place, name) = (place.clone(), name.to_owned());
        let removed = self.store()?.write(move |store| {
            let stored = find(store, &place, &name)?;
            if stored.running.is_some() {
                return Err(CrawlerError::Running(name));
            }
            history::forget_all(store, &stored)?;
            tags::remove(store, place.arn("glue", &format!("crawler/{name}")).as_str());
            count::take(store, keys::count_of_crawlers(&place), 1)?;
            store.delete(&keys::crawler(&place, &name));
            Ok(())
        });
        removed.await?
    }

    /// Begins a crawl; durable when it returns.
    pub async fn begin_crawl(&self, place: &Place, name: &str, id: String) -> Result<StoredCrawler> {
        let now = self.now();
        self.change_crawler(place, name, move |stored| {
            if stored.running.is_some() {
                return Err(CrawlerError::Started(stored.name().to_owned()));
            }
            stored.crawls += 1;
            stored.running = Some(StoredCrawl::begun(id, stored.crawls, now));
            Ok(())
        })
        .await
    }

    /// Says that a crawl is to end.
    pub async fn stop_crawl(&self, place: &Place, name: &str) -> Result<()> {
        self.change_crawler(place, name, |stored| {
            let name = stored.name().to_owned();
            match &mut stored.running {
                None => Err(CrawlerError::NotRunning(name)),
                Some(crawl) if crawl.stopping => Err(CrawlerError::Stopping(name)),
                Some(crawl) => {
                    crawl.stopping = true;
                    Ok(())
                }
            }
        })
        .await
        .map(drop)
    }

    /// Ends the crawl `id` of a crawler, which may be gone.
    pub async fn end_crawl(
        &self,
        place: &Place,
        name: &str,
        id: &str,
        state: CrawlerHistoryState,
        outcome: Outcome,
        error: Option<String>,
    ) -> Result<()> {
        let (place, name, id, now) = (place.clone(), name.to_owned(), id.to_owned(), self.now());
        let ended = self.store()?.write(move |store| {
            let mut stored = find(store, &place, &name)?;
            let Some(mut crawl) = stored.running.take_if(|crawl| crawl.id == id) else { return Ok(()) };
            (crawl.state, crawl.ended, crawl.outcome, crawl.error) = (state, Some(now), outcome, error);
            history::keep(store, &stored, &crawl)?;
            stored.last = Some(crawl);
            put(store, &place, &stored);
            Ok(())
        });
        ended.await?
    }
}
