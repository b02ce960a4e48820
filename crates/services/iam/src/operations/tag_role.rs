//! `TagRole`.

use dispatch::{Call, Handle};
use iam_api::{TagRole, TagRoleInput};
use wire::Fault;

use super::tags;
use crate::Iam;

impl Handle<TagRole> for Iam {
    async fn handle(&self, call: &Call, input: TagRoleInput) -> Result<(), Fault> {
        let tags = tags::checked(input.tags)?;
        Ok(self.engine.tag_role(&call.place.account, &input.role_name, tags).await?)
    }
}
