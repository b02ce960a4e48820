//! Tags of groups.

use std::collections::BTreeMap;

use kernel::Place;

use super::{Engine, EngineError, Result, StoredGroup, keys};
use crate::limits::TAGS_MAX;

impl Engine {
    /// Puts tags on a group, in place of those with the same keys.
    pub async fn tag(&self, place: &Place, name: &str, tags: BTreeMap<String, String>) -> Result<()> {
        let key = keys::group(place, name);
        let tagged = self.store()?.write(move |store| {
            let mut group = StoredGroup::decode(&store.get(&key)?.ok_or(EngineError::NoGroup)?)?;
            group.tags.extend(tags);
            if group.tags.len() > TAGS_MAX {
                return Err(EngineError::TooManyTags);
            }
            store.put(key, group.encode());
            Ok(())
        });
        tagged.await?
    }

    /// Takes tags off a group; those it does not have are passed over.
    pub async fn untag(&self, place: &Place, name: &str, tag_keys: Vec<String>) -> Result<()> {
        let remove =
            move |group: &mut StoredGroup| tag_keys.iter().for_each(|key| drop(group.tags.remove(key)));
        self.change_group(place, name, remove).await
    }
}
