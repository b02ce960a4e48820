//! `CreateNamedQuery`.

use athena_api::{CreateNamedQuery, CreateNamedQueryInput, CreateNamedQueryOutput};
use dispatch::{Call, Handle};
use wire::Fault;

use crate::Athena;
use crate::engine::{PRIMARY, StoredNamedQuery};

impl Handle<CreateNamedQuery> for Athena {
    async fn handle(
        &self,
        call: &Call,
        input: CreateNamedQueryInput,
    ) -> Result<CreateNamedQueryOutput, Fault> {
        let work_group = input.work_group.unwrap_or_else(|| PRIMARY.to_owned());
        let what = (input.name, input.database, input.query_string);
        let mut query = StoredNamedQuery::new(self.engine.id(), work_group, what, self.engine.now());
        query.description = input.description;
        query.token = input.client_request_token;
        let id = self.engine.create_named_query(&call.place, query).await?;
        Ok(CreateNamedQueryOutput { named_query_id: Some(id) })
    }
}
