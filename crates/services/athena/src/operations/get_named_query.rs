//! `GetNamedQuery`.

use athena_api::{GetNamedQuery, GetNamedQueryInput, GetNamedQueryOutput};
use dispatch::{Call, Handle};
use wire::Fault;

use super::describe;
use crate::Athena;

impl Handle<GetNamedQuery> for Athena {
    async fn handle(&self, call: &Call, input: GetNamedQueryInput) -> Result<GetNamedQueryOutput, Fault> {
        let query = self.engine.named_query(&call.place, &input.named_query_id)?;
        self.permit_in::<GetNamedQuery>(call, &query.work_group).await?;
        Ok(GetNamedQueryOutput { named_query: Some(describe::named_query(query)) })
    }
}
