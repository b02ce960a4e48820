//! Tags of resources: a JSON map under the resource's ARN. They are kept apart from what they are on, so that every
//! kind of resource has them alike.

use std::collections::BTreeMap;

use kernel::{Arn, Place};
use storage::Transaction;
use wire::{from_json, to_json};

use super::{Engine, EngineError, Result, keys};
use crate::limits::TAGS_MAX;

type Tags = BTreeMap<String, String>;

/// Sets all tags of what has just been made.
pub(super) fn put(store: &mut Transaction, arn: &str, tags: &Tags) {
    if !tags.is_empty() {
        store.put(keys::tags(arn), to_json(tags));
    }
}

/// Removes all tags of what has just been removed.
pub(super) fn remove(store: &mut Transaction, arn: &str) {
    store.delete(&keys::tags(arn));
}

impl Engine {
    /// The tags of a resource.
    pub fn tags(&self, place: &Place, arn: &str) -> Result<Tags> {
        self.find_tagged(place, arn)?;
        self.store()?.get(&keys::tags(arn))?.map_or_else(|| Ok(Tags::new()), |bytes| decode(&bytes))
    }

    /// Changes the tags of a resource.
    pub async fn change_tags(&self, place: &Place, arn: &str, add: Tags, remove: Vec<String>) -> Result<()> {
        self.find_tagged(place, arn)?;
        let key = keys::tags(arn);
        let changed = self.store()?.write(move |store| {
            let mut tags = store.get(&key)?.map_or_else(|| Ok(Tags::new()), |bytes| decode(&bytes))?;
            tags.retain(|key, _| !remove.contains(key));
            tags.extend(add);
            if tags.len() > TAGS_MAX {
                return Err(EngineError::TooManyTags(TAGS_MAX));
            }
            match tags.is_empty() {
                true => store.delete(&key),
                false => store.put(key, to_json(&tags)),
            }
            Ok(())
        });
        changed.await?
    }

    /// Whether a resource that can have tags is there.
    fn find_tagged(&self, place: &Place, arn: &str) -> Result<()> {
        let missing = || EngineError::NoResource(arn.to_owned());
        let parsed = Arn::parse(arn).map_err(|_| missing())?;
        let (account, region) = (place.account.as_str(), place.region.as_str());
        if (parsed.service(), parsed.account(), parsed.region()) != ("glue", account, region) {
            return Err(missing());
        }
        let key = if let Some(name) = parsed.name_of("database") {
            keys::database(place, name)
        } else if let Some(name) = parsed.name_of("connection") {
            keys::connection(place, name)
        } else {
            return Err(missing());
        };
        self.store()?.get(&key)?.map(drop).ok_or_else(missing)
    }
}

fn decode(bytes: &[u8]) -> Result<Tags> {
    from_json(bytes).map_err(|error| EngineError::Corrupt(format!("tags: {error}")))
}
