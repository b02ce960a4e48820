//! Firehose's stock transforms: a line of a log in, a JSON object or a CSV row with its line break out. A record is
//! one line; a line break at its end does not count.
//!
//! Members and columns are those of AWS's blueprints of the same names. Other than those: JSON ends with a line break,
//! so that objects in S3 are lines; CSV fields are quoted where they must be (RFC 4180); a whole line is read, so a
//! torn one fails; `-` bytes are 0, hosts may be names; what a line has beyond the blueprints' members (referrer,
//! agent, priority, message id, structured data) is in the JSON too. Bytes that are not UTF-8 are replaced.

mod access_log;
mod row;
mod syslog;

use client::transformation::Transformed;
use serde_json::{Map, Value};

use row::row;

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// A line of Apache's access log, common or combined, as JSON.
pub fn apache_to_json(record: &[u8]) -> Transformed {
    transformed(record, |line| access_log::Entry::read(line).map(|entry| object(entry.members())))
}

/// A line of Apache's access log as CSV: host, ident, authuser, time, request, response, bytes.
pub fn apache_to_csv(record: &[u8]) -> Transformed {
    transformed(record, |line| access_log::Entry::read(line).map(|entry| row(&entry.columns())))
}

/// A line of syslog, by RFC 3164 or RFC 5424, as JSON.
pub fn syslog_to_json(record: &[u8]) -> Transformed {
    transformed(record, |line| syslog::Entry::read(line).map(|entry| object(entry.members())))
}

/// A line of syslog as CSV: timestamp, hostname, program, processid, message.
pub fn syslog_to_csv(record: &[u8]) -> Transformed {
    transformed(record, |line| syslog::Entry::read(line).map(|entry| row(&entry.columns())))
}

fn transformed(record: &[u8], transform: impl Fn(&str) -> Result<String, &'static str>) -> Transformed {
    let text = String::from_utf8_lossy(record);
    let line = text.strip_suffix('\n').unwrap_or(&text);
    let line = line.strip_suffix('\r').unwrap_or(line);
    if line.contains(['\n', '\r']) {
        return Transformed::Failed("the record is more than one line".to_owned());
    }
    match transform(line) {
        Ok(mut text) => {
            text.push('\n');
            Transformed::Ok(text.into_bytes())
        }
        Err(reason) => Transformed::Failed(reason.to_owned()),
    }
}

fn object(members: Vec<(&str, Value)>) -> String {
    let members = members.into_iter().filter(|(_, value)| !value.is_null());
    Value::Object(members.map(|(name, value)| (name.to_owned(), value)).collect::<Map<_, _>>()).to_string()
}

#[cfg(test)]
mod tests;
