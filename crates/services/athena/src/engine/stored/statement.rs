//! A prepared statement as it is stored.

use kernel::Timestamp;
use wire::{Shape, to_json};

use super::{VERSION, decode};
use crate::engine::Result;

/// What is stored of a prepared statement.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct StoredStatement {
    /// The version of this form.
    pub version: i32,
    /// Its name, unique in its workgroup.
    pub name: String,
    /// What it is for.
    pub description: Option<String>,
    /// The query, with `?` where parameters go.
    pub query: String,
    /// When it was last changed.
    pub modified: Timestamp,
}

impl StoredStatement {
    /// A prepared statement.
    pub fn new(name: String, query: String, description: Option<String>, modified: Timestamp) -> Self {
        Self { version: VERSION, name, description, query, modified }
    }

    /// The stored bytes.
    pub fn encode(&self) -> Vec<u8> {
        to_json(self)
    }

    /// The statement in stored bytes.
    pub fn decode(bytes: &[u8]) -> Result<Self> {
        decode(bytes, |stored: &Self| stored.version)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_pinned() {
        let stored = StoredStatement::new("s".into(), "SELECT ?".into(), Some("d".into()), Timestamp(1500));
        let pinned = r#"{"Version":1,"Name":"s","Description":"d","Query":"SELECT ?","Modified":1.500}"#;
        assert_eq!(String::from_utf8(stored.encode()).unwrap(), pinned);
        assert_eq!(StoredStatement::decode(pinned.as_bytes()).unwrap(), stored);
        assert!(StoredStatement::decode(b"{}").is_err());
    }
}
