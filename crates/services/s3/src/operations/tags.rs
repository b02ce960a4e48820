//! Tags: what they may be, and how shapes and the engine have them.

use std::collections::BTreeMap;

use s3_api::{Tag, Tagging};
use wire::Fault;

use crate::errors::{argument, with};
use crate::limits::{OBJECT_TAGS_MAX, TAG_KEY_MAX, TAG_VALUE_MAX};

/// The tags of a shape, at most `max`.
pub fn read(tagging: Tagging, max: usize) -> Result<BTreeMap<String, String>, Fault> {
    let count = tagging.tag_set.len();
    let tags: BTreeMap<_, _> = tagging.tag_set.into_iter().map(|tag| (tag.key, tag.value)).collect();
    if tags.len() != count {
        return Err(Fault::sender("InvalidTag", "Cannot provide multiple Tags with the same key"));
    }
    check(&tags, max)?;
    Ok(tags)
}

/// Refuses tags that may not be.
pub fn check(tags: &BTreeMap<String, String>, max: usize) -> Result<(), Fault> {
    if tags.len() > max {
        let kind = if max == OBJECT_TAGS_MAX { "Object" } else { "Bucket" };
        return Err(Fault::sender("BadRequest", format!("{kind} tags cannot be greater than {max}")));
    }
    for (key, value) in tags {
        let bad = |what: &str, fault: &str| {
            let text = format!("The Tag{what} you have provided is invalid");
            with(Fault::sender("InvalidTag", text), "TagKey", fault)
        };
        if key.is_empty() || key.chars().count() > TAG_KEY_MAX || !key.chars().all(is_allowed) {
            return Err(bad("Key", key));
        }
        if key.starts_with("aws:") {
            return Err(Fault::sender("InvalidTag", "System tags cannot be added/updated by requester"));
        }
        if value.chars().count() > TAG_VALUE_MAX || !value.chars().all(is_allowed) {
            return Err(bad("Value", key));
        }
    }
    Ok(())
}

/// Letters, digits and spaces of any language, and `+ - = . _ : / @`.
fn is_allowed(letter: char) -> bool {
    letter.is_alphanumeric() || letter.is_whitespace() || "+-=._:/@".contains(letter)
}

/// The tags as shapes have them.
pub fn show(tags: &BTreeMap<String, String>) -> Vec<Tag> {
    tags.iter().map(|(key, value)| Tag { key: key.clone(), value: value.clone() }).collect()
}

/// The header that tags an object is not a query string.
pub fn bad_header() -> Fault {
    argument(
        "The header 'x-amz-tagging' shall be encoded as UTF-8 then URLEncoded URL query parameters without tag \
         name duplicates.",
        "x-amz-tagging",
        "",
    )
}
