//! `BatchGetNamedQuery`.

use athena_api::{
    BatchGetNamedQuery, BatchGetNamedQueryInput, BatchGetNamedQueryOutput, UnprocessedNamedQueryId,
};
use dispatch::{Call, Handle};
use wire::Fault;

use super::describe;
use crate::Athena;
use crate::engine::EngineError;

impl Handle<BatchGetNamedQuery> for Athena {
    async fn handle(
        &self,
        call: &Call,
        input: BatchGetNamedQueryInput,
    ) -> Result<BatchGetNamedQueryOutput, Fault> {
        let (mut found, mut missing) = (Vec::new(), Vec::new());
        for id in input.named_query_ids {
            match self.engine.named_query(&call.place, &id) {
                Ok(query) => {
                    self.permit_in::<BatchGetNamedQuery>(call, &query.work_group).await?;
                    found.push(describe::named_query(query));
                }
                Err(EngineError::NoNamedQuery(id)) => missing.push(UnprocessedNamedQueryId {
                    error_code: Some("INVALID_INPUT".to_owned()),
                    error_message: Some(format!("NamedQuery {id} was not found")),
                    named_query_id: Some(id),
                }),
                Err(error) => return Err(error.into()),
            }
        }
        Ok(BatchGetNamedQueryOutput {
            named_queries: Some(found),
            unprocessed_named_query_ids: Some(missing),
        })
    }
}
