//! Customer-managed policies and their versions.

use kernel::{AccountId, Timestamp};
use serde_json::{Value, json};

use super::fields::{Damaged, Fields, encode};
use super::tag::Tags;

/// A managed policy of an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ManagedPolicy {
    /// `ANPA…`.
    pub id: String,
    /// 1 to 128 characters.
    pub name: String,
    /// Begins and ends with `/`.
    pub path: String,
    /// What its maker says about it.
    pub description: Option<String>,
    /// When it was made.
    pub created: Timestamp,
    /// When a version was last made or made the default.
    pub updated: Timestamp,
    /// Number of the default version: 1 of `v1`.
    pub default_version: u32,
    /// Number that the next version gets; numbers are never used twice.
    pub next_version: u32,
    /// The versions, oldest first; never empty.
    pub versions: Vec<PolicyVersion>,
    /// Its tags.
    pub tags: Tags,
}

/// One version of a managed policy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyVersion {
    /// 1 of `v1`.
    pub number: u32,
    /// JSON as it was sent.
    pub document: String,
    /// When it was made.
    pub created: Timestamp,
}

impl ManagedPolicy {
    /// Its ARN in `account`.
    pub fn arn(&self, account: &AccountId) -> String {
        format!("arn:aws:iam::{account}:policy{}{}", self.path, self.name)
    }

    /// The version `number`.
    pub fn version(&self, number: u32) -> Option<&PolicyVersion> {
        self.versions.iter().find(|version| version.number == number)
    }

    /// As stored.
    pub fn encode(&self) -> Vec<u8> {
        let versions: Value = self
            .versions
            .iter()
            .map(|one| json!({ "number": one.number, "document": one.document, "created": one.created.0 }))
            .collect();
        let mut record = json!({
            "id": self.id,
            "name": self.name,
            "path": self.path,
            "created": self.created.0,
            "updated": self.updated.0,
            "default_version": self.default_version,
            "next_version": self.next_version,
            "versions": versions,
            "tags": self.tags.to_json(),
        });
        if let Some(description) = &self.description {
            record["description"] = json!(description);
        }
        encode(&record)
    }

    /// From what was stored.
    pub fn decode(bytes: &[u8]) -> Result<Self, Damaged> {
        let mut fields = Fields::decode(bytes)?;
        let policy = Self {
            id: fields.text("id")?,
            name: fields.text("name")?,
            path: fields.text("path")?,
            description: fields.optional_text("description")?,
            created: fields.time("created")?,
            updated: fields.time("updated")?,
            default_version: fields.number("default_version")?,
            next_version: fields.number("next_version")?,
            versions: fields.list("versions", version)?,
            tags: Tags::take(&mut fields)?,
        };
        let sound = policy.version(policy.default_version).is_some();
        if sound { Ok(policy) } else { Err(Damaged("default_version")) }
    }
}

fn version(value: Value) -> Result<PolicyVersion, Damaged> {
    let mut fields = Fields::of(value, "versions")?;
    Ok(PolicyVersion {
        number: fields.number("number")?,
        document: fields.text("document")?,
        created: fields.time("created")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bytes() {
        let version = PolicyVersion { number: 2, document: "{}".into(), created: Timestamp(7) };
        let policy = ManagedPolicy {
            id: "ANPAX".into(),
            name: "P".into(),
            path: "/a/".into(),
            description: Some("d".into()),
            created: Timestamp(5),
            updated: Timestamp(7),
            default_version: 2,
            next_version: 3,
            versions: vec![version],
            tags: Tags::default(),
        };
        let bytes = "\u{1}{\"id\":\"ANPAX\",\"name\":\"P\",\"path\":\"/a/\",\"created\":5,\"updated\":7,\
            \"default_version\":2,\"next_version\":3,\
            \"versions\":[{\"number\":2,\"document\":\"{}\",\"created\":7}],\"tags\":[],\"description\":\"d\"}";
        assert_eq!(String::from_utf8(policy.encode()).unwrap(), bytes);
        assert_eq!(ManagedPolicy::decode(bytes.as_bytes()), Ok(policy.clone()));
        let broken = ManagedPolicy { default_version: 1, ..policy };
        assert_eq!(ManagedPolicy::decode(&broken.encode()), Err(Damaged("default_version")));
    }
}
