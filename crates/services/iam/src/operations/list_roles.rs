//! `ListRoles`.

use dispatch::{Call, Handle};
use iam_api::{ListRoles, ListRolesInput, ListRolesOutput, Role};
use wire::Fault;

use super::{describe, page, shown_seconds};
use crate::Iam;

impl Handle<ListRoles> for Iam {
    async fn handle(&self, call: &Call, input: ListRolesInput) -> Result<ListRolesOutput, Fault> {
        let account = &call.place.account;
        let after = page::after(input.marker.as_deref())?;
        let prefix = input.path_prefix.as_deref().unwrap_or("/");
        let found =
            self.engine.list_roles(account, prefix, after.as_deref(), page::limit(input.max_items))?;
        let (is_truncated, marker) = page::next(found.next);
        let show = |role: crate::engine::entities::Role| Role {
            max_session_duration: shown_seconds(role.session_seconds_max),
            ..describe::role(account, role)
        };
        Ok(ListRolesOutput { roles: found.items.into_iter().map(show).collect(), is_truncated, marker })
    }
}
