//! jq's functions of texts, its `@` formats, and regular expressions (those of `regex-lite`: linear in time).

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use regex_lite::{Captures, Regex, RegexBuilder};
use serde_json::{Map, Value};

use super::evaluate::{Machine, Made, Stop};
use super::functions::{Entry, array, double};
use super::operators::{kind, text};
use super::syntax::Format;

/// The largest a regular expression may be once it is compiled, in bytes.
const REGEX_BYTES_MAX: usize = 64 << 10;

pub(super) const ALL: &[Entry] = &[
    ("ascii_downcase", 0, |_, input, _| Ok(string(input)?.to_ascii_lowercase().into())),
    ("ascii_upcase", 0, |_, input, _| Ok(string(input)?.to_ascii_uppercase().into())),
    ("capture", 1, |machine, input, arguments| {
        let regex = regex(machine, input, &arguments[0], &Value::Null)?;
        match regex.captures(string(input)?) {
            Some(captures) => Ok(named(&regex, &captures)),
            None => Err(Stop::error("the pattern does not match")),
        }
    }),
    ("endswith", 1, |_, input, arguments| Ok(string(input)?.ends_with(string(&arguments[0])?).into())),
    ("explode", 0, |_, input, _| {
        Ok(string(input)?.chars().map(|letter| Value::from(u32::from(letter))).collect())
    }),
    ("fromjson", 0, |_, input, _| {
        serde_json::from_str(string(input)?)
            .map_err(|error| Stop::error(format!("the text is no JSON: {error}")))
    }),
    ("implode", 0, |_, input, _| {
        let letter = |number: &Value| char::from_u32(double(number).ok()? as u32);
        let letters: Option<String> = array(input)?.iter().map(letter).collect();
        Ok(letters.ok_or_else(|| Stop::error("these are no numbers of characters"))?.into())
    }),
    ("index", 1, |_, input, arguments| found(string(input)?.find(string(&arguments[0])?), input)),
    ("join", 1, |_, input, arguments| {
        let parts: Made<Vec<String>> = array(input)?.iter().map(joined).collect();
        Ok(parts?.join(string(&arguments[0])?).into())
    }),
    ("ltrimstr", 1, |_, input, arguments| {
        Ok(trimmed(input, &arguments[0], |text, part| text.strip_prefix(part)))
    }),
    ("rindex", 1, |_, input, arguments| found(string(input)?.rfind(string(&arguments[0])?), input)),
    ("rtrimstr", 1, |_, input, arguments| {
        Ok(trimmed(input, &arguments[0], |text, part| text.strip_suffix(part)))
    }),
    ("split", 1, |_, input, arguments| Ok(split(string(input)?, string(&arguments[0])?))),
    ("startswith", 1, |_, input, arguments| Ok(string(input)?.starts_with(string(&arguments[0])?).into())),
    ("test", 1, |machine, input, arguments| {
        Ok(regex(machine, input, &arguments[0], &Value::Null)?.is_match(string(input)?).into())
    }),
    ("test", 2, |machine, input, arguments| {
        Ok(regex(machine, input, &arguments[0], &arguments[1])?.is_match(string(input)?).into())
    }),
    ("tojson", 0, |_, input, _| Ok(input.to_string().into())),
    ("tostring", 0, |_, input, _| Ok(text(input).into())),
    ("trim", 0, |_, input, _| Ok(string(input)?.trim().into())),
    ("utf8bytelength", 0, |_, input, _| Ok(string(input)?.len().into())),
];

/// A string's text.
pub(super) fn string(value: &Value) -> Made<&str> {
    value.as_str().ok_or_else(|| Stop::error(format!("{} is no string", kind(value))))
}

fn joined(value: &Value) -> Made<String> {
    match value {
        Value::Null => Ok(String::new()),
        Value::Array(_) | Value::Object(_) => Err(Stop::error(format!("{} cannot be joined", kind(value)))),
        value => Ok(text(value)),
    }
}

fn trimmed(input: &Value, part: &Value, strip: for<'a> fn(&'a str, &str) -> Option<&'a str>) -> Value {
    let stripped = input.as_str().zip(part.as_str()).and_then(|(text, part)| strip(text, part));
    stripped.map_or_else(|| input.clone(), Value::from)
}

/// By characters, as jq counts them.
fn found(byte: Option<usize>, input: &Value) -> Made<Value> {
    Ok(byte.map_or(Value::Null, |byte| string(input).map_or(0, |text| text[..byte].chars().count()).into()))
}

/// The parts between separators; an empty separator parts all characters, an empty text has no parts.
pub(super) fn split(text: &str, separator: &str) -> Value {
    if text.is_empty() {
        return Value::Array(Vec::new());
    }
    if separator.is_empty() {
        return text.chars().map(|letter| Value::from(letter.to_string())).collect();
    }
    text.split(separator).map(Value::from).collect()
}

/// A value as `@name` writes it.
pub(super) fn formatted(format: Format, value: &Value) -> Made<String> {
    match format {
        Format::Text => Ok(text(value)),
        Format::Json => Ok(value.to_string()),
        Format::Base64 => Ok(STANDARD.encode(text(value))),
        Format::Base64Decode => {
            let bytes = STANDARD.decode(text(value)).map_err(|_| Stop::error("the text is no base64"))?;
            Ok(String::from_utf8_lossy(&bytes).into_owned())
        }
        Format::Uri => {
            let escaped = |byte: u8| match byte {
                b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => {
                    char::from(byte).to_string()
                }
                byte => format!("%{byte:02X}"),
            };
            Ok(text(value).bytes().map(escaped).collect())
        }
    }
}

/// A regular expression with jq's flags (`g`, `i`, `x`, `s`, `n`), paid for with what it will look at.
pub(super) fn regex(machine: &Machine, input: &Value, pattern: &Value, flags: &Value) -> Made<Regex> {
    let pattern = string(pattern)?;
    // At worst every letter is looked at for every place of the pattern.
    machine.spend(1000 + string(input)?.len().saturating_mul(pattern.len()) / 16)?;
    let flags = if flags.is_null() { "" } else { string(flags)? };
    if let Some(unknown) = flags.chars().find(|flag| !"gixsn".contains(*flag)) {
        return Err(Stop::error(format!("the flag `{unknown}` of a regular expression is not known here")));
    }
    RegexBuilder::new(pattern)
        .case_insensitive(flags.contains('i'))
        .ignore_whitespace(flags.contains('x'))
        .dot_matches_new_line(flags.contains('s'))
        .size_limit(REGEX_BYTES_MAX)
        .build()
        .map_err(|error| Stop::error(format!("the regular expression cannot be read: {error}")))
}

/// The named groups of a match.
pub(super) fn named(regex: &Regex, captures: &Captures<'_>) -> Value {
    let group = |name: &str| {
        let value = captures.name(name).map_or(Value::Null, |group| group.as_str().into());
        (name.to_owned(), value)
    };
    Value::Object(regex.capture_names().flatten().map(group).collect::<Map<_, _>>())
}
