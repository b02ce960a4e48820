//! Streams as the operations of DynamoDB Streams name them, and what those share.

use dispatch::Call;
use kernel::Arn;
use wire::Fault;

use crate::DynamoDb;
use crate::engine::changes::StoredStream;
use crate::errors::{invalid, not_found};

/// The table and the label in the ARN of a stream.
pub fn names(arn: &str) -> Option<(Arn, String, String)> {
    let parsed = Arn::parse(arn).ok().filter(|arn| arn.service() == "dynamodb")?;
    let (table, label) = parsed.name_of("table")?.split_once("/stream/")?;
    let (table, label) = (table.to_owned(), label.to_owned());
    Some((parsed, table, label))
}

impl DynamoDb {
    /// The stream with this ARN.
    pub(super) fn stream(&self, call: &Call, arn: &str) -> Result<StoredStream, Fault> {
        let (parsed, table, label) = names(arn).ok_or_else(|| invalid("Invalid StreamArn"))?;
        let is_here =
            parsed.region() == call.place.region.as_str() && parsed.account() == call.place.account.as_str();
        let found = if is_here { self.engine.stream(&call.place, &table, &label)? } else { None };
        found.ok_or_else(|| not_found(format!("Requested resource not found: Stream: {arn} not found")))
    }
}

impl StoredStream {
    /// The id of its one shard.
    pub(super) fn shard_id(&self) -> String {
        let tail: String = self.table_id.chars().filter(char::is_ascii_hexdigit).take(8).collect();
        format!("shardId-{:020}-{tail:0>8}", self.created.0)
    }
}

/// Refuses more than a page may have.
pub fn check_limit(limit: Option<i32>, most: usize) -> Result<usize, Fault> {
    match limit {
        None => Ok(most),
        Some(limit) if limit.unsigned_abs() as usize <= most => Ok(limit.unsigned_abs() as usize),
        Some(limit) => Err(invalid(format!(
            "1 validation error detected: Value '{limit}' at 'limit' failed to satisfy constraint: Member must have \
             value less than or equal to {most}"
        ))),
    }
}
