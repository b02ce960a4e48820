//! What tags a table may have, in AWS's words.

use std::collections::BTreeMap;

use dynamodb_api::Tag;
use wire::Fault;

use crate::errors::invalid;
use crate::limits::TAGS_MAX;

/// Tags as they are kept, if they are allowed.
pub fn from_list(list: Vec<Tag>) -> Result<BTreeMap<String, String>, Fault> {
    let mut tags = BTreeMap::new();
    for Tag { key, value } in list {
        check_key(&key)?;
        if !allowed(&value) {
            return Err(invalid(format!("The Tag Value provided is invalid, Value: {value}")));
        }
        if tags.contains_key(&key) {
            return Err(invalid(format!(
                "Duplicate Tag Keys provided as input: Duplicate Tag Key found {key}"
            )));
        }
        tags.insert(key, value);
    }
    check_count(&tags)?;
    Ok(tags)
}

/// Refuses a key that is AWS's own or has characters that tags may not have.
pub fn check_key(key: &str) -> Result<(), Fault> {
    if key.to_ascii_lowercase().starts_with("aws:") {
        return Err(invalid(format!("Tag Key cannot be prefixed with aws:, Key: {key}")));
    }
    if allowed(key) { Ok(()) } else { Err(invalid(format!("The Tag Key provided is invalid, Key: {key}"))) }
}

/// Refuses more tags than a table may have.
pub fn check_count(tags: &BTreeMap<String, String>) -> Result<(), Fault> {
    if tags.len() > TAGS_MAX {
        return Err(invalid("Number of Tags exceed the current limit for the provided ResourceArn"));
    }
    Ok(())
}

fn allowed(text: &str) -> bool {
    text.chars().all(|letter| letter.is_alphanumeric() || " _.:/=+-@".contains(letter))
}
