//! Tags of roles, policies and users.

use serde_json::{Value, json};

use super::fields::{Damaged, Fields};

/// A key, unique without regard to case, with a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tag {
    /// 1 to 128 characters.
    pub key: String,
    /// 0 to 256 characters.
    pub value: String,
}

/// Tags in the order in which they were first set.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tags(Vec<Tag>);

impl Tags {
    /// The tags, in order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &Tag> {
        self.0.iter()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Sets `tag`, in the place of one of the same key if there is one.
    pub fn set(&mut self, tag: Tag) {
        match self.0.iter_mut().find(|known| same(&known.key, &tag.key)) {
            Some(known) => *known = tag,
            None => self.0.push(tag),
        }
    }

    /// Removes the tag `key`, if there is one.
    pub fn remove(&mut self, key: &str) {
        self.0.retain(|tag| !same(&tag.key, key));
    }

    pub(super) fn to_json(&self) -> Value {
        self.0.iter().map(|tag| json!({ "key": tag.key, "value": tag.value })).collect()
    }

    pub(super) fn take(fields: &mut Fields) -> Result<Self, Damaged> {
        fields
            .list("tags", |value| {
                let mut fields = Fields::of(value, "tags")?;
                Ok(Tag { key: fields.text("key")?, value: fields.text("value")? })
            })
            .map(Self)
    }
}

impl FromIterator<Tag> for Tags {
    fn from_iter<I: IntoIterator<Item = Tag>>(tags: I) -> Self {
        let mut found = Self::default();
        tags.into_iter().for_each(|tag| found.set(tag));
        found
    }
}

fn same(one: &str, other: &str) -> bool {
    one.to_lowercase() == other.to_lowercase()
}
