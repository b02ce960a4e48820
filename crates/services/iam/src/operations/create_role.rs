//! `CreateRole`.

use dispatch::{Call, Handle};
use iam_api::{CreateRole, CreateRoleInput, CreateRoleOutput, Role};
use wire::Fault;

use super::{describe, session_seconds, tags};
use crate::Iam;
use crate::engine::NewRole;
use crate::errors::invalid;

impl Handle<CreateRole> for Iam {
    async fn handle(&self, call: &Call, input: CreateRoleInput) -> Result<CreateRoleOutput, Fault> {
        if input.permissions_boundary.is_some() {
            return Err(invalid("Pumphouse has no permissions boundaries; leave out PermissionsBoundary."));
        }
        let new = NewRole {
            name: input.role_name,
            path: input.path,
            trust: input.assume_role_policy_document,
            description: input.description,
            session_seconds_max: input.max_session_duration.and_then(session_seconds),
            tags: tags::checked(input.tags.unwrap_or_default())?,
        };
        let account = &call.place.account;
        let role = self.engine.create_role(account, new).await?;
        let tags = describe::some_tags(&role.tags);
        Ok(CreateRoleOutput { role: Role { tags, ..describe::role(account, role) } })
    }
}
