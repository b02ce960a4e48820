//! A workgroup as it is stored.

use std::collections::BTreeMap;

use athena_api::{WorkGroupConfiguration, WorkGroupState};
use kernel::Timestamp;
use wire::{Shape, to_json};

use super::{VERSION, decode};
use crate::engine::{PRIMARY, Result};

/// What is stored of a workgroup.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct StoredWorkGroup {
    /// The version of this form.
    pub version: i32,
    /// Its name.
    pub name: String,
    /// Whether it takes queries.
    pub state: WorkGroupState,
    /// What it is for.
    pub description: Option<String>,
    /// When it was made; not known of `primary`, which always was.
    pub created: Option<Timestamp>,
    /// AWS's configuration, with defaults filled in.
    pub configuration: WorkGroupConfiguration,
    /// Its tags.
    pub tags: BTreeMap<String, String>,
}

impl StoredWorkGroup {
    /// A workgroup that takes queries.
    pub fn new(name: String, created: Option<Timestamp>, configuration: WorkGroupConfiguration) -> Self {
        Self {
            version: VERSION,
            name,
            state: WorkGroupState::Enabled,
            description: None,
            created,
            configuration,
            tags: BTreeMap::new(),
        }
    }

    /// `primary`, as long as nobody changed it.
    pub fn primary() -> Self {
        let configuration = WorkGroupConfiguration {
            enforce_work_group_configuration: Some(false),
            publish_cloud_watch_metrics_enabled: Some(false),
            requester_pays_enabled: Some(false),
            ..WorkGroupConfiguration::default()
        };
        Self::new(PRIMARY.to_owned(), None, configuration)
    }

    /// The stored bytes.
    pub fn encode(&self) -> Vec<u8> {
        to_json(self)
    }

    /// The workgroup in stored bytes.
    pub fn decode(bytes: &[u8]) -> Result<Self> {
        decode(bytes, |stored: &Self| stored.version)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_pinned() {
        let mut stored = StoredWorkGroup::primary();
        stored.created = Some(Timestamp(1500));
        stored.tags.insert("k".into(), "v".into());
        let pinned = r#"{"Version":1,"Name":"primary","State":"ENABLED","Created":1.500,"Configuration":{"EnforceWorkGroupConfiguration":false,"PublishCloudWatchMetricsEnabled":false,"RequesterPaysEnabled":false},"Tags":{"k":"v"}}"#;
        assert_eq!(String::from_utf8(stored.encode()).unwrap(), pinned);
        assert_eq!(StoredWorkGroup::decode(pinned.as_bytes()).unwrap(), stored);
        assert!(StoredWorkGroup::decode(b"{}").is_err() && StoredWorkGroup::decode(b"\xff").is_err());
    }
}
