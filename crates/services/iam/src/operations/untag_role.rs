//! `UntagRole`.

use dispatch::{Call, Handle};
use iam_api::{UntagRole, UntagRoleInput};
use wire::Fault;

use crate::Iam;

impl Handle<UntagRole> for Iam {
    async fn handle(&self, call: &Call, input: UntagRoleInput) -> Result<(), Fault> {
        Ok(self.engine.untag_role(&call.place.account, &input.role_name, input.tag_keys).await?)
    }
}
