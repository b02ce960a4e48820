//! The query of a request: names that may come more than once, and what the values must be.

use crate::day::Day;

use super::refusal::Refusal;

/// Results of a page that nobody asked a length for, and the most there can be.
const LIMIT: usize = 25;
const LIMIT_MAX: usize = 1000;

/// The parameters, in order.
pub struct Parameters(Vec<(String, String)>);

impl Parameters {
    /// Those of the query `text`.
    pub fn parse(text: &str) -> Self {
        let pairs = text.split('&').filter(|pair| !pair.is_empty());
        let pairs = pairs.map(|pair| pair.split_once('=').unwrap_or((pair, "")));
        Self(pairs.map(|(name, value)| (decode(name).to_ascii_lowercase(), decode(value))).collect())
    }

    /// Every value of `name` that is not empty.
    pub fn all<'p>(&'p self, name: &'p str) -> impl Iterator<Item = &'p str> {
        let named = self.0.iter().filter(move |(other, value)| other == name && !value.is_empty());
        named.map(|(_, value)| value.as_str())
    }

    /// The first value of `name`.
    pub fn first(&self, name: &str) -> Option<&str> {
        self.0
            .iter()
            .find(|(other, value)| other == name && !value.is_empty())
            .map(|(_, value)| value.as_str())
    }

    /// Whether `value` is among those of `name`, or there are none.
    pub fn allows(&self, name: &str, value: &str) -> bool {
        let mut values = self.all(name).peekable();
        values.peek().is_none() || values.any(|other| other == value)
    }

    /// The day that `name` says.
    pub fn day(&self, name: &str) -> Result<Option<Day>, Refusal> {
        let which = if name == "enddate" { "End" } else { "Start" };
        match self.first(name) {
            None => Ok(None),
            Some(text) => Day::parse(text).map(Some).ok_or_else(|| {
                Refusal::Parameter(format!("{which} date is required and must be in ISO format."))
            }),
        }
    }

    /// How many results a page has.
    pub fn limit(&self) -> Result<usize, Refusal> {
        match self.number("limit", LIMIT)? {
            limit if limit > LIMIT_MAX => {
                Err(Refusal::Parameter(format!("Limit may not exceed {LIMIT_MAX}.")))
            }
            limit => Ok(limit),
        }
    }

    /// The number of the first result of the page, counted from 1.
    pub fn offset(&self) -> Result<usize, Refusal> {
        Ok(self.number("offset", 1)?.max(1))
    }

    fn number(&self, name: &str, default: usize) -> Result<usize, Refusal> {
        match self.first(name) {
            None => Ok(default),
            Some(text) => text
                .parse()
                .map_err(|_| Refusal::Parameter(format!("Parameter '{name}' must be a whole number."))),
        }
    }

    /// The choice that `name` says among `choices`.
    pub fn choice(&self, name: &str, choices: &[&'static str]) -> Result<Option<&'static str>, Refusal> {
        match self.first(name) {
            None => Ok(None),
            Some(text) => {
                let choice = choices.iter().find(|choice| choice.eq_ignore_ascii_case(text)).copied();
                choice.map(Some).ok_or_else(|| {
                    Refusal::Parameter(format!("Parameter '{name}' must be one of {}.", choices.join(", ")))
                })
            }
        }
    }
}

/// What `text` says behind its percent signs; what is none is left as it is.
pub fn decode(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        let hex = |at: usize| tail.get(at).and_then(|byte| char::from(*byte).to_digit(16));
        match (first, hex(0), hex(1)) {
            (b'%', Some(high), Some(low)) => {
                bytes.push((high * 16 + low) as u8);
                rest = &tail[2..];
            }
            (b'+', ..) => {
                bytes.push(b' ');
                rest = tail;
            }
            _ => {
                bytes.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
