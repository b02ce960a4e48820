//! `ListNamedQueries`.

use athena_api::{ListNamedQueries, ListNamedQueriesInput, ListNamedQueriesOutput};
use dispatch::{Call, Handle};
use wire::Fault;

use super::pages;
use crate::Athena;
use crate::engine::PRIMARY;

impl Handle<ListNamedQueries> for Athena {
    async fn handle(
        &self,
        call: &Call,
        input: ListNamedQueriesInput,
    ) -> Result<ListNamedQueriesOutput, Fault> {
        let work_group = input.work_group.as_deref().unwrap_or(PRIMARY);
        let (after, most) = (input.next_token.as_deref(), pages::size(input.max_results));
        let listed = self.engine.named_queries(&call.place, work_group, after, most)?;
        Ok(ListNamedQueriesOutput { named_query_ids: Some(listed.items), next_token: listed.next })
    }
}
