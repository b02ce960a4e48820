//! `ListPreparedStatements`.

use athena_api::{
    ListPreparedStatements, ListPreparedStatementsInput, ListPreparedStatementsOutput,
    PreparedStatementSummary,
};
use dispatch::{Call, Handle};
use wire::Fault;

use super::pages;
use crate::Athena;

impl Handle<ListPreparedStatements> for Athena {
    async fn handle(
        &self,
        call: &Call,
        input: ListPreparedStatementsInput,
    ) -> Result<ListPreparedStatementsOutput, Fault> {
        let (after, most) = (input.next_token.as_deref(), pages::size(input.max_results));
        let listed = self.engine.statements(&call.place, &input.work_group, after, most)?;
        let summaries = listed.items.into_iter().map(|statement| PreparedStatementSummary {
            statement_name: Some(statement.name),
            last_modified_time: Some(statement.modified),
        });
        let prepared_statements = Some(summaries.collect());
        Ok(ListPreparedStatementsOutput { prepared_statements, next_token: listed.next })
    }
}
