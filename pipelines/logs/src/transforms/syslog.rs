//! Syslog, as RFC 3164 has it (`<34>Oct 11 22:14:15 host program[123]: message`; the priority may be missing, as it is
//! in files) and as RFC 5424 has it (`<34>1 2003-10-11T22:14:15.003Z host program 123 ID47 [data] message`).

use kernel::Timestamp;
use serde_json::Value;

/// A line.
pub(super) struct Entry<'a> {
    priority: Option<u8>,
    timestamp: &'a str,
    host: &'a str,
    program: &'a str,
    process: Option<&'a str>,
    message_id: Option<&'a str>,
    data: Option<&'a str>,
    message: &'a str,
}

/// The longest name of a program; 48 characters by RFC 5424, and room for what is written before a colon besides.
const PROGRAM_MAX: usize = 64;

impl<'a> Entry<'a> {
    /// Reads a line of either form.
    pub fn read(line: &'a str) -> Result<Self, &'static str> {
        let entry = match priority(line) {
            Some((priority, rest)) => match rest.strip_prefix("1 ") {
                Some(rest) => Self::structured(priority, rest),
                None => Self::plain(rest).map(|entry| Self { priority: Some(priority), ..entry }),
            },
            None => Self::plain(line),
        };
        entry.ok_or("this is no line of syslog")
    }

    /// RFC 3164.
    fn plain(line: &'a str) -> Option<Self> {
        // `Mmm dd hh:mm:ss `, the day with a blank before it if it has one digit.
        let (timestamp, rest) = (line.get(..15)?, line.get(15..)?.strip_prefix(' ')?);
        let (month, day, time) = (timestamp.get(..3)?, timestamp.get(3..6)?, timestamp.get(6..)?);
        let day = day.strip_prefix(' ')?.trim_start();
        if !super::MONTHS.contains(&month) || !date(&format!("2000-01-{day:0>2}T{}", time.strip_prefix(' ')?))
        {
            return None;
        }
        let (host, rest) = rest.split_once(' ').filter(|(host, _)| !host.is_empty())?;
        let (tag, message) = rest.split_once(": ").or_else(|| Some((rest.strip_suffix(':')?, "")))?;
        let tag = tag.trim();
        let (program, process) = match tag.strip_suffix(']').and_then(|tag| tag.rsplit_once('[')) {
            Some((program, process)) if digits(process) => (program, Some(process)),
            _ => (tag, None),
        };
        let sound = !program.is_empty() && program.len() <= PROGRAM_MAX;
        let entry =
            Self { priority: None, timestamp, host, program, process, message_id: None, data: None, message };
        sound.then_some(entry)
    }

    /// RFC 5424, behind its version. `-` stands for what is not known.
    fn structured(priority: u8, rest: &'a str) -> Option<Self> {
        let mut rest = rest;
        let mut word = || {
            let (word, after) = rest.split_once(' ').filter(|(word, _)| !word.is_empty())?;
            rest = after;
            Some(word)
        };
        let (timestamp, host, program, process, message_id) = (word()?, word()?, word()?, word()?, word()?);
        let known = |word: &'a str| Some(word).filter(|word| *word != "-");
        if known(timestamp).is_some_and(|timestamp| !date(timestamp)) {
            return None;
        }
        let (data, rest) = data(rest)?;
        let message = match rest.strip_prefix(' ') {
            Some(message) => message.strip_prefix('\u{feff}').unwrap_or(message),
            None if rest.is_empty() => "",
            None => return None,
        };
        let (process, message_id) = (known(process), known(message_id));
        Some(Self { priority: Some(priority), timestamp, host, program, process, message_id, data, message })
    }

    /// The members of its object; those that are null are left out.
    pub fn members(&self) -> Vec<(&'static str, Value)> {
        vec![
            ("timestamp", self.timestamp.into()),
            ("hostname", self.host.into()),
            ("program", self.program.into()),
            ("processid", self.process.into()),
            ("message", self.message.into()),
            ("priority", self.priority.into()),
            ("messageid", self.message_id.into()),
            ("structureddata", self.data.into()),
        ]
    }

    /// The columns of its row.
    pub fn columns(&self) -> [&str; 5] {
        [self.timestamp, self.host, self.program, self.process.unwrap_or_default(), self.message]
    }
}

/// `<facility * 8 + severity>`, at most 191, and what is behind it.
fn priority(line: &str) -> Option<(u8, &str)> {
    let (number, rest) = line.strip_prefix('<')?.split_once('>')?;
    let priority = number.parse().ok().filter(|priority| *priority <= 191 && digits(number))?;
    Some((priority, rest))
}

fn digits(text: &str) -> bool {
    !text.is_empty() && text.len() <= 18 && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a text is a date and time of ISO 8601, with a zone or not.
fn date(text: &str) -> bool {
    Timestamp::parse_iso8601(text).is_some()
}

/// Structured data, if there is any, and what is behind it: `-`, or elements `[id name="value" …]` one after the other.
/// In values `\` escapes the mark behind it.
fn data(text: &str) -> Option<(Option<&str>, &str)> {
    if let Some(rest) = text.strip_prefix('-') {
        return Some((None, rest));
    }
    let (mut inside, mut quoted, mut escaped) = (false, false, false);
    for (at, letter) in text.char_indices() {
        match letter {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' if inside => quoted = !quoted,
            '[' if !quoted && !inside => inside = true,
            ']' if !quoted && inside => inside = false,
            _ if inside => {}
            _ => return (at > 0).then(|| (Some(&text[..at]), &text[at..])),
        }
    }
    (!text.is_empty() && !inside).then_some((Some(text), ""))
}
