//! `DeleteRole`.

use dispatch::{Call, Handle};
use iam_api::{DeleteRole, DeleteRoleInput};
use wire::Fault;

use crate::Iam;

impl Handle<DeleteRole> for Iam {
    async fn handle(&self, call: &Call, input: DeleteRoleInput) -> Result<(), Fault> {
        Ok(self.engine.delete_role(&call.place.account, &input.role_name).await?)
    }
}
