//! What a crawl tells: lines in CloudWatch Logs, in the words of AWS's crawlers.
//!
//! Lines are kept until the crawl ends and put then, as the crawler's role. A log that is not there, or not allowed,
//! keeps no crawl from being carried out.

use std::sync::{Mutex, PoisonError};

use dispatch::{Call, Dispatch};
use kernel::{SharedClock, Timestamp};
use logs_api::{
    CreateLogGroup, CreateLogGroupInput, CreateLogStream, CreateLogStreamInput, InputLogEvent, PutLogEvents,
    PutLogEventsInput,
};

use crate::limits::{LOG_GROUP, LOG_LINES_MAX};

/// The lines so far.
pub struct Log {
    clock: SharedClock,
    /// The crawl's id.
    id: String,
    lines: Mutex<Vec<(Timestamp, String)>>,
}

impl Log {
    pub fn new(clock: SharedClock, id: String) -> Self {
        Self { clock, id, lines: Mutex::default() }
    }

    /// Says a line of a level: `BENCHMARK`, `INFO`, `WARN` or `ERROR`.
    pub fn say(&self, level: &str, text: String) {
        let mut lines = self.lines.lock().unwrap_or_else(PoisonError::into_inner);
        // The last lines say how it ended.
        if lines.len() < LOG_LINES_MAX || level == "BENCHMARK" || level == "ERROR" {
            lines.push((self.clock.now(), format!("[{}] {level} : {text}", self.id)));
        }
    }

    /// Puts all lines into the crawler's log stream.
    pub async fn put(&self, dispatch: &Dispatch, call: &Call, crawler: &str) {
        let lines = std::mem::take(&mut *self.lines.lock().unwrap_or_else(PoisonError::into_inner));
        let group = CreateLogGroupInput {
            log_group_name: LOG_GROUP.to_owned(),
            kms_key_id: None,
            tags: None,
            log_group_class: None,
            deletion_protection_enabled: None,
        };
        // It may be there already.
        let _ = dispatch.call::<CreateLogGroup>(call, group).await;
        let stream = CreateLogStreamInput {
            log_group_name: LOG_GROUP.to_owned(),
            log_stream_name: crawler.to_owned(),
        };
        // So may that.
        let _ = dispatch.call::<CreateLogStream>(call, stream).await;
        let event =
            |(time, message): (Timestamp, String)| InputLogEvent { timestamp: time.0 as i64, message };
        let input = PutLogEventsInput {
            log_group_name: LOG_GROUP.to_owned(),
            log_stream_name: crawler.to_owned(),
            log_events: lines.into_iter().map(event).collect(),
            sequence_token: None,
            entity: None,
        };
        // See the module.
        let _ = dispatch.call::<PutLogEvents>(call, input).await;
    }
}
