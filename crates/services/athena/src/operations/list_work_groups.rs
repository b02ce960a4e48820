//! `ListWorkGroups`.

use athena_api::{ListWorkGroups, ListWorkGroupsInput, ListWorkGroupsOutput};
use dispatch::{Call, Handle};
use wire::Fault;

use super::{describe, pages};
use crate::Athena;

impl Handle<ListWorkGroups> for Athena {
    async fn handle(&self, call: &Call, input: ListWorkGroupsInput) -> Result<ListWorkGroupsOutput, Fault> {
        let most = pages::size(input.max_results);
        let listed = self.engine.work_groups(&call.place, input.next_token.as_deref(), most)?;
        let work_groups = listed.items.into_iter().map(describe::work_group_summary).collect();
        Ok(ListWorkGroupsOutput { work_groups: Some(work_groups), next_token: listed.next })
    }
}
