//! `ListTables`.

use dispatch::{Call, Handle};
use dynamodb_api::{ListTables, ListTablesInput, ListTablesOutput};
use wire::Fault;

use crate::DynamoDb;
use crate::limits::LIST_TABLES_MAX;

impl Handle<ListTables> for DynamoDb {
    async fn handle(&self, call: &Call, input: ListTablesInput) -> Result<ListTablesOutput, Fault> {
        let limit = input.limit.map_or(LIST_TABLES_MAX, |limit| limit as usize);
        let after = input.exclusive_start_table_name.as_deref();
        // One more than asked for tells whether there are more.
        let mut names = self.engine.table_names(&call.place, after, limit + 1)?;
        let more = names.len() > limit;
        names.truncate(limit);
        Ok(ListTablesOutput {
            last_evaluated_table_name: names.last().filter(|_| more).cloned(),
            table_names: Some(names),
        })
    }
}
