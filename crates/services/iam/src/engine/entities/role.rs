//! Roles.

use std::collections::BTreeMap;

use kernel::{AccountId, Timestamp};
use serde_json::json;

use super::fields::{Damaged, Fields, encode};
use super::tag::Tags;
use crate::engine::policy::characters;

/// A role with all that hangs on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Role {
    /// `AROA…`.
    pub id: String,
    /// 1 to 64 characters.
    pub name: String,
    /// Begins and ends with `/`.
    pub path: String,
    /// The trust policy, JSON as it was sent.
    pub trust: String,
    /// What its maker says about it.
    pub description: Option<String>,
    /// How long a session may last, seconds: 3600 to 43200.
    pub session_seconds_max: u32,
    /// When it was made.
    pub created: Timestamp,
    /// Its tags.
    pub tags: Tags,
    /// ARNs of the managed policies attached to it, in order of attachment.
    pub attached: Vec<String>,
    /// Inline policies by name, JSON as it was sent.
    pub inline: BTreeMap<String, String>,
}

impl Role {
    /// Its ARN in `account`.
    pub fn arn(&self, account: &AccountId) -> String {
        format!("arn:aws:iam::{account}:role{}{}", self.path, self.name)
    }

    /// Size of all inline policies together, characters.
    pub fn inline_characters(&self) -> usize {
        self.inline.values().map(|document| characters(document)).sum()
    }

    /// As stored.
    pub fn encode(&self) -> Vec<u8> {
        let mut record = json!({
            "id": self.id,
            "name": self.name,
            "path": self.path,
            "trust": self.trust,
            "session_seconds_max": self.session_seconds_max,
            "created": self.created.0,
            "tags": self.tags.to_json(),
            "attached": self.attached,
            "inline": self.inline,
        });
        if let Some(description) = &self.description {
            record["description"] = json!(description);
        }
        encode(&record)
    }

    /// From what was stored.
    pub fn decode(bytes: &[u8]) -> Result<Self, Damaged> {
        let mut fields = Fields::decode(bytes)?;
        Ok(Self {
            id: fields.text("id")?,
            name: fields.text("name")?,
            path: fields.text("path")?,
            trust: fields.text("trust")?,
            description: fields.optional_text("description")?,
            session_seconds_max: fields.number("session_seconds_max")?,
            created: fields.time("created")?,
            tags: Tags::take(&mut fields)?,
            attached: fields.texts("attached")?,
            inline: fields.named_texts("inline")?.into_iter().collect(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::Tag;
    use super::*;

    #[test]
    fn the_bytes() {
        let role = Role {
            id: "AROAX".into(),
            name: "R".into(),
            path: "/".into(),
            trust: "{}".into(),
            description: None,
            session_seconds_max: 3600,
            created: Timestamp(5),
            tags: [Tag { key: "k".into(), value: "v".into() }].into_iter().collect(),
            attached: vec!["arn:a".into()],
            inline: BTreeMap::from([("p".into(), "{\"a\":1}".into())]),
        };
        let bytes = "\u{1}{\"id\":\"AROAX\",\"name\":\"R\",\"path\":\"/\",\"trust\":\"{}\",\
            \"session_seconds_max\":3600,\"created\":5,\"tags\":[{\"key\":\"k\",\"value\":\"v\"}],\
            \"attached\":[\"arn:a\"],\"inline\":{\"p\":\"{\\\"a\\\":1}\"}}";
        assert_eq!(String::from_utf8(role.encode()).unwrap(), bytes);
        assert_eq!(Role::decode(bytes.as_bytes()), Ok(role.clone()));
        let described = Role { description: Some("é".into()), ..role };
        assert_eq!(Role::decode(&described.encode()), Ok(described));
    }

    #[test]
    fn damage_is_told_not_guessed() {
        arbtest::arbtest(|bytes| {
            let _ = Role::decode(bytes.bytes(bytes.len().min(64))?);
            Ok(())
        });
        for (bytes, field) in [("", "version"), ("\u{2}{}", "version"), ("\u{1}[", "JSON"), ("\u{1}{}", "id")]
        {
            assert_eq!(Role::decode(bytes.as_bytes()), Err(Damaged(field)), "{bytes}");
        }
    }
}
