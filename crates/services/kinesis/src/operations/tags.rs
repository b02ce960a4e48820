//! What tags a stream may have.

use std::collections::BTreeMap;

use crate::engine::EngineError;
use crate::limits::TAGS_MAX;

/// Adds `new` to `tags`, if they are allowed and not too many.
pub fn add(tags: &mut BTreeMap<String, String>, new: BTreeMap<String, String>) -> Result<(), EngineError> {
    if let Some(key) = new.keys().find(|key| key.to_ascii_lowercase().starts_with("aws:")) {
        return Err(EngineError::Invalid(format!("Tag key `{key}` begins with aws:, which is AWS's own.")));
    }
    let allowed =
        |text: &str| text.chars().all(|letter| letter.is_alphanumeric() || " _.:/=+-@%".contains(letter));
    if let Some((key, _)) = new.iter().find(|(key, value)| !allowed(key) || !allowed(value)) {
        return Err(EngineError::Invalid(format!(
            "Some tags contain invalid characters (key `{key}`). Valid characters: Unicode letters, digits, white \
             space, _ . / = + - % @."
        )));
    }
    tags.extend(new);
    if tags.len() > TAGS_MAX {
        return Err(EngineError::Invalid(format!(
            "Failed to add tags to the stream: a stream cannot have more than {TAGS_MAX} tags associated with it."
        )));
    }
    Ok(())
}
