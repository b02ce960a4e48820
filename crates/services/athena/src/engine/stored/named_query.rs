//! A named query as it is stored.

use kernel::Timestamp;
use wire::{Shape, to_json};

use super::{VERSION, decode};
use crate::engine::Result;

/// What is stored of a named query.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct StoredNamedQuery {
    /// The version of this form.
    pub version: i32,
    /// Its id, a UUID.
    pub id: String,
    /// Its name; several may have the same.
    pub name: String,
    /// What it is for.
    pub description: Option<String>,
    /// The database that it is about.
    pub database: String,
    /// The query.
    pub query: String,
    /// The workgroup it is in.
    pub work_group: String,
    /// The request token that it was made with, if any.
    pub token: Option<String>,
    /// When it was made.
    pub created: Timestamp,
}

impl StoredNamedQuery {
    /// A named query without a description.
    pub fn new(
        id: String,
        work_group: String,
        (name, database, query): (String, String, String),
        created: Timestamp,
    ) -> Self {
        let version = VERSION;
        Self { version, id, name, description: None, database, query, work_group, token: None, created }
    }

    /// The stored bytes.
    pub fn encode(&self) -> Vec<u8> {
        to_json(self)
    }

    /// The named query in stored bytes.
    pub fn decode(bytes: &[u8]) -> Result<Self> {
        decode(bytes, |stored: &Self| stored.version)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_pinned() {
        let what = ("n".into(), "d".into(), "SELECT 1".into());
        let stored = StoredNamedQuery::new("i".into(), "w".into(), what, Timestamp(1500));
        let pinned = r#"{"Version":1,"Id":"i","Name":"n","Database":"d","Query":"SELECT 1","WorkGroup":"w","Created":1.500}"#;
        assert_eq!(String::from_utf8(stored.encode()).unwrap(), pinned);
        assert_eq!(StoredNamedQuery::decode(pinned.as_bytes()).unwrap(), stored);
        assert!(StoredNamedQuery::decode(b"{}").is_err());
    }
}
