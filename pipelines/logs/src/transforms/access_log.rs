//! Apache's access log: `%h %l %u [%t] "%r" %>s %b`, and behind it `"%{Referer}i" "%{User-agent}i"` if it is the
//! combined one.

use kernel::Timestamp;
use serde_json::Value;

/// A line.
pub(super) struct Entry<'a> {
    host: &'a str,
    ident: &'a str,
    user: &'a str,
    /// As it stands between the brackets, and its parts.
    stamp: &'a str,
    zone: &'a str,
    /// The clock's reading taken for UTC, and the moment itself.
    local: Timestamp,
    utc: Timestamp,
    request: String,
    response: &'a str,
    bytes: &'a str,
    referrer_and_agent: Option<(String, String)>,
}

const NOT_ONE: &str = "this is no line of Apache's access log";

impl<'a> Entry<'a> {
    /// Reads the whole of a line.
    pub fn read(line: &'a str) -> Result<Self, &'static str> {
        Self::parts(line).ok_or(NOT_ONE)
    }

    fn parts(line: &'a str) -> Option<Self> {
        let (host, rest) = word(line)?;
        let (ident, rest) = word(rest)?;
        // Names of users may have blanks; the date ends them.
        let (user, rest) = rest.split_once(" [").filter(|(user, _)| !user.is_empty())?;
        let (stamp, rest) = rest.split_once("] ")?;
        let (request, rest) = quoted(rest)?;
        let (response, rest) = word(rest.strip_prefix(' ')?)?;
        let (bytes, rest) = word(rest).unwrap_or((rest, ""));
        let sound = response.len() == 3 && digits(response) && (bytes == "-" || digits(bytes));
        let referrer_and_agent = if rest.is_empty() {
            None
        } else {
            let (referrer, rest) = quoted(rest)?;
            let (agent, rest) = quoted(rest.strip_prefix(' ')?)?;
            Some((referrer, agent)).filter(|_| rest.is_empty()).map(Some)?
        };
        let (local, zone) = stamp.split_once(' ')?;
        let (local, utc) = (moment(local, "+0000")?, moment(local, zone)?);
        sound.then_some(Self {
            host,
            ident,
            user,
            stamp,
            zone,
            local,
            utc,
            request,
            response,
            bytes,
            referrer_and_agent,
        })
    }

    /// The members of its object; those that are null are left out.
    pub fn members(&self) -> Vec<(&'static str, Value)> {
        let number = |digits: &str| Value::from(digits.parse::<u64>().unwrap_or(0));
        let verb = self.request.split_once(' ').map_or(Value::Null, |(verb, _)| verb.into());
        let header = |pick: fn(&(String, String)) -> &String| {
            self.referrer_and_agent.as_ref().map_or(Value::Null, |both| pick(both).as_str().into())
        };
        vec![
            ("host", self.host.into()),
            ("ident", self.ident.into()),
            ("authuser", self.user.into()),
            ("request", self.request.as_str().into()),
            ("response", number(self.response)),
            ("bytes", number(self.bytes)),
            ("verb", verb),
            ("@timestamp", iso(self.local).into()),
            ("timezone", self.zone.into()),
            ("@timestamp_utc", iso(self.utc).into()),
            ("referrer", header(|both| &both.0)),
            ("agent", header(|both| &both.1)),
        ]
    }

    /// The columns of its row.
    pub fn columns(&self) -> [&str; 7] {
        let bytes = if self.bytes == "-" { "0" } else { self.bytes };
        [self.host, self.ident, self.user, self.stamp, &self.request, self.response, bytes]
    }
}

/// What stands before the next blank, and what behind it.
fn word(text: &str) -> Option<(&str, &str)> {
    text.split_once(' ').filter(|(word, _)| !word.is_empty())
}

fn digits(text: &str) -> bool {
    (1..=18).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// A text in quotes, in which Apache writes `\"` and `\\` for `"` and `\`, and what is behind it.
fn quoted(text: &str) -> Option<(String, &str)> {
    let inner = text.strip_prefix('"')?;
    let mut plain = String::new();
    let mut letters = inner.char_indices();
    while let Some((at, letter)) = letters.next() {
        match letter {
            '"' => return Some((plain, &inner[at + 1..])),
            '\\' => match letters.next()?.1 {
                escaped @ ('"' | '\\') => plain.push(escaped),
                // `\n`, `\xe9`: bytes that are not for logs stay escaped.
                other => plain.extend(['\\', other]),
            },
            letter => plain.push(letter),
        }
    }
    None
}

/// `20/Nov/2026:14:52:05` in a zone such as `+0100`.
fn moment(local: &str, zone: &str) -> Option<Timestamp> {
    let (day, rest) = local.split_once('/')?;
    let (month, rest) = rest.split_once('/')?;
    let (year, time) = rest.split_once(':')?;
    let month = 1 + super::MONTHS.iter().position(|name| *name == month)?;
    let sound = zone.len() == 5
        && zone.starts_with(['+', '-'])
        && digits(&zone[1..])
        && day.len() == 2
        && time.len() == 8;
    sound.then(|| Timestamp::parse_iso8601(&format!("{year}-{month:02}-{day}T{time}{zone}")))?
}

/// Always with milliseconds, as JavaScript writes it.
fn iso(time: Timestamp) -> String {
    let (year, month, day, hour, minute, second, milli) = time.civil();
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{milli:03}Z")
}
