//! A line of Apache's combined access log:
//! `203.0.113.7 - - [20/Nov/2026:14:52:05 +0000] "GET / HTTP/1.1" 200 5120 "-" "Mozilla/5.0 (…)"`.

use kernel::{SeededRandom, Timestamp};

use super::{MONTHS, below, pick};

const METHODS: &[&str] = &["GET", "GET", "GET", "POST", "HEAD"];
const PATHS: &[&str] = &[
    "/",
    "/index.html",
    "/style.css",
    "/logo.png",
    "/articles/",
    "/feed.xml",
    "/search?q=pump+house",
    "/login",
];
const STATUSES: &[&str] = &["200", "200", "200", "304", "301", "404", "403", "500"];
const USERS: &[&str] = &["-", "-", "-", "-", "frank"];
const REFERRERS: &[&str] = &["-", "-", "http://www.example.com/", "http://search.example.net/?q=motors"];
const AGENTS: &[&str] = &[
    "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36",
    "curl/8.5.0",
    "ExampleBot/2.1 (+http://www.example.org/bot.html)",
];

/// One, at `now`.
pub fn line(random: &SeededRandom, now: Timestamp) -> String {
    let (year, month, day, hour, minute, second, _) = now.civil();
    let month = MONTHS[usize::from(month) - 1];
    // Addresses that are for examples alone (RFC 5737).
    let host = format!("203.0.113.{}", 1 + below(random, 254).min(below(random, 254)));
    let user = pick(random, USERS);
    let (method, path) = (pick(random, METHODS), pick(random, PATHS));
    let status = pick(random, STATUSES);
    let bytes = if status == "304" { "-".to_owned() } else { (64 + below(random, 60_000)).to_string() };
    let (referrer, agent) = (pick(random, REFERRERS), pick(random, AGENTS));
    format!(
        "{host} - {user} [{day:02}/{month}/{year}:{hour:02}:{minute:02}:{second:02} +0000] \
         \"{method} {path} HTTP/1.1\" {status} {bytes} \"{referrer}\" \"{agent}\""
    )
}
