//! `GetRole`.

use dispatch::{Call, Handle};
use iam_api::{GetRole, GetRoleInput, GetRoleOutput, Role, RoleLastUsed};
use wire::Fault;

use super::{describe, shown_seconds};
use crate::Iam;

impl Handle<GetRole> for Iam {
    async fn handle(&self, call: &Call, input: GetRoleInput) -> Result<GetRoleOutput, Fault> {
        let account = &call.place.account;
        let role = self.engine.role(account, &input.role_name)?;
        let role = Role {
            max_session_duration: shown_seconds(role.session_seconds_max),
            tags: describe::some_tags(&role.tags),
            // AWS answers an empty element where it knows of no use.
            role_last_used: Some(RoleLastUsed::default()),
            ..describe::role(account, role)
        };
        Ok(GetRoleOutput { role })
    }
}
