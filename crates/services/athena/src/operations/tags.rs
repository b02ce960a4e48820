//! Tags: checked as AWS does.

use std::collections::BTreeMap;

use athena_api::Tag;
use wire::Fault;

use crate::errors::invalid;
use crate::limits::TAGS_MAX;

/// Puts `tags` over those that are there.
pub fn put(all: &mut BTreeMap<String, String>, tags: Vec<Tag>) -> Result<(), Fault> {
    for tag in tags {
        let key = tag.key.ok_or_else(|| invalid("The key of a tag is missing."))?;
        if key.to_ascii_lowercase().starts_with("aws:") {
            return Err(invalid("Tag keys that start with aws: are reserved."));
        }
        all.insert(key, tag.value.unwrap_or_default());
    }
    if all.len() > TAGS_MAX {
        return Err(invalid(format!("A resource has at most {TAGS_MAX} tags.")));
    }
    Ok(())
}

/// Tags as a list.
pub fn list(tags: BTreeMap<String, String>) -> Vec<Tag> {
    tags.into_iter().map(|(key, value)| Tag { key: Some(key), value: Some(value) }).collect()
}
