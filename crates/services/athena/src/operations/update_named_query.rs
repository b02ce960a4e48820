//! `UpdateNamedQuery`.

use athena_api::{UpdateNamedQuery, UpdateNamedQueryInput};
use dispatch::{Call, Handle};
use wire::Fault;

use crate::Athena;

impl Handle<UpdateNamedQuery> for Athena {
    async fn handle(&self, call: &Call, input: UpdateNamedQueryInput) -> Result<(), Fault> {
        let query = self.engine.named_query(&call.place, &input.named_query_id)?;
        self.permit_in::<UpdateNamedQuery>(call, &query.work_group).await?;
        let id = input.named_query_id;
        let changed = self.engine.change_named_query(&call.place, &id, move |query| {
            query.name = input.name;
            query.description = input.description;
            query.query = input.query_string;
        });
        Ok(changed.await?)
    }
}
