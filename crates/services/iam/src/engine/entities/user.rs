//! Users.

use std::collections::BTreeMap;

use kernel::{AccountId, Timestamp};
use serde_json::json;

use super::fields::{Damaged, Fields, encode};
use super::tag::Tags;

/// A user. Its access keys are records of their own, since they are found by key id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct User {
    /// `AIDA…`.
    pub id: String,
    /// 1 to 64 characters.
    pub name: String,
    /// Begins and ends with `/`.
    pub path: String,
    /// When it was made.
    pub created: Timestamp,
    /// Its tags.
    pub tags: Tags,
    /// ARNs of the managed policies attached to it, in order of attachment.
    pub attached: Vec<String>,
    /// Inline policies by name, JSON as it was sent.
    pub inline: BTreeMap<String, String>,
}

impl User {
    /// Its ARN in `account`.
    pub fn arn(&self, account: &AccountId) -> String {
        format!("arn:aws:iam::{account}:user{}{}", self.path, self.name)
    }

    /// As stored.
    pub fn encode(&self) -> Vec<u8> {
        encode(&json!({
            "id": self.id,
            "name": self.name,
            "path": self.path,
            "created": self.created.0,
            "tags": self.tags.to_json(),
            "attached": self.attached,
            "inline": self.inline,
        }))
    }

    /// From what was stored.
    pub fn decode(bytes: &[u8]) -> Result<Self, Damaged> {
        let mut fields = Fields::decode(bytes)?;
        Ok(Self {
            id: fields.text("id")?,
            name: fields.text("name")?,
            path: fields.text("path")?,
            created: fields.time("created")?,
            tags: Tags::take(&mut fields)?,
            attached: fields.texts("attached")?,
            inline: fields.named_texts("inline")?.into_iter().collect(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bytes() {
        let user = User {
            id: "AIDAX".into(),
            name: "anna".into(),
            path: "/".into(),
            created: Timestamp(5),
            tags: Tags::default(),
            attached: vec![],
            inline: BTreeMap::new(),
        };
        let bytes = "\u{1}{\"id\":\"AIDAX\",\"name\":\"anna\",\"path\":\"/\",\"created\":5,\"tags\":[],\
            \"attached\":[],\"inline\":{}}";
        assert_eq!(String::from_utf8(user.encode()).unwrap(), bytes);
        assert_eq!(User::decode(bytes.as_bytes()), Ok(user));
    }
}
