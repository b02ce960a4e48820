//! `ListQueryExecutions`.

use athena_api::{ListQueryExecutions, ListQueryExecutionsInput, ListQueryExecutionsOutput};
use dispatch::{Call, Handle};
use wire::Fault;

use super::pages;
use crate::Athena;
use crate::engine::PRIMARY;

impl Handle<ListQueryExecutions> for Athena {
    async fn handle(
        &self,
        call: &Call,
        input: ListQueryExecutionsInput,
    ) -> Result<ListQueryExecutionsOutput, Fault> {
        let work_group = input.work_group.as_deref().unwrap_or(PRIMARY);
        let (after, most) = (input.next_token.as_deref(), pages::size(input.max_results));
        let listed = self.engine.executions(&call.place, work_group, after, most)?;
        Ok(ListQueryExecutionsOutput { query_execution_ids: Some(listed.items), next_token: listed.next })
    }
}
