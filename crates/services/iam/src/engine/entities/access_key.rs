//! Access keys of users.

use std::fmt;

use kernel::Timestamp;
use serde_json::json;

use super::fields::{Damaged, Fields, encode};

/// A long-lived access key. The secret is stored as it is: signatures cannot be checked without it.
#[derive(Clone, PartialEq, Eq)]
pub struct AccessKey {
    /// `AKIA…`.
    pub id: String,
    /// The name of the user it belongs to.
    pub user: String,
    /// 40 characters.
    pub secret: String,
    /// Whether it may be used.
    pub active: bool,
    /// When it was made.
    pub created: Timestamp,
}

impl AccessKey {
    /// As stored.
    pub fn encode(&self) -> Vec<u8> {
        encode(&json!({
            "id": self.id,
            "user": self.user,
            "secret": self.secret,
            "active": self.active,
            "created": self.created.0,
        }))
    }

    /// From what was stored.
    pub fn decode(bytes: &[u8]) -> Result<Self, Damaged> {
        let mut fields = Fields::decode(bytes)?;
        Ok(Self {
            id: fields.text("id")?,
            user: fields.text("user")?,
            secret: fields.text("secret")?,
            active: fields.flag("active")?,
            created: fields.time("created")?,
        })
    }
}

/// Without the secret.
impl fmt::Debug for AccessKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = formatter.debug_struct("AccessKey");
        shown.field("id", &self.id).field("user", &self.user).field("active", &self.active);
        shown.field("created", &self.created).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bytes_and_the_secret() {
        let key = AccessKey {
            id: "AKIAX".into(),
            user: "anna".into(),
            secret: "hidden".into(),
            active: true,
            created: Timestamp(5),
        };
        let bytes =
            "\u{1}{\"id\":\"AKIAX\",\"user\":\"anna\",\"secret\":\"hidden\",\"active\":true,\"created\":5}";
        assert_eq!(String::from_utf8(key.encode()).unwrap(), bytes);
        assert_eq!(AccessKey::decode(bytes.as_bytes()).unwrap(), key);
        assert!(!format!("{key:?}").contains("hidden"));
    }
}
