//! A web server and a Unix machine that are not there: lines of Apache's combined access log and of syslog
//! (RFC 3164). The same seed gives the same lines.
//!
//! Some lines are torn, as real logs have them: cut off in the middle, so that no transform can read them.

mod access;
mod syslog;

use kernel::{Random, SeededRandom, Timestamp};

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// Which log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Log {
    /// Apache's combined access log.
    Access,
    /// Syslog.
    Syslog,
}

/// A line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// As it is in the file, without its end.
    pub text: String,
    /// Whether it was cut off.
    pub is_torn: bool,
}

/// Line after line, endlessly.
pub struct Simulator {
    log: Log,
    random: SeededRandom,
    now_ms: u64,
    written: u64,
    torn_every: Option<u64>,
}

impl Simulator {
    /// Lines of `log` from `started` on; every `torn_every`-th is torn, none without.
    pub fn new(log: Log, seed: u64, started: Timestamp, torn_every: Option<u64>) -> Self {
        Self { log, random: SeededRandom::new(seed), now_ms: started.0, written: 0, torn_every }
    }
}

impl Iterator for Simulator {
    type Item = Line;

    fn next(&mut self) -> Option<Line> {
        self.written += 1;
        // Two lines a second, unevenly.
        self.now_ms += below(&self.random, 1000);
        let now = Timestamp(self.now_ms);
        let mut text = match self.log {
            Log::Access => access::line(&self.random, now),
            Log::Syslog => syslog::line(&self.random, now),
        };
        let is_torn = self.torn_every.is_some_and(|every| self.written.is_multiple_of(every.max(1)));
        if is_torn {
            // Before the date is whole, in either log.
            text.truncate(8);
        }
        Some(Line { text, is_torn })
    }
}

/// A whole number under `limit`.
fn below(random: &SeededRandom, limit: u64) -> u64 {
    random.u64() % limit
}

/// One of `choices`, the first ones rather than the last.
fn pick<'a>(random: &SeededRandom, choices: &[&'a str]) -> &'a str {
    let count = choices.len() as u64;
    choices[below(random, count).min(below(random, count)) as usize]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(log: Log, seed: u64, torn_every: Option<u64>) -> Vec<Line> {
        let started = Timestamp::parse_iso8601("2026-03-05T23:59:58Z").unwrap();
        Simulator::new(log, seed, started, torn_every).take(300).collect()
    }

    #[test]
    fn a_seed_repeats() {
        for log in [Log::Access, Log::Syslog] {
            assert_eq!(lines(log, 1, None), lines(log, 1, None));
            assert_ne!(lines(log, 1, None), lines(log, 2, None));
            assert!(lines(log, 1, None).iter().all(|line| !line.is_torn && !line.text.contains('\n')));
            assert_eq!(lines(log, 1, Some(7)).iter().filter(|line| line.is_torn).count(), 300 / 7);
        }
    }

    #[test]
    fn access_lines_have_the_combined_form() {
        for line in lines(Log::Access, 3, None) {
            let quoted: Vec<_> = line.text.split('"').collect();
            assert_eq!(quoted.len(), 7, "{}", line.text);
            assert!(quoted[0].ends_with(" +0000] ") && quoted[0].contains("/Mar/2026:"), "{}", line.text);
            assert!(quoted[1].ends_with(" HTTP/1.1"), "{}", line.text);
            let (status, bytes) = quoted[2].trim().split_once(' ').unwrap();
            assert!(status.parse::<u16>().is_ok() && (bytes == "-" || bytes.parse::<u32>().is_ok()));
        }
    }

    #[test]
    fn syslog_lines_have_the_bsd_form() {
        for line in lines(Log::Syslog, 3, None) {
            assert!(
                line.text.starts_with("Mar  5 23:59:5") || line.text.starts_with("Mar  6 00:0"),
                "{}",
                line.text
            );
            assert!(line.text[16..].contains(": "), "{}", line.text);
        }
    }
}
