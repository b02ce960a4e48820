//! `ListInstanceProfilesForRole`: there are no instance profiles, so the list is empty for every role.

use dispatch::{Call, Handle};
use iam_api::{
    ListInstanceProfilesForRole, ListInstanceProfilesForRoleInput, ListInstanceProfilesForRoleOutput,
};
use wire::Fault;

use super::page;
use crate::Iam;

impl Handle<ListInstanceProfilesForRole> for Iam {
    async fn handle(
        &self,
        call: &Call,
        input: ListInstanceProfilesForRoleInput,
    ) -> Result<ListInstanceProfilesForRoleOutput, Fault> {
        page::after(input.marker.as_deref())?;
        self.engine.role(&call.place.account, &input.role_name)?;
        let (is_truncated, marker) = page::next(None);
        Ok(ListInstanceProfilesForRoleOutput { instance_profiles: Vec::new(), is_truncated, marker })
    }
}
