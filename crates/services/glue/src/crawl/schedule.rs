//! Crawlers that crawl by a schedule, on the house's clock.
//!
//! The clock can be moved, so it is looked at every second while there is a schedule that is on; the task ends when
//! there is none. A time that has come while the crawler crawled is passed over, as AWS does, and so is one that came
//! while the server was down.

use std::sync::Arc;

use kernel::Timestamp;

use crate::Glue;
use crate::engine::{Cron, StoredCrawler};
use crate::limits::SCHEDULE_LOOK_EVERY;

/// Begins crawls whose time comes after `last`, until there is no schedule.
pub async fn watch(glue: Arc<Glue>, mut last: Timestamp) {
    loop {
        tokio::time::sleep(SCHEDULE_LOOK_EVERY).await;
        let now = glue.engine.now();
        glue.look_for_schedules();
        // What cannot be read now is looked at again.
        let Ok(crawlers) = glue.engine.crawlers_everywhere(StoredCrawler::is_scheduled) else { continue };
        if crawlers.is_empty() && glue.end_watch() {
            return;
        }
        for crawler in crawlers {
            if is_due(&crawler, last, now)
                && let Ok(place) = crawler.place()
            {
                // It may be crawling.
                let _ = glue.begin(&place, crawler.name()).await;
            }
        }
        last = now;
    }
}

/// Whether a time of the crawler's schedule lies after `last`, at `now` at the latest.
fn is_due(crawler: &StoredCrawler, last: Timestamp, now: Timestamp) -> bool {
    let cron = crawler.schedule().and_then(|(expression, _)| Cron::read(expression).ok());
    cron.and_then(|cron| cron.after(last)).is_some_and(|next| next <= now)
}
