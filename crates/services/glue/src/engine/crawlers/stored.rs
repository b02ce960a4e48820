//! What is stored of a crawler and of a crawl: JSON, as `docs/formats/glue.md` states.

use glue_api::{
    Crawler, CrawlerHistory, CrawlerHistoryState, CrawlerState, LastCrawlInfo, LastCrawlStatus, Schedule,
    ScheduleState,
};
use kernel::{AccountId, Place, Region, Timestamp};
use wire::Shape;

use super::{CrawlerError, Result};
use crate::engine::{EngineError, VERSION, decode};
use crate::limits::LOG_GROUP;

/// What is stored of a crawler.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct StoredCrawler {
    /// The version of this form.
    pub version: i32,
    /// The crawler's own number.
    pub number: i64,
    /// Whose it is.
    pub account: String,
    /// Where it is.
    pub region: String,
    /// How many crawls it has begun.
    pub crawls: i64,
    /// What it is told, without what the other members say.
    pub crawler: Crawler,
    /// The crawl that is under way.
    pub running: Option<StoredCrawl>,
    /// The crawl before that.
    pub last: Option<StoredCrawl>,
}

/// What is stored of a crawl.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct StoredCrawl {
    /// The version of this form.
    pub version: i32,
    /// A UUID.
    pub id: String,
    /// Its place among the crawler's crawls, from 1.
    pub number: i64,
    /// What has become of it.
    pub state: CrawlerHistoryState,
    /// When it began.
    pub started: Timestamp,
    /// When it ended.
    pub ended: Option<Timestamp>,
    /// Whether it was told to end.
    #[shape(default)]
    pub stopping: bool,
    /// What kept it from its end.
    pub error: Option<String>,
    /// What it did to the catalogue.
    pub outcome: Outcome,
}

/// What a crawl did to the catalogue.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Shape)]
pub struct Outcome {
    /// Tables that were made.
    #[shape(default)]
    pub tables_created: i32,
    /// Tables that were changed, or marked as deprecated.
    #[shape(default)]
    pub tables_updated: i32,
    /// Tables that were removed.
    #[shape(default)]
    pub tables_deleted: i32,
    /// Partitions that were made.
    #[shape(default)]
    pub partitions_created: i32,
    /// Partitions that were changed.
    #[shape(default)]
    pub partitions_updated: i32,
    /// Partitions that were removed.
    #[shape(default)]
    pub partitions_deleted: i32,
}

impl StoredCrawler {
    /// A new one, without a number.
    pub fn new(place: &Place, crawler: Crawler) -> Self {
        let (account, region) = (place.account.to_string(), place.region.to_string());
        Self { version: VERSION, number: 0, account, region, crawls: 0, crawler, running: None, last: None }
    }

    pub(super) fn decode(bytes: &[u8]) -> Result<Self> {
        Ok(decode(bytes, "a crawler", |stored: &Self| stored.version)?)
    }

    /// Its name.
    pub fn name(&self) -> &str {
        self.crawler.name.as_deref().unwrap_or_default()
    }

    /// Where it is.
    pub fn place(&self) -> Result<Place> {
        let damaged = || CrawlerError::Engine(EngineError::Corrupt("the place of a crawler".to_owned()));
        let account = AccountId::parse(&self.account).ok_or_else(damaged)?;
        let region = Region::parse(&self.region).ok_or_else(damaged)?;
        Ok(Place { account, region })
    }

    /// Its schedule, and whether that is on.
    pub fn schedule(&self) -> Option<(&str, ScheduleState)> {
        let schedule = self.crawler.schedule.as_ref()?;
        Some((schedule.schedule_expression.as_deref()?, schedule.state?))
    }

    /// Whether it has a schedule that is on.
    pub fn is_scheduled(&self) -> bool {
        matches!(self.schedule(), Some((_, ScheduleState::Scheduled)))
    }

    pub(super) fn set_schedule(&mut self, schedule: Option<(String, ScheduleState)>) {
        self.crawler.schedule = schedule.map(|(expression, state)| Schedule {
            schedule_expression: Some(expression),
            state: Some(state),
        });
    }

    /// As AWS shows it.
    pub fn show(self, now: Timestamp) -> Crawler {
        let name = self.name().to_owned();
        let state = match &self.running {
            None => CrawlerState::Ready,
            Some(crawl) if crawl.stopping => CrawlerState::Stopping,
            Some(_) => CrawlerState::Running,
        };
        let elapsed = self.running.map_or(0, |crawl| now.millis_since(crawl.started) as i64);
        Crawler {
            state: Some(state),
            crawl_elapsed_time: Some(elapsed),
            last_crawl: self.last.map(|crawl| crawl.show_last(&name)),
            ..self.crawler
        }
    }
}

impl StoredCrawl {
    pub(super) fn begun(id: String, number: i64, now: Timestamp) -> Self {
        Self {
            version: VERSION,
            id,
            number,
            state: CrawlerHistoryState::Running,
            started: now,
            ended: None,
            stopping: false,
            error: None,
            outcome: Outcome::default(),
        }
    }

    pub(super) fn decode(bytes: &[u8]) -> Result<Self> {
        Ok(decode(bytes, "a crawl", |stored: &Self| stored.version)?)
    }

    /// How long it took, in seconds.
    pub fn seconds(&self) -> f64 {
        self.ended.map_or(0.0, |ended| ended.millis_since(self.started) as f64 / 1000.0)
    }

    fn show_last(self, crawler: &str) -> LastCrawlInfo {
        let status = match self.state {
            CrawlerHistoryState::Completed => LastCrawlStatus::Succeeded,
            CrawlerHistoryState::Stopped => LastCrawlStatus::Cancelled,
            CrawlerHistoryState::Failed | CrawlerHistoryState::Running => LastCrawlStatus::Failed,
        };
        LastCrawlInfo {
            status: Some(status),
            error_message: self.error,
            log_group: Some(LOG_GROUP.to_owned()),
            log_stream: Some(crawler.to_owned()),
            message_prefix: Some(self.id),
            start_time: Some(self.started),
        }
    }

    /// As a line of the crawler's history.
    pub fn show(self, crawler: &str) -> CrawlerHistory {
        CrawlerHistory {
            crawl_id: Some(self.id.clone()),
            state: Some(self.state),
            start_time: Some(self.started),
            end_time: self.ended,
            summary: Some(self.outcome.summary()),
            error_message: self.error,
            log_group: Some(LOG_GROUP.to_owned()),
            log_stream: Some(crawler.to_owned()),
            message_prefix: Some(self.id),
            dpu_hour: None,
        }
    }
}

impl Outcome {
    /// What was done to tables and partitions, by the words of AWS's summaries.
    pub fn changes(&self) -> [(&'static str, [(&'static str, i32); 3]); 2] {
        let tables =
            [("ADD", self.tables_created), ("UPDATE", self.tables_updated), ("DELETE", self.tables_deleted)];
        let partitions = [
            ("ADD", self.partitions_created),
            ("UPDATE", self.partitions_updated),
            ("DELETE", self.partitions_deleted),
        ];
        [("TABLE", tables), ("PARTITION", partitions)]
    }

    /// The same as JSON, without what was not done.
    fn summary(&self) -> String {
        let mut kinds = Vec::new();
        for (kind, changes) in self.changes() {
            let done = changes.iter().filter(|(_, count)| *count > 0);
            let done: Vec<String> = done.map(|(change, count)| format!("\"{change}\":{count}")).collect();
            if !done.is_empty() {
                kinds.push(format!("\"{kind}\":{{{}}}", done.join(",")));
            }
        }
        format!("{{{}}}", kinds.join(","))
    }
}

#[cfg(test)]
mod tests {
    use wire::to_json;

    use super::*;

    #[test]
    fn what_is_stored_is_read() {
        let crawler =
            Crawler { name: Some("Lake".into()), role: Some("reader".into()), ..Crawler::default() };
        let mut stored = StoredCrawler::new(&Place::default(), crawler);
        let mut crawl = StoredCrawl::begun("id".into(), 3, Timestamp(5));
        crawl.outcome.tables_created = 2;
        (stored.number, stored.running) = (7, Some(crawl.clone()));
        assert_eq!(StoredCrawler::decode(&to_json(&stored)).unwrap(), stored);
        assert_eq!(StoredCrawl::decode(&to_json(&crawl)).unwrap(), crawl);
        assert_eq!(stored.place().unwrap(), Place::default());
        stored.version = 9;
        assert!(StoredCrawler::decode(&to_json(&stored)).is_err());
    }

    #[test]
    fn the_form_is_pinned() {
        let crawl = StoredCrawl::begun("id".into(), 3, Timestamp(5_000));
        assert_eq!(
            String::from_utf8(to_json(&crawl)).unwrap(),
            "{\"Version\":1,\"Id\":\"id\",\"Number\":3,\"State\":\"RUNNING\",\"Started\":5.0,\"Stopping\":false,\
             \"Outcome\":{\"TablesCreated\":0,\"TablesUpdated\":0,\"TablesDeleted\":0,\"PartitionsCreated\":0,\
             \"PartitionsUpdated\":0,\"PartitionsDeleted\":0}}"
        );
    }

    #[test]
    fn a_summary_tells_what_was_done() {
        let outcome = Outcome { tables_created: 1, partitions_created: 3, ..Outcome::default() };
        assert_eq!(outcome.summary(), "{\"TABLE\":{\"ADD\":1},\"PARTITION\":{\"ADD\":3}}");
        assert_eq!(Outcome::default().summary(), "{}");
    }
}
