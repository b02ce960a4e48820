//! `DescribeTable`.

use dispatch::{Call, Handle};
use dynamodb_api::{DescribeTable, DescribeTableInput, DescribeTableOutput};
use wire::Fault;

use crate::DynamoDb;

impl Handle<DescribeTable> for DynamoDb {
    async fn handle(&self, call: &Call, input: DescribeTableInput) -> Result<DescribeTableOutput, Fault> {
        let table = self.described(call, &input.table_name)?;
        Ok(DescribeTableOutput { table: Some(self.describe(&table)?) })
    }
}
