//! What is in a table.

use dynamodb_api::{Scan, ScanInput, Select};
use wire::Shape;

use crate::client::Client;

/// How many items `table` has.
pub async fn count(client: &Client, table: &str) -> anyhow::Result<u64> {
    let mut count = 0;
    let mut exclusive_start_key = None;
    loop {
        let input = ScanInput {
            table_name: table.to_owned(),
            select: Some(Select::Count),
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
