//! Who may ask, and how often.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

use super::refusal::Refusal;

const SECOND: Duration = Duration::from_secs(1);
const DAY: Duration = Duration::from_secs(86_400);

/// How many requests a token has.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// In any second.
    pub per_second: usize,
    /// In a day, which begins with its first request.
    pub per_day: u64,
}

impl Default for Limits {
    /// Those of <https://www.ncdc.noaa.gov/cdo-web/webservices/v2>.
    fn default() -> Self {
        Self { per_second: 5, per_day: 10_000 }
    }
}

/// The token that is good, and what was asked with it.
pub struct Access {
    token: String,
    limits: Limits,
    asked: Mutex<Asked>,
}

#[derive(Default)]
struct Asked {
    /// When, within the last second.
    lately: VecDeque<Instant>,
    /// Since when, and how often.
    today: Option<(Instant, u64)>,
}

impl Access {
    /// `token` is good, within `limits`.
    pub fn new(token: String, limits: Limits) -> Self {
        Self { token, limits, asked: Mutex::default() }
    }

    /// Counts a request with `token` at `now`. One that is refused is not counted.
    pub fn admit(&self, token: Option<&str>, now: Instant) -> Result<(), Refusal> {
        match token {
            None | Some("") => return Err(Refusal::NoToken),
            Some(token) if token != self.token => return Err(Refusal::WrongToken),
            Some(_) => {}
        }
        let mut asked = self.asked.lock().unwrap_or_else(PoisonError::into_inner);
        while asked.lately.front().is_some_and(|then| now.duration_since(*then) >= SECOND) {
            asked.lately.pop_front();
        }
        let (since, count) = match asked.today {
            Some((since, count)) if now.duration_since(since) < DAY => (since, count),
            _ => (now, 0),
        };
        if count >= self.limits.per_day {
            return Err(Refusal::TooManyToday(self.limits.per_day));
        }
        if asked.lately.len() >= self.limits.per_second {
            return Err(Refusal::TooManyAtOnce(self.limits.per_second));
        }
        asked.lately.push_back(now);
        asked.today = Some((since, count + 1));
        Ok(())
    }
}
