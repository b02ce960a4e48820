//! A search over a group: what is asked for, and the newest lines that match.
//!
//! FilterLogEvents answers the oldest first. The newest are wanted here, so the range is walked to its end, within
//! [`PAGES_MAX`] answers; where that is not enough, it says so and where to go on.

use std::collections::VecDeque;

use kernel::Timestamp;
use logs_api::{FilterLogEvents, FilterLogEventsInput, FilteredLogEvent};
use maud::{Markup, html};
use wire::{Answer, Fault};

use super::{line, link};
use crate::ask::Ask;
use crate::visit::{Visit, percent_encoded};
use crate::{answer, look};

/// How many lines are shown.
const LINES_MAX: usize = 200;
/// How many answers are read, of how many lines at most.
const PAGES_MAX: usize = 20;
const LINES_PER_ANSWER: i32 = 2_000;

/// Time ranges: word, title and milliseconds.
pub const RANGES: &[(&str, &str, Option<u64>)] = &[
    ("5m", "the last 5 minutes", Some(5 * 60_000)),
    ("1h", "the last hour", Some(3_600_000)),
    ("1d", "the last day", Some(86_400_000)),
    ("all", "all time", None),
    ("custom", "from … to …", None),
];

/// What is asked for.
#[derive(Debug, Default, PartialEq)]
pub struct Search {
    /// A filter pattern.
    pub pattern: String,
    /// The word of a range.
    pub range: String,
    /// Bounds, for `custom`, as written.
    pub from: String,
    pub to: String,
    /// Whether it goes on by itself.
    pub is_live: bool,
}

impl Search {
    /// Reads it from the parameters.
    pub fn read(visit: &Visit) -> Result<Self, Fault> {
        let text = |name: &str, other: &str| visit.parameter(name).unwrap_or(other).to_owned();
        let search = Self {
            pattern: text("pattern", ""),
            range: text("last", "1h"),
            from: text("from", ""),
            to: text("to", ""),
            is_live: visit.parameter("live").is_some(),
        };
        search.bounds(Timestamp(0))?;
        Ok(search)
    }

    /// The first and the last millisecond.
    fn bounds(&self, now: Timestamp) -> Result<(Option<i64>, Option<i64>), Fault> {
        let refuse = |text: String| Fault::sender("InvalidParameterException", text);
        let Some((word, _, span)) = RANGES.iter().find(|(word, ..)| *word == self.range) else {
            return Err(refuse(format!("There is no range called {}.", self.range)));
        };
        if *word != "custom" {
            return Ok((span.map(|span| now.0.saturating_sub(span) as i64), None));
        }
        let bound = |text: &str| match text {
            "" => Ok(None),
            text => millis(text)
                .map(Some)
                .ok_or_else(|| refuse(format!("{text} is no time; write it like 2026-11-20T14:52:05."))),
        };
        Ok((bound(&self.from)?, bound(&self.to)?))
    }

    /// It as a query.
    fn query(&self) -> String {
        let mut query =
            format!("pattern={}&last={}", percent_encoded(&self.pattern), percent_encoded(&self.range));
        for (name, value) in [("from", &self.from), ("to", &self.to)] {
            if !value.is_empty() {
                query.push_str(&format!("&{name}={}", percent_encoded(value)));
            }
        }
        if self.is_live {
            query.push_str("&live=on");
        }
        query
    }

    /// The form.
    pub fn form(&self, group: &str) -> Markup {
        html! {
            form.fields method="get" action=(link(group)) role="search" {
                label { "Filter pattern" input.mono name="pattern" value=(self.pattern) size="36" placeholder="ERROR or { $.level = \"error\" }"; }
                label {
                    "In"
                    select name="last" {
                        @for (word, title, _) in RANGES {
                            option value=(word) selected[*word == self.range] { (title) }
                        }
                    }
                }
                label { "From (UTC)" input type="datetime-local" step="1" name="from" value=(self.from.trim_end_matches('Z')); }
                label { "To (UTC)" input type="datetime-local" step="1" name="to" value=(self.to.trim_end_matches('Z')); }
                label { input type="checkbox" name="live" checked[self.is_live]; " go on by itself" }
                button.main { "Search" }
            }
        }
    }

    /// What is found, in a part that renews itself where that is wanted.
    pub async fn show(&self, ask: &Ask, group: &str) -> Markup {
        let renew = self.is_live.then(|| format!("{}/found?{}", link(group), self.query()));
        html! { div data-renew=[renew] { (self.found(ask, group).await) } }
    }

    async fn found(&self, ask: &Ask, group: &str) -> Markup {
        match self.run(ask, group).await {
            Err(fault) => look::fault(&fault),
            Ok(found) => self.told(group, &found),
        }
    }

    async fn run(&self, ask: &Ask, group: &str) -> Result<Found, Fault> {
        let (start_time, end_time) = self.bounds(ask.now())?;
        let (mut found, mut next_token) = (Found::default(), None);
        for _ in 0..PAGES_MAX {
            let input = FilterLogEventsInput {
                log_group_name: Some(group.to_owned()),
                start_time,
                end_time,
                filter_pattern: Some(self.pattern.clone()).filter(|pattern| !pattern.is_empty()),
                limit: Some(LINES_PER_ANSWER),
                next_token,
                ..FilterLogEventsInput::default()
            };
            let output = ask.of::<FilterLogEvents>(input).await?;
            found.take(output.events.unwrap_or_default());
            next_token = output.next_token;
            if next_token.is_none() {
                break;
            }
        }
        found.has_more = next_token.is_some();
        Ok(found)
    }

    fn told(&self, group: &str, found: &Found) -> Markup {
        let row = |event: &FilteredLogEvent| {
            let stream = event.log_stream_name.as_deref();
            line::row(Some(group), event.timestamp, stream, event.message.as_deref())
        };
        let rows: Vec<_> = found.events.iter().map(row).collect();
        let at =
            |event: Option<&FilteredLogEvent>| event.and_then(|event| event.timestamp).unwrap_or_default();
        let (first, last) = (at(found.events.front()), at(found.events.back()));
        let part = |from: String, to: String| {
            let search =
                Self { pattern: self.pattern.clone(), range: "custom".to_owned(), from, to, is_live: false };
            format!("{}?{}", link(group), search.query())
        };
        html! {
            @if rows.is_empty() && !found.has_more {
                p.soft { "No line matches in this range." }
            } @else {
                p.soft {
                    (look::count(found.count as u64)) @if found.count == 1 { " line matches" } @else { " lines match" }
                    @if found.count > rows.len() { "; the newest " (rows.len()) " are shown, newest last" } @else { ", newest last" }
                }
                @if found.count > rows.len() {
                    p.pages { a.button href=(part(self.from.clone(), iso(first - 1))) { "Earlier lines" } }
                }
                div.lines { (look::table("Lines", &["Time (UTC)", "Stream", "Message"], &rows)) }
                @if found.has_more {
                    p.pages {
                        "There is more in this range than is read at once."
                        a.button href=(part(iso(last), self.to.clone())) { "Go on from here" }
                    }
                }
            }
        }
    }
}

/// The newest lines of what was read, and how many there were.
#[derive(Default)]
struct Found {
    events: VecDeque<FilteredLogEvent>,
    count: usize,
    has_more: bool,
}

impl Found {
    fn take(&mut self, events: Vec<FilteredLogEvent>) {
        self.count += events.len();
        self.events.extend(events);
        self.events.drain(..self.events.len().saturating_sub(LINES_MAX));
    }
}

/// What is found alone, for a page that goes on by itself.
pub async fn part(ask: &Ask, visit: &Visit, group: &str) -> Answer {
    match Search::read(visit) {
        Err(fault) => answer::html(fault.status, look::fault(&fault)),
        Ok(search) => answer::html(200, search.found(ask, group).await),
    }
}

/// The time that a browser's field, or we, wrote.
fn millis(text: &str) -> Option<i64> {
    let whole = if text.len() == "2026-11-20T14:52".len() { format!("{text}:00") } else { text.to_owned() };
    Timestamp::parse_iso8601(&whole).and_then(|at| i64::try_from(at.0).ok())
}

fn iso(millis: i64) -> String {
    Timestamp(millis.max(0).unsigned_abs()).iso8601()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn search(range: &str, from: &str, to: &str) -> Search {
        Search { range: range.to_owned(), from: from.to_owned(), to: to.to_owned(), ..Search::default() }
    }

    #[test]
    fn ranges_are_times() {
        let now = Timestamp(10_000_000);
        assert_eq!(search("5m", "", "").bounds(now).unwrap(), (Some(9_700_000), None));
        assert_eq!(search("all", "x", "").bounds(now).unwrap(), (None, None));
        let bounds = search("custom", "1970-01-01T00:01", "1970-01-01T00:02:00.5Z").bounds(now).unwrap();
        assert_eq!(bounds, (Some(60_000), Some(120_500)));
        for (range, from) in [("week", ""), ("custom", "yesterday"), ("custom", "<script>")] {
            assert_eq!(search(range, from, "").bounds(now).unwrap_err().status, 400);
        }
    }

    #[test]
    fn the_newest_are_kept_and_all_are_counted() {
        let mut found = Found::default();
        let event = |at: i64| FilteredLogEvent { timestamp: Some(at), ..FilteredLogEvent::default() };
        found.take((0..150).map(event).collect());
        found.take((150..300).map(event).collect());
        assert_eq!((found.count, found.events.len()), (300, LINES_MAX));
        assert_eq!(found.events.front().unwrap().timestamp, Some(100));
    }
}
