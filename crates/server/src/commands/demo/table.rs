//! What is in a table.

use std::collections::BTreeMap;

use dynamodb_api::{AttributeValue, Scan, ScanInput, Select};
use wire::Shape;

use crate::client::Client;

/// How many items `table` has.
pub async fn count(client: &Client, table: &str) -> anyhow::Result<u64> {
    count_by(client, table, None).await
}

/// How many items `table` has whose `id`, which begins at 1, is more than `id`.
pub async fn count_after(client: &Client, table: &str, id: u64) -> anyhow::Result<u64> {
    // Counting without a filter costs the server far less.
    count_by(client, table, (id > 0).then_some(id)).await
}

async fn count_by(client: &Client, table: &str, after: Option<u64>) -> anyhow::Result<u64> {
    let values = after.map(|id| BTreeMap::from([(":id".to_owned(), AttributeValue::N(id.into()))]));
    let mut count = 0;
    let mut exclusive_start_key = None;
    loop {
        let input = ScanInput {
            table_name: table.to_owned(),
            select: Some(Select::Count),
            filter_expression: values.as_ref().map(|_| "id > :id".to_owned()),
            expression_attribute_values: values.clone(),
            exclusive_start_key,
            ..ScanInput::placeholder()
        };
        let page = client.call::<Scan>(input).await?;
        count += u64::from(page.count.unwrap_or_default().unsigned_abs());
        exclusive_start_key = page.last_evaluated_key;
        if exclusive_start_key.is_none() {
            return Ok(count);
        }
    }
}
