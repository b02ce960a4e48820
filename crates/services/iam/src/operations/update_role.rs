//! `UpdateRole`.

use dispatch::{Call, Handle};
use iam_api::{UpdateRole, UpdateRoleInput, UpdateRoleOutput};
use wire::Fault;

use super::session_seconds;
use crate::Iam;
use crate::engine::RoleChange;

impl Handle<UpdateRole> for Iam {
    async fn handle(&self, call: &Call, input: UpdateRoleInput) -> Result<UpdateRoleOutput, Fault> {
        let change = RoleChange {
            description: input.description,
            session_seconds_max: input.max_session_duration.and_then(session_seconds),
        };
        self.engine.update_role(&call.place.account, &input.role_name, change).await?;
        Ok(UpdateRoleOutput {})
    }
}
