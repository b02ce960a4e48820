//! Live views: what comes, sent to a browser as events for as long as it reads.
//!
//! Bounded: so many views at once, so many entries an event, so many bytes of each. What does not fit is counted and
//! said. A view ends when the browser goes or the house closes.

use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value, json};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use wire::{Answer, Fault};

use crate::{Console, answer};

/// Live views at once, of all browsers.
const VIEWS_MAX: usize = 32;
/// How often a view looks: a shard may be read five times a second by all of its readers, a view takes one of them.
const LOOK_EVERY: Duration = Duration::from_secs(1);
/// Entries of one event.
pub const ENTRIES_MAX: usize = 50;
/// Characters of what an entry shows.
pub const TEXT_MAX: usize = 4_096;

/// Places for views.
pub struct Tails(Arc<Semaphore>);

impl Default for Tails {
    fn default() -> Self {
        Self(Arc::new(Semaphore::new(VIEWS_MAX)))
    }
}

impl Tails {
    fn place(&self) -> Option<OwnedSemaphorePermit> {
        Arc::clone(&self.0).try_acquire_owned().ok()
    }
}

/// What is looked at.
pub trait Source: Send + 'static {
    /// What came since the last look.
    fn look(&mut self) -> impl Future<Output = Result<News, Fault>> + Send;
}

/// What came.
#[derive(Default)]
pub struct News {
    /// Oldest first.
    pub entries: Vec<Entry>,
    /// How many came that were looked at.
    pub seen: usize,
    /// Whether some were passed over, as more came than are read.
    pub skipped: bool,
}

/// One thing that came.
pub struct Entry {
    /// Short: when, where, under which key.
    pub head: Vec<String>,
    /// What it is: `JSON`.
    pub kind: String,
    /// Its text.
    pub text: String,
    /// What changed: attribute, old, new.
    pub changes: Vec<[String; 3]>,
}

impl Entry {
    /// Whether `filter` is found in it, whatever its case.
    pub fn has(&self, filter: &str) -> bool {
        let has = |text: &String| text.to_lowercase().contains(filter);
        has(&self.text) || self.head.iter().any(has) || self.changes.iter().flatten().any(has)
    }

    fn json(&self) -> Value {
        json!({"head": self.head, "kind": self.kind, "text": cut(&self.text), "changes": self.changes})
    }
}

/// `text`, or its beginning.
pub fn cut(text: &str) -> String {
    match text.char_indices().nth(TEXT_MAX) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// Sends what `source` has to a browser; with `filter` only what has that in it.
pub fn follow(console: &Console, mut source: impl Source, filter: Option<&str>) -> Answer {
    let Some(place) = console.tails.place() else {
        return answer::refusal(503, "too many live views are open; close one");
    };
    let filter = filter.map(str::to_lowercase);
    let (sender, answer) = answer::events();
    let mut closed = console.watches.closed();
    tokio::spawn(async move {
        let _place = place;
        let mut ticks = tokio::time::interval(LOOK_EVERY);
        ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        loop {
            tokio::select! {
                _ = ticks.tick() => {}
                _ = closed.wait_for(|closed| *closed) => return,
                () = sender.closed() => return,
            }
            let event = match source.look().await {
                Ok(news) => said(news, filter.as_deref()),
                Err(fault) => json!({"fault": format!("{}: {}", fault.code, fault.message)}),
            };
            if sender.send(answer::event(&event.to_string())).await.is_err() {
                return;
            }
        }
    });
    answer
}

fn said(news: News, filter: Option<&str>) -> Value {
    let mut entries = news.entries;
    if let Some(filter) = filter {
        entries.retain(|entry| entry.has(filter));
    }
    let surplus = entries.len().saturating_sub(ENTRIES_MAX);
    let shown: Vec<_> = entries[surplus..].iter().map(Entry::json).collect();
    let unshown = if filter.is_some() { surplus } else { news.seen.saturating_sub(shown.len()) };
    json!({"entries": shown, "seen": news.seen, "unshown": unshown, "skipped": news.skipped})
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(text: &str) -> Entry {
        Entry { head: vec!["k1".into()], kind: "text".into(), text: text.into(), changes: Vec::new() }
    }

    #[test]
    fn what_is_sent_is_filtered_and_bounded() {
        let entries = (0..ENTRIES_MAX + 3).map(|at| entry(&format!("Line {at}"))).collect();
        let event = said(News { entries, seen: 53, skipped: false }, Some("line"));
        assert_eq!(
            (event["unshown"].as_u64(), event["entries"][0]["text"].as_str()),
            (Some(3), Some("Line 3"))
        );
        let event = said(News { entries: vec![entry("a"), entry("B")], seen: 2, skipped: true }, Some("b"));
        assert_eq!(event["entries"].as_array().unwrap().len(), 1);
        assert_eq!(cut(&"ä".repeat(TEXT_MAX + 1)).chars().count(), TEXT_MAX + 1);
    }
}
