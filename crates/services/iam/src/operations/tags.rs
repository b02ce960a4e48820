//! What tags may look like, and between shapes and the engine.

use std::collections::BTreeSet;

use iam_api as api;
use wire::Fault;

use crate::engine::entities::Tag;
use crate::errors::{invalid, malformed};

/// AWS's pattern of keys; that of values ends in `*`. Checked here because it names classes of Unicode.
const KEY_PATTERN: &str = r"[\p{L}\p{Z}\p{N}_.:/=+\-@]+";
const VALUE_PATTERN: &str = r"[\p{L}\p{Z}\p{N}_.:/=+\-@]*";

/// The tags of an input, if they are allowed.
pub fn checked(tags: Vec<api::Tag>) -> Result<Vec<Tag>, Fault> {
    let mut wrong = Vec::new();
    for (tag, at) in tags.iter().zip(1..) {
        for (name, text, pattern) in [("key", &tag.key, KEY_PATTERN), ("value", &tag.value, VALUE_PATTERN)] {
            if !text.chars().all(is_allowed) {
                wrong.push(format!(
                    "Value '{text}' at 'tags.{at}.member.{name}' failed to satisfy constraint: Member must \
                     satisfy regular expression pattern: {pattern}"
                ));
            }
        }
    }
    if !wrong.is_empty() {
        let plural = if wrong.len() == 1 { "" } else { "s" };
        let text = format!("{} validation error{plural} detected: {}", wrong.len(), wrong.join("; "));
        return Err(malformed(text));
    }
    let mut keys = BTreeSet::new();
    for key in tags.iter().map(|tag| tag.key.to_lowercase()) {
        if key.starts_with("aws:") {
            return Err(invalid("Tag keys that begin with `aws:` are AWS's own; choose another key."));
        }
        if !keys.insert(key) {
            return Err(invalid("Duplicate tag keys found. Please note that Tag keys are case insensitive."));
        }
    }
    Ok(tags.into_iter().map(|tag| Tag { key: tag.key, value: tag.value }).collect())
}

/// A tag as answers show it.
pub fn shown(tag: Tag) -> api::Tag {
    api::Tag { key: tag.key, value: tag.value }
}

fn is_allowed(letter: char) -> bool {
    letter.is_alphanumeric()
        || (letter.is_whitespace() && !letter.is_control())
        || "_.:/=+-@".contains(letter)
}
