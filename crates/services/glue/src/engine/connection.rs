//! Connections: kept and shown, never opened. Stored as JSON under account, region and name; names keep their case.

use std::collections::BTreeMap;

use glue_api::{Connection, ConnectionInput, ConnectionStatus};
use kernel::{Place, Timestamp};
use wire::{Shape, to_json};

use super::{Engine, EngineError, Result, VERSION, count, keys, tags};
use crate::limits::CONNECTIONS_MAX;

/// What is stored of a connection.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct StoredConnection {
    /// The version of this form.
    pub version: i32,
    /// When it was made.
    pub created: Timestamp,
    /// When it was last changed.
    pub updated: Timestamp,
    /// The ARN of whoever changed it last.
    pub updated_by: String,
    /// What its maker said of it.
    pub input: ConnectionInput,
}

impl StoredConnection {
    fn decode(bytes: &[u8]) -> Result<Self> {
        super::decode(bytes, "a connection", |stored: &Self| stored.version)
    }

    /// As AWS shows it, with or without its password.
    pub fn show(self, with_password: bool) -> Connection {
        let mut input = self.input;
        if !with_password {
            input.connection_properties.remove("PASSWORD");
        }
        Connection {
            name: Some(input.name),
            description: input.description,
            connection_type: Some(input.connection_type),
            match_criteria: input.match_criteria,
            connection_properties: Some(input.connection_properties),
            spark_properties: input.spark_properties,
            athena_properties: input.athena_properties,
            python_properties: input.python_properties,
            physical_connection_requirements: input.physical_connection_requirements,
            creation_time: Some(self.created),
            last_updated_time: Some(self.updated),
            last_updated_by: Some(self.updated_by),
            status: Some(ConnectionStatus::Ready),
            ..Connection::default()
        }
    }
}

impl Engine {
    /// The connection called `name`.
    pub fn connection(&self, place: &Place, name: &str) -> Result<StoredConnection> {
        let bytes = self.store()?.get(&keys::connection(place, name))?;
        StoredConnection::decode(&bytes.ok_or_else(|| EngineError::NoConnection(name.to_owned()))?)
    }

    /// Up to `limit` connections that come after the name `after` and are `wanted`, in order of name, and whether
    /// there are more.
    pub fn connections(
        &self,
        place: &Place,
        after: Option<&str>,
        limit: usize,
        wanted: impl Fn(&ConnectionInput) -> bool,
    ) -> Result<(Vec<StoredConnection>, bool)> {
        let after = after.map(|name| keys::connection(place, name));
        self.page(&keys::connection(place, ""), after.as_deref(), limit, |value| {
            Ok(Some(StoredConnection::decode(value)?).filter(|stored| wanted(&stored.input)))
        })
    }

    /// Makes a connection.
    pub async fn create_connection(
        &self,
        place: &Place,
        input: ConnectionInput,
        by: String,
        with: BTreeMap<String, String>,
    ) -> Result<()> {
        let (key, now) = (keys::connection(place, &input.name), self.now());
        let (counted, arn) = (keys::count_of_connections(place), arn(place, &input.name));
        let made = self.store()?.write(move |store| {
            if store.get(&key)?.is_some() {
                return Err(EngineError::ConnectionExists);
            }
            count::add(store, counted, 1, CONNECTIONS_MAX, "connections")?;
            let stored =
                StoredConnection { version: VERSION, created: now, updated: now, updated_by: by, input };
            store.put(key, to_json(&stored));
            tags::put(store, &arn, &with);
            Ok(())
        });
        made.await?
    }

    /// Says anew what the connection called `name` is. Its name cannot change.
    pub async fn update_connection(
        &self,
        place: &Place,
        name: &str,
        mut input: ConnectionInput,
        by: String,
    ) -> Result<()> {
        let (key, now, name) = (keys::connection(place, name), self.now(), name.to_owned());
        let changed = self.store()?.write(move |store| {
            let bytes = store.get(&key)?.ok_or_else(|| EngineError::NoConnection(name.clone()))?;
            let mut stored = StoredConnection::decode(&bytes)?;
            input.name = name;
            (stored.updated, stored.updated_by, stored.input) = (now, by, input);
            store.put(key, to_json(&stored));
            Ok(())
        });
        changed.await?
    }

    /// Removes connections; answers which could not be.
    pub async fn delete_connections(
        &self,
        place: &Place,
        names: Vec<String>,
    ) -> Result<Vec<(String, EngineError)>> {
        let place = place.clone();
        let removed = self.store()?.write(move |store| {
            let mut missing = Vec::new();
            for name in names {
                let key = keys::connection(&place, &name);
                if store.get(&key)?.is_none() {
                    missing.push((name.clone(), EngineError::NoConnection(name)));
                    continue;
                }
                store.delete(&key);
                count::take(store, keys::count_of_connections(&place), 1)?;
                tags::remove(store, &arn(&place, &name));
            }
            Ok::<_, EngineError>(missing)
        });
        removed.await?
    }
}

/// A connection's ARN.
fn arn(place: &Place, name: &str) -> String {
    place.arn("glue", &format!("connection/{name}")).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_is_pinned_and_comes_back() {
        let pinned = concat!(
            r#"{"Version":1,"Created":1.500,"Updated":2.0,"UpdatedBy":"arn","#,
            r#""Input":{"Name":"Db","ConnectionType":"JDBC","ConnectionProperties":{"USERNAME":"u"}}}"#,
        );
        let stored = StoredConnection::decode(pinned.as_bytes()).unwrap();
        assert_eq!((stored.updated, stored.input.name.as_str()), (Timestamp(2_000), "Db"));
        assert_eq!(String::from_utf8(to_json(&stored)).unwrap(), pinned);
        assert!(StoredConnection::decode(pinned.replace("JDBC", "CARRIER_PIGEON").as_bytes()).is_err());
    }
}
