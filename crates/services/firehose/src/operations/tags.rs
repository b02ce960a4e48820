//! What tags a delivery stream may have.

use std::collections::BTreeMap;

use firehose_api::Tag;

use crate::engine::EngineError;
use crate::limits::TAGS_MAX;

/// Adds `new` to `tags`, if they are allowed and not too many.
pub fn add(tags: &mut BTreeMap<String, String>, new: Vec<Tag>) -> Result<(), EngineError> {
    if let Some(tag) = new.iter().find(|tag| tag.key.to_ascii_lowercase().starts_with("aws:")) {
        return Err(EngineError::Invalid(format!(
            "Tag key `{}` begins with aws:, which is AWS's own.",
            tag.key
        )));
    }
    let allowed =
        |text: &str| text.chars().all(|letter| letter.is_alphanumeric() || " _.:/=+-@%".contains(letter));
    let values = |tag: &Tag| tag.value.as_deref().is_none_or(allowed);
    if let Some(tag) = new.iter().find(|tag| !allowed(&tag.key) || !values(tag)) {
        return Err(EngineError::Invalid(format!(
            "Some tags contain invalid characters (key `{}`).",
            tag.key
        )));
    }
    tags.extend(new.into_iter().map(|tag| (tag.key, tag.value.unwrap_or_default())));
    if tags.len() > TAGS_MAX {
        return Err(EngineError::Invalid(format!(
            "A delivery stream cannot have more than {TAGS_MAX} tags associated with it."
        )));
    }
    Ok(())
}
