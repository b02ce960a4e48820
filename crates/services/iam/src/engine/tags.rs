//! Tags of roles.

use kernel::AccountId;

use super::entities::Tag;
use super::{Engine, IamError, Page};
use crate::limits::TAGS_MAX;

impl Engine {
    /// Sets tags of a role; those of the same key are replaced.
    pub async fn tag_role(&self, account: &AccountId, role: &str, tags: Vec<Tag>) -> Result<(), IamError> {
        let tag = self.change_role(account, role, move |_, role| {
            tags.into_iter().for_each(|tag| role.tags.set(tag));
            if role.tags.len() > TAGS_MAX { Err(IamError::TooManyTags(TAGS_MAX)) } else { Ok(()) }
        });
        tag.await.map(drop)
    }

    /// Removes tags of a role; keys it does not have are ignored.
    pub async fn untag_role(
        &self,
        account: &AccountId,
        role: &str,
        keys: Vec<String>,
    ) -> Result<(), IamError> {
        let untag = self.change_role(account, role, move |_, role| {
            keys.iter().for_each(|key| role.tags.remove(key));
            Ok(())
        });
        untag.await.map(drop)
    }

    /// Tags of a role in the order in which they were first set, after the key `after`.
    pub fn list_role_tags(
        &self,
        account: &AccountId,
        role: &str,
        after: Option<&str>,
        limit: usize,
    ) -> Result<Page<Tag>, IamError> {
        let role = self.role(account, role)?;
        let begin = after.and_then(|after| role.tags.iter().position(|tag| tag.key == after));
        let tags = role.tags.iter().skip(begin.map_or(0, |at| at + 1)).cloned();
        Ok(Page::collect(tags, limit, |tag| tag.key.clone()))
    }
}
