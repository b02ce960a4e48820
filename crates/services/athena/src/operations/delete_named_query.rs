//! `DeleteNamedQuery`.

use athena_api::{DeleteNamedQuery, DeleteNamedQueryInput};
use dispatch::{Call, Handle};
use wire::Fault;

use crate::Athena;

impl Handle<DeleteNamedQuery> for Athena {
    async fn handle(&self, call: &Call, input: DeleteNamedQueryInput) -> Result<(), Fault> {
        let query = self.engine.named_query(&call.place, &input.named_query_id)?;
        self.permit_in::<DeleteNamedQuery>(call, &query.work_group).await?;
        Ok(self.engine.delete_named_query(&call.place, &query.id).await?)
    }
}
